"""Talking about a request: replies, notes, a question to the requester, the words that solve it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows
from desktop_app.domain.requests.lifecycle import judge
from desktop_app.domain.requests.rows import Attachment, Event, Message, Request
from desktop_app.domain.text import LONGEST, is_blank

LARGEST_FILE = 25 * 1024 * 1024  # bytes: a scanned certificate is under 5 MB
MOST_FILES = 10
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class AboutRequest(Command):
    """A command on a request that is already there."""

    request: str

    def about(self) -> str | None:
        return self.request


def event(command: Command, request: Request, data: Mapping[str, Any] | None = None, *, internal: bool = False) -> Put:
    """The step this command leaves in the timeline."""
    return Put(
        Event(
            id=command.id,
            request=request.id,
            actor=command.person,
            kind=type(command).__name__,
            written=command.at,
            requester=None if internal else request.requester,
            team=request.team,
            data=dict(data or {}),
        )
    )


def checked_words(text: str) -> str:
    """The text of a message, or `Refused`: it must say something and may not be a book."""
    if is_blank(text):
        raise Refused("empty")
    if len(text) > LONGEST:
        raise Refused("too_long")
    return text


def attachments(
    command: Command,
    request: Request,
    files: Sequence[Mapping[str, Any]],
    *,
    message: str | None,
    internal: bool = False,
) -> list[Put]:
    """A row for each file. Raises `Refused("invalid_file")` for a name with a path in it, no bytes, too many bytes."""
    if len(files) > MOST_FILES:
        raise Refused("invalid_file")
    for file in files:
        if set(file) != {"name", "size", "sha256"} or not is_file_name(file["name"]):
            raise Refused("invalid_file")
        if type(file["size"]) is not int or not 0 < file["size"] <= LARGEST_FILE:
            raise Refused("invalid_file")
        if not isinstance(file["sha256"], str) or not _SHA256.fullmatch(file["sha256"]):
            raise Refused("invalid_file")
    return [
        Put(
            Attachment(
                id=f"{command.id}/{at}",
                request=request.id,
                message=message,
                name=file["name"],
                size=file["size"],
                sha256=file["sha256"],
                requester=None if internal else request.requester,
                team=request.team,
            )
        )
        for at, file in enumerate(files)
    ]


def is_file_name(name: Any) -> bool:
    """Whether this is a plain file name: no folder in it, no control character, 1 to 200 characters."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= 200
        and name not in (".", "..")
        and not any(letter in "/\\" or ord(letter) < 32 or ord(letter) == 127 for letter in name)
    )


def message(
    command: Command, request: Request, text: str, files: Sequence[Mapping[str, Any]] = (), *, internal: bool = False
) -> Put:
    """The message a command says; its id is the command's."""
    return Put(
        Message(
            id=command.id,
            request=request.id,
            author=command.person,
            text=checked_words(text),
            written=command.at,
            requester=None if internal else request.requester,
            team=request.team,
            files=[dict(file) for file in files],
        )
    )


@dataclass(frozen=True, kw_only=True)
class AddReply(AboutRequest):
    """Adds a message; with `internal` a note that only the team reads; with `take` it takes the request in one step."""

    text: str
    internal: bool = False
    take: bool = False
    files: list[dict[str, Any]] = field(default_factory=list)

    def effects(self, rows: Rows) -> Effects:
        if self.internal and self.take:
            raise Refused("invalid")
        name = "AddNote" if self.internal else "TakeAndReply" if self.take else "AddReply"
        request, state = judge(name, self.request, self.person, rows)
        assignee = self.person if self.take else request.assignee
        return [
            message(self, request, self.text, self.files, internal=self.internal),
            *attachments(self, request, self.files, message=self.id, internal=self.internal),
            Put(replace(request, state=state, assignee=assignee)),
            event(self, request, {"take": True} if self.take else {}, internal=self.internal),
        ]

    def words(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class AskRequester(AboutRequest):
    """Asks the requester something and waits for the answer: a pause needs a visible question."""

    text: str

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("AskRequester", self.request, self.person, rows)
        return [message(self, request, self.text), Put(replace(request, state=state)), event(self, request)]

    def words(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class Resolve(AboutRequest):
    """Says what solved it; the requester reads it as a message. Who resolves an untaken request has taken it."""

    text: str

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Resolve", self.request, self.person, rows)
        return [
            message(self, request, self.text),
            Put(replace(request, state=state, assignee=self.person)),
            event(self, request),
        ]

    def words(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class Reopen(AboutRequest):
    """Not solved: it goes back to who had it, with the requester's sentence."""

    text: str

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Reopen", self.request, self.person, rows)
        if request.state == "closed" and request.resolved and (self.at - request.resolved).days >= REOPEN_DAYS:
            raise Refused("too_late")
        return [message(self, request, self.text), Put(replace(request, state=state)), event(self, request)]

    def words(self) -> str:
        return self.text


REOPEN_DAYS = 14  # days after the solution; later a new request is raised (research: services, 2.10)
