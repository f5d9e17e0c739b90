"""The original file of a voucher: what the bytes are, whatever the file is called; kept as they came, never rewritten.

Looked at before the write transaction. Nothing is unpacked or run: an OFD's list of contents is read, an XML is parsed without its DTD.
"""
from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from flask_babel import gettext as _

from ...forms import clean_line
from ...late import late

if TYPE_CHECKING:
    from PIL.Image import Image

pillow = late("PIL.Image")
LARGEST = 10 << 20
LARGEST_XML = 2 << 20
MOST_PIXELS = 40_000_000
MOST_MEMBERS, LARGEST_UNPACKED, HIGHEST_RATIO = 200, 50 << 20, 100
LONGEST_NAME = 120
MEDIA = {"pdf": "application/pdf", "ofd": "application/ofd", "xml": "application/xml", "jpeg": "image/jpeg", "png": "image/png"}
PICTURES = ("jpeg", "png")
PAGES = ("html", "svg", "script")
"""Roots of XML that a browser would show as a page of its own: no invoice."""


class UnusableFile(ValueError):
    """The file cannot be kept as a voucher; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it is kept: kind (pdf, ofd, xml, jpeg, png), name, bytes and their SHA-256."""

    kind: str
    name: str
    content: bytes
    digest: str


def read(content: bytes, *, name: str) -> Original:
    """The file, told by its bytes; ``UnusableFile`` for anything but a whole PDF, OFD, XML, JPEG or PNG of up to 10 MB."""
    if not content:
        raise UnusableFile(_("这个文件是空的。请重新选择。"))
    if len(content) > LARGEST:
        raise UnusableFile(_("这个文件超过 10 MB。请换一份小一点的原件再上传。"))
    kind = _kind_of(content)
    if kind is None:
        raise UnusableFile(_("这个文件不是 PDF、OFD、XML 发票，也不是 JPG、PNG 图片。请上传票据的原件。"))
    return Original(kind, named(name, kind=kind), content, hashlib.sha256(content).hexdigest())


def named(name: str, *, kind: str) -> str:
    """A file's name as it is given back: without its path, ending in what the file is."""
    last = clean_line(name).replace("\\", "/").rpartition("/")[2]
    stem, _dot, ending = last.rpartition(".")
    fitting = {"jpg": "jpeg"}.get(ending.lower(), ending.lower())
    return f"{(stem if stem and fitting == kind else last or 'voucher')[:LONGEST_NAME - 5]}.{kind}"


def _kind_of(content: bytes) -> str | None:
    binary = (("pdf", b"%PDF-", _pdf), ("ofd", b"PK\x03\x04", _ofd), ("jpeg", b"\xff\xd8\xff", _picture), ("png", b"\x89PNG\r\n\x1a\n", _picture))
    for kind, start, check in binary:
        if content.startswith(start):
            check(content)
            return kind
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"<":
        return None
    _xml(content)
    return "xml"


def _pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise UnusableFile(_("这个 PDF 没有传完整。请重新选择后再试。"))


def _ofd(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except zipfile.BadZipFile as broken:
        raise UnusableFile(_("这个 OFD 打不开，可能没有传完整。请重新选择后再试。")) from broken
    unpacked = sum(member.file_size for member in members)
    if "OFD.xml" not in {member.filename for member in members}:
        raise UnusableFile(_("这个压缩包不是 OFD 票据。请上传票据的原件。"))
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * len(content):
        raise UnusableFile(_("这个 OFD 展开后太大，不像一张票据。请换一份原件。"))


def _picture(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pillow().DecompressionBombWarning)  # sizes are checked here, before any pixel is read
            with pillow().open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise UnusableFile(_("这张图片的像素太大（超过四千万像素）。请换一张小一点的。"))
                _look_through(opened)
    except UnusableFile:
        raise
    except (OSError, SyntaxError, ValueError, pillow().DecompressionBombError) as broken:
        raise UnusableFile(_("这张图片打不开，可能没有传完整。请重新选择后再试。")) from broken


def _look_through(opened: Image) -> None:
    """A PNG's checksums; a JPEG as small as it decodes."""
    if opened.format == "PNG":
        opened.verify()
        return
    opened.draft("RGB", (64, 64))
    opened.load()


def _xml(content: bytes) -> None:
    if len(content) > LARGEST_XML:
        raise UnusableFile(_("这个 XML 超过 2 MB，不像一张发票。请上传税务平台下载的原件。"))
    roots: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = lambda name, _attributes: roots.append(name.rpartition(" ")[2].lower()) if not roots else None
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise UnusableFile(_("这个 XML 打不开，可能没有传完整。请上传税务平台下载的原件。")) from broken
    if roots[0] in PAGES:
        raise UnusableFile(_("这个文件是网页或图形，不是发票。请上传税务平台下载的原件。"))


def _no_doctype(*_declared: object) -> None:
    raise UnusableFile(_("这个 XML 里带有外部定义，不能接收。请上传税务平台下载的原件。"))
