"""Groups of texts that may be about one matter: average linkage inside connected components, so that no chain of neighbours grows without end."""
from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from .features import WIDTH
from .index import BLOCK, Index
from .rows import Floats, Places

CUT = 0.20
STRICTER = 0.05
LARGEST = 1500
"""Texts of one component compared all with all: 9 MB of distances; a larger one is taken apart by a higher score first."""
COMMON = 5
FEW = 50
"""What stands in more than a fifth of all texts does not make a pair: comparing by it costs most and tells least."""
NEVER = -1e9
"""What people found different is in no group together, however near their common neighbours are."""


def groups(index: Index, *, least: float = CUT, apart: Collection[tuple[Any, Any]] = ()) -> list[list[Any]]:
    """The groups of two and more, the largest first; inside and among equals in the order of the keys.

    ``apart``: pairs that people found to be different, the smaller key first; no group holds both."""
    keys, found = index.rows()
    rows = csr_matrix((found.values, found.columns, found.begins), (len(keys), WIDTH))
    place = {key: at for at, key in enumerate(keys)}
    parted = {(place[one], place[other]) for one, other in apart if one in place and other in place}
    near = _near(rows, least=least, parted=parted)
    together = [[keys[at] for at in group] for part in _parts(near, np.arange(len(keys)), least=least)
                for group in _inside(rows, part, least=least, parted=parted)]
    return sorted(together, key=lambda group: (-len(group), group[0]))


@dataclass(frozen=True)
class _Near:
    """Pairs of places and their scores."""

    first: Places
    second: Places
    score: Floats

    def where(self, kept: NDArray[np.bool_]) -> _Near:
        """Those of the pairs that are kept."""
        return _Near(self.first[kept], self.second[kept], self.score[kept])


def _near(rows: csr_matrix, *, least: float, parted: Collection[tuple[int, int]]) -> _Near:
    """All pairs that reach ``least`` by what is not common."""
    telling = np.bincount(rows.indices, minlength=rows.shape[1]) <= max(rows.shape[0] / COMMON, FEW)
    bare = csr_matrix((rows.data * telling[rows.indices], rows.indices, rows.indptr), rows.shape)
    bare.eliminate_zeros()
    blocks = list(_pairs(bare, least=least))
    none = np.zeros(0, np.int64)
    near = _Near(*(np.concatenate([none.astype(kind), *(block[side] for block in blocks)]) for side, kind in enumerate((np.int64, np.int64, np.float32))))
    if not parted:
        return near
    return near.where(np.array([pair not in parted for pair in zip(near.first.tolist(), near.second.tolist(), strict=True)], bool))


def _parts(near: _Near, places: Places, *, least: float) -> Iterator[Places]:
    """Connected components among ``places``, each small enough to be looked at whole; a single text is none."""
    slot = np.full(int(places.max(initial=-1)) + 1, -1)
    slot[places] = np.arange(len(places))
    linked = coo_matrix((np.ones(len(near.first), bool), (slot[near.first], slot[near.second])), (len(places), len(places)))
    _number, label = connected_components(linked, directed=False)
    order = np.argsort(label, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if len(part) < 2:
            continue
        if len(part) <= LARGEST or least >= 1 - STRICTER:
            yield from (places[part[begin:begin + LARGEST]] for begin in range(0, len(part), LARGEST))
        else:
            inside = label[slot[near.first]] == label[part[0]]
            yield from _parts(near.where(inside & (near.score >= least + STRICTER)), places[part], least=least + STRICTER)


def _inside(rows: csr_matrix, part: Places, *, least: float, parted: Collection[tuple[int, int]]) -> Iterator[Places]:
    """One component's groups: two groups are one while their texts are on average as near as ``least``."""
    if len(part) < 2:
        return
    near = (rows[part] @ rows[part].T).toarray()
    for one, other in _held_apart(part, parted):
        near[one, other] = near[other, one] = NEVER
    distance = np.clip(1 - near[np.triu_indices(len(part), 1)], 0, None)
    label = fcluster(linkage(distance, "average"), 1 - least, "distance")
    for number in np.unique(label):
        group = np.sort(part[label == number])
        if len(group) > 1:
            yield group


def _held_apart(part: Places, parted: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    slot = {at: number for number, at in enumerate(part.tolist())} if parted else {}
    return [(slot[one], slot[other]) for one, other in parted if one in slot and other in slot]


def _pairs(rows: csr_matrix, *, least: float) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], Floats]]:
    """All pairs of rows whose score reaches ``least``, once each, block by block: first places, second places, scores."""
    turned = rows.T.tocsr()
    for begin in range(0, rows.shape[0], BLOCK):
        near = (rows[begin:begin + BLOCK] @ turned).tocoo()
        kept = (near.data >= least) & (near.row + begin < near.col)
        yield near.row[kept].astype(np.int64) + begin, near.col[kept].astype(np.int64), near.data[kept]


if __name__ == "__main__":
    asked, different = pickle.load(sys.stdin.buffer)  # from our own process, see computing.groups_aside
    print(json.dumps(groups(asked, apart=different)))
