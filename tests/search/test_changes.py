"""The index follows the articles: update, removal, rebuild, and others who change it meanwhile."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import IndexBusy, IndexState, KnowledgeIndex
from desktop_app.search.generations import Generations
from desktop_app.search.index import MOST_SEGMENTS
from tests.search.articles import ALL, EXPENSES, MATERNITY, SICK, article


def ids(index: KnowledgeIndex, text: str) -> list[str]:
    return [f"{hit.article_id}/{hit.language}" for hit in index.search(text, limit=50).hits]


def test_a_changed_article_is_found_by_its_new_words_only(index: KnowledgeIndex) -> None:
    index.update([replace(EXPENSES, body="Simpan karcis perjalanan.", version=2)])

    assert ids(index, "karcis ") == ["penggantian-biaya/id"]
    assert ids(index, "kuitansi ") == []
    assert index.article_count == len(ALL)


def test_a_new_word_is_found_by_its_beginning_and_suggested(index: KnowledgeIndex) -> None:
    index.update([article("koperasi", "Pinjaman koperasi karyawan.")])

    assert ids(index, "kopera") == ["koperasi/id"]
    assert index.search("koprasi ", language="id").suggestion == "koperasi"


def test_the_last_of_two_versions_in_one_update_counts(index: KnowledgeIndex) -> None:
    index.update([article("baru", "awalnya"), article("baru", "akhirnya")])

    assert (ids(index, "awalnya "), ids(index, "akhirnya ")) == ([], ["baru/id"])


def test_an_article_is_removed_in_every_language_or_in_one(index: KnowledgeIndex) -> None:
    index.remove([("cuti-melahirkan", "en")])
    assert "cuti-melahirkan/en" not in ids(index, "months doctor certificate")
    assert "cuti-melahirkan/id" in ids(index, "melahirkan")

    index.remove(["cuti-melahirkan"])
    assert "cuti-melahirkan/id" not in ids(index, "melahirkan")
    assert index.article_count == len(ALL) - 2


def test_removing_what_is_not_there_changes_nothing(index: KnowledgeIndex) -> None:
    index.remove(["no such article", ("cuti-sakit", "en")])

    assert index.article_count == len(ALL)


def test_an_update_does_not_merge_and_many_ask_for_a_rebuild(index: KnowledgeIndex) -> None:
    states = []
    for number in range(MOST_SEGMENTS):
        states.append(index.state)
        index.update([article("berubah", f"versi{number}")])

    assert [*states, index.state] == [IndexState.READY] * MOST_SEGMENTS + [IndexState.SCATTERED]
    assert ids(index, f"versi{MOST_SEGMENTS - 1} ") == ["berubah/id"]
    index.rebuild(ALL)
    assert not index.needs_rebuild


def test_another_who_has_the_index_open_sees_a_change_after_refreshing(index: KnowledgeIndex, folder: Path) -> None:
    with KnowledgeIndex.open(folder) as other:
        index.update([article("baru", "kejutan")])
        assert ids(other, "kejutan ") == []

        other.refresh()
        assert ids(other, "kejutan ") == ["baru/id"]

        other.update([article("lain", "kejutan kedua")])
        index.update([article("ketiga", "kejutan ketiga")])
        assert sorted(ids(index, "kejutan ")) == ["baru/id", "ketiga/id", "lain/id"]


def test_the_old_index_answers_until_the_new_one_is_whole(index: KnowledgeIndex) -> None:
    def coming() -> Iterator[Article]:
        yield SICK
        assert ids(index, "kuitansi ") == ["penggantian-biaya/id"]
        index.refresh()
        assert ids(index, "kuitansi ") == ["penggantian-biaya/id"]

    index.rebuild(coming())

    assert ids(index, "kuitansi ") == []
    assert index.article_count == 1


def test_another_who_has_the_old_generation_open_still_gets_answers(index: KnowledgeIndex, folder: Path) -> None:
    with KnowledgeIndex.open(folder) as other:
        index.rebuild([SICK])

        assert ids(other, "kuitansi ") == ["penggantian-biaya/id"]
        other.refresh()
        assert ids(other, "kuitansi ") == []
    assert len(list(folder.glob("g-*"))) == 1


def test_what_changes_during_a_rebuild_is_in_its_result(index: KnowledgeIndex, folder: Path) -> None:
    with KnowledgeIndex.open(folder) as other:

        def coming() -> Iterator[Article]:
            yield MATERNITY
            yield EXPENSES
            other.update([article("baru", "sementara itu")])
            other.remove(["cuti-melahirkan"])
            other.update([replace(EXPENSES, body="karcis saja", version=2)])

        index.rebuild(coming())

    assert ids(index, "sementara ") == ["baru/id"]
    assert ids(index, "melahirkan ") == []
    assert (ids(index, "kuitansi "), ids(index, "karcis ")) == ([], ["penggantian-biaya/id"])
    index.rebuild([SICK])
    assert ids(index, "sementara ") == []


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_trace(index: KnowledgeIndex, folder: Path) -> None:
    def coming() -> Iterator[Article]:
        yield SICK
        raise LookupError("the store is gone")

    with pytest.raises(LookupError):
        index.rebuild(coming())

    assert index.state is IndexState.READY
    assert ids(index, "kuitansi ") == ["penggantian-biaya/id"]
    assert len(list(folder.glob("g-*"))) == 1
    index.rebuild(ALL)


def test_two_rebuilds_at_once_are_one_too_many(index: KnowledgeIndex, folder: Path) -> None:
    with Generations(folder).rebuilding(), pytest.raises(IndexBusy):
        index.rebuild(ALL)


def test_progress_counts_the_articles(folder: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with KnowledgeIndex.open(folder) as index:
        index.rebuild(ALL, lambda done, total: told.append((done, total)))
        assert told == [(number, len(ALL)) for number in range(1, len(ALL) + 1)]

        told.clear()
        index.rebuild(iter(ALL), lambda done, total: told.append((done, total)))
        assert told[-1] == (len(ALL), None)


def test_it_may_be_asked_from_any_thread_while_it_changes(index: KnowledgeIndex) -> None:
    ended = threading.Event()

    def ask() -> int:
        asked = 0
        while not ended.is_set():
            assert index.search("melahirkan", language="id").total == 1
            asked += 1
        return asked

    def refresh() -> int:
        while not ended.is_set():
            index.refresh()
        return 1

    with ThreadPoolExecutor(3) as threads:
        working = [threads.submit(ask), threads.submit(ask), threads.submit(refresh)]
        for number in range(8):
            index.update([article("berubah", f"versi{number}")])
        index.rebuild([*ALL, article("berubah", "versi9")])
        ended.set()
        assert all(work.result() for work in working)


def test_a_rebuild_from_no_articles_finds_nothing_and_is_complete(index: KnowledgeIndex) -> None:
    index.rebuild([])

    assert index.state is IndexState.READY
    assert index.search("cuti").complete
    index.update([SICK])
    assert ids(index, "cuti") == ["cuti-sakit/id"]


def test_after_any_changes_the_index_answers_like_one_made_anew(
    folder: Path, tmp_path: Path, chance: random.Random
) -> None:
    words = {
        "id": "cuti upah bayar pembayaran dibayarkan dokter surat lembur kerja bekerja pekerjaan izin atasan".split(),
        "en": "leave wage pay payment paid doctor letter overtime work working worker permit manager".split(),
    }

    def some() -> Article:
        language = chance.choice(("id", "en"))
        text = "\n\n".join(
            ("## " if chance.random() < 0.3 else "")
            + " ".join(chance.choices(words[language], k=chance.randint(1, 12)))
            for _ in range(chance.randint(1, 5))
        )
        return article(f"a{chance.randint(1, 9)}", text, language=language, category=chance.choice(("leave", "pay")))

    held: dict[tuple[str, str], Article] = {}
    with KnowledgeIndex.open(folder) as index:
        for _ in range(12):
            if chance.random() < 0.25 and held:
                gone = chance.choice(sorted(held))
                del held[gone]
                index.remove([gone])
            else:
                changed = [some() for _ in range(chance.randint(1, 3))]
                held.update(((one.id, one.language), one) for one in changed)
                index.update(changed)
        with KnowledgeIndex.open(tmp_path / "anew") as anew:
            anew.rebuild(list(held.values()))
            for language, vocabulary in words.items():
                for text in (*vocabulary, *(word + " " for word in vocabulary), *(word[:3] for word in vocabulary)):
                    for category in (None, "pay"):
                        mine = index.search(text, language=language, category=category, limit=50)
                        other = anew.search(text, language=language, category=category, limit=50)
                        assert {hit.article_id for hit in mine.hits} == {hit.article_id for hit in other.hits}
                        assert mine.total == other.total
