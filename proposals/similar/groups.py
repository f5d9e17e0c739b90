"""Groups of texts that may be about one matter: average linkage inside connected components, so that no chain of neighbours grows without end."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from .index import Index, pairs

CUT = 0.20
STRICTER = 0.05
LARGEST = 1500
"""Texts of one component compared all with all: 9 MB of distances; a larger one is taken apart by a higher score first."""


def groups(index: Index, *, least: float = CUT) -> list[list[Any]]:
    """The groups of two and more, the largest first; inside and among equals in the order of the keys."""
    keys, rows = index.rows()
    parts = [part for part in _parts(rows, np.arange(len(keys)), least=least) if len(part) > 1]
    found = [[keys[place] for place in group] for part in parts for group in _inside(rows, part, least=least)]
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _parts(rows: csr_matrix, places: NDArray[np.int64], *, least: float) -> Iterator[NDArray[np.int64]]:
    """Connected components among ``places``, each small enough to be looked at whole."""
    begins = [found for found in pairs(rows[places], least=least)]
    first, second = (np.concatenate([found[side] for found in begins] or [np.zeros(0, np.int64)]) for side in (0, 1))
    _number, label = connected_components(coo_matrix((np.ones(len(first)), (first, second)), (len(places), len(places))), directed=False)
    order = np.argsort(label, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(part) <= LARGEST or least >= 1 - STRICTER:
            yield places[part[:LARGEST]]
        else:
            yield from _parts(rows, places[part], least=least + STRICTER)


def _inside(rows: csr_matrix, part: NDArray[np.int64], *, least: float) -> Iterator[NDArray[np.int64]]:
    """One component's groups: two groups are one while their texts are on average as near as ``least``."""
    near = (rows[part] @ rows[part].T).toarray()
    apart = np.clip(1 - near[np.triu_indices(len(part), 1)], 0, None)
    label = fcluster(linkage(apart, "average"), 1 - least, "distance")
    for number in np.unique(label):
        group = np.sort(part[label == number])
        if len(group) > 1:
            yield group
