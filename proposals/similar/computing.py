"""The computing half in one name: what ``machinery()`` hands out."""
from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Collection
from typing import Any

from ..late import late
from . import semantic
from .answering import Answer, answers
from .features import counted
from .index import Hit, Index, Weights
from .reasons import shared

__all__ = ["Answer", "Hit", "Index", "Weights", "answers", "counted", "groups", "groups_aside", "semantic", "shared"]

LONGEST_SECONDS = 600
GROUPING = "proposals.similar.groups"
grouping = late(GROUPING)


def groups(index: Index, *, apart: Collection[tuple[Any, Any]] = ()) -> list[list[Any]]:
    """The groups of texts that may be about one matter, the largest first; no group holds a pair of ``apart``."""
    found: list[list[Any]] = grouping().groups(index, apart=apart)
    return found


def groups_aside(index: Index, *, apart: Collection[tuple[int, int]]) -> list[list[int]]:
    """The same in a process of its own, which ends: a server would keep 50 MB for what it does every ten minutes, and pages would wait for it."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-P", "-m", GROUPING], input=pickle.dumps((index, list(apart))), stdout=subprocess.PIPE, env=known, check=True,
                          timeout=LONGEST_SECONDS)
    found: list[list[int]] = json.loads(done.stdout)
    return found
