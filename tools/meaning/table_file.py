"""The table as it ships: four bits a number, two numbers a byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tools.meaning.learn import Floats
from tools.meaning.vocabulary import frequency


def write(folder: Path, vocabulary: Sequence[str], vectors: Floats) -> None:
    """`words.txt` and `table.npz`; desktop_app/search/meaning/table.py says what is in them."""
    scale = (np.abs(vectors).max(1) / 7).astype(np.float16)
    whole = np.rint(vectors / np.maximum(scale.astype(np.float32), 1e-9)[:, None])
    numbers = (np.clip(whole, -7, 7) + 8).astype(np.uint8)
    common = np.array([round(10 * frequency(word)) for word in vocabulary], np.uint8)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "table.npz", rows=numbers[:, 0::2] << 4 | numbers[:, 1::2], scale=scale, zipf=common)
    (folder / "words.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
