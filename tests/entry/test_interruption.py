"""Ctrl+C and a request to end, against real processes: what is open closes in good order and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from sigap_server.embedded import EmbeddedPostgres

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop_app.entry.interruption import Interruption
app = QCoreApplication(sys.argv)
interruption = Interruption(app.quit)
print("ready", flush=True)
code = app.exec()
interruption.close()
print("ended in good order", flush=True)
sys.exit(code)
"""
PATIENCE = 60.0  # seconds


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def work_in(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == folder:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_waiting_application_in_good_order(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as application:
        assert application.stdout is not None
        assert application.stdout.readline() == "ready\n"
        application.send_signal(number)

        assert application.stdout.read() == "ended in good order\n"
    assert application.returncode == 0


def test_the_chooser_ends_with_its_company_at_ctrl_c(tmp_path: Path) -> None:
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    company = tmp_path / "sigap-demo" / "company"
    database = EmbeddedPostgres(company / "postgres")
    with subprocess.Popen([sys.executable, "-m", "desktop_app", "demo"], env=environment) as chooser:
        wait_until((company / "passwords.json").exists)
        assert work_in(database.data)
        chooser.send_signal(signal.SIGINT)
        chooser.wait(PATIENCE)

    assert chooser.returncode == 0
    assert not work_in(database.data)
    database.remove()
