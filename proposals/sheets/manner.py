"""How much of a table file is read, and how strictly."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """Bounds for one kind of file: sizes in bytes and signs, ``seconds`` of CPU for the child process.

    ``evidence``: a formula, an error value or a control sign refuses the whole file, because its figures are to be proof; otherwise they are
    read as a person sees them. ``cut``: a file with more than ``rows`` filled rows is read so far and no further, instead of refused.
    """

    rows: int
    columns: int
    largest_file: int
    unpacked: int
    text: int
    memory: int
    seconds: int
    evidence: bool
    cut: bool


STRICT = Manner(rows=5_000, columns=40, largest_file=10 << 20, unpacked=50 << 20, text=20 << 20, memory=512 << 20, seconds=20, evidence=True, cut=False)
"""For what is to be proven: a bank's statement."""
