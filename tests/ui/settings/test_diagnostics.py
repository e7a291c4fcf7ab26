"""What is copied for IT holds what IT needs, and nothing that anybody wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import metadata, requires
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.requests.rows import Message, Request
from desktop_app.store.queries.rows import StoredRows
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State, Status
from desktop_app.ui.settings.diagnostics import sigap_version
from desktop_app.ui.settings.licences import PARTS
from desktop_app.ui.settings.page import SettingsPage
from tests.ui.laptop_builder import NOW, filled_laptop
from tests.ui.page_bench import page_bench

WORDS = "FATAL: no such thing\nDETAIL: Failing row contains (rahasia)."


def copied(qtbot: QtBot, folder: Path) -> tuple[str, list[str]]:
    """The diagnostics of Sari's laptop, and everything written on it."""
    status = Status(State.WAITING, since=NOW, synced=NOW, problem=Problem.SERVER_ERROR, data={"words": WORDS})
    with page_bench(filled_laptop(folder, "sari")) as bench:
        bench.store.drafts.save("reply", "HR-1042", {"text": "Masih saya pikirkan dahulu"}, NOW)
        written = bench.store.reader.read(
            lambda c: (
                [row.subject for row in StoredRows(c).where(Request)]
                + [row.text for row in StoredRows(c).where(Message)]
            )
        )
        services = {
            "status": lambda: status, "backend": lambda: "postgresql://sari@sigap.nusantara.example/sigap",
            "folder": lambda: folder, "secret_protected": lambda: False,
        }  # fmt: skip
        page = SettingsPage(replace(bench.context, services=services))
        qtbot.addWidget(page)
        page.show()
        page.refresh(None)
        bench.settled(qtbot)
        qtbot.mouseClick(page.about.copy_button, Qt.MouseButton.LeftButton)
        bench.settled(qtbot)
        assert bench.shell.told == ["Diagnosanya sudah disalin. Tempelkan di pesan kepada IT."]
    return QGuiApplication.clipboard().text(), [*written, "Masih saya pikirkan dahulu", "rahasia"]


def test_the_diagnostics_hold_what_it_needs(qtbot: QtBot, tmp_path: Path) -> None:
    lines, _ = copied(qtbot, tmp_path)

    for wanted in (
        f"Sigap: {sigap_version()}", "Qt: 6.", "Interface: id, light, text 100 %", "Login: sari",
        "Role: employee, team finance, site jakarta", "Server: sigap.nusantara.example/sigap", "State: waiting",
        "Problem: server_error", "Server says: FATAL: no such thing", "Password: in a file", "request 4,", "outbox 0",
    ):  # fmt: skip
        assert wanted in lines


def test_the_diagnostics_hold_nothing_that_anybody_wrote(qtbot: QtBot, tmp_path: Path) -> None:
    lines, written = copied(qtbot, tmp_path)

    assert len(written) > 8
    assert [words for words in written if words in lines] == []
    assert "Sari Wulandari" not in lines and "@" not in lines


def test_every_package_that_is_installed_with_sigap_is_among_the_licences() -> None:
    named = re.sub(r"[^a-z0-9]+", " ", " ".join(name for name, _ in PARTS).lower())
    wanted = [
        re.split(r"[^A-Za-z0-9.-]", line)[0].lower() for line in requires("sigap") or () if "extra ==" not in line
    ]
    short = {"pyside6-essentials": "pyside6"}

    missing = [name for name in wanted if re.sub(r"[^a-z0-9]+", " ", short.get(name, name)) not in named]
    assert not missing


@pytest.mark.parametrize(
    "package", ["SQLAlchemy", "psycopg", "whoosh3", "snowballstemmer", "tzdata", "PySide6-Essentials"]
)
def test_the_licence_said_is_the_one_the_package_says(package: str) -> None:
    told = metadata(package).json
    held = str(told.get("license_expression") or told.get("license"))
    said = next(licence for name, licence in PARTS if package.lower().removesuffix("-essentials") in name.lower())

    assert held.startswith(said)
