"""What few pages need is loaded when somebody asks for it: a worker starts sooner and stays smaller, and so does every command.

``press = late("proposals.papers.press")`` beside a module's imports, ``press().pdf(…)`` where it is needed. A test holds a started worker against it.
"""
from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from types import ModuleType

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread, said before numpy loads: the threads of several workers on two cores wait for each other (a hundred times slower, measured)."""

for _name in THREADS:
    os.environ.setdefault(_name, "1")


def late(name: str) -> Callable[[], ModuleType]:
    """What loads the module of this name (in full, as ``proposals.papers.press``) when it is first called, and hands it out from then on.

    A room names what is its own, or somebody else's package; which room may know which is then seen at the top of that module."""
    return cache(partial(import_module, name))
