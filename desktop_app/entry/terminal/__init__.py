"""The terminal door: the same commands through the same outbox, with no display and no Qt."""

from desktop_app.entry.terminal.app import run

__all__ = ["run"]
