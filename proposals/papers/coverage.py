"""Which characters a font can print, read from its own table (OpenType ``cmap``, formats 4 and 12).

Typst leaves out silently what no font has; we must know it beforehand.
"""
from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
BEST_FIRST = (12, 4)
COLLECTION = b"ttcf"


def covered(fonts: Iterable[tuple[str, int]]) -> bytes:
    """One byte for every code point, 1 where any of these fonts (file, number inside the file) has it."""
    found = bytearray(sys.maxunicode + 1)
    for path, index in fonts:
        with open(path, "rb") as file:
            content = file.read()
        for first, last in spans(content, index=index):
            found[first:last + 1] = b"\1" * (last + 1 - first)
    return bytes(found)


def spans(content: bytes, *, index: int) -> Iterator[Span]:
    """The spans of code points a font has; nothing for a font without a Unicode table that we read."""
    start = _table(content, font=_font(content, index=index), tag=b"cmap")
    if start is None:
        return
    count, = struct.unpack_from(">H", content, start + 2)
    offsets = [start + struct.unpack_from(">I", content, start + 8 + 8 * each)[0] for each in range(count)]
    found = {struct.unpack_from(">H", content, offset)[0]: offset for offset in offsets}
    for form in BEST_FIRST:
        if form in found:
            yield from READERS[form](content, found[form])
            return


def _font(content: bytes, *, index: int) -> int:
    """Where the font begins: a collection holds several."""
    return int(struct.unpack_from(">I", content, 12 + 4 * index)[0]) if content[:4] == COLLECTION else 0


def _table(content: bytes, *, font: int, tag: bytes) -> int | None:
    count, = struct.unpack_from(">H", content, font + 4)
    for each in range(count):
        name, _sum, offset, _length = struct.unpack_from(">4sIII", content, font + 12 + 16 * each)
        if name == tag:
            return int(offset)
    return None


def _segments(content: bytes, start: int) -> Iterator[Span]:
    """Format 4: the plane of common characters, as parallel lists of ends and starts."""
    half, = struct.unpack_from(">H", content, start + 6)
    ends = struct.unpack_from(f">{half // 2}H", content, start + 14)
    starts = struct.unpack_from(f">{half // 2}H", content, start + 16 + half)
    return ((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)


def _groups(content: bytes, start: int) -> Iterator[Span]:
    """Format 12: all planes, as triples first, last, glyph."""
    count, = struct.unpack_from(">I", content, start + 12)
    return ((first, last) for first, last, _glyph in struct.iter_unpack(">III", content[start + 16:start + 16 + 12 * count]))


READERS = {4: _segments, 12: _groups}
