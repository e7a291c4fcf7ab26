"""Sari asks, with no network: the form, what is wrong, the review, the promise; quit, killed, and still there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QTextEdit, QWidget

from desktop_app.domain.requests.submission import Submit
from desktop_app.entry.tour.driver import NotSo, check, click, drop, find, says, shown, type_into, wait, wait_says
from desktop_app.entry.tour.scenes.words import EARLIER, QUESTION, Words
from desktop_app.entry.tour.stage import Stage
from desktop_app.store.queries import requests
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.links import link

FORM = "leave-question"
CERTIFICATE = "surat-dokter.png"


def play(stage: Stage) -> str:
    """The id of the request that was asked."""
    words = Words(stage)
    text = words.text
    window = stage.to("sari")
    ask_in_passing(stage, words.say(EARLIER))
    stage.wire.cut()
    wait(lambda: "offline" in window.sync_view().standing or _offline(stage), "Sari to be offline")
    wait_says(window, words.label("sari", FORM, "kind"))
    check(says(window, "Sari Wulandari"), "the wizard knows who asks")
    check(list(shown(window, QPushButton, text("Read {title}", title=""))), "articles that may answer are offered")
    stage.done("sari", "The form asks", "it knows Sari, and offers the articles that may answer")

    _next(window)
    wait_says(window, text("Please answer this question."))
    stage.done("sari", "Next without an answer", "the field says what is missing and the words say where")

    click(find(window, QRadioButton, words.option("sari", FORM, "kind", "maternity")))
    wait_says(window, words.label("sari", FORM, "contract"))
    click(find(window, QRadioButton, words.option("sari", FORM, "topic", "ask")))
    _choose_yes(window, words.label("sari", FORM, "contract"), text("Yes"))
    wait_says(window, words.label("sari", FORM, "contract_end"))
    type_into(find(window, QLineEdit, words.label("sari", FORM, "contract_end")), "31/12/2026")
    stage.done("sari", "Answer what the form asks", "a fixed-term contract opens the question when it ends")

    _next(window)
    wait_says(window, words.label("sari", FORM, "has_certificate"))
    _choose_yes(window, words.label("sari", FORM, "has_certificate"), text("Yes"))
    wait_says(window, words.label("sari", FORM, "certificate"))
    drop(window, words.label("sari", FORM, "certificate"), _certificate(stage.folder))
    wait_says(window, text("{size} · ready to be sent", size="").strip(" ·"))
    check(says(window, CERTIFICATE), "the certificate is named")
    stage.done("sari", "Drop the certificate on the form", "it is kept on the laptop and named under its field")

    _next(window)
    wait_says(window, words.label("sari", FORM, "text"))
    type_into(_long_text(window), words.say(QUESTION))
    _next(window)
    wait_says(window, words.say(QUESTION))
    check(list(shown(window, QPushButton, text("Send when connected"))), "the button says that it goes out later")
    check(_read_somewhere(window, "4"), "the promise is in hours of work")
    stage.done("sari", "Review", "her own words, the promise, who sees it; the button says: sent when connected")

    click(find(window, QPushButton, text("Send when connected")))
    item = _waiting(stage)
    wait_says(window, item.reference)
    check(item.number is None and item.pending, "no number yet, it waits to be sent")
    stage.done("sari", "Send with no network", f"saved; it waits to be sent and can be named {item.reference}")

    stage.close("sari")
    window = stage.open("sari")
    window.go(link("request", item.id))
    wait_says(window, item.reference)
    check(_waiting(stage).id == item.id, "the request is there after the application was quit")
    stage.done("sari", "Quit and start again", "the request is still there, still waiting")

    stage.close("sari")
    stage.kill("sari")
    window = stage.open("sari")
    window.go(link("request", item.id))
    wait_says(window, item.reference)
    check(_waiting(stage).id == item.id, "the request is there after the process was killed")
    stage.done("sari", "Kill it and start again", "SIGKILL took nothing: the request is there once")

    stage.wire.cut_after(2500)
    window.sync_now()
    wait(lambda: stage.opened["sari"].engine.status.problem is not None, "the wire to be cut in the middle of the push")
    stage.wire.restore()
    window.sync_now()
    wait(lambda: _item(stage, item.id).number, "the official number")
    number = _item(stage, item.id).number or ""
    check(number.startswith("HR-"), f"the number is one of HR's: {number}")
    wait_says(window, number)
    stage.done("sari", "The network returns", f"though the push was cut, it is {number}, once")
    return item.id


def ask_in_passing(stage: Stage, subject: str) -> str:
    """Another question of Sari's, saved as the wizard saves it; its id once it has a number."""
    sari = stage.opened["sari"].laptop
    today = sari.clock().date().isoformat()
    command = sari.envelope.make(
        Submit, form="question", version=1, subject=subject, answers={"subject": subject, "text": subject}, today=today
    )
    sari.store.writer.run(command, initiator="tour")
    stage.opened["sari"].engine.wake()
    wait(lambda: _item(stage, command.id).number, "another request to have a number")
    return command.id


def _offline(stage: Stage) -> bool:
    stage.window("sari").sync_now()
    return stage.opened["sari"].engine.status.problem is not None


def _next(window: QWidget) -> None:
    """The one filled button."""
    click(next(button for button in shown(window, QPushButton) if button.property("kind") == "primary"))


def _choose_yes(window: QWidget, question: str, yes: str) -> None:
    """The option "Yes" under this question."""
    for option in shown(window, QRadioButton, yes):
        above: QWidget | None = option
        while above is not None:
            if question.casefold() in above.accessibleName().casefold():
                click(option)
                return
            above = above.parentWidget()
    raise NotSo(f"no “{yes}” under “{question}”")


def _certificate(folder: Path) -> Path:
    """A scanned page, as far as anybody can see."""
    image = QImage(640, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    for line in range(80, 820, 36):
        for x in range(60, 560):
            image.setPixelColor(x, line, QColor("#51605D"))
    path = folder / CERTIFICATE
    check(image.save(str(path)), "the certificate can be written")
    return path


def _long_text(window: QWidget) -> QWidget:
    for kind in (QPlainTextEdit, QTextEdit):
        for field in shown(window, kind):
            return field
    raise NotSo("a field for a longer text")


def _read_somewhere(window: QWidget, word: str) -> bool:
    return any(word in label.accessibleName() + label.text() for label in shown(window, QLabel))


def _waiting(stage: Stage) -> RequestItem:
    """The one request that waits."""
    laptop = stage.opened["sari"].laptop
    found: list[RequestItem] = []

    def look() -> bool:
        found[:] = [one for one in laptop.read(lambda c: requests.mine(c, "sari", now=laptop.clock())) if one.pending]
        return bool(found)

    wait(look, "the request to be saved")
    check(len(found) == 1, f"one request waits, not {len(found)}")
    return found[0]


def _item(stage: Stage, request: str) -> RequestItem:
    laptop = stage.opened["sari"].laptop
    found = laptop.read(lambda c: requests.item(c, "sari", request, now=laptop.clock()))
    if found is None:
        raise NotSo("the request is gone")
    return found
