"""Originals given out: to be saved as they came, never shown as a page of ours."""
from __future__ import annotations

import io

from flask import Response, send_file

from ..models import VoucherFile
from ..spending import originals


def handed_out(kept: VoucherFile) -> Response:
    """The file, byte for byte, under the name it came with."""
    answer = send_file(io.BytesIO(kept.content), mimetype=originals.MEDIA[kept.kind], as_attachment=True, download_name=kept.name, etag=kept.digest)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
