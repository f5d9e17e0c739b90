"""The press: one Typst compiler in a process, fed with a template's name and data."""
from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _

from . import printable
from .fonts import UnprintablePaper, case_of, typesetter

if TYPE_CHECKING:
    import typst

Kind = Literal["letter", "archive"]
STANDARDS: dict[str, typst.PDFStandard] = {"letter": "ua-1", "archive": "a-2a"}
MICROSECONDS = 1_000_000


class Press:
    """A folder of templates and a case of type; prints one paper at a time (a page takes 10 to 50 ms)."""

    def __init__(self, templates: Path, *, folders: tuple[str, ...]) -> None:
        self.templates = templates
        self.case = case_of(folders)
        self.lock = threading.Lock()
        self.compiler: typst.Compiler = typesetter().Compiler(root=str(templates), font_paths=self.case.book)

    def pdf(self, template: str, *, data: dict[str, Any], kind: Kind, language: str, replaced: str) -> bytes:
        """Print; ``replaced`` is the sentence that the paper shows when a character had to be replaced."""
        made = printable.data(data, printable=self.case.printable)
        made["replaced"] = replaced if printable.lost(data, made) else ""
        inputs = {"data": json.dumps(made, ensure_ascii=False), "fonts": json.dumps(self.case.families), "language": language}
        with self.lock:
            content, warnings = self._compile(template, inputs=inputs, kind=kind, issued=data["issued_us"] // MICROSECONDS)
        if warnings:
            raise UnprintablePaper(f"{template}: " + "; ".join(str(warning) for warning in warnings))
        return content

    def _compile(self, template: str, *, inputs: dict[str, str], kind: Kind, issued: int) -> tuple[bytes, Sequence[typst.TypstWarning]]:
        try:
            content, warnings = self.compiler.compile_with_warnings(
                input=str(self.templates / f"{template}.typ"), format="pdf", sys_inputs=inputs, pdf_standards=[STANDARDS[kind]], timestamp=issued)
        except typesetter().TypstError as wrong:
            raise UnprintablePaper(f"{template}: {wrong.message}: {wrong.diagnostic}") from wrong
        if not isinstance(content, bytes):
            raise UnprintablePaper(f"{template}: the compiler gave no single file")
        return content, warnings


@lru_cache(maxsize=2)
def _press(templates: Path, folders: tuple[str, ...]) -> Press:
    return Press(templates, folders=folders)


def _own() -> Press:
    """The press of this program; ``FONT_DIRS`` is a list of folders, or one text of them as PATH has it."""
    named = current_app.config["FONT_DIRS"]
    folders = named.split(os.pathsep) if isinstance(named, str) else named
    return _press(Path(str(current_app.template_folder)) / "print", tuple(str(folder) for folder in folders if folder))


def pdf(template: str, data: dict[str, Any], *, kind: Kind) -> bytes:
    """Print ``templates/print/<template>.typ`` with this data (texts, numbers, lists of them), in the language of the moment.

    ``letter``: PDF/UA-1, for people to read, also by ear. ``archive``: PDF/A-2a, to be signed and kept.
    ``data["issued_us"]`` (UTC microseconds) is the date of the paper, so that the same data gives the same bytes.
    Refuses (UnprintablePaper) when a font is missing or the template does not compile without a warning.
    """
    language = str(get_locale() or "zh").partition("_")[0]
    replaced = _("有些字符（例如表情符号）印不出来，这里用“〓”代替；网页上的原文没有变。")
    return _own().pdf(template, data=data, kind=kind, language=language, replaced=replaced)


def inspect() -> dict[str, str]:
    """What the papers are printed with: style → family, and file → its path; UnprintablePaper when something is missing."""
    case = _own().case
    return {**case.families, **{f"file {number}": path for number, path in enumerate(case.files, 1)}}
