"""Articles written to an index: all of them to a new one, some of them to one that answers already."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.documents import Document, documents
from desktop_app.search.generations import read_manifest, write_manifest
from desktop_app.search.schema import schema
from desktop_app.search.segment_writer import open_writer
from desktop_app.search.view import View, open_index

SECTIONS_A_SEGMENT = 20_000  # written at once by a rebuild; their keys stand in memory until then

Progress = Callable[[int, int | None], None]
"""Articles done, and of how many where that is known."""

Taken = Callable[[Sequence[Document], Mapping[str, Vocabulary]], None]
"""Told of the documents of each article, when they are written, with the words that were met so far."""


@dataclass(frozen=True)
class Change:
    """Articles that came or changed, and what is gone: ids in every language, or (id, language)."""

    articles: Sequence[Article] = ()
    removed: Sequence[str | tuple[str, str]] = ()

    def to_json(self) -> str:
        return json.dumps([[asdict(replace(article, published=None)) for article in self.articles], list(self.removed)])

    @staticmethod
    def from_json(line: str) -> Change:
        articles, removed = json.loads(line)
        names = [one if isinstance(one, str) else (one[0], one[1]) for one in removed]
        return Change([Article(**article) for article in articles], names)


def create(generation: Path) -> FileIndex:
    """An index without articles."""
    return FileIndex.create(FileStorage(str(generation)), schema())


def write_all(
    generation: Path, articles: Iterable[Article], stems: Mapping[str, Mapping[str, str]], progress: Progress,
    taken: Taken,
) -> None:  # fmt: skip
    """Writes a whole generation. `stems`: those known from before, so that they need not be found again."""
    index = create(generation)
    vocabularies = {code: Vocabulary(code, stems.get(code)) for code in VOCABULARIES}
    total = len(articles) if isinstance(articles, Sequence) else None
    writer, segments, waiting = open_writer(index), 0, 0
    try:
        for done, article in enumerate(articles, 1):
            read = list(documents(article, vocabularies))
            for document in read:
                writer.add(document)
            waiting += len(read)
            if waiting >= SECTIONS_A_SEGMENT:
                writer.commit()
                writer, segments, waiting = open_writer(index), segments + 1, 0
            taken(read, vocabularies)
            progress(done, total)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    finish(generation, vocabularies, complete=True, segments=segments + bool(waiting))


def create_partial(generation: Path) -> None:
    """A generation for what changes from now on, until a rebuild brings the rest."""
    create(generation)
    finish(generation, {code: Vocabulary(code) for code in VOCABULARIES}, complete=False, segments=0)


def finish(generation: Path, vocabularies: Mapping[str, Vocabulary], *, complete: bool, segments: int) -> None:
    """Lays beside the segments what they were written with; from now on the generation counts."""
    words = {code: vocabulary.indexed for code, vocabulary in vocabularies.items()}
    (generation / "words.json").write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    write_manifest(generation, complete=complete, segments=segments)


def repeat(noted: Iterable[str], generation: Path, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Brings a generation that nobody reads yet level with the changes that came while it was written."""
    for change in noted:
        view = View(generation, read_manifest(generation), vocabularies)
        try:
            apply(Change.from_json(change), view, vocabularies)
        finally:
            view.close()


def apply(change: Change, view: View, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Deletes the sections of what changed and writes the new ones, as one commit of the generation the view shows."""
    by_key = {(article.language, article.id): article for article in change.articles}
    gone = set(by_key)
    for one in change.removed:
        if isinstance(one, str):
            gone.update(key for key in view.articles if key[1] == one)
        else:
            gone.add((one[1], one[0]))
    writer = open_writer(open_index(view.generation))
    try:
        for key in gone:
            for number in view.catalogue.documents_of(key):
                writer.delete(number)
        for article in by_key.values():
            for document in documents(article, vocabularies):
                writer.add(document)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
