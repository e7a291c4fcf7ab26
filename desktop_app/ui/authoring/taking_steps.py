"""The commands of the editor: saved on this laptop first, and what the rules say against them, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from PySide6.QtCore import QObject

from desktop_app import sentences
from desktop_app.domain.effects import Refused
from desktop_app.domain.knowledge.publishing import refusal_to_publish
from desktop_app.domain.knowledge.rows import Manuscript
from desktop_app.domain.people.rows import Team
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.operation import Failure

Said = Callable[[str], object]


class Steps(QObject):
    """Gives commands for one editor; `said(sentence)` where one was refused."""

    def __init__(self, context: Context, said: Said, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._said = context, said

    def give(
        self, kind: type, then: Callable[[object], object] | None = None, *, instead_of: int | None = None,
        refused: Callable[[Refused], object] | None = None, **given: Any,
    ) -> None:  # fmt: skip
        """One command."""

        def failed(failure: Failure) -> None:
            if isinstance(failure.error, Refused) and refused is not None:
                refused(failure.error)
            else:
                self.tell(failure)

        self._context.run(command(self._context, kind, **given), then, owner=self, instead_of=instead_of, failed=failed)

    def tell(self, failure: Failure) -> None:
        """In words where the rules refused; the window says the rest."""
        error = failure.error
        if isinstance(error, Refused):
            context = self._context
            self._said(sentences.refusal(context.text, error.code, error.data, lambda login: login, context.words.when))
        else:
            self._context.shell.fail(failure)


def may_publish(team: Team | None, me: str, manuscript: Manuscript | None, *, acknowledged: bool) -> bool:
    """Whether the person may publish it themselves. `acknowledged`: as `publishing.is_acknowledged` says."""
    return manuscript is not None and refusal_to_publish(team, me, manuscript, acknowledged) is None


def moment_of(day: date, zone_offset: Callable[[datetime], datetime]) -> int:
    """The morning of this day where the person is, in microseconds since 1970, UTC."""
    morning = zone_offset(datetime.combine(day, time()))
    return int((morning.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000)
