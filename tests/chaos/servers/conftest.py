"""A company on two servers, made once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sigap_server.install import install
from tests.chaos.cluster import Cluster, Member
from tests.chaos.servers.bench import DATABASE, ClusterBench
from tests.world import World


@pytest.fixture(scope="session")
def seed() -> Iterator[Path]:
    """The files of a server with a small company."""
    member = Member()
    try:
        member.start()
        member.create_database(DATABASE)
        world = World(member, member.url(DATABASE))
        with psycopg.connect(member.url(), autocommit=True) as admin:
            admin.execute("checkpoint")
        world.close()
        member.shut_down()
        yield member.home
    finally:
        member.remove()


@pytest.fixture
def cluster(seed: Path) -> Iterator[Cluster]:
    """Two servers for one test, which may do with them what it wants."""
    with Cluster(seed) as made:
        yield made


@pytest.fixture
def bench(cluster: Cluster, tmp_path: Path) -> Iterator[ClusterBench]:
    made = ClusterBench(cluster, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def steady_cluster(seed: Path) -> Iterator[Cluster]:
    with Cluster(seed) as made:
        yield made


@pytest.fixture
def steady(steady_cluster: Cluster, tmp_path: Path) -> Iterator[ClusterBench]:
    """Two servers for all tests of a module, of which always the same leads; the company is as on its first day."""
    made = ClusterBench(steady_cluster, tmp_path)
    made.there(steady_cluster.first).reset()
    steady_cluster.catch_up()
    yield made
    made.close()
    steady_cluster.first.start()  # if a test has killed it
    with psycopg.connect(steady_cluster.first.url(DATABASE), autocommit=True) as admin:
        admin.execute("update portal.meta set functions = 'anew'")
        install(admin)
    steady_cluster.catch_up()
