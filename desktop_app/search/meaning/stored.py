"""What was learned of the articles, as a file beside the index: read whole, so that no page of it can fail later.

An uncompressed archive of plain arrays with a checksum each; nothing in it can run.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import numpy as np

from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.sections import Sections
from desktop_app.search.meaning.table import Table, Unusable
from desktop_app.search.meaning.vectors import Directions


def path_of(generation: Path, vocabulary: str) -> Path:
    """The file of one language in the folder of an index."""
    return generation / f"meaning-{vocabulary}.npz"


def write(path: Path, table: Table, words: CompanyWords, sections: Sections) -> None:
    """Replaces the file."""
    text = "\n".join(words.holding).encode()
    np.savez(
        path,
        table=np.frombuffer(table.identity.encode(), np.uint8),
        words=np.frombuffer(text, np.uint8),
        holding=np.array(list(words.holding.values()), np.int32),
        column=np.array([words.column_of.get(word, -1) for word in words.holding], np.int32),
        total=np.array([words.total], np.int32),
        rows=np.array(words.rows, np.int32),
        learned=words.learned,
        documents=sections.documents,
        article=sections.article,
        sections=sections.sections.rows,
        headings=sections.headings.rows,
        articles=sections.articles.rows,
        ends=sections.ends,
        columns=sections.columns,
    )


def read(path: Path, table: Table) -> tuple[CompanyWords, Sections]:
    """Raises `Unusable` where the file is missing, damaged or made with another table."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            part = {name: found[name] for name in found.files}
        if part["table"].tobytes().decode() != table.identity:
            raise Unusable("made with another table")
        texts = part["words"].tobytes().decode().split("\n")
        holding = dict(zip(texts, part["holding"].tolist(), strict=True))
        column_of = {word: at for word, at in zip(texts, part["column"].tolist(), strict=True) if at >= 0}
        rows, total = part["rows"].tolist(), int(part["total"][0])
        words = CompanyWords.made(table, column_of, holding, total, rows, part["learned"])
        sections = Sections(
            part["documents"],
            part["article"],
            Directions(part["sections"]),
            Directions(part["headings"]),
            Directions(part["articles"]),
            part["ends"],
            part["columns"],
        )
    except (
        OSError, ValueError, LookupError, EOFError, zipfile.BadZipFile, zlib.error, MemoryError,
        RuntimeError,  # an archive of a later kind, or with a password
    ) as error:  # fmt: skip
        raise Unusable(str(error)) from error
    return words, sections
