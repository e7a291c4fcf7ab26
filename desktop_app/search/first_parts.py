"""While nothing answers yet: what a build has read so far, as generations that answer until the whole one does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop_app.search.analysis import Vocabulary
from desktop_app.search.changes import create, finish, repeat
from desktop_app.search.documents import Document
from desktop_app.search.generations import Generations, read_manifest, write_manifest
from desktop_app.search.segment_writer import open_writer
from desktop_app.search.view import open_index

STEPS = (500, 2_000)
"""Sections after which a part answers: soon, and once more. Each is written apart, so more of them cost more."""


class FirstParts:
    """The parts of one build. Each is whole in itself, but says that it is not complete, so the build is asked for
    again where it breaks off.

    `building`: the generation that will take over, which stays. `anew`: nothing answers; else a build broke off, and
    what it left answers until all is read. `told` is called when more can be found.
    """

    def __init__(self, generations: Generations, building: Path, told: Callable[[], object], *, anew: bool) -> None:
        self._generations, self._building, self._told = generations, building, told
        self._steps = list(STEPS) if anew else []
        self._read: list[Document] = []

    def take(self, documents: Sequence[Document], vocabularies: Mapping[str, Vocabulary]) -> None:
        """The documents of one article more."""
        if not self._steps:
            return
        self._read += documents
        if len(self._read) >= self._steps[0]:
            self._write(vocabularies)
            self._steps.pop(0)
            if not self._steps:
                self._read = []

    def take_all(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """All articles are in the generation that is being built; what they mean is still to be learned."""
        with self._generations.writing():
            part = self._generations.new()
            shutil.copytree(self._building, part, dirs_exist_ok=True)
            write_manifest(part, complete=False, segments=read_manifest(self._building).segments)
            self._answer(part, vocabularies)

    def _write(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        with self._generations.writing():
            part = self._generations.new()
            create(part)
            writer = open_writer(open_index(part))
            try:
                for document in self._read:
                    writer.add(document)
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
            finish(part, vocabularies, complete=False, segments=1)
            self._answer(part, vocabularies)

    def _answer(self, part: Path, vocabularies: Mapping[str, Vocabulary]) -> None:
        repeat(self._generations.noted(), part, vocabularies)
        self._generations.take_over(part, building=self._building)
        self._told()
