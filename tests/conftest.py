"""What every test stands on: no display, no home folder, one database server, and nothing left behind."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # the person's own keyring stays untouched

pytest_plugins = ["tests.databases", "tests.leftovers", "tests.portals", "tests.tls_server"]

settings.register_profile("sigap", deadline=None, print_blob=True)
settings.load_profile("sigap")

FAST_FIRST = (
    "architecture",
    "domain",
    "protocol",
    "search",
    "store",
    "server",
    "sync",
    "entry",
    "ui",
    "security",
    "e2e",
    "chaos",
)
SEED = int(os.environ.get("SIGAP_TEST_SEED", random.SystemRandom().randrange(2**32)))


def pytest_report_header() -> str:
    return f"random seed: SIGAP_TEST_SEED={SEED}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Puts what says no soonest first: rules in seconds, then the real database, then windows, then chaos."""
    root = config.rootpath / "tests"

    def rank(item: pytest.Item) -> int:
        room = item.path.relative_to(root).parts[0] if item.path.is_relative_to(root) else ""
        return FAST_FIRST.index(room) if room in FAST_FIRST else len(FAST_FIRST)

    items.sort(key=rank)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Random numbers of one's own: the same again for the same test and the seed that the header prints."""
    return random.Random(f"{SEED} {request.node.nodeid}")


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The person's settings and data are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        for name in [name for name in os.environ if name.startswith("PG")]:
            patch.delenv(name)
        patch.setenv("PGPASSFILE", str(Path(home) / "no-passwords"))
        yield
