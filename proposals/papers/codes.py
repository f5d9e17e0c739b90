"""The square codes on papers."""
from __future__ import annotations

import io

from ..late import late

segno = late("segno")
INK = "#135850"


def qr(address: str) -> str:
    """An address as a QR code: SVG text, to be put into a paper's data and drawn there by ``code``.

    Correction level M: a sixth of it may be dirty or folded away.
    """
    out = io.BytesIO()
    segno().make(address, error="m", micro=False).save(out, kind="svg", border=0, dark=INK, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()
