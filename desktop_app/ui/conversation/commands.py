"""Commands as a page gives them: with an id of their own, by who reads, at this moment."""

from __future__ import annotations

from secrets import token_bytes
from typing import Any, TypeVar

from desktop_app.domain.effects import Command
from desktop_app.domain.identifiers import uuid7
from desktop_app.ui.context import Context

C = TypeVar("C", bound=Command)


def command(context: Context, kind: type[C], **own: Any) -> C:
    """A new command of this kind. `own` are its own fields."""
    now = context.now()
    return kind(id=uuid7(now, token_bytes(10)), person=context.me.login, at=now, **own)
