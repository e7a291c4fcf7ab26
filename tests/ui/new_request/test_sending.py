"""The way out: saved first, then said; changed while it waits; forms that change or go while they are filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.identifiers import short_reference
from desktop_app.store.queries import requests
from desktop_app.ui.links import link
from tests.ui.laptop_builder import arrive, company
from tests.ui.new_request.asking import OFFLINE, Asking, asking


def write_question(sari: Asking, subject: str = "Slip gaji Oktober") -> None:
    """To the review."""
    sari.open("sigap://form/question")
    sari.type("subject", subject)
    sari.type("text", "Slip gaji saya belum ada.")
    sari.go_on()


def send_question(sari: Asking, subject: str = "Slip gaji Oktober") -> str:
    """Sent; the request's id."""
    write_question(sari, subject)
    sari.go_on()
    return next(item.id for item in sari.mine() if item.subject == subject)


def press(asked: Asking, words: str) -> None:
    button = next(
        each
        for each in asked.page.findChildren(QAbstractButton)
        if each.accessibleName() == words and each.isVisibleTo(asked.page)
    )
    button.click()
    asked.settled()


def newest(key: str) -> Form:
    return next(form for form in company().forms if form.form == key)


def test_it_is_saved_with_its_reference_and_its_page_opens(tmp_path: Path, qtbot: Any) -> None:
    with asking(tmp_path / "laptop", qtbot, sync=OFFLINE) as sari:
        request = send_question(sari)
        said = f"Tersimpan di laptop ini sebagai {short_reference(request)}. Dikirim begitu tersambung."
        assert sari.bench.shell.told == [said]
        assert sari.bench.shell.opened == [link("request", request)]
        assert sari.page.wizard is None
        assert sari.drafts() == []


def test_online_it_is_said_to_be_on_its_way(sari: Asking) -> None:
    request = send_question(sari)
    assert sari.bench.shell.told == [f"Tersimpan sebagai {short_reference(request)}, dan sedang dikirim."]


def test_nothing_is_said_before_it_is_on_the_disk(sari: Asking) -> None:
    write_question(sari)
    sari.wizard.go_on()
    assert sari.bench.shell.told == []
    assert not sari.wizard.foot.primary.isEnabled()
    sari.settled()
    assert len(sari.bench.shell.told) == 1


def test_pressed_twice_it_is_sent_once(sari: Asking) -> None:
    write_question(sari)
    sari.wizard.go_on()
    sari.wizard.go_on()
    sari.settled()
    assert [item.subject for item in sari.mine()].count("Slip gaji Oktober") == 1


def test_the_draft_goes_with_the_request_even_when_it_was_just_kept(sari: Asking) -> None:
    write_question(sari)
    sari.page.leave()
    sari.wizard.go_on()
    sari.settled()
    assert sari.drafts() == []


