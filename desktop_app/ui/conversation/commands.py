"""Commands as a page gives them: with an id of their own, by who reads, at this moment."""

from __future__ import annotations

from typing import Any, TypeVar

from desktop_app.domain.effects import Command
from desktop_app.envelope import Envelope
from desktop_app.ui.context import Context

C = TypeVar("C", bound=Command)


def command(context: Context, kind: type[C], **own: Any) -> C:
    """A new command of this kind. `own` are its own fields."""
    return Envelope(context.me.login, context.now).make(kind, **own)
