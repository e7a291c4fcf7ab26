"""What every terminal command stands on: the laptop's data folder, the person, how answers are printed."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

from desktop_app import access_words, sentences
from desktop_app.domain.effects import Command, Refused
from desktop_app.domain.requests.rows import Request
from desktop_app.entry.laptop import OPENING_ERRORS, Laptop, why_not_opened
from desktop_app.store.errors import StoreBusy, StoreFull, StoreUnwritable
from desktop_app.store.queries import outbox as outbox_queries
from desktop_app.store.queries import people as people_queries
from desktop_app.store.queries import requests as request_queries
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.rows import StoredRows
from desktop_app.wording import Wording

if TYPE_CHECKING:
    from desktop_app.sync.once import Result

T = TypeVar("T")


def fail(sentence: str, code: int = 1) -> NoReturn:
    """One sentence on standard error and a non-zero exit."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(code)


@dataclass
class Door:
    """The options before the command, and what is opened because of them, each at its first use."""

    data_dir: Path | None
    backend: str | None
    language: str | None

    @cached_property
    def laptop(self) -> Laptop:
        """The laptop, to read and to write on: not where it has locked itself."""
        laptop = self.locked_too
        last = laptop.locked
        if last is not None:
            waiting = laptop.read(outbox_queries.pending_count)
            fail(access_words.locked_line(laptop.text, last.days(laptop.clock()), waiting))
        return laptop

    @cached_property
    def locked_too(self) -> Laptop:
        """The laptop as it is, for a sync, which opens it again."""
        logging.basicConfig(handlers=[logging.NullHandler()])  # what is repaired on the way is no news for a person
        try:
            return Laptop.open(self.data_dir, self.backend, self.language)
        except OPENING_ERRORS as error:
            fail(why_not_opened(error, self.language))

    def sync(self) -> Result:
        """One whole sync. A laptop that the company has shut out ends with it."""
        laptop = self.locked_too
        result: Result = laptop.sync_once()
        if result.problem == "shut_out":
            text = laptop.text
            removal = laptop.remove(str(result.data["reason"]))
            fail(" ".join(access_words.removed(text, removal.reason, removal.at, removal.unsent)))
        return result

    @property
    def me(self) -> str:
        return self.laptop.login

    @cached_property
    def person(self) -> PersonItem:
        """The acting person, after a first sync if there has been none: without forms nothing can be said."""
        self.meet_company()
        found = self.laptop.read(lambda c: people_queries.person(c, self.me))
        if found is None:
            fail(self.laptop.text("The company does not know {login} (any more).", login=self.me))
        return found

    def meet_company(self) -> None:
        """Pulls for the first time when this laptop never has."""
        if not self.laptop.has_met_company:
            result = self.sync()
            if not self.laptop.has_met_company:
                what, do = sentences.problem(self.laptop.text, result.problem or "no_network", result.data)
                first = self.laptop.text("This laptop has to meet the company once before it can work alone.")
                fail(f"{what} {first} {do}")

    @cached_property
    def words(self) -> Wording:
        """Times and names as this person reads them."""
        return self.laptop.wording(self.person)

    def run(self, command: Command) -> None:
        """Saves a command, or says why not."""
        try:
            self.laptop.store.writer.run(command, initiator="terminal")
        except Refused as refused:
            fail(self.refusal(refused.code, refused.data))
        except StoreFull:
            fail(self.laptop.text("The disk is full: nothing was saved. Make room and try again."))
        except (StoreBusy, StoreUnwritable):
            fail(self.laptop.text("The data folder cannot be written now: nothing was saved. Try again."))

    def make(self, kind: type[Command], **own: Any) -> Command:
        return self.laptop.envelope.make(kind, **own)

    def say(self, as_json: bool, kind: type[Command], **own: Any) -> None:
        """Makes a command, saves it, and says that it is saved."""
        command = self.make(kind, **own)
        self.run(command)
        emit(as_json, {"id": command.id}, lambda: [self.saved])

    @property
    def saved(self) -> str:
        """What is said once a command is on the disk."""
        return self.laptop.text("Saved on this laptop. It is sent at the next sync.")

    def refusal(self, code: str, data: Mapping[str, Any]) -> str:
        return sentences.refusal(self.laptop.text, code, data, self.laptop.name_of, self.words.when)

    def request(self, named: str) -> Request:
        """The request a person names by id, number or short reference."""
        self.person  # noqa: B018 - a first sync, if there has been none
        found = self.laptop.read(lambda c: self._find(c, named))
        if found is None:
            fail(self.laptop.text("There is no request {name} on this laptop. If it is new, sync first.", name=named))
        return found

    @staticmethod
    def _find(connection: Any, named: str) -> Request | None:
        found = request_queries.find(connection, named)
        return None if found is None else StoredRows(connection).get(Request, found)

    def iso(self, at: datetime | None) -> str | None:
        """A time for scripts: ISO 8601 with the offset of the reader's site."""
        return None if at is None else at.astimezone(self.words.zone).isoformat()


def emit(as_json: bool, value: Any, lines: Callable[[], Sequence[str]]) -> None:
    """Prints `value` as JSON, or the lines for a person."""
    if as_json:
        print(json.dumps(value, ensure_ascii=False))
    else:
        for line in lines():
            print(line)


def text_or_stdin(given: str) -> str:
    """`-` reads standard input."""
    return sys.stdin.read() if given == "-" else given


JSON = typer.Option(False, "--json", help="Print JSON.")
