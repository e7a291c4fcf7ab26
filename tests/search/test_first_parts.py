"""While nothing answers yet, what a build has read so far does; what answers goes on until the new is whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import IndexState, KnowledgeIndex, first_parts
from desktop_app.search.background import BackgroundBuild, Event, Extent, Failed, Finished, IndexBuilt, PartAnswers
from tests.search.articles import ALL, EXPENSES, MATERNITY, MATERNITY_EN, SICK, article

Seen = tuple[str, bool, IndexState]
MANY = [article(f"a{number}", "\n\n".join(f"## Bagian {n}\n\nteks" for n in range(60))) for number in range(120)]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first section, and after six."""
    monkeypatch.setattr(first_parts, "STEPS", (1, 6))


def ids(index: KnowledgeIndex) -> str:
    """The articles that are found, by a word that every one of them has in its title or text."""
    texts = ("melahirkan ", "sakit ", "kuitansi ", "baru ")
    return " ".join(dict.fromkeys(hit.article_id for text in texts for hit in index.search(text, language="id").hits))


def watching(index: KnowledgeIndex, seen: list[Seen]) -> Callable[[], None]:
    def told() -> None:
        index.refresh()
        seen.append((ids(index), index.search("cuti").complete, index.state))

    return told


def test_a_first_index_answers_from_what_was_read_so_far(index_of: Callable[[], KnowledgeIndex]) -> None:
    index = index_of()
    seen: list[Seen] = []
    index.rebuild([SICK, EXPENSES, MATERNITY, MATERNITY_EN], on_part=watching(index, seen))

    assert seen == [
        ("cuti-sakit", False, IndexState.PARTIAL),
        ("cuti-melahirkan cuti-sakit penggantian-biaya", False, IndexState.PARTIAL),
        ("cuti-melahirkan cuti-sakit penggantian-biaya", False, IndexState.PARTIAL),
    ]
    assert (index.state, index.search("cuti").complete) == (IndexState.READY, True)
    assert index.article_count == 4


def test_only_the_whole_is_left(index_of: Callable[[], KnowledgeIndex], folder: Path) -> None:
    index_of().rebuild(ALL, on_part=lambda: None)

    assert len(list(folder.glob("g-*"))) == 1


def test_what_changes_meanwhile_is_in_every_part_and_in_the_whole(index_of: Callable[[], KnowledgeIndex]) -> None:
    index, other = index_of(), index_of()
    seen: list[Seen] = []

    def coming() -> Iterator[Article]:
        yield SICK
        other.update([article("baru", "sementara itu")])
        other.remove(["cuti-sakit"])
        assert ids(other) == "baru"
        yield EXPENSES
        yield MATERNITY

    index.rebuild(coming(), on_part=watching(index, seen))

    assert [found for found, _, _ in seen[1:]] == ["cuti-melahirkan penggantian-biaya baru"] * 2
    assert ids(index) == "cuti-melahirkan penggantian-biaya baru"


def test_a_build_that_breaks_off_leaves_what_it_had_and_is_asked_for_again(
    index_of: Callable[[], KnowledgeIndex], folder: Path
) -> None:
    def coming() -> Iterator[Article]:
        yield SICK
        raise LookupError("the store is gone")

    with pytest.raises(LookupError):
        index_of().rebuild(coming(), on_part=lambda: None)

    again = index_of()
    seen: list[Seen] = []
    assert (ids(again), again.state, again.needs_rebuild) == ("cuti-sakit", IndexState.PARTIAL, True)
    assert len(list(folder.glob("g-*"))) == 1

    again.rebuild([EXPENSES, SICK, MATERNITY], on_part=watching(again, seen))
    assert [found for found, _, _ in seen] == ["cuti-melahirkan cuti-sakit penggantian-biaya"]  # never less than before
    assert not again.needs_rebuild


def test_where_a_whole_index_answers_it_goes_on_until_the_new_one_is_whole(index: KnowledgeIndex) -> None:
    def coming() -> Iterator[Article]:
        yield from (SICK, MATERNITY, MATERNITY_EN)
        index.refresh()
        assert ids(index) == "cuti-melahirkan cuti-sakit penggantian-biaya"

    told: list[str] = []
    index.rebuild(coming(), on_part=lambda: told.append("a part"))

    assert told == []
    assert ids(index) == "cuti-melahirkan cuti-sakit"


def test_an_index_of_another_version_counts_as_none(
    index: KnowledgeIndex, folder: Path, index_of: Callable[[], KnowledgeIndex]
) -> None:
    index.close()
    manifest = folder / (folder / "current").read_text() / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))

    opened = index_of()
    seen: list[Seen] = []
    opened.rebuild([SICK, EXPENSES], on_part=watching(opened, seen))
    assert seen[0] == ("cuti-sakit", False, IndexState.PARTIAL)


def test_the_child_tells_of_its_parts_and_one_that_is_ended_leaves_them(folder: Path) -> None:
    told: list[Event] = []
    answers = threading.Event()

    def report(event: Event) -> None:
        told.append(event)
        if isinstance(event, PartAnswers):
            answers.set()

    build = BackgroundBuild(folder, report, Extent.INDEX)
    build.start(MANY)
    assert answers.wait(60)
    build.stop()

    assert told[-1] == Failed("stopped")
    with KnowledgeIndex.open(folder) as index:
        assert index.state is IndexState.PARTIAL
        assert index.search("bagian", language="id").total >= 1

    told.clear()
    build = BackgroundBuild(folder, report, Extent.INDEX)
    build.start(MANY)
    assert build.wait(60)
    ends = [event for event in told if isinstance(event, PartAnswers | IndexBuilt | Finished)]
    assert ends == [PartAnswers(), IndexBuilt(), Finished()]
    with KnowledgeIndex.open(folder) as index:
        assert (index.state, index.article_count) == (IndexState.READY, len(MANY))
