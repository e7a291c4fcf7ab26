"""The terminal over a real laptop's data folder, without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from desktop_app.entry.terminal.app import app
from tests.ui.laptop_builder import filled_laptop


def terminal(folder: Path, *rows: Any) -> Callable[..., tuple[str, int]]:
    """`run(me, …)`: what is printed, and the exit code. Each person has a laptop of their own, with these rows."""
    opened: set[str] = set()

    def run(me: str, *arguments: str) -> tuple[str, int]:
        if me not in opened:
            filled_laptop(folder / me, me, rows=rows).close()
            opened.add(me)
        before = ["--data-dir", str(folder / me), "--backend", f"postgresql://{me}@127.0.0.1:1/x", "--language", "id"]
        done = CliRunner().invoke(app, [*before, *arguments])
        return done.output, done.exit_code

    return run
