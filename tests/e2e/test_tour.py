"""The tour holds, from the command line, with no display: every step's check, a picture each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(600)
def test_every_step_of_the_tour_holds(tmp_path: Path) -> None:
    out = tmp_path / "a tour"
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "tour", "--out", str(out)],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    steps = re.findall(r"^(\d\d)  .+: .+$", done.stdout, re.MULTILINE)
    assert steps == [f"{number:02d}" for number in range(1, len(steps) + 1)] and len(steps) >= 20
    assert len(list(out.glob("*.png"))) == len(steps)


def test_a_company_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "tour", "--out", str(tmp_path), "--company", str(tmp_path / "none")],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
