"""Tells the sync how closely something is watched, so that an open conversation is fetched more often."""

from __future__ import annotations

from typing import Literal

from desktop_app.ui.context import Context

Level = Literal["idle", "request", "conversation"]


def attend(context: Context, level: Level, request: str = "") -> None:
    """`request` while one is open, `conversation` while somebody writes in it, `idle` when it is left."""
    services = getattr(context, "services", None) or {}
    hook = services.get("attention")
    if callable(hook):
        hook(level, request or None)
