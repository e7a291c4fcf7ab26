"""Learns what all articles of a new generation mean and lays it beside its index: part of a rebuild."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.meaning.shipped import ShippedTable
from desktop_app.search.view import View

_NAME = "meaning.txt"


def learn_meaning(view: View, vocabularies: Mapping[str, Vocabulary], shipped: ShippedTable) -> None:
    """Notes the table too, also one that cannot be used here: a rebuild would change nothing."""
    (view.generation / _NAME).write_text(shipped.identity or "", "ascii")
    table = shipped.load()
    if table is None:
        return
    from desktop_app.search.meaning.learning import learn
    from desktop_app.search.meaning.lists import documents_of, read_sections
    from desktop_app.search.meaning.stored import path_of, write

    for code in VOCABULARIES:
        documents = documents_of(view, code)
        if documents:
            read = list(read_sections(view, documents))
            write(path_of(view.generation, code), table, *learn(read, table, vocabularies[code].stem))


def is_level(generation: Path, shipped: ShippedTable) -> bool:
    """Whether the generation was made with the table that is here, or without one where there is none."""
    try:
        return (generation / _NAME).read_text("ascii") == (shipped.identity or "")
    except FileNotFoundError:
        return shipped.identity is None
