"""The company under attack, made once, and the count of the attacks when all is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from sigap_server.install import install
from tests.security.town import Secrets, Town, found
from tests.server.portal_bench import PASSWORD, Portal, found_company

ENDED: pytest.StashKey[Counter[str]] = pytest.StashKey()


@pytest.fixture(scope="session")
def standing(postgres_server: Any, shared_database: Callable[..., str]) -> Iterator[Town]:
    """Everybody is in, and one has left since; what attacks do is undone after each."""
    url = shared_database("town")
    with psycopg.connect(url, autocommit=True) as admin:
        install(admin)
        found_company(admin)
        portal = Portal(admin, lambda login: postgres_server.url(urlsplit(url).path[1:], login, PASSWORD))
        made = found(portal, Secrets())
        yield made
        made.close()
        portal.close()


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Counter[str]:
    """How attacks ended, for the summary."""
    return request.config.stash.setdefault(ENDED, Counter())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    ended = config.stash.get(ENDED, Counter())
    if ended:
        ways = ", ".join(f"{count} {way}" for way, count in sorted(ended.items()))
        terminalreporter.write_line(f"attacks: {ended.total()} ({ways})")
