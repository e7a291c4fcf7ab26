"""Budi answers from another laptop, offline: the queue, the deadline, the certificate, reply and take in one step."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from desktop_app.entry.tour.driver import NotSo, check, click, click_row, find, rows, shown, type_into, wait, wait_says
from desktop_app.entry.tour.scenes.words import EARLIER, QUESTION, REPLY, Words
from desktop_app.entry.tour.stage import Stage
from desktop_app.store.queries import requests
from desktop_app.store.queries.conversation import Conversation


def play(stage: Stage, request: str) -> None:
    """Until the reply waits on Budi's laptop."""
    words = Words(stage)
    text = words.text
    window = stage.open("budi")
    number = held(stage, "budi", request).item.number or ""
    window.show_page("desk")
    wait_says(window, number)
    subject = held(stage, "budi", request).item.subject
    here = [row for view in shown(window, QAbstractItemView) for row in rows(view) if number in row]
    check(len(here) == 1, f"{number} stands in the queue once, not {len(here)} times")
    click_row(window, number)
    wait_says(window, words.say(QUESTION))
    wait_says(window, subject)
    wait_says(window, "surat-dokter.png")
    wait_says(window, words.say(EARLIER))
    wait(lambda: held(stage, "budi", request).attachments[0].complete, "the certificate to be whole")
    wait(lambda: held(stage, "budi", request).attachments[0].local, "the certificate to be fetched")
    check(held(stage, "budi", request).item.due, "the request has a deadline")
    stage.done("budi", "Budi opens the request", "deadline, answers, certificate and what she asked before are there")

    stage.wire.cut()
    window.sync_now()
    wait(lambda: stage.opened["budi"].engine.status.problem is not None, "Budi to be offline")
    type_into(reply_field(window, text("Write a reply to {name}…", name="Sari")), words.say(REPLY))
    wait(lambda: stage.opened["budi"].laptop.store.drafts.get("reply", request), "the draft to be kept")
    stage.close("budi")
    window = stage.open("budi")
    window.show_page("desk")
    click_row(window, number)
    field = reply_field(window, text("Write a reply to {name}…", name="Sari"))
    wait(lambda: words.say(REPLY) in text_of(field), "the words to be there again")
    stage.done("budi", "Write offline, quit, come back", "the reply had saved itself")

    click(find(window, QPushButton, text("Send and take")))
    wait(lambda: held(stage, "budi", request).item.assignee == "budi", "Budi to have the request")
    check(held(stage, "budi", request).messages[-1].pending, "the reply waits")
    stage.done("budi", "Reply and take in one step", "offline it is his, and the reply waits to be sent")


def held(stage: Stage, login: str, request: str) -> Conversation:
    """The request as this laptop holds it, once it does."""
    laptop = stage.opened[login].laptop
    found: list[Conversation] = []

    def look() -> bool:
        one = laptop.read(lambda c: requests.conversation(c, login, request, now=laptop.clock()))
        found[:] = [one] if one else []
        return bool(found)

    wait(look, f"the request to be on the laptop of {login}")
    return found[0]


def reply_field(window: QWidget, name: str) -> QWidget:
    """The box to write in."""
    return find(window, QWidget, name)


def text_of(field: QWidget) -> str:
    """What stands in it."""
    said = getattr(field, "toPlainText", None)
    if said is None:
        raise NotSo("a field one can write in")
    return str(said())
