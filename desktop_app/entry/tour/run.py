"""Runs the tour: sets the stage, plays the scenes, says how it ended."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop_app.catalogue import languages
from desktop_app.entry.company_process import Company, CompanyProcess, NoCompany
from desktop_app.entry.tour import scenes
from desktop_app.entry.tour.driver import NotSo, picture
from desktop_app.entry.tour.stage import Stage
from desktop_app.entry.window import application
from desktop_app.settings import LANGUAGE
from desktop_app.ui.theme import Appearance, Theme


def run_tour(out: Path, company: str | None, language: str | None) -> int:
    """0 when every check held, 1 when one did not or the company is not there (one sentence says which)."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("[0-9][0-9]-*.png"):
        old.unlink()
    folder = Path(tempfile.mkdtemp(prefix="sigap-tour-"))
    process = CompanyProcess()
    try:
        met = process.start() if company is None else Company.read(_line(company))
        return _play(out, met, folder / "laptops", language if language in languages() else LANGUAGE.default)
    except NoCompany as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        process.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _line(company: str) -> str:
    try:
        return sys.stdin.readline() if company == "-" else Path(company).read_text(encoding="utf-8")
    except OSError as error:
        raise NoCompany(f"The company's line cannot be read: {error.strerror or error}.") from error


def _said_by_qt(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """A window without a display cannot be raised, and Qt says so each time."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def _play(out: Path, company: Company, folder: Path, language: str) -> int:
    qInstallMessageHandler(_said_by_qt)
    app = application()
    theme = Theme(app)
    theme.show(Appearance(scheme="light", reduced_motion=True))
    stage = Stage(app, theme, company, folder, out, language)
    try:
        scenes.play(stage)
    except NotSo as failed:
        print(f"✗  after step {stage.step}: {failed}", flush=True)
        for login, opened in stage.opened.items():
            if opened.window is not None:
                picture(opened.window, out / f"99-{login}-as-it-stood.png")
        return 1
    finally:
        stage.close_all()
    print(f"All {stage.step} steps held. The pictures are in {out}.", flush=True)
    return 0
