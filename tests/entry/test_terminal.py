"""What goes wrong at the terminal door ends in one sentence and a non-zero exit, before anything is saved."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SARI = "postgresql://sari@127.0.0.1:1/sigap"


def said(home: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `sigap ARGUMENTS` for somebody whose home is `home`."""
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data")}
    command = [sys.executable, "-m", "desktop_app", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ | places)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["sync", "--frobnicate"], ["request", "rate", "HR-1", "9"], ["search", "cuti", "--limit", "0"]],
)
def test_a_command_line_that_makes_no_sense_is_answered_with_one_sentence(tmp_path: Path, arguments: list[str]) -> None:
    code, printed, sentence = said(tmp_path, *arguments)

    assert code == 2
    assert not printed and len(sentence.splitlines()) == 1 and sentence.strip()


@pytest.mark.parametrize("place", ["taken", "taken/below"])
def test_a_data_folder_that_cannot_be_one_is_said_with_its_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    code, _, sentence = said(tmp_path, "--data-dir", str(tmp_path / place), "--backend", SARI, "sync")

    assert code == 1
    assert len(sentence.splitlines()) == 1 and str(tmp_path / place) in sentence


def test_a_home_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")

    code, _, sentence = said(tmp_path, "--data-dir", str(tmp_path / "sari"), "--backend", SARI, "draft", "list")

    assert (code, sentence) == (0, "")
