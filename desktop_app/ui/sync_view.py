"""How the laptop stands with the company, as the window shows it. The entry makes it from the state of the sync."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop_app.ui.theme.tokens import State
from desktop_app.wording import Wording, number

Standing = Literal[
    "starting", "up to date", "offline", "connecting", "sending", "fetching", "waiting", "refused", "paused"
]  # fmt: skip


@dataclass(frozen=True)
class SyncView:
    """What there is to say.

    `since`: of what it says (up to date at, offline since). `waiting`: commands not sent yet. `done` of `total` while
    sending or fetching. `attention`: refusals nobody has looked at yet. `reason`: why the company cannot be reached, in
    words.
    """

    standing: Standing = "starting"
    since: datetime | None = None
    waiting: int = 0
    done: int = 0
    total: int = 0
    attention: int = 0
    reason: str = ""


@dataclass(frozen=True)
class SyncWords:
    """The state in words: two short lines, a few letters for the narrow sidebar, a sentence for hover and readers."""

    state: State
    icon: str
    title: str
    more: str
    brief: str
    sentence: str


def sync_words(view: SyncView, words: Wording) -> SyncWords:
    """What the foot of the sidebar says."""
    text = words.text
    time = words.hour(view.since) if view.since else ""
    waiting = text.plural("{n} waiting to be sent", "{n} waiting to be sent", view.waiting) if view.waiting else ""
    shown = _shown(view, words, time, waiting)
    if view.attention and view.standing != "refused":
        title = text.plural("{n} needs you", "{n} need you", view.attention)
        return SyncWords("warn", "warning-circle", title, shown.title, "!", f"{title}. {shown.sentence}")
    return shown


def _shown(view: SyncView, words: Wording, time: str, waiting: str) -> SyncWords:
    text = words.text
    if view.standing == "offline":
        title = text("Offline since {time}", time=time) if time else text("Offline")
        safe = text("Everything you do is kept on this laptop and sent when it is connected again.")
        return SyncWords("warn", "cloud-slash", title, waiting, time or "–", _sentence(title, waiting, safe))
    if view.standing == "sending":
        total = max(view.total, 1)
        now = min(view.done + 1, total)
        title = text("Sending {n} of {total}", n=now, total=total)
        return SyncWords("info", "cloud-arrow-up", title, "", f"{now}/{total}", _sentence(title))
    if view.standing == "fetching":
        more = text("{n} of {total}", n=number(view.done), total=number(view.total)) if view.total else ""
        title = text("Fetching what is new")
        return SyncWords("info", "cloud-arrow-down", title, more, "…", _sentence(title, more))
    if view.standing == "refused":
        title = text("Not connected")
        return SyncWords("danger", "shield-warning", title, waiting, "!", _sentence(title, view.reason, waiting))
    if view.standing == "waiting":
        title = text("Not reached, trying again")
        return SyncWords("warn", "cloud-slash", title, waiting, "…", _sentence(title, view.reason, waiting))
    if view.standing == "paused":
        title = text("Sync is paused")
        return SyncWords("neutral", "pause-circle", title, waiting, "–", _sentence(title, waiting))
    if view.standing == "up to date":
        title = text("Up to date {time}", time=time) if time else text("Up to date")
        whole = text("Everything sent and fetched at {time}.", time=time) if time and not waiting else title
        return SyncWords("good", "cloud-check", title, waiting, time or "", _sentence(whole.rstrip("."), waiting))
    title = text("Connecting")
    return SyncWords("neutral", "cloud", title, waiting, "…", _sentence(title, waiting))


def _sentence(*parts: str) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
