"""The house around the code: its make targets, its locks, and what its package carries."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def lock(name: str) -> dict[str, str]:
    """The versions that a lock pins, by package."""
    found = (PINNED.match(line) for line in (ROOT / "locks" / name).read_text().splitlines())
    return {match[1]: match[2] for match in found if match}


def describe(makefile: Path) -> subprocess.CompletedProcess[str]:
    command = ["awk", "-f", str(ROOT / "tools" / "targets.awk"), str(makefile)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_make_help_says_what_every_target_does() -> None:
    told = describe(ROOT / "Makefile")

    assert told.returncode == 0, told.stdout
    for target in ("setup", "run", "test", "bench", "bundle", "help"):
        assert f"make {target} " in told.stdout


def test_make_help_fails_where_a_target_says_nothing(tmp_path: Path) -> None:
    makefile = tmp_path / "Makefile"
    makefile.write_text("run: ## Open it\n\t@true\nsecret: run\n\t@true\n")
    told = describe(makefile)

    assert told.returncode == 1
    assert "secret" in told.stdout


def test_every_line_of_a_lock_has_a_hash_and_no_address() -> None:
    for path in sorted((ROOT / "locks").glob("*.txt")):
        text = path.read_text()
        for requirement in re.split(r"\n(?=\S)", text.strip()):
            assert PINNED.match(requirement), requirement
            assert "--hash=sha256:" in requirement, requirement
        assert "://" not in text


def test_what_tests_need_is_what_running_needs_and_more() -> None:
    run, develop = lock("run.txt"), lock("develop.txt")

    assert run.items() <= develop.items()


def test_every_dependency_is_locked_and_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text()
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["server"],
        *(line for group in project["dependency-groups"].values() for line in group if isinstance(line, str)),
    ]
    names = [re.split(r"[\[<>=!~ ]", line)[0] for line in wanted]

    assert not [name for name in names if normal(name) not in lock("develop.txt")]
    assert not [name for name in names if f"**{name}**" not in reasons]
