"""Looks whether an installation is in order: every look there is, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import psycopg

from sigap_server.health import contents, network, rights, settings, upkeep
from sigap_server.health.finding import Finding

Look = Callable[[psycopg.Connection], Iterator[Finding]]
OF_THE_PORTAL: tuple[Look, ...] = (
    contents.version, contents.lifecycle, contents.rows, contents.logins, settings.settings_of_the_database,
    rights.walls, rights.mighty, rights.given_to_others, rights.taken_back,
)  # fmt: skip
OF_THE_SERVER: tuple[Look, ...] = (
    settings.settings, settings.connections, network.tls, network.ways_in, rights.elsewhere, upkeep.tables,
    upkeep.transactions, upkeep.copies, upkeep.files,
)  # fmt: skip


def findings(connection: psycopg.Connection, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Everything that is wrong or should be looked at, on a superuser's connection."""
    clock: Look = partial(upkeep.clock, now=now)
    for one in (*OF_THE_PORTAL, clock, *OF_THE_SERVER):
        yield from one(connection)


def faults(connection: psycopg.Connection) -> Iterator[str]:
    """What is wrong with the portal itself, whatever server it lies on: a line each."""
    for one in OF_THE_PORTAL:
        yield from (finding.line() for finding in one(connection))


def here() -> datetime:
    return datetime.now(UTC)
