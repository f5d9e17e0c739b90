"""Templates compiled once for an installation and not once in each of its processes: a third of a second for the first page, four for all.

What is kept is code, as in Python's own ``__pycache__``. It lies in the instance folder, whose ``config.py`` is code already, and may be
deleted at any time; where the folder cannot be written, nothing is kept.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from flask import Flask
from jinja2.bccache import Bucket

OURS = ("application.py", "shell.py", "words/*.py")
"""What a compiled template may hold besides its source: Jinja's settings, and what a filter made of a constant."""


class Kept(jinja2.BytecodeCache):
    """Compiled templates as files of one folder. A file is put in its place whole; Jinja itself looks whether it fits its template."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read one; that it is not there is no matter."""
        with suppress(OSError), (self.folder / bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, if the folder lets us."""
        with suppress(OSError):
            number, made = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(number, "wb") as file:
                bucket.write_bytecode(file)
            os.replace(made, self.folder / bucket.key)


def register(app: Flask) -> None:
    """Keep this installation's templates; those that an earlier version compiled are deleted."""
    folder = Path(app.instance_path) / "compiled" / _stamp()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    app.jinja_env.bytecode_cache = Kept(folder)


@cache
def _stamp() -> str:
    """Jinja's version, and when what we add to it was last changed."""
    files = sorted(file for pattern in OURS for file in Path(__file__).parent.glob(pattern))
    told = [jinja2.__version__, *(f"{file.name} {file.stat().st_mtime_ns}" for file in files)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
