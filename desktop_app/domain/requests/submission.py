"""Raising a request with a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows
from desktop_app.domain.forms import answers as form_answers
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.people.rows import Person
from desktop_app.domain.requests.conversation import attachments, event
from desktop_app.domain.requests.rows import Request, State
from desktop_app.domain.text import is_blank

LONGEST_SUBJECT = 200


@dataclass(frozen=True, kw_only=True)
class Submit(Command):
    """Raises a request. The form decides team, priority and approvals: here as a forecast, at the database for good.

    `today` is the local date on the device when it was written (ISO); conditions that ask for today use it, and the
    database takes it when it is within a day of its own.
    """

    form: str
    version: int
    subject: str
    answers: dict[str, Any]
    today: str

    def effects(self, rows: Rows) -> Effects:
        form = rows.get(Form, self.form, self.version)
        person = rows.get(Person, self.person)
        if form is None or person is None:
            raise Refused("unknown")
        if not form.offered:
            raise Refused("form_withdrawn")
        if is_blank(self.subject) or len(self.subject) > LONGEST_SUBJECT:
            raise Refused("invalid_answers", {"field": "subject", "reason": "required"})
        days = {(self.at + timedelta(days=off)).date().isoformat() for off in (-1, 0, 1)}
        if self.today not in days:
            raise Refused("wrong_date")
        verdict = form_answers.judge(form.definition, self.answers, context(person, self.today))
        if verdict.problem:
            field, reason = verdict.problem
            raise Refused("invalid_answers", {"field": field, "reason": reason})
        request = Request(
            id=self.id,
            requester=self.person,
            team=verdict.team,
            form=self.form,
            form_version=self.version,
            subject=self.subject,
            answers=verdict.kept,
            priority=verdict.priority,
            approvals=list(verdict.approvals),
            state=State.NEW.value,
            written=self.at,
        )
        files = form_answers.files(form.definition, verdict.kept)
        return [Put(request), *attachments(self, request, files, message=None), event(self, request)]

    def words(self) -> str:
        return self.subject

    def about(self) -> str | None:
        return self.id


class Asking(Protocol):
    """What conditions may know of who asks."""

    @property
    def site(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def team(self) -> str: ...


def context(person: Asking, today: str) -> dict[str, Any]:
    """What conditions may know beside the answers."""
    return {"today": today, "me.site": person.site, "me.kind": person.role, "me.team": person.team}
