"""The fonts papers are printed with: those that come with the program, then the folders of ``FONT_DIRS``, then the system's own."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..late import late
from .coverage import covered

if TYPE_CHECKING:
    import typst

typesetter = late("typst")
PACKAGE = "pylopdf_fonts_zh_cn"
FAMILIES = {
    "serif": ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun"),
    "sans": ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei"),
}


class UnprintablePaper(RuntimeError):
    """A paper cannot be printed as it should look: a font is missing or the template warns. Never print it nevertheless."""


@dataclass(frozen=True)
class Case:
    """A case of type: the fonts Typst may use, which family serves as serif and as sans, and what can be printed with it."""

    book: typst.Fonts
    families: dict[str, str]
    printable: bytes
    """One byte for every code point: 1 where it can be printed."""
    files: tuple[str, ...]


@lru_cache(maxsize=2)
def case_of(folders: tuple[str, ...]) -> Case:
    """Read the fonts once in the life of a process (about 60 ms); UnprintablePaper where no Chinese font is found."""
    packaged = _packaged()
    book = typesetter().Fonts(include_system_fonts=not packaged, include_embedded_fonts=False, font_paths=[*packaged, *folders])
    fonts = [font for font in book.fonts() if font.path is not None]
    families = {style: _first(style, known={font.family for font in fonts}) for style in FAMILIES}
    used = [font for font in fonts if font.family in families.values() or _lies_in(font.path, folders=folders)]
    files = sorted({(str(font.path), font.index) for font in used})
    return Case(book, families, covered(files), tuple(dict.fromkeys(path for path, _index in files)))


def _packaged() -> list[str]:
    """The folder of the fonts installed by pip; empty where the package was left out."""
    found = find_spec(PACKAGE)
    return [] if found is None or found.origin is None else [str(Path(found.origin).parent)]


def _first(style: str, *, known: set[str]) -> str:
    """The first family of the list that is there."""
    for family in FAMILIES[style]:
        if family in known:
            return family
    raise UnprintablePaper(f"no Chinese {style} font: install the package pylopdf-fonts-zh-cn or the system's fonts-noto-cjk, "
                           f"or name a folder in FONT_DIRS that holds one of {', '.join(FAMILIES[style])}")


def _lies_in(path: str | None, *, folders: Sequence[str]) -> bool:
    return path is not None and any(Path(path).is_relative_to(Path(folder).resolve()) or Path(path).is_relative_to(folder) for folder in folders)
