"""A request that was not sent yet: its short reference, changing it, taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from desktop_app.domain.requests.submission import Submit
from desktop_app.store.queries import outbox
from desktop_app.ui.links import link
from tests.ui.conversation.talking import said
from tests.ui.laptop_builder import NOW
from tests.ui.page_bench import Bench, click, echo
from tests.ui.requests.requests_bench import opened, page_of


def submitted(bench: Bench) -> str:
    command = said(
        Submit, "sari", form="question", version=1, subject="Slip gaji", today="2026-11-23",
        answers={"subject": "Slip gaji", "text": "Slip gaji saya belum ada."},
    )  # fmt: skip
    bench.store.writer.run(command)
    return command.id


def test_a_request_that_waits_explains_its_short_reference(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, submitted(bench))
        reference = pane.talk.reading.item.reference

        assert pane._called.text() == f"Kode singkat {reference}"
        assert pane._badge.text() == "Menunggu dikirim"
        told = [each.accessibleName() for each in pane.facts.findChildren(type(pane._subject))]
        assert "Sebutkan ini lewat telepon; nomor resmi menyusul setelah terkirim." in told
        page.open(link("request", reference.replace("-", "").lower()))
        bench.settled(qtbot)
        assert pane._subject.accessibleName() == "Slip gaji"


def test_a_request_that_waits_is_withdrawn_into_a_draft(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, submitted(bench))

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Batalkan"))
        assert "isian Anda tetap tersimpan sebagai draf" in pane.confirm.words.accessibleName()
        click(qtbot, pane.yes)
        echo(page, bench, qtbot)

        assert page.stack.currentWidget() is not page.pane
        [draft] = bench.store.drafts.list()
        assert (draft.kind, draft.about, draft.body["answers"]["text"]) == (
            "request",
            "question",
            "Slip gaji saya belum ada.",
        )
        assert "Slip gaji" not in [row.title for row in page.list.list.model().rows()]


def test_another_draft_of_the_same_form_is_not_overwritten(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        bench.store.drafts.save("request", "question", {"answers": {"text": "Yang lain"}}, NOW)
        pane = opened(page, bench, qtbot, submitted(bench))

        pane._ask_to_cancel(withdraw=True)
        click(qtbot, pane.yes)
        echo(page, bench, qtbot)

        assert bench.shell.told == ["Ada draf lain untuk formulir ini. Kirim atau buang draf itu dahulu."]
        assert [each.kind for each in bench.store.reader.read(outbox.pending)] == ["Submit"]


def test_a_request_that_waits_is_changed_in_its_form(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = submitted(bench)
        pane = opened(page, bench, qtbot, request)

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Ubah"))

        assert bench.shell.opened == [link("form", "question", amend=request)]
