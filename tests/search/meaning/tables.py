"""A table of meanings small enough to read: words of two languages by what they mean, one direction a meaning."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

MEANINGS: Mapping[str, str] = {
    "badge": "badge card pass kartu akses lencana",
    "lost": "lost missing lose stolen hilang dicuri tenggelam fell",
    "water": "sea water river laut air sungai",
    "tooth": "dental dentist tooth gigi",
    "health": "health medical doctor clinic dokter kesehatan berobat",
    "pay": "pay covered reimburse reimbursement cost costs ditanggung ongkos biaya penggantian diganti",
    "leave": "leave vacation holiday days cuti libur liburan",
    "computer": "laptop computer notebook komputer",
    "broken": "broken damaged repair repairs rusak perbaikan",
    "report": "report tell lapor laporkan melaporkan",
    "building": "building office reception floor gedung kantor resepsionis lantai",
    "parking": "parking motorcycle bicycle parkir motor sepeda",
    "sports": "football goalkeeper penalty",
}


def write_table(folder: Path, meanings: Mapping[str, str] = MEANINGS, seed: int = 3) -> Path:
    """The folder of a table in the format that ships, where words of one meaning are near each other."""
    chance = np.random.default_rng(random.Random(seed).getrandbits(32))
    words: dict[str, npt.NDArray[np.float64]] = {}
    for number, text in enumerate(meanings.values()):
        for word in text.split():
            vector = chance.normal(0, 0.04, 2 * len(meanings))
            vector[number] += 1
            words[word] = vector
    listed = sorted(words)
    vectors = np.array([words[word] for word in listed], np.float32)
    scale = (np.abs(vectors).max(1) / 7).astype(np.float16)
    nibbles = (np.rint(vectors / scale.astype(np.float32)[:, None]) + 8).astype(np.uint8)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(
        folder / "table.npz",
        rows=nibbles[:, 0::2] << 4 | nibbles[:, 1::2],
        scale=scale,
        zipf=np.full(len(listed), 45, np.uint8),
    )
    (folder / "words.txt").write_text("\n".join(listed) + "\n", "utf-8")
    return folder
