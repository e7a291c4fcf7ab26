"""Whether an article helped: asked at its foot, answered without a name, taken back while it is still here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.feedback.rows import Ticket
from desktop_app.store.schema import ballot, outbox
from desktop_app.ui.knowledge.helped import Helped
from desktop_app.ui.knowledge.readers_say import ReadersSay
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window
from tests.ui.knowledge.polls import polls, tally
from tests.ui.laptop_builder import arrive

LEAVE = "annual-leave"


def helped(bench: KnowledgeBench) -> Helped:
    return bench.page.reader.foot.helped


def readers(bench: KnowledgeBench) -> ReadersSay:
    return bench.page.reader.foot.readers


def kept(bench: KnowledgeBench) -> list[str | None]:
    return bench.store.reader.read(lambda c: list(c.scalars(sa.select(ballot.c.answer))))


def seen(bench: KnowledgeBench) -> str:
    """All words of the question, as they are seen."""
    return " ".join(label.accessibleName() for label in helped(bench).findChildren(QLabel) if label.isVisible())


def test_yes_is_one_click_and_says_what_it_hides_and_what_not(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=polls()) as bench:
        bench.open(LEAVE)
        assert "Apakah ini membantu?" in seen(bench) and "Tanpa nama Anda" in seen(bench)

        bench.click(helped(bench).yes)

        assert kept(bench) == ['{"helped": "yes"}']
        assert "Jawaban Anda belum meninggalkan laptop ini" in seen(bench)
        assert "Nama Anda tidak disimpan" in seen(bench) and "mengamati server basis data" in seen(bench)
        assert not bench.store.reader.read(lambda c: c.scalar(sa.select(outbox.c.no)))


def test_no_asks_what_was_missing_by_keyboard_alone(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=polls()) as bench:
        bench.open(LEAVE)
        helped(bench).no.setFocus()
        bench.press(Qt.Key.Key_Return)
        assert bench.window.focusWidget() is helped(bench).missing
        assert kept(bench) == []

        qtbot.keyClicks(bench.window.focusWidget(), "Nomor telepon")
        bench.press(Qt.Key.Key_Return)

        assert kept(bench) == ['{"helped": "no", "missing": "Nomor telepon"}']
        assert bench.window.focusWidget() is helped(bench).take_back


def test_escape_leaves_the_question_as_it_was(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=polls()) as bench:
        bench.open(LEAVE)
        bench.click(helped(bench).no)
        bench.press(Qt.Key.Key_Escape)

        assert helped(bench).shown == "asking"
        assert bench.window.focusWidget() is helped(bench).no
        assert kept(bench) == []


def test_an_answer_is_taken_back_and_its_words_are_there_again(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=polls()) as bench:
        bench.open(LEAVE)
        bench.click(helped(bench).no)
        qtbot.keyClicks(helped(bench).missing, "Contoh")
        bench.click(helped(bench).send)

        bench.click(helped(bench).take_back)

        assert kept(bench) == []
        bench.click(helped(bench).no)
        assert helped(bench).missing.text() == "Contoh"


def test_what_is_being_typed_stays_when_something_arrives(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, "budi", rows=polls()) as bench:
        bench.open(LEAVE)
        bench.click(helped(bench).no)
        qtbot.keyClicks(helped(bench).missing, "Conto")

        bench.tell(arrive(bench.store, "budi", tally(LEAVE, 3, 2)))

        assert (helped(bench).shown, helped(bench).missing.text()) == ("telling", "Conto")
        bench.open("sick-leave")
        assert (helped(bench).shown, helped(bench).missing.text()) == ("asking", "")


def test_who_has_answered_is_thanked_and_not_asked(tmp_path: Path, qtbot: Any, index: Any) -> None:
    rows = [*polls(), Ticket("sari", f"article:{LEAVE}@1")]
    with knowledge_window(tmp_path, qtbot, index, rows=rows) as bench:
        bench.open(LEAVE)

        assert seen(bench) == "Anda sudah menjawab apakah ini membantu. Terima kasih."
        assert not helped(bench).yes.isVisible()


def test_an_answer_that_has_left_cannot_be_taken_back(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=polls()) as bench:
        bench.open(LEAVE)
        bench.click(helped(bench).yes)
        with bench.store.engine.begin() as connection:
            connection.execute(ballot.update(), {"step": "sent", "token": b"t", "signature": b"s"})

        bench.click(helped(bench).take_back)

        assert bench.toast() == "Jawaban Anda sudah terkirim dan tidak dapat diubah lagi."


def test_nobody_is_asked_where_there_is_no_poll(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open(LEAVE)

        assert not helped(bench).isVisible()
        assert not readers(bench).isVisible()


def test_the_team_reads_numbers_from_five_and_words_from_ten(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, "budi", rows=polls()) as bench:
        bench.open(LEAVE)
        assert readers(bench).sentence() == "Sejauh ini kurang dari 5 pembaca yang menjawab"

        bench.tell(arrive(bench.store, "budi", tally(LEAVE, 4, 1)))
        assert readers(bench).sentence() == (
            "5 pembaca menjawab, 4 di antaranya terbantu Apa yang kurang dapat dibaca mulai dari 10 jawaban."
        )
        assert not readers(bench).words.isVisible()

        bench.tell(arrive(bench.store, "budi", tally(LEAVE, 9, 3, "Tanggal", "Contoh")))
        bench.click(readers(bench).words)
        shown = [label.accessibleName() for label in readers(bench).findChildren(QLabel) if label.isVisible()]
        assert [words for words in shown if words.startswith("•")] == ["• Contoh", "• Tanggal"]


def test_a_reader_sees_no_results(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=[*polls(), tally(LEAVE, 4, 1)]) as bench:
        bench.open(LEAVE)

        assert not readers(bench).isVisible()


@pytest.mark.parametrize(
    ("size", "text_size", "language"),
    [((1280, 720), 100, "en"), ((960, 640), 100, "id"), ((1440, 900), 200, "id")],
)
def test_the_foot_is_usable(
    tmp_path: Path, qtbot: Any, index: Any, size: tuple[int, int], text_size: int, language: str
) -> None:
    rows = [*polls(), tally(LEAVE, 9, 3, "Tanggal", "Contoh")]
    with knowledge_window(tmp_path, qtbot, index, "budi", size=size, language=language, rows=rows) as bench:
        bench.window.use_appearance(replace(bench.window.theme.appearance, text_size=text_size))
        bench.settled()

        def usable() -> None:
            qtbot.waitUntil(lambda: assert_usable(bench.window))  # the foot grows and shrinks after each click

        bench.open(LEAVE)
        bench.click(readers(bench).words)
        usable()
        bench.click(helped(bench).no)
        usable()
        bench.click(helped(bench).send)
        usable()
        bench.open("information-security")
        usable()
