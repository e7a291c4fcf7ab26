"""How words are sent: as a reply that takes the request or not, a question, what solves it, a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Claim
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.conversation.reading import Reading


@dataclass(frozen=True)
class Words:
    """What a person wrote, and how it is to be sent."""

    text: str
    way: str
    files: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Way:
    """One way: the words of its button."""

    key: str
    title: str


def ways(reading: Reading, me: str, text: Callable[[str], str]) -> list[Way]:
    """The ways to send that the lifecycle offers this person now, the usual one first; notes are apart."""
    may, item = reading.may, reading.item
    if item.requester == me:
        return [Way("reply", text("Send reply"))] if "AddReply" in may else []
    found: list[Way] = []
    if item.assignee == me and "AddReply" in may:
        found.append(Way("reply", text("Send reply")))
    elif item.assignee is None and "TakeAndReply" in may:
        found.append(Way("take", text("Send and take")))
    if "AskRequester" in may or "Claim" in may:
        found.append(Way("ask", text("Send, wait for the requester")))
    if "Resolve" in may:
        found.append(Way("resolve", text("Send and resolve")))
    if item.assignee is None and "AddReply" in may:
        found.append(Way("reply", text("Send without taking")))
    return found


def said(context: Context, reading: Reading, words: Words) -> list[Command]:
    """The commands that send these words, in order. A question about a request nobody has takes it first."""
    request, files = reading.item.id, [dict(file) for file in words.files]
    match words.way:
        case "note":
            return [command(context, AddReply, request=request, text=words.text, internal=True, files=files)]
        case "take":
            return [command(context, AddReply, request=request, text=words.text, take=True, files=files)]
        case "ask":
            taking = [] if "AskRequester" in reading.may else [command(context, Claim, request=request)]
            return [*taking, command(context, AskRequester, request=request, text=words.text)]
        case "resolve":
            return [command(context, Resolve, request=request, text=words.text)]
        case "reopen":
            return [command(context, Reopen, request=request, text=words.text)]
    return [command(context, AddReply, request=request, text=words.text, files=files)]


def takes_files(way: str) -> bool:
    """Whether files can go with it: only replies and notes carry them."""
    return way in ("reply", "take", "note")
