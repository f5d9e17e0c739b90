"""Sparse rows in three flat arrays: all that the index needs of them, in numpy alone (scipy's matrices cost every worker 11 MB more)."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Columns = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Of row n the values and their columns, ascending, stand from ``begins[n]`` to ``begins[n + 1]``."""

    values: NDArray[Any]
    columns: Columns
    begins: Places

    def __len__(self) -> int:
        return len(self.begins) - 1

    def owners(self) -> Places:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), np.diff(self.begins))

    def take(self, places: Places) -> Rows:
        """These rows, in this order."""
        lengths = np.diff(self.begins)[places]
        begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        cells = np.arange(begins[-1]) + np.repeat(self.begins[places] - begins[:-1], lengths)
        return Rows(self.values[cells], self.columns[cells], begins)

    def blocks(self, *, of: int) -> Iterator[Rows]:
        """The same rows, so many at a time."""
        for first in range(0, len(self), of):
            begins = self.begins[first:first + of + 1]
            cells = slice(begins[0], begins[-1])
            yield Rows(self.values[cells], self.columns[cells], begins - begins[0])

    def told(self, row: Rows) -> NDArray[np.float64]:
        """The product of each row with one other row."""
        if not len(row.columns):
            return np.zeros(len(self))
        slot = np.minimum(np.searchsorted(row.columns, self.columns), len(row.columns) - 1)
        shared = np.where(row.columns[slot] == self.columns, row.values[slot] * self.values, 0)
        return np.bincount(self.owners(), shared, len(self))


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows one after the other; of one kind of value, and at least one part."""
    ends = np.cumsum([0, *(len(part.columns) for part in parts)])
    begins = [part.begins[:-1] + end for part, end in zip(parts, ends, strict=False)]
    return Rows(np.concatenate([part.values for part in parts]), np.concatenate([part.columns for part in parts]), np.concatenate([*begins, ends[-1:]]))


class Postings:
    """Rows turned: for each column that occurs, the rows that hold it, and their values there."""

    def __init__(self, rows: Rows) -> None:
        order = np.argsort(rows.columns, kind="stable")
        self._columns, begins = np.unique(rows.columns[order], return_index=True)
        self._begins = np.append(begins, len(order))
        self._owners: Columns = rows.owners()[order].astype(np.int32)
        self._values: Floats = rows.values[order]

    def add(self, row: Rows, *, to: Floats) -> None:
        """Add each row's product with this one row to ``to``."""
        slots = np.searchsorted(self._columns, row.columns)
        for column, weight, slot in zip(row.columns.tolist(), row.values, slots.tolist(), strict=True):
            if slot < len(self._columns) and self._columns[slot] == column:
                cells = slice(self._begins[slot], self._begins[slot + 1])
                to[self._owners[cells]] += weight * self._values[cells]
