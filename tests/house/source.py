"""The program's own source as the building regulations see it: files, functions, templates."""
from __future__ import annotations

import ast
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


def functions(*folders: str) -> Iterator[Function]:
    """Every function and method in these folders."""
    for file in python_files(*folders):
        yield from _within(file, ast.parse(file.read_text()), nested=False)


def _within(file: Path, node: ast.AST, *, nested: bool) -> Iterator[Function]:
    """``nested`` functions stand inside another function; methods do not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            yield Function(file, child, nested)
        yield from _within(file, child, nested=nested or isinstance(child, FunctionNode))
