"""Two windows, one conversation open in both: what one person sends stands on the other's screen."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.requests.handling import Claim
from desktop_app.domain.requests.submission import Submit
from desktop_app.entry.company_process import CompanyProcess
from desktop_app.entry.tour.driver import press, says, type_into, wait, wait_says
from desktop_app.entry.tour.scenes.answering import held, reply_field
from desktop_app.entry.tour.stage import Stage
from desktop_app.sync import engine as engines
from desktop_app.ui.links import link
from desktop_app.ui.theme import Appearance, Theme

WITHIN = 2.0  # seconds from sending to reading
MESSAGES = 5


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Laptops that look at the database by themselves once an hour: news has to be announced."""
    monkeypatch.setattr(engines, "INTERVALS", dict.fromkeys(engines.INTERVALS, 3600.0))
    monkeypatch.setattr(engines, "ANNOUNCED", 3600.0)
    process = CompanyProcess()
    gc.disable()  # as the product: widgets are freed in their own thread
    theme = Theme(qapp, Appearance("light", reduced_motion=True))
    made = Stage(qapp, theme, process.start(), tmp_path, tmp_path, "en")
    yield made
    made.close_all()
    process.stop()
    gc.enable()
    qapp.setStyleSheet("")


@pytest.mark.filterwarnings("ignore:Function. 'QApplication.setActiveWindow:DeprecationWarning")
def test_what_one_sends_the_other_reads_within_two_seconds(stage: Stage) -> None:
    request = asked(stage)
    sari, budi = stage.open("sari"), stage.open("budi")
    wait(lambda: held(stage, "budi", request), "the request to be in his queue")
    now = stage.opened["budi"].laptop.clock()
    stage.opened["budi"].laptop.store.writer.run(
        Claim(id=uuid7(now, os.urandom(10)), person="budi", at=now, request=request)
    )
    sari.go(link("request", request))
    budi.go(link("page", "desk", request=request))
    both = [stage.opened[login].engine for login in ("sari", "budi")]
    wait(lambda: all(engine._following and not engine._fresh for engine in both), "both to listen")
    took = []
    for at in range(MESSAGES):
        words = f"Number {at} of {MESSAGES}"
        field = reply_field(budi, "Write a reply to Sari…")
        type_into(field, words)
        begun = time.monotonic()
        press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        wait_says(sari, words)
        took.append(time.monotonic() - begun)
    assert sorted(took)[MESSAGES // 2] < WITHIN, took
    type_into(reply_field(sari, "Write a reply to Budi…"), "Thank you")
    press(reply_field(sari, "Write a reply to Budi…"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: says(budi, "Thank you"), "the answer to come back")


def asked(stage: Stage) -> str:
    """A question of Sari's, saved on her laptop and sent when she opens it."""
    window = stage.open("sari")
    laptop = stage.opened["sari"].laptop
    now = laptop.clock()
    command = Submit(
        id=uuid7(now, os.urandom(10)), person="sari", at=now, form="question", version=1, subject="Leave",
        answers={"subject": "Leave", "text": "How many days?"}, today=now.date().isoformat(),
    )  # fmt: skip
    laptop.store.writer.run(command)
    window.sync_now()
    wait(lambda: held(stage, "sari", command.id).item.number, "the number")
    stage.close("sari")
    return command.id
