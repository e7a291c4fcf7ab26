"""Makes the project's own environment in .venv from a hash-pinned lock, and leaves it alone when it is already right.

Standard library only: this runs before anything is installed. `environment.py run` installs what the application and
its demo company need, `environment.py develop` also what its tests need.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
KINDS = ("run", "develop")  # each holds everything of those before it


def wanted(kind: str) -> str:
    """What an environment of this kind was made from: locks, package description, interpreter and place."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for path in (ROOT / "locks" / f"{kind}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp(kind: str) -> Path:
    return ENVIRONMENT / f"made-for-{kind}"


def is_ready(kind: str) -> bool:
    """Whether an environment that holds `kind` is there."""
    return PYTHON.exists() and any(
        stamp(one).exists() and stamp(one).read_text() == wanted(one) for one in KINDS[KINDS.index(kind) :]
    )


def works() -> bool:
    """Whether the interpreter in .venv is this one and belongs to this place; a moved or half-made one does not."""
    if not PYTHON.exists():
        return False
    ask = "import sys, pip; print(sys.version, sys.prefix, sep='|')"
    answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True)
    return answer.returncode == 0 and answer.stdout.strip() == f"{sys.version}|{ENVIRONMENT}"


def pip(*arguments: str) -> None:
    subprocess.run(
        [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", *arguments],
        cwd=ROOT,
        check=True,
    )


def make(kind: str) -> None:
    print(f"Making the environment in .venv (locks/{kind}.txt; about 200 MB the first time) …", flush=True)
    for old in KINDS:
        stamp(old).unlink(missing_ok=True)
    if not works():
        venv.create(ENVIRONMENT, clear=True, with_pip=True, symlinks=os.name != "nt")
    pip("--require-hashes", "--requirement", f"locks/{kind}.txt")
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    stamp(kind).write_text(wanted(kind))


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        print(f"Sigap needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …")
        return 1
    kind = arguments[0]
    if is_ready(kind):
        return 0
    try:
        make(kind)
    except subprocess.CalledProcessError:
        print("The environment could not be made: see the lines above. The next start goes on from here.")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
