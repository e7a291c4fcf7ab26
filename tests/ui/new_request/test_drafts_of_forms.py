"""What is typed into a form is not lost: after a pause, on leaving, in a crash, on a full disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PySide6.QtWidgets import QAbstractButton

from desktop_app.protocol.wire import Outcome
from desktop_app.store.engine import Store
from desktop_app.ui.links import link
from desktop_app.ui.widgets.rows import Row, RowModel
from tests.ui.laptop_builder import arrive
from tests.ui.new_request.asking import Asking, asking, opened_again


class Disk:
    """The disk under a laptop: while it is `full`, no page more fits into the database."""

    def __init__(self, store: Store) -> None:
        self.full = True
        sa.event.listen(store.engine, "begin", self._limit)

    def _limit(self, connection: sa.Connection) -> None:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages if self.full else 1_000_000}")


def press(asked: Asking, words: str) -> None:
    button = next(
        each
        for each in asked.page.findChildren(QAbstractButton)
        if each.accessibleName() == words and each.isVisibleTo(asked.page)
    )
    button.click()
    asked.settled()


def kept(asked: Asking) -> None:
    """Waits until the draft is on the disk."""
    asked.qtbot.waitUntil(lambda: bool(asked.drafts()))
    asked.settled()


def test_a_draft_is_kept_a_moment_after_the_last_key(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    assert sari.drafts() == []
    kept(sari)
    (draft,) = sari.drafts()
    assert (draft.kind, draft.about) == ("request", "question")
    assert draft.body["answers"] == {"subject": "Slip gaji"}
    assert sari.wizard.foot.draft.text() == "Draf tersimpan 10.42"


def test_a_form_that_was_only_looked_at_leaves_no_draft(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.page.close_form()
    sari.settled()
    assert sari.drafts() == []


def test_after_a_crash_the_words_are_there(tmp_path: Path, qtbot: Any) -> None:
    with asking(tmp_path / "laptop", qtbot) as sari:
        sari.open("sigap://form/question")
        sari.type("subject", "Slip gaji")
        sari.type("text", "Belum ada.")
        kept(sari)
        sari.wizard.deleteLater()  # no goodbye
        sari.page._draft = None
    with asking(tmp_path / "laptop", qtbot, store=opened_again(tmp_path / "laptop")) as again:
        assert any("Disimpan hari ini 10.42" in words for words in catalogue_rows(again))
        again.open("sigap://form/question")
        assert "Lanjutkan draf Anda?" in again.texts()
        press(again, "Lanjutkan draf")
        assert again.wizard.filling.answers == {"subject": "Slip gaji", "text": "Belum ada."}
        assert again.wizard.foot.draft.text() == "Draf tersimpan 10.42"


def catalogue_rows(asked: Asking) -> list[str]:
    """What the list of drafts says."""
    model = asked.page.catalogue._drafts.model()
    assert isinstance(model, RowModel)
    return [row.spoken() for row in model.rows() if isinstance(row, Row)]


def test_who_begins_anew_can_take_the_old_draft_back(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    sari.page.close_form()
    sari.settled()
    sari.open("sigap://form/question")
    press(sari, "Mulai baru")
    assert sari.wizard.filling.answers == {}
    assert sari.drafts() == []
    assert sari.bench.shell.told[-1] == "Draf sebelumnya dibuang."
    assert sari.bench.shell.undo is not None
    sari.bench.shell.undo()
    sari.settled()
    assert sari.wizard.filling.answers == {"subject": "Slip gaji"}


def test_in_another_language_the_form_is_where_it_was(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.answer(dates={"from": "2026-11-20", "to": "2026-11-23"})
    sari.go_on()
    sari.page.leave()
    place = sari.page.place()
    assert place == link("form", "sick-leave", resume="yes")
    sari.page.open(place)
    sari.settled()
    assert sari.wizard.filling.index() == 1


def test_a_draft_is_opened_and_thrown_away_from_the_catalogue(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    sari.page.close_form()
    sari.settled()
    (draft,) = sari.drafts()
    sari.page.catalogue.thrown_away.emit(draft.no)
    sari.settled()
    assert sari.drafts() == []
    assert sari.bench.shell.undo is not None
    sari.bench.shell.undo()
    sari.settled()
    assert sari.wizard.filling.answers == {"subject": "Slip gaji"}


def test_a_full_disk_is_said_and_the_words_stay_in_the_form(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    Disk(sari.bench.store)
    long = "Slip gaji saya belum ada. " * 150
    sari.answer(text=long)
    sari.qtbot.waitUntil(lambda: "belum tersimpan" in sari.wizard.foot.draft.text())
    assert sari.wizard.foot.draft.text() == "Draf belum tersimpan: Disk penuh. Kosongkan sedikit ruang."
    assert sari.wizard.filling.answers["text"] == long
    sari.go_on()
    sari.go_on()
    assert "Belum tersimpan. Isian Anda masih di sini." in sari.texts()
    assert sari.wizard.foot.word.text() == "Belum tersimpan"
    assert sari.wizard.foot.primary.isEnabled()
    assert [item.subject for item in sari.mine()].count("Slip gaji") == 0
    assert sari.wizard.filling.answers["text"] == long
    assert sari.bench.shell.told == []


def test_once_there_is_room_again_it_is_saved(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    disk = Disk(sari.bench.store)
    sari.answer(text="Slip gaji saya belum ada. " * 150)
    sari.go_on()
    sari.go_on()
    assert "Belum tersimpan. Isian Anda masih di sini." in sari.texts()
    disk.full = False
    sari.go_on()
    assert sari.page.catalogue.isVisible()
    assert "Slip gaji" in [item.subject for item in sari.mine()]
    assert sari.drafts() == []


def test_a_refused_request_is_taken_up_again_as_it_was(sari: Asking) -> None:
    store = sari.bench.store
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    sari.type("text", "Belum ada.")
    sari.go_on()
    sari.go_on()
    ((no, *_),) = store.writer.ask().commands
    arrive(store, "sari", outcomes=(Outcome(no, "failed", {"words": "x"}),))
    sari.page.refresh(None)
    sari.settled()
    (row,) = catalogue_rows(sari)
    assert "Tidak terkirim. Isian Anda disimpan hari ini 10.42. · Slip gaji" in row
    (draft,) = sari.drafts()
    sari.open(f"sigap://draft/{draft.no}")
    assert sari.wizard.filling.answers == {"subject": "Slip gaji", "text": "Belum ada."}
    sari.go_on()
    sari.go_on()
    assert sari.drafts() == []
    assert "Slip gaji" in [item.subject for item in sari.mine()]


def test_a_draft_that_is_gone_is_said_to_be(sari: Asking) -> None:
    sari.open("sigap://draft/99")
    assert sari.bench.shell.told == ["Draf ini sudah tidak ada."]
    assert sari.page.wizard is None
