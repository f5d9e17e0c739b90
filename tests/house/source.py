"""The program's own source as the building regulations see it: files, functions, templates."""
from __future__ import annotations

import ast
import functools
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("workflow", "proposals")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One function with the file it stands in."""

    file: Path
    node: FunctionNode
    nested: bool

    @property
    def place(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or 0) - self.node.lineno + 1


def python_files(*folders: str) -> list[Path]:
    """Python files of these top-level folders, without generated migrations."""
    found = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [file for file in found if "versions" not in file.parts]


def template_files() -> list[Path]:
    """Every HTML template of the product."""
    return sorted((ROOT / "templates").rglob("*.html"))


@functools.cache
def trees() -> dict[Path, ast.Module]:
    """Every Python file, read once for all who ask; half a million nodes, so nobody searches them for rubbish while they are made or later."""
    gc.disable()
    read = {file: ast.parse(file.read_text()) for file in python_files("workflow", "proposals", "tests")}
    gc.freeze()
    gc.enable()
    return read


def nodes(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    """Everything that stands in the files of these folders."""
    return ((file, node) for file in python_files(*folders) for node in ast.walk(trees()[file]))


def functions(*folders: str) -> Iterator[Function]:
    """Every function and method in these folders."""
    return (function for file in python_files(*folders) for function in _functions(file))


@functools.cache
def _functions(file: Path) -> tuple[Function, ...]:
    return tuple(_within(file, trees()[file], nested=False))


def _within(file: Path, node: ast.AST, *, nested: bool) -> Iterator[Function]:
    """``nested`` functions stand inside another function; methods do not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            yield Function(file, child, nested)
        yield from _within(file, child, nested=nested or isinstance(child, FunctionNode))
