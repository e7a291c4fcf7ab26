"""The search over the knowledge base: opened, asked, kept up to date and built anew."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from shutil import rmtree
from typing import Self, TypeVar

from desktop_app import resources
from desktop_app.domain.knowledge.rows import Article, GlossaryRow
from desktop_app.glossary import glossary
from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.answer import Asking, answer
from desktop_app.search.changes import Change, Progress, apply, create_partial, repeat, write_all
from desktop_app.search.expansion import Glossary
from desktop_app.search.filters import Filters
from desktop_app.search.first_parts import FirstParts
from desktop_app.search.generations import Generations, is_own, read_manifest
from desktop_app.search.meaning.building import is_level, learn_meaning
from desktop_app.search.meaning.deepening import hits_about_the_same
from desktop_app.search.meaning.shipped import ShippedTable
from desktop_app.search.results import Hit, SearchPage
from desktop_app.search.schema import FORMAT
from desktop_app.search.view import DAMAGE, View

MOST_SEGMENTS = 16  # more of them cost each search more than a rebuild in the background costs the person
_ATTEMPTS = 5  # to read an index that another process is changing

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class IndexState(StrEnum):
    """Whether the index can be relied on; every state but READY asks for a rebuild."""

    READY = "ready"
    MISSING = "missing"  # there is none yet
    DAMAGED = "damaged"  # it cannot be read, or not all of it
    OUTDATED = "outdated"  # made by another version of the product
    FOREIGN = "foreign"  # somebody else could have written to it: it is not opened
    PARTIAL = "partial"  # it holds what changed since it was lost, not what was there before
    SCATTERED = "scattered"  # many updates later it is in many pieces, and slower
    OTHER_MEANINGS = "other_meanings"  # learned with another table, or what was learned is damaged: it answers by words


class KnowledgeIndex:
    """One person's index of the articles, in a folder of its own.

    It may be asked from any thread; it changes one at a time, also across processes. It is derived: what is wrong with
    it is in `state`, and `rebuild` mends it.
    """

    def __init__(self, folder: Path, table: Path | None = None) -> None:
        self._shipped = ShippedTable(table)
        self._generations = Generations(folder)
        self._vocabularies = {code: Vocabulary(code) for code in VOCABULARIES}
        self._own_words: tuple[GlossaryRow, ...] = ()
        self._glossary = Glossary(glossary(), self._vocabularies)
        self._view: View | None = None
        self._state = IndexState.MISSING
        self._broken: Path | None = None  # a generation that opened and then could not be read
        self._reading = threading.RLock()
        self._loading = threading.Lock()
        self.refresh()

    @classmethod
    def open(cls, folder: Path | str, table: Path | None = None) -> KnowledgeIndex:
        """The index in this folder, in whatever state it is: nothing is raised for a missing or a damaged one.

        `table`: the folder of the table of meanings, by default the one that ships with the product.
        """
        return cls(Path(folder), table or resources.folder() / "meaning")

    def close(self) -> None:
        """Lets go of the files. A closed index finds nothing until it is refreshed."""
        with self._reading:
            self._replace(None, IndexState.MISSING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def state(self) -> IndexState:
        view = self._view
        if view is None:
            return self._state
        if not view.manifest.complete:
            return IndexState.PARTIAL
        if view.meaning_is_lost:
            return IndexState.OTHER_MEANINGS
        return IndexState.SCATTERED if view.segments > view.manifest.segments + MOST_SEGMENTS - 1 else self._state

    @property
    def damaged(self) -> bool:
        return self.state is IndexState.DAMAGED

    @property
    def needs_rebuild(self) -> bool:
        return self.state is not IndexState.READY

    @property
    def article_count(self) -> int:
        """Articles that can be found, each language counted."""
        view = self._view
        return view.catalogue.count_articles() if view is not None else 0

    def refresh(self) -> None:
        """Reads what this or another process has committed since; the old answers until the new is loaded."""
        with self._loading:
            view, state = self._load(self._view)
            with self._reading:
                self._replace(view, state)

    def search(
        self,
        text: str,
        *,
        language: str | None = None,
        category: str | None = None,
        limit: int = 10,
        filters: Filters | None = None,
        deep: bool = False,
    ) -> SearchPage:
        """The best articles for what was typed so far; the last word counts as unfinished while nothing follows it.

        With a language: hits in it and, apart from them, the best in other languages. Without: all together, by score.
        `category` is short for the filter of that name. `deep`: after a pause or Enter, off the UI thread; sections
        with any of the words, what the best of them are about, and those that mean what was asked.
        """
        wanted = filters or Filters()
        if category is not None:
            wanted = replace(wanted, category=category)
        asked = Asking(text, language, limit, wanted, deep)
        if deep:
            self._shipped.load()
        return self._asked(
            lambda view: answer(view, self._vocabularies, self._glossary, asked, self._shipped),
            SearchPage(complete=False),
        )

    def related(self, article: str, language: str, limit: int = 5) -> tuple[Hit, ...]:
        """Articles in the same language that are about the same, nearest first, each with its beginning as snippet.

        Off the UI thread. None without the table of meanings, nor for an article that is not in the index.
        """
        self._shipped.load()
        return self._asked(
            lambda view: hits_about_the_same(view, self._vocabularies, article, language, limit, self._shipped), ()
        )

    def _asked(self, ask: Callable[[View], Answer], nothing: Answer) -> Answer:
        """What the view answers; `nothing` where there is none, or it is damaged, which is noted."""
        with self._reading:
            view = self._view
            if view is None:
                return nothing
            try:
                return ask(view)
            except DAMAGE:
                _log.warning("the search index in %s is damaged", view.generation, exc_info=True)
                self._broken = view.generation
                self._replace(None, IndexState.DAMAGED)
                return nothing

    def use_glossary(self, own: Iterable[GlossaryRow]) -> None:
        """Knows these words of the company for things, from the next search on, and no longer those of before."""
        own = tuple(own)
        if own != self._own_words:
            self._own_words, self._glossary = own, Glossary(glossary(own), self._vocabularies)

    def rebuild(
        self, articles: Iterable[Article], progress: Progress | None = None, *,
        on_part: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        """Builds the index anew from all articles, each once, beside the one that answers; takes over when it is whole.

        `on_part`: where no whole index answers, what was read so far does, a little later more of it; called each time.
        Raises `IndexBusy` when another process is rebuilding it. What the articles raise on the way is passed on, and
        what answered stays.
        """
        stems = {code: vocabulary.stems for code, vocabulary in self._vocabularies.items()}
        with self._generations.rebuilding():
            generation = self._generations.new()
            try:
                parts, view = None, self._view
                if on_part is not None and (view is None or not view.manifest.complete):
                    parts = FirstParts(self._generations, generation, on_part, anew=view is None)
                write_all(
                    generation, articles, stems, progress or (lambda done, total: None),
                    parts.take if parts is not None else (lambda documents, vocabularies: None),
                )  # fmt: skip
                if parts is not None:
                    parts.take_all(self._vocabularies)
                self._learn(generation)
                with self._generations.writing():
                    repeat(self._generations.noted(), generation, self._vocabularies)
                    self._generations.take_over(generation)
            except BaseException:
                rmtree(generation, ignore_errors=True)
                raise
        self.refresh()

    def update(self, articles: Iterable[Article]) -> None:
        """Adds articles, or replaces them where their id and language are known. Raises `IndexBusy`."""
        self._change(Change(list(articles)))

    def remove(self, ids: Iterable[str | tuple[str, str]]) -> None:
        """Takes articles out: by id in every language, or by (id, language) in that one. Raises `IndexBusy`."""
        self._change(Change(removed=list(ids)))

    def _change(self, change: Change) -> None:
        if not change.articles and not change.removed:
            return
        with self._generations.writing():
            self._generations.note(change.to_json())
            self.refresh()
            if self._view is None:
                generation = self._generations.new()
                create_partial(generation)
                self._generations.point_to(generation)
                self.refresh()
            if self._view is not None:
                apply(change, self._view, self._vocabularies)
        self.refresh()

    def _learn(self, generation: Path) -> None:
        view = View(generation, read_manifest(generation), self._vocabularies)
        try:
            learn_meaning(view, self._vocabularies, self._shipped)
        finally:
            view.close()

    def _load(self, before: View | None) -> tuple[View | None, IndexState]:
        """The current generation. Another process may commit or take over while it is read: then it is read again."""
        for left in reversed(range(_ATTEMPTS)):
            generation: Path | None = None
            try:
                generation = self._generations.current()
                return self._view_of(generation, before)
            except DAMAGE as damage:
                if left and (isinstance(damage, FileNotFoundError | PermissionError) or self._is_replaced(generation)):
                    continue
                _log.warning("the search index in %s cannot be read", self._generations.folder, exc_info=True)
        return None, IndexState.DAMAGED

    def _is_replaced(self, generation: Path | None) -> bool:
        return generation is not None and self._generations.current() != generation

    def _view_of(self, generation: Path | None, before: View | None) -> tuple[View | None, IndexState]:
        if generation is None:
            return None, IndexState.MISSING
        if generation == self._broken:
            return None, IndexState.DAMAGED
        if not is_own(generation):
            return None, IndexState.FOREIGN
        manifest = read_manifest(generation)
        if manifest.format != FORMAT:
            return None, IndexState.OUTDATED
        level = IndexState.READY if is_level(generation, self._shipped) else IndexState.OTHER_MEANINGS
        if before is not None and before.is_current(generation):
            return before, level
        return View(generation, manifest, self._vocabularies, before), level

    def _replace(self, view: View | None, state: IndexState) -> None:
        before, self._view, self._state = self._view, view, state
        if before is not None and before is not view:
            before.close()