def test_hidden_answers_stay_behind_and_calculated_ones_go_along(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.answer(dates={"from": "2026-11-23", "to": "2026-11-23"}, from_work=True)
    sari.answer(who="family")
    sari.go_on()
    assert sari.wizard.filling.problems(sari.wizard.filling.at) == [("admission", "required")]
    sari.answer(admission=[{"name": "rs.pdf", "size": 3, "sha256": "a" * 64}])
    sari.go_on()
    sari.go_on()
    sari.go_on()
    newest_of_mine = sari.mine()[0]
    read = sari.bench.store.reader.read(lambda c: requests.conversation(c, "sari", newest_of_mine.id))
    assert read is not None
    assert read.answers["days"] == 1
    assert "from_work" not in read.answers


def test_an_emergency_that_could_not_be_sent_says_to_call(tmp_path: Path, qtbot: Any) -> None:
    with asking(tmp_path / "laptop", qtbot, sync=OFFLINE) as sari:
        sari.open("sigap://form/workplace-incident")
        sari.answer(danger=True, stopped=False)
        sari.go_on()
        sari.answer(kind="near-miss")
        sari.answer(place="jakarta-clinic", text="Rak roboh.")
        sari.go_on()
        sari.go_on()
        sari.go_on()
        (said,) = sari.bench.shell.told
        assert said.startswith("Tersimpan sebagai ")
        assert said.endswith(", tetapi BELUM terkirim. Telepon +62 21 5550 1119 sekarang.")


# ---- changing what waits to be sent


def test_a_waiting_request_is_changed_and_stays_the_same_one(sari: Asking) -> None:
    request = send_question(sari)
    sari.open(f"sigap://form/question?amend={request}")
    assert sari.wizard.filling.answers["text"] == "Slip gaji saya belum ada."
    sari.type("subject", " 2026")
    sari.go_on()
    assert sari.wizard.foot.primary.accessibleName() == "Simpan perubahan"
    sari.go_on()
    assert [item.subject for item in sari.mine() if item.id == request] == ["Slip gaji Oktober 2026"]
    assert len(sari.mine()) == 5
    assert sari.bench.shell.told[-1] == f"Perubahan tersimpan: {short_reference(request)}"
    assert sari.bench.shell.opened[-1] == link("request", request)
    assert sari.drafts() == []


def test_a_change_that_was_begun_is_there_when_one_comes_back(sari: Asking) -> None:
    request = send_question(sari)
    sari.open(f"sigap://form/question?amend={request}")
    sari.type("subject", " 2026")
    place = sari.page.place()
    assert place is not None
    sari.page.close_form()
    sari.settled()
    sari.page.open(place)
    sari.settled()
    assert sari.wizard.filling.answers["subject"] == "Slip gaji Oktober 2026"


def test_a_request_that_was_sent_can_no_longer_be_changed(sari: Asking) -> None:
    request = send_question(sari)
    sari.bench.store.writer.ask()
    sari.open(f"sigap://form/question?amend={request}")
    assert "Permintaan ini baru saja terkirim" in sari.texts()
    press(sari, "Buka permintaan")
    assert sari.bench.shell.opened[-1] == link("request", request)


def test_a_request_that_is_sent_while_it_is_changed_says_so_and_keeps_the_words(sari: Asking) -> None:
    request = send_question(sari)
    sari.open(f"sigap://form/question?amend={request}")
    sari.type("subject", " 2026")
    sari.go_on()
    sari.bench.store.writer.ask()
    sari.go_on()
    assert "Permintaan ini baru saja terkirim" in sari.texts()
    assert [item.subject for item in sari.mine() if item.id == request] == ["Slip gaji Oktober"]
    press(sari, "Salin tulisan saya")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert sorted(copied) == ["Slip gaji Oktober 2026", "Slip gaji saya belum ada."]


# ---- forms that change meanwhile


def newer_question(sari: Asking, **changes: Any) -> None:
    """Version 2 of the form arrives, version 1 is offered no more."""
    old = newest("question")
    definition = {**old.definition, "version": 2, **changes}
    both = (replace(old, offered=False), Form(old.form, 2, old.team, definition))
    sari.page.refresh(arrive(sari.bench.store, "sari", *both))
    sari.settled()


def test_a_newer_version_takes_over_what_is_being_written(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    newer_question(sari)
    assert sari.wizard.filling.form.version == 2
    assert sari.wizard.filling.answers == {"subject": "Slip gaji"}
    assert "Formulir ini berubah sejak Anda mulai mengisi. Isian Anda sudah dipindahkan." in sari.texts()


def test_what_a_newer_version_has_no_place_for_is_listed_and_kept(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji")
    sari.type("text", "Belum ada.")
    old = newest("question").definition
    (page,) = old["pages"]
    fewer = {**page, "fields": [field for field in page["fields"] if field["key"] != "text"]}
    compiled = [field for field in old["fields"] if field["key"] != "text"]
    newer_question(sari, pages=[fewer], fields=compiled)
    assert "Isian ini tidak punya tempat lagi di dalamnya:" in sari.texts()
    assert "Pertanyaan Anda: Belum ada." in sari.texts()
    sari.qtbot.waitUntil(lambda: bool(sari.drafts()) and sari.drafts()[0].body["version"] == 2)
    assert sari.drafts()[0].body["lost"][0]["text"] == "Belum ada."


def test_a_form_that_is_withdrawn_keeps_the_draft_and_says_what_to_do(sari: Asking) -> None:
    sari.open("sigap://form/room-repair")
    sari.answer(spot="dekat jendela")
    withdrawn = replace(newest("room-repair"), offered=False)
    sari.page.refresh(arrive(sari.bench.store, "sari", withdrawn))
    sari.settled()
    words = sari.texts()
    assert "Formulir ini sudah tidak tersedia" in words
    assert any("Draf Anda tersimpan di laptop ini." in each for each in words)
    assert sari.page.wizard is None
    (draft,) = sari.drafts()
    assert draft.body["answers"]["spot"] == "dekat jendela"
    press(sari, "Tanya HR")
    assert sari.bench.shell.opened == [link("form", "question")]


def test_a_draft_of_a_withdrawn_form_says_so_when_it_is_opened(sari: Asking) -> None:
    body = {"form": "room-repair", "version": 1, "subject": "AC", "answers": {"spot": "dekat jendela"}}
    draft = sari.bench.store.drafts.save("request", "room-repair", body, sari.bench.now)
    arrive(sari.bench.store, "sari", replace(newest("room-repair"), offered=False))
    sari.open(f"sigap://draft/{draft.no}")
    assert "Formulir ini sudah tidak tersedia" in sari.texts()
    assert len(sari.drafts()) == 1


def test_a_form_this_laptop_does_not_know_is_said_to_be_unknown(sari: Asking) -> None:
    sari.open("sigap://form/nothing-of-the-kind")
    assert "Formulir ini tidak ada di laptop ini" in sari.texts()
    press(sari, "Semua formulir")
    assert sari.page.catalogue.isVisible()
