"""The scan of a page that was signed by hand: a whole PDF, JPEG or PNG, kept as it came. Looked at before the write transaction."""
from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from flask_babel import gettext as _

from ...late import late

pillow = late("PIL.Image")
LARGEST = 10 << 20
MOST_PIXELS = 60_000_000
MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
STARTS = {"pdf": b"%PDF-", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


class UnusableScan(ValueError):
    """The file cannot be kept as a signed page; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A scan as it is kept: kind (pdf, jpeg, png), bytes and their SHA-256."""

    kind: str
    content: bytes
    digest: str


def read(content: bytes) -> Picture:
    """The scan, told by its bytes; ``UnusableScan`` for anything but a whole PDF, JPEG or PNG of up to 10 MB."""
    if len(content) > LARGEST:
        raise UnusableScan(_("这个文件超过 10 MB。请降低扫描精度，或者只扫签字的那一页。"))
    kind = next((kind for kind, start in STARTS.items() if content.startswith(start)), None)
    if kind is None:
        raise UnusableScan(_("这个文件不是 PDF，也不是 JPG、PNG 图片。请上传签字页的扫描件或照片。"))
    if kind == "pdf":
        _look_at_pdf(content)
    else:
        _look_at_picture(content)
    return Picture(kind, content, hashlib.sha256(content).hexdigest())


def _look_at_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise UnusableScan(_("这个 PDF 没有传完整。请重新选择后再试。"))


def _look_at_picture(content: bytes) -> None:
    """Whole, of a bearable size, and decodable; a picture that is one even colour shows no signature."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pillow().DecompressionBombWarning)  # sizes are checked here, before any pixel is read
            with pillow().open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
                too_large = opened.width * opened.height > MOST_PIXELS
                if not too_large:
                    opened.draft("L", (600, 600))
                    darkest, lightest = opened.convert("L").getextrema()
    except (OSError, SyntaxError, ValueError, pillow().DecompressionBombError) as broken:
        raise UnusableScan(_("这张图片打不开，可能没有传完整。请重新选择后再试。")) from broken
    if too_large:
        raise UnusableScan(_("这张图片的像素太大（超过六千万像素）。请降低扫描精度后再试。"))
    if lightest - darkest < 40:
        raise UnusableScan(_("这张图片几乎是一片空白，看不到签字。请重新扫描后再试。"))
