"""Which texts say nearly the same, and by which words: pure, without database and without pages. People decide; this only proposes.

Everything that computes with arrays stands behind ``machinery()``: the pages that do not need it start fast and stay small.
"""
from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from types import ModuleType

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread, said before numpy loads: the threads of several workers on two cores wait for each other (a hundred times slower, measured)."""

for _name in THREADS:
    os.environ.setdefault(_name, "1")


@cache
def machinery() -> ModuleType:
    """The computing half, loaded when first asked for: 0.3 s and 60 MB once."""
    return import_module(f"{__name__}.computing")
