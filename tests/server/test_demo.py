"""The company from the command line leaves nothing behind, and says in a sentence why it cannot start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sigap_server.demo import TEMPORARY, temporary_folder

HOLDER = """
import sys
from sigap_server.demo import temporary_folder
with temporary_folder() as folder:
    (folder / "passwords.json").write_text("{}")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def held() -> tuple[subprocess.Popen[str], Path]:
    """A process that works in a temporary folder of the demo's, and which."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_demo_left_goes_when_the_next_one_starts(temporary: Path) -> None:
    running, in_use = held()
    killed, left = held()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert left.exists()

    with temporary_folder() as folder:
        assert {place.name for place in temporary.glob(f"{TEMPORARY}*")} == {in_use.name, folder.name}

    running.communicate()
    assert not list(temporary.glob(f"{TEMPORARY}*"))


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_cannot_be_one_is_refused_without_a_traceback(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sigap_server.demo", "--serve", "--port", port], capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "--port" in done.stderr and "Traceback" not in done.stderr
