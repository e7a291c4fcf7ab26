"""The answer reaches Sari: notice, count, reply; it is solved, closed and rated; the timeline has every step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app import sentences
from desktop_app.entry.tour.driver import check, choose_from_menu, click, find, press, shown, type_into, wait, wait_says
from desktop_app.entry.tour.scenes.answering import held, reply_field
from desktop_app.entry.tour.scenes.words import REPLY, SOLVED, THANKS, Words
from desktop_app.entry.tour.stage import Stage
from desktop_app.store.queries import requests
from desktop_app.ui.links import link


def play(stage: Stage, request: str) -> None:
    """Until the request is closed and rated."""
    words = Words(stage)
    text = words.text
    sari = stage.to("sari")
    sari.show_page("home")
    stage.wire.restore()
    stage.window("budi").sync_now()
    wait(lambda: not held(stage, "budi", request).messages[-1].pending, "the reply to go out")
    sari.sync_now()
    laptop = stage.opened["sari"].laptop
    wait(lambda: laptop.read(lambda c: requests.counts(c, "sari")).unread == 1, "one unread reply")
    wait_says(sari, "Budi Santoso")
    stage.done("sari", "The reply arrives", "a notice in the application, and a count at the page")

    sari.go(link("request", request))
    wait_says(sari, words.say(REPLY))
    wait(lambda: laptop.read(lambda c: requests.counts(c, "sari")).unread == 0, "the reply to be read")
    type_into(reply_field(sari, text("Write a reply to {name}…", name="Budi")), words.say(THANKS))
    press(reply_field(sari, text("Write a reply to {name}…", name="Budi")), Qt.Key.Key_Return, _CONTROL)
    wait(lambda: held(stage, "sari", request).messages[-1].received, "her answer to reach the company")
    stage.done("sari", "Read and answer", "the count is gone, her answer went out with Ctrl+Enter")

    budi = stage.to("budi")
    budi.sync_now()
    wait(lambda: held(stage, "budi", request).messages[-1].author == "sari", "her answer to reach Budi")
    type_into(reply_field(budi, text("Write a reply to {name}…", name="Sari")), words.say(SOLVED))
    _send_as(budi, text("Send and resolve"), text("Other ways to send"))
    wait(lambda: held(stage, "budi", request).item.state == "resolved", "the request to be solved")
    stage.done("budi", "Budi solves it", "his last words are the answer; she is asked whether it is")

    sari = stage.to("sari")
    wait(lambda: not held(stage, "budi", request).item.pending, "his answer to go out")
    sari.sync_now()
    wait_says(sari, words.say(SOLVED))
    click(find(sari, QPushButton, text("Thanks, solved")))
    wait(lambda: held(stage, "sari", request).item.state == "closed", "the request to be closed")
    stars = find(sari, QWidget, text("Your rating"))
    stars.setFocus(Qt.FocusReason.TabFocusReason)
    press(stars, Qt.Key.Key_5)
    click(find(sari, QPushButton, text("Send rating")))
    wait(lambda: held(stage, "sari", request).item.rated == 5, "five stars")
    steps = held(stage, "sari", request).timeline
    for step in steps:
        check(step.at.tzinfo is not None, "every step has its time")
        check(sentences.step(text, step.kind, step.data, step.actor_name), "every step can be said")
    kinds = [step.kind for step in steps]
    check(kinds == ["Submit", "AddReply", "AddReply", "Resolve", "Close", "Rate"], f"the timeline is {kinds}")
    stage.done("sari", "Close and rate", "five stars; the timeline says who did what, and when in her time zone")


_CONTROL = Qt.KeyboardModifier.ControlModifier


def _send_as(window: QWidget, way: str, others: str) -> None:
    """Chooses the way in the menu beside the button, unless it is that way already; then the button."""
    if not list(shown(window, QPushButton, way)):
        choose_from_menu(window, others, way)
    click(find(window, QPushButton, way))
