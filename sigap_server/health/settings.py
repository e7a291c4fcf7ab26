"""Settings of the server on which the promises rest: what survives a power cut, how one logs in, what a log keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg

from sigap_server.health.finding import Finding, Level, look, wrong

OLDEST = 150_000
_EDIT = "Set it in postgresql.conf and reload"


@dataclass(frozen=True)
class Wanted:
    """A setting, when it is as it should be, and what follows where it is not."""

    name: str
    good: Callable[[str], bool]
    level: Level
    otherwise: str


def _is(value: str) -> Callable[[str], bool]:
    return lambda found: found == value


def _is_not(*values: str) -> Callable[[str], bool]:
    return lambda found: found not in values


_LOSES = "what the server acknowledged can be lost in a power cut."
WANTED = (
    Wanted("fsync", _is("on"), Level.WRONG, _LOSES),
    Wanted("full_page_writes", _is("on"), Level.WRONG, "a power cut can damage tables."),
    Wanted("synchronous_commit", _is_not("off"), Level.WRONG, _LOSES),
    Wanted("password_encryption", _is("scram-sha-256"), Level.WRONG, "new passwords are kept in a weak form."),
    Wanted("autovacuum", _is("on"), Level.WRONG, "tables grow without end and plans go wrong."),
    Wanted(
        "row_security", _is("on"), Level.WRONG, "sessions that do not say otherwise meet errors at the second wall."
    ),
    Wanted(
        "shared_preload_libraries", lambda v: "plpgsql" in v, Level.LOOK, "each connection costs more than it need."
    ),
    Wanted("log_statement", _is_not("mod", "all"), Level.LOOK, "the server's log keeps every call, with who made it."),
    Wanted("log_parameter_max_length", _is("0"), Level.LOOK, "a logged statement is logged with what people wrote."),
    Wanted("log_parameter_max_length_on_error", _is("0"), Level.LOOK, "errors are logged with what people wrote."),
    Wanted("archive_mode", _is_not("off"), Level.LOOK, "there is no way back to a moment, only to the last backup."),
    Wanted("data_checksums", _is("on"), Level.LOOK, "a disk that changes bits is not noticed."),
)
"""`log_parameter_max_length` matters only where statements are logged at all; -1 is PostgreSQL's own choice."""
OF_THE_DATABASE = (
    "plan_cache_mode=force_generic_plan", "enable_bitmapscan=off", "enable_seqscan=off", "jit=off", "TimeZone=UTC",
    "lock_timeout=15s", "statement_timeout=60s", "idle_in_transaction_session_timeout=60s",
)  # fmt: skip


def settings(connection: psycopg.Connection) -> Iterator[Finding]:
    """Version and settings of the server."""
    if connection.info.server_version < OLDEST:
        yield wrong("settings", "the server is older than PostgreSQL 15.", "Upgrade it; `db upgrade` follows.")
    found: dict[str, str] = dict(connection.execute("select name, reset_val from pg_settings").fetchall())
    logged = found["log_statement"] != "none" or found["log_min_duration_statement"] != "-1"
    for one in WANTED:
        if one.name == "log_parameter_max_length" and not logged:
            continue
        value = found.get(one.name)
        if value is not None and not one.good(value):
            shown = value or "empty"
            yield Finding(one.level, "settings", f"{one.name} is {shown}: {one.otherwise}", f"{_EDIT}.")


def settings_of_the_database(connection: psycopg.Connection) -> Iterator[Finding]:
    """What `db upgrade` sets on the database itself; a copy or a restore lacks it."""
    row = connection.execute(
        "select coalesce(array_agg(lower(s)), '{}') from pg_db_role_setting, unnest(setconfig) s where setrole = 0"
        " and setdatabase = (select oid from pg_database where datname = current_database())"
    ).fetchone()
    missing = [setting for setting in OF_THE_DATABASE if row is None or setting.lower() not in row[0]]
    if missing:
        yield wrong("settings", f"the database is not set to {', '.join(missing)}.", "Run `sigap-admin db upgrade`.")


def connections(connection: psycopg.Connection) -> Iterator[Finding]:
    """Whether everybody finds room."""
    row = connection.execute(
        """
        select (select count(*) from pg_stat_activity where backend_type = 'client backend'),
               current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
               (select count(*) from portal.person)
        """
    ).fetchone()
    assert row is not None
    used, room, people = row
    if used >= 0.8 * room:
        yield wrong(
            "connections",
            f"{used} of {room} connections are in use.",
            "Raise max_connections, or put PgBouncer before it.",
        )
    if people > room:
        yield look(
            "connections",
            f"{people} people may come and at most {room} can be connected at once.",
            "Raise max_connections to people + 20, or put PgBouncer before it (docs/administrator/pgbouncer.md).",
        )
