"""What a start loads, seen in a process of its own: the import rules say what may be loaded, this says what is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("PySide6", "shiboken6", "qtawesome")
LATER = (
    "alembic", "holidays", "keyring", "markdown_it", "nh3", "numpy", "psycopg", "pydantic", "qtawesome", "Sastrawi",
    "snowballstemmer", "typer", "whoosh", "yaml",
)  # fmt: skip
"""What a window shows without: it is loaded when it is needed, off the UI thread."""


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages in memory after a fresh interpreter has imported these modules."""
    program = f"import {', '.join(modules)}, sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    started = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(started.stdout.split())


TERMINAL = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "desktop_app" / "entry" / "terminal").glob("[!_]*.py")
)


def test_every_command_of_the_terminal_loads_no_qt() -> None:
    assert loaded_by("desktop_app.__main__", *TERMINAL).isdisjoint(HEAVY)


def test_a_window_shows_before_sync_search_and_terminal_are_loaded() -> None:
    assert loaded_by("desktop_app.__main__", "desktop_app.entry.window", "desktop_app.ui.home.page").isdisjoint(LATER)


def test_qt_leaves_imports_as_they_were() -> None:
    program = (
        "import builtins, linecache; before = builtins.__import__; import desktop_app.entry.qt, json.tool; "
        "print(before is builtins.__import__, any('json' in name for name in linecache.cache))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    assert told.stdout.split() == ["True", "False"]


def test_the_server_loads_no_qt_and_no_room_of_the_laptop() -> None:
    assert loaded_by("sigap_server.cli").isdisjoint({*HEAVY, "whoosh"})


def test_the_domain_loads_nothing_that_must_be_installed() -> None:
    assert loaded_by("desktop_app.domain.effects").isdisjoint({*HEAVY, "sqlalchemy", "psycopg", "whoosh", "pydantic"})
