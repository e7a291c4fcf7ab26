"""Saying that one has read an article: the sentence, what is recorded, what waits, what a newer version asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop_app.domain.knowledge.publishing import content_hash
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Readership, Rule
from desktop_app.store.queries.rows import StoredRows
from tests.ui.audit import assert_usable
from tests.ui.conversation.talking import answer
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window
from tests.ui.knowledge.polls import polls, tally
from tests.ui.laptop_builder import NOW, arrive, at, company

SECURITY = next(each for each in company().articles if (each.id, each.language) == ("information-security", "id"))

OTHERS = ["code-of-conduct", "gifts-and-conflicts", "harassment-and-bullying", "personal-data"]
"""What must be read beside the article on information security."""


def recorded(bench: KnowledgeBench) -> list[Acknowledgement]:
    return bench.store.reader.read(lambda c: StoredRows(c).where(Acknowledgement, person="sari"))


def test_the_button_says_the_sentence_that_is_recorded_and_for_whom(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("information-security")
        foot = bench.page.reader.foot

        assert foot.acknowledge.accessibleName() == "Saya sudah membaca dan memahami versi 1"
        assert foot.sentence() == "Wajib dibaca"
        assert foot._recorded.accessibleName() == "Nama Anda, versi ini, dan waktunya dicatat untuk Tim IT dan Tim HR."
        assert bench.page.reader.head._duty.isVisible()
        assert_usable(bench.window)


def test_a_click_records_it_and_says_that_it_waits_to_be_sent(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("information-security")
        foot = bench.page.reader.foot

        bench.click(foot.acknowledge)

        assert recorded(bench) == [
            Acknowledgement(
                "information-security",
                "id",
                1,
                "sari",
                NOW,
                0,
                content_hash(SECURITY.title, SECURITY.body),
                "",
                "it",
                "hr",
            )
        ]
        assert foot.sentence() == "Anda sudah membaca dan memahami versi 1"
        assert foot._waiting.isVisible()
        assert not foot.acknowledge.isVisible()
        assert not bench.page.reader.head._duty.isVisible()
        said = foot._recorded.accessibleName()
        assert said == "Dinyatakan hari ini 10.42. Sampai ke Tim IT dan Tim HR saat laptop tersambung."
        assert_usable(bench.window)


def test_once_the_company_has_it_nothing_waits(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("information-security")
        bench.click(bench.page.reader.foot.acknowledge)

        bench.tell(answer(bench.store, "sari", rows=recorded(bench)))

        foot = bench.page.reader.foot
        assert not foot._waiting.isVisible()
        assert foot._recorded.accessibleName() == "Dinyatakan hari ini 10.42, tercatat untuk Tim IT dan Tim HR."


def test_what_was_said_in_one_language_counts_in_the_other(tmp_path: Path, qtbot: Any, index: Any) -> None:
    said = Acknowledgement("information-security", "en", 1, "sari", at("20 09.00"))
    with knowledge_window(tmp_path, qtbot, index, rows=[said]) as bench:
        bench.open("information-security")

        assert bench.page.reader.foot.sentence() == "Anda sudah membaca dan memahami versi 1"
        assert not bench.page.reader.foot._waiting.isVisible()


def test_a_newer_version_asks_again_and_names_the_one_that_was_read(tmp_path: Path, qtbot: Any, index: Any) -> None:
    said = Acknowledgement("information-security", "id", 1, "sari", at("20 09.00"))
    with knowledge_window(tmp_path, qtbot, index, rows=[said]) as bench:
        bench.open("information-security")
        bench.tell(arrive(bench.store, "sari", replace(SECURITY, version=2)))

        foot = bench.page.reader.foot
        assert foot.acknowledge.isVisible()
        assert foot.acknowledge.accessibleName() == "Saya sudah membaca dan memahami versi 2"
        assert foot._recorded.accessibleName().startswith(
            "Anda membaca versi 1 pada 20 November 2026; versi ini lebih baru."
        )


def test_the_count_beside_the_page_goes_down(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert must_read(bench) == sorted([*OTHERS, "information-security"])
        bench.open("information-security")

        bench.click(bench.page.reader.foot.acknowledge)

        assert must_read(bench) == OTHERS


def test_other_articles_ask_for_nothing(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        assert not bench.page.reader.foot.acknowledge.isVisible()
        assert not bench.page.reader.head._duty.isVisible()


def test_a_rule_says_by_when(tmp_path: Path, qtbot: Any, index: Any) -> None:
    rule = Rule("information-security", "all", 1, "2026-12-04", "arif", "it", "all", "hr")
    with knowledge_window(tmp_path, qtbot, index, rows=[rule]) as bench:
        bench.open("information-security")

        assert bench.page.reader.foot.sentence() == "Wajib dibaca · sampai Jumat, 4 Desember"

        bench.tell(arrive(bench.store, "sari", replace(rule, due="2026-11-20", reminded=at("22 09.00"))))

        assert bench.page.reader.foot.sentence() == "Wajib dibaca · terlambat 3 hari"
        assert bench.page.reader.foot._recorded.accessibleName().startswith("Tim IT mengingatkannya kemarin 09.00.")


def test_who_is_not_asked_sees_no_duty(tmp_path: Path, qtbot: Any, index: Any) -> None:
    rule = Rule("information-security", "site:makassar", 1, "2026-12-04", "arif", "it", "all", "hr")
    with knowledge_window(tmp_path, qtbot, index, rows=[rule]) as bench:
        bench.open("information-security")

        assert not bench.page.reader.foot.acknowledge.isVisible()
        assert not bench.page.reader.head._duty.isVisible()
        assert must_read(bench) == OTHERS


def test_declining_asks_why_and_leaves_the_way_back_open(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("information-security")
        foot = bench.page.reader.foot

        bench.click(foot.decline)
        assert_usable(bench.window)
        assert not foot.why.send.isEnabled()
        qtbot.keyClicks(foot.why.reason, "Bab 3 keliru")
        bench.click(foot.why.send)

        assert [(each.declined, each.hash) for each in recorded(bench)] == [("Bab 3 keliru", "")]
        assert foot.sentence() == "Anda belum menyatakan membaca versi 1"
        assert not foot.why.isVisible()
        assert must_read(bench) == OTHERS

        bench.click(foot.acknowledge)

        assert [each.declined for each in recorded(bench)] == [""]
        assert foot.sentence() == "Anda sudah membaca dan memahami versi 1"


def test_saying_why_has_room_in_a_small_window(tmp_path: Path, qtbot: Any, index: Any) -> None:
    """For the owner, whose foot also tells what readers said."""
    used = Readership("information-security", "it", "2026-10-01", 120, 0, 4, 9)
    rows = [*polls(), tally("information-security", 9, 3, "contoh", team="it"), used]
    with knowledge_window(tmp_path, qtbot, index, "arif", rows=rows, size=(1024, 700)) as bench:
        bench.open("information-security")
        readers = bench.page.reader.foot.readers
        assert readers.use.accessibleName() == (
            "Sejak 1 Oktober 2026: 120 kunjungan, 4 lanjut ke formulir, 9 tidak perlu lagi"
        )

        bench.click(bench.page.reader.foot.decline)
        assert_usable(bench.window)
        assert not readers.isVisible()

        bench.click(bench.page.reader.foot.why.cancel)
        assert readers.isVisible()


def test_escape_leaves_the_reason_and_stays_in_the_article(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("information-security")
        foot = bench.page.reader.foot
        bench.click(foot.decline)

        bench.press(Qt.Key.Key_Escape, foot.why.reason)

        assert not foot.why.isVisible()
        assert foot.acknowledge.isEnabled()
        assert bench.page.reader.isVisible()
        assert recorded(bench) == []


def test_an_article_that_was_withdrawn_meanwhile_is_not_recorded(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("information-security")
        gone = {"article": (("information-security", "id"), ("information-security", "en"))}
        arrive(bench.store, "sari", gone=gone)

        bench.click(bench.page.reader.foot.acknowledge)

        assert bench.toast().startswith("Versi ini sudah tidak berlaku.")
        assert recorded(bench) == []


def must_read(bench: KnowledgeBench) -> list[str]:
    library = bench.page.search_in.library
    assert library is not None
    return sorted(library.must_read)


def test_the_sample_company_asks_for_five_articles() -> None:
    asked = {each.id for each in company().articles if isinstance(each, Article) and each.acknowledge}
    assert asked == {*OTHERS, "information-security"}
