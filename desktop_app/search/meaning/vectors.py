"""Vectors as small as they can be: whole numbers of one byte a row, compared by angle, so that a row needs no scale."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.int8]
Numbers: TypeAlias = npt.NDArray[np.int32]

_AT_ONCE = 512  # rows made into floats at a time: they stay in the processor's cache
_NOTHING = 1e-9


def of_length_one(rows: Floats) -> Floats:
    """Each row with the length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, _NOTHING), np.float32)


def in_bytes(rows: Floats) -> Bytes:
    """The direction of each row in whole numbers from -127 to 127."""
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0.0)
    return np.asarray(np.rint(rows * (127 / np.maximum(largest, _NOTHING))), np.int8)


class Directions:
    """Rows of which only the direction counts: the cosine of each to what is asked."""

    def __init__(self, rows: Bytes) -> None:
        if rows.dtype != np.int8 or rows.ndim != 2:
            raise ValueError(f"rows of {rows.dtype} in {rows.ndim} dimensions")
        self.rows = rows
        self._shares = np.empty(len(rows), np.float32)  # one by the length of each row
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE].astype(np.float32)
            self._shares[at : at + _AT_ONCE] = 1 / np.maximum(np.linalg.norm(some, axis=1), _NOTHING)

    def __len__(self) -> int:
        return len(self.rows)

    def cosines(self, asked: Floats) -> Floats:
        """Of every row to every column of `asked` (columns of length 1), shape (rows, columns)."""
        found = np.empty((len(self.rows), asked.shape[1]), np.float32)
        for at in range(0, len(self.rows), _AT_ONCE):
            np.dot(self.rows[at : at + _AT_ONCE].astype(np.float32), asked, out=found[at : at + _AT_ONCE])
        found *= self._shares[:, None]
        return found

    def unit(self, numbers: Any) -> Floats:
        """Some of the rows with the length 1."""
        return np.asarray(self.rows[numbers] * self._shares[numbers, None], np.float32)
