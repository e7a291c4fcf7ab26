"""When something is due, in words and in the group of a queue it belongs to."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from desktop_app.domain.requests.promise import FIRST_RESPONSE, NEXT_UPDATE
from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.widgets.rows import Label
from desktop_app.wording import Wording

SOON = timedelta(hours=2)
"""What is due within this time is due soon."""

Group = Literal["late", "soon", "today", "tomorrow", "later", "unpromised", "waiting", "answered", "closed"]
GROUPS: tuple[Group, ...] = (
    "late",
    "soon",
    "today",
    "tomorrow",
    "later",
    "unpromised",
    "waiting",
    "answered",
    "closed",
)
"""In the order of the queue."""


def due_group(item: RequestItem, words: Wording) -> Group:
    """Where it stands in the queue at this moment."""
    if item.state == State.RESOLVED:
        return "answered"
    if item.state not in OPEN:
        return "closed"
    if item.state == State.WAITING_REQUESTER:
        return "waiting"
    if item.due is None:
        return "unpromised"
    left = item.due - words.clock()
    if left < timedelta():
        return "late"
    if left <= SOON:
        return "soon"
    apart = (item.due.astimezone(words.zone).date() - words.today()).days
    return "today" if apart == 0 else "tomorrow" if apart == 1 else "later"


def due_label(item: RequestItem, words: Wording) -> Label | None:
    """The badge that says it: terlambat 25 menit, balas sebelum 10.30, selesai Selasa 11.00. None: nothing is owed."""
    group, text = due_group(item, words), words.text
    if group == "waiting":
        return text("waiting for the requester"), "info"
    if item.due is None or group in ("unpromised", "answered", "closed"):
        return None
    if group == "late":
        return words.late(words.clock() - item.due), "danger"
    same_day = item.due.astimezone(words.zone).date() == words.today()
    if item.due_kind in (FIRST_RESPONSE, NEXT_UPDATE):
        said = text("reply by {time}", time=words.hour(item.due) if same_day else words.when(item.due))
    else:
        said = text("solve by {time}", time=words.when(item.due))
    return said, "warn" if group == "soon" else "neutral"


def late_words(item: RequestItem, words: Wording) -> tuple[str, str] | None:
    """What is late, by how much and since when: html and plain text; None while nothing is."""
    if due_group(item, words) != "late" or item.due is None:
        return None
    text = words.text
    by, at = words.late(words.clock() - item.due), words.time(item.due)

    def said(late: str) -> str:
        if item.due_kind == FIRST_RESPONSE:
            return text("The first reply is {late}; it was due {time}", late=late, time=at)
        if item.due_kind == NEXT_UPDATE:
            return text("The next reply is {late}; it was due {time}", late=late, time=at)
        return text("The solution is {late}; it was due {time}", late=late, time=at)

    return said(f"<b>{by}</b>"), said(by)
