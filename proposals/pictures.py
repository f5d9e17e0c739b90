"""Pictures people send: opened carefully, turned upright, made smaller and written anew, so that nothing but the picture remains.

Place, camera and every other hidden word (EXIF, GPS) are gone. Call it before the write transaction: decoding takes time.
"""
from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from .late import late

if TYPE_CHECKING:
    from PIL.Image import Image

pillow, turning = late("PIL.Image"), late("PIL.ImageOps")
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 12 << 20
MOST_PIXELS = 40_000_000
LONGEST_EDGE = 2560
QUALITY = 85


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: JPEG bytes and their SHA-256."""

    content: bytes
    digest: str


class UnusablePicture(ValueError):
    """The file cannot be kept as a picture; the sentence says what to do."""


def clean(upload: bytes) -> Picture:
    """The picture in a file, as JPEG of at most 2,560 px; ``UnusablePicture`` for anything that is not a JPEG, PNG or WebP of up to 40 Mpx."""
    if len(upload) > LARGEST_FILE:
        raise UnusablePicture(_("这张照片超过 12 MB。请换一张小一点的，或者先截图再上传。"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pillow().DecompressionBombWarning)  # sizes are checked here, before any pixel is read
        try:
            return _rewritten(upload)
        except pillow().UnidentifiedImageError as unknown:
            raise UnusablePicture(_("这个文件不是照片。请上传 JPG、PNG 或 WebP 格式的图片。")) from unknown
        except (OSError, SyntaxError, ValueError, pillow().DecompressionBombError) as broken:
            if isinstance(broken, UnusablePicture):
                raise
            raise UnusablePicture(_("这张照片打不开，可能没有传完整。请重新选择后再试。")) from broken


def _rewritten(upload: bytes) -> Picture:
    with pillow().open(io.BytesIO(upload), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise UnusablePicture(_("这张照片的像素太大（超过四千万像素）。请换一张小一点的。"))
        opened.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        upright = turning().exif_transpose(opened)
        upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        out = io.BytesIO()
        _on_white(upright).save(out, "JPEG", quality=QUALITY, optimize=True)
    content = out.getvalue()
    return Picture(content=content, digest=hashlib.sha256(content).hexdigest())


def _on_white(image: Image) -> Image:
    """Plain colours only: what was transparent becomes white, palettes and profiles are gone."""
    if image.mode in ("RGBA", "LA", "P"):
        seen = image.convert("RGBA")
        paper = pillow().new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    plain = pillow().new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain
