"""A company's database for the tests of the sync, and laptops that talk to it through a wire that can be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sigap_server.wire_cutter import WireCutter
from tests.databases import Server
from tests.sync.bench import Bench
from tests.world import World


@pytest.fixture(scope="session")
def company(postgres_server: Server, shared_database: Callable[..., str]) -> Iterator[World]:
    """One company for all tests of the sync; `world` is it on its first day."""
    made = World(postgres_server, shared_database("sync"))
    yield made
    made.close()


@pytest.fixture
def world(company: World) -> World:
    company.reset()
    return company


@pytest.fixture
def wire(postgres_server: Server) -> Iterator[WireCutter]:
    with WireCutter(postgres_server.host, postgres_server.port) as cutter:
        yield cutter


@pytest.fixture
def bench(world: World, wire: WireCutter, tmp_path: Path) -> Iterator[Bench]:
    """Laptops whose wire can be cut, closed when a test ends."""
    made = Bench(world, wire, tmp_path)
    yield made
    made.close()
