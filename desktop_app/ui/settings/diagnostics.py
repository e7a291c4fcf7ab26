"""What IT wants to know of a laptop, in lines: nothing that anybody wrote, no password. In English, as logs are."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from desktop_app.ui.context import Context
from desktop_app.ui.settings.laptop import Connection, OnDisk


def sigap_version() -> str:
    """The version that is installed; empty where nobody installed it (a copy of the source run as it is)."""
    try:
        return version("sigap")
    except PackageNotFoundError:
        return ""


def diagnosis(context: Context, connection: Connection, disk: OnDisk, counts: Mapping[str, int]) -> str:
    """The lines. `counts`: rows by stream, and `outbox`."""
    status, used, words = connection.status, context.theme.appearance, context.words
    lines = {
        "Sigap": sigap_version(),
        "Qt": qVersion(),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "System": platform.platform(),
        "Window system": QGuiApplication.platformName(),
        "Screens": "; ".join(
            f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
            for screen in QGuiApplication.screens()
        ),
        "Interface": f"{context.language}, {used.scheme}, text {used.text_size} %",
        "Now": f"{words.clock().isoformat(timespec='seconds')} ({context.me.timezone})",
        "Login": context.me.login,
        "Role": f"{context.me.role}, team {context.me.team}, site {context.me.site}",
        "Server": connection.server,
        "State": str(status.state),
        "Since": "" if status.since is None else status.since.isoformat(timespec="seconds"),
        "Last up to date": "" if status.synced is None else status.synced.isoformat(timespec="seconds"),
        "Problem": "" if status.problem is None else str(status.problem),
        "Server says": _first_line(status.data.get("words")),
        "Password": "in the keyring" if connection.secret_protected else "in a file",
        "Folder": "" if connection.folder is None else str(connection.folder),
        "Bytes": f"data {disk.data}, index {disk.index}, files {disk.files}",
        "Rows": ", ".join(f"{name} {count}" for name, count in counts.items()),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)


def _first_line(words: object) -> str:
    """PostgreSQL names rows in the lines after the first."""
    return str(words or "").strip().partition("\n")[0]
