"""A server that may be killed, for the tests that kill it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sigap_server.embedded import EmbeddedPostgres
from tests.chaos.company import killable_server


@pytest.fixture(scope="module")
def mortal_server() -> Iterator[EmbeddedPostgres]:
    """One for a module: nobody else's tests die with it."""
    with killable_server() as server:
        yield server
