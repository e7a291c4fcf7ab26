"""Whatever lies in the folder, opening and asking raise nothing, and a rebuild mends it."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from desktop_app.search import IndexState, KnowledgeIndex
from tests.leftovers import Announced
from tests.search.articles import ALL, SICK


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text()


def files(folder: Path) -> list[Path]:
    """Every file that an index is read from: locks are empty."""
    return [folder / "current", *sorted(path for path in generation(folder).iterdir() if path.stat().st_size)]


def is_mended(folder: Path) -> bool:
    with KnowledgeIndex.open(folder) as index:
        index.rebuild(ALL)
        return index.state is IndexState.READY and index.search("kuitansi").total == 1


def ask(index: KnowledgeIndex) -> None:
    """Searches that between them read every part of an index."""
    for text in ("c", "cu", "cuti melahirkan", "pembayaran ", "policies ", "zzz", "surat dok"):
        index.search(text, language="id")
        index.search(text, language="id", deep=True)


def test_no_index_is_missing_and_says_that_its_answers_are_not_complete(folder: Path) -> None:
    with KnowledgeIndex.open(folder) as index:
        assert index.state is IndexState.MISSING
        assert index.needs_rebuild
        assert not index.damaged
        assert not index.search("cuti").complete
    assert is_mended(folder)


def test_what_changes_while_there_is_no_index_can_be_found_but_the_rest_is_still_asked_for(folder: Path) -> None:
    with KnowledgeIndex.open(folder) as index:
        index.update([SICK])

        assert index.search("sakit").total == 1
        assert not index.search("sakit").complete
        assert index.state is IndexState.PARTIAL
    assert is_mended(folder)


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh drops the file that it cannot read
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("wrong", ["empty", "half", "noise", "flipped", "gone"])
def test_a_damaged_file_is_noticed_or_harmless_and_mended(
    index: KnowledgeIndex, folder: Path, wrong: str, chance: random.Random, log_may_say: Announced
) -> None:
    log_may_say("search index")
    for number in range(len(files(folder))):
        index.rebuild(ALL)
        index.close()
        path = files(folder)[number]
        data = bytearray(path.read_bytes())
        if wrong == "half":
            path.write_bytes(data[: len(data) // 2])
        elif wrong == "flipped":
            for _ in range(20):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
        elif wrong == "gone":
            path.unlink()
        else:
            path.write_bytes(chance.randbytes(len(data)) if wrong == "noise" else b"")

        with KnowledgeIndex.open(folder) as opened:
            ask(opened)
            if wrong in ("empty", "noise"):
                assert opened.needs_rebuild, path.name
            opened.update([SICK])
            ask(opened)
        assert is_mended(folder), path.name


def test_damage_found_while_searching_stays_known(index: KnowledgeIndex, folder: Path, log_may_say: Announced) -> None:
    log_may_say("is damaged")
    index.close()
    segment = next(generation(folder).glob("*.seg"))
    segment.write_bytes(segment.read_bytes().replace(b"W3Bl", b"gone"))  # what every posting list begins with

    with KnowledgeIndex.open(folder) as opened:
        page = opened.search("cuti", language="id")
        assert (page.hits, page.complete) == ((), False)
        assert opened.damaged
        opened.refresh()
        assert opened.damaged
        opened.rebuild(ALL)
        assert opened.search("cuti", language="id").total == 2


def test_an_index_of_another_version_is_made_anew(index: KnowledgeIndex, folder: Path) -> None:
    manifest = generation(folder) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))

    with KnowledgeIndex.open(folder) as opened:
        assert opened.state is IndexState.OUTDATED
    assert is_mended(folder)


@pytest.mark.parametrize("name", ["../elsewhere", "/etc", "g-000001/../..", "", "g-999999"])
def test_the_name_of_the_current_generation_leads_nowhere_else(
    index: KnowledgeIndex, folder: Path, name: str, log_may_say: Announced
) -> None:
    log_may_say("cannot be read")
    (folder / "current").write_text(name)

    with KnowledgeIndex.open(folder) as opened:
        assert opened.damaged
    assert is_mended(folder)


def test_an_index_that_others_can_write_to_is_not_opened(index: KnowledgeIndex, folder: Path) -> None:
    if os.name == "posix":
        generation(folder).chmod(0o777)
        with KnowledgeIndex.open(folder) as opened:
            assert opened.state is IndexState.FOREIGN
            assert opened.search("cuti").hits == ()
        assert is_mended(folder)
    assert generation(folder).stat().st_mode & 0o022 == 0


def test_half_a_generation_left_by_a_killed_rebuild_is_cleared_away(index: KnowledgeIndex, folder: Path) -> None:
    (folder / "g-000900").mkdir()
    (folder / "g-000900" / "words.json").write_text("{")

    assert is_mended(folder)
    assert [path.name for path in folder.glob("g-*")] == ["g-000901"]
