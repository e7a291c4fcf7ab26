"""The state of one's own request, as the one who asked reads it."""

from __future__ import annotations

from desktop_app import sentences
from desktop_app.domain.requests.rows import State
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.theme.tokens import State as Tone
from desktop_app.wording import Wording

_TONES: dict[str, Tone] = {
    State.NEW: "neutral", State.IN_PROGRESS: "info", State.WAITING_REQUESTER: "warn", State.WAITING_OTHER: "info",
    State.RESOLVED: "good", State.CLOSED: "neutral", State.CANCELLED: "neutral",
}  # fmt: skip


def state_badge(item: RequestItem, words: Wording) -> tuple[str, Tone]:
    """A word or two, and their tone."""
    if item.received is None:
        return words.text("Waiting to be sent"), "warn"
    if item.state == State.WAITING_REQUESTER:
        return words.text("Waiting for you"), "warn"
    return sentences.state(words.text, item.state), _TONES[item.state]


def state_sentence(item: RequestItem, words: Wording) -> str:
    """The same in a sentence: who has it, whose turn it is."""
    text, name = words.text, item.assignee_name or ""
    if item.received is None:
        return text("Waiting to be sent")
    match item.state:
        case State.NEW:
            return text("New, nobody has taken it yet")
        case State.IN_PROGRESS:
            return text("In progress with {name}", name=name)
        case State.WAITING_REQUESTER:
            return text("Waiting for your answer")
        case State.WAITING_OTHER:
            return text("{name} is waiting for someone else", name=name)
        case State.RESOLVED:
            return text("Answered, waiting for you to confirm")
    return sentences.state(text, item.state)


def needs_me(item: RequestItem) -> bool:
    """Whether the one who asked has something to do: answer, confirm, read."""
    return item.state in (State.WAITING_REQUESTER, State.RESOLVED) or item.unread > 0
