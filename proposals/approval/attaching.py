"""What is handed in with an objection: pictures, written anew without place and camera, and whole PDFs. Looked at before the write transaction."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask_babel import gettext as _

from .. import pictures

LARGEST_PDF = 10 << 20
MOST = 3
MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg"}


class UnusableAttachment(ValueError):
    """The file cannot be kept; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is kept: kind (pdf, jpeg), bytes and their SHA-256."""

    kind: str
    content: bytes
    digest: str


def read(content: bytes) -> Attachment:
    """The file, told by its bytes; ``UnusableAttachment`` for anything but a picture or a whole PDF of up to 10 MB."""
    if not content.startswith(b"%PDF-"):
        try:
            picture = pictures.clean(content)
        except pictures.UnusablePicture as unusable:
            raise UnusableAttachment(str(unusable)) from unusable
        return Attachment("jpeg", picture.content, picture.digest)
    if len(content) > LARGEST_PDF:
        raise UnusableAttachment(_("这个 PDF 超过 10 MB。请只附与异议有关的几页。"))
    if b"%%EOF" not in content[-2048:]:
        raise UnusableAttachment(_("这个 PDF 没有传完整。请重新选择后再试。"))
    return Attachment("pdf", content, hashlib.sha256(content).hexdigest())
