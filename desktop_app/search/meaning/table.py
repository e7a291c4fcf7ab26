"""The table of word vectors that ships with the product.

A folder with two files, made by `tools/meaning`:

- `words.txt`: the words of both languages, folded, one a line, in the order of the rows;
- `table.npz`: `rows` (unsigned bytes, words × half the dimensions: two numbers from -7 to 7 a byte, each plus 8, the
  even dimension in the upper half), `scale` (float16, what the numbers of a row are multiplied by) and `zipf` (bytes:
  ten times the logarithm of how often the word comes in a thousand million).

The direction of a row is what the word means, its length what the word weighs in a text.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.search.meaning.vectors import Bytes, Floats, Numbers

WORDS, VECTORS = "words.txt", "table.npz"
_PARTS = {"rows": "uint8", "scale": "float16", "zipf": "uint8"}
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Unusable(Exception):
    """There is no table, or numpy is not here, or the table is damaged."""


def identity(folder: Path) -> str:
    """What tells one table from another, without reading it. Raises `Unusable` where there is none."""
    try:
        with zipfile.ZipFile(folder / VECTORS) as parts:
            return "-".join(f"{part.CRC:08x}" for part in parts.infolist())
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:  # the last: of a later kind
        raise Unusable(str(error)) from error


def ready_numpy() -> None:
    """Loads numpy with one thread: a question is too small for more, and each would hold memory of its own."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    try:
        import numpy  # noqa: F401
    except ImportError as error:
        raise Unusable(str(error)) from error


class Table:
    """Word to row, and the vectors of rows; they are unpacked as they are asked for."""

    def __init__(self, name: str, words: Iterable[str], rows: Bytes, scale: Floats, zipf: Bytes) -> None:
        import numpy as np

        self.identity = name
        self.words = tuple(words)
        self._packed, self._scale, self._zipf = rows, scale, zipf
        if not len(self.words) == len(rows) == len(scale) == len(zipf) or rows.ndim != 2 or not len(rows):
            raise Unusable("the parts of the table do not fit together")
        self.row_of = {word: number for number, word in enumerate(self.words)}
        sample = self.vectors(np.arange(0, len(rows), max(1, len(rows) // 2_000), dtype=np.int32))
        self.usual_length = float(np.median(np.linalg.norm(sample, axis=1)))

    @staticmethod
    def load(folder: Path) -> Table:
        """Raises `Unusable`."""
        ready_numpy()
        import numpy as np

        try:
            words = (folder / WORDS).read_text("utf-8").splitlines()
            with (folder / VECTORS).open("rb") as file, np.load(file, allow_pickle=False) as parts:
                rows, scale, zipf = (parts[name] for name in _PARTS)
        except (
            OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error,
            RuntimeError,  # an archive of a later kind, or with a password
        ) as error:  # fmt: skip
            raise Unusable(str(error)) from error
        if [part.dtype.name for part in (rows, scale, zipf)] != list(_PARTS.values()):
            raise Unusable("the table has numbers of another kind")
        return Table(identity(folder), words, rows, scale, zipf)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def dimensions(self) -> int:
        return 2 * int(self._packed.shape[1])

    def zipf(self, word: str) -> float:
        """How common a word is in its language, 0 where the table does not have it; "the" is 7.7."""
        row = self.row_of.get(word)
        return 0.0 if row is None else float(self._zipf[row]) / 10

    def whole(self, rows: Numbers) -> Bytes:
        """The numbers of some rows as they are, without their scale."""
        import numpy as np

        packed = self._packed[rows]
        unpacked = np.empty((len(packed), self.dimensions), np.int8)
        unpacked[:, 0::2] = packed >> 4
        unpacked[:, 1::2] = packed & 15
        unpacked -= 8
        return unpacked

    def vectors(self, rows: Numbers) -> Floats:
        """The vectors of some rows."""
        import numpy as np

        return np.asarray(self.whole(rows) * self._scale[rows].astype(np.float32)[:, None], np.float32)
