"""Puts a database in order: roles, tables, functions, policies, grants, settings. Running it again changes nothing.

Tables are Alembic's. Everything else stands in `sql/`, is rendered where it follows from the declarations, and is made
anew, in one transaction, when any of it differs from what the database was given last.
"""

from __future__ import annotations

import hashlib
import uuid
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from desktop_app.protocol.versions import SCHEMA
from sigap_server.render import rendered

HERE = Path(__file__).parent
SQL = HERE / "sql"
OLDEST_SCHEMA = max(1, SCHEMA - 1)  # the command schemas taken: the current one and the one before (I9)
ORDER = (
    "types.sql", "rules", "follow.sql", "streams", "touch.sql", "audit.sql", "history.sql", "device.sql", "apply",
    "warden.sql", "push.sql", "sync.sql", "chunk.sql", "ballots.sql", "report.sql",
    "upkeep.sql", "move.sql", "retention.sql", "housekeeping.sql",
    "check.sql", "enroll.sql", "farewell.sql",
)  # fmt: skip


class NotAdministrator(Exception):
    """Only a superuser can take from everybody what PostgreSQL gives to everybody."""


def install(connection: psycopg.Connection) -> None:
    """Makes an empty database ready, or brings an older one up to date. Raises `NotAdministrator`."""
    if connection.info.parameter_status("is_superuser") != "on":
        raise NotAdministrator
    with connection.transaction():
        connection.execute(read("roles.sql"))
    migrate(connection)
    version = fingerprint()
    with connection.transaction():
        connection.execute("set local lock_timeout = '30s'; set local statement_timeout = 0")
        connection.execute(
            "insert into portal.meta (incarnation, schema_min, schema_max, version, functions)"
            " values (%s, 0, 0, '', '') on conflict (one_row) do nothing",
            [str(uuid.uuid4())],
        )
        row = connection.execute("select functions from portal.meta for update").fetchone()
        if row is None or row[0] != version:
            drop_functions(connection)
            connection.execute("set local role portal_owner; set local check_function_bodies = off")
            connection.execute(functions())
            connection.execute("reset role")
            validate(connection)
            connection.execute(read("policies.sql"))
            connection.execute(
                "update portal.meta set functions = %s, schema_min = %s, schema_max = %s, version = %s",
                [version, OLDEST_SCHEMA, SCHEMA, metadata.version("sigap")],
            )
        connection.execute(read("harden.sql"))  # always: a dump does not bring all of it back
        connection.execute("select portal.present_epoch()")
    configure(connection)


def configure(connection: psycopg.Connection) -> None:
    """Settings and rights that belong to this database by name: a copy made from a template needs them again."""
    with connection.transaction():
        connection.execute(read("settings.sql"))
    connection.execute("analyze")


def migrate(connection: psycopg.Connection) -> None:
    """Brings the tables to the newest version, on a connection of its own."""
    import sqlalchemy as sa  # slow to import, and needed here only
    from alembic import command
    from alembic.config import Config

    where = make_conninfo(connection.info.dsn, password=connection.info.password)
    engine = sa.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(where), poolclass=sa.NullPool)
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations").replace("%", "%%"))
    with engine.begin() as own:
        own.execute(sa.text("set role portal_owner"))
        config.attributes["connection"] = own
        command.upgrade(config, "head")


def read(name: str) -> bytes:
    return (SQL / name).read_bytes()


def functions() -> bytes:
    """All functions, views, types and triggers, as one script."""
    parts = [SQL / name for name in ORDER]
    files = [file for part in parts for file in (sorted(part.glob("*.sql")) if part.is_dir() else [part])]
    return b"\n".join([*(file.read_bytes() for file in files), rendered().encode()])


def fingerprint() -> str:
    """Differs when a table, function, policy or grant does."""
    tables = b"".join(file.read_bytes() for file in sorted((HERE / "migrations" / "versions").glob("*.py")))
    return hashlib.sha256(b"\n".join([tables, functions(), read("policies.sql"), read("harden.sql")])).hexdigest()


def validate(connection: psycopg.Connection) -> None:
    """Has PostgreSQL read each body, now that all that they call is there."""
    connection.execute("set local check_function_bodies = on")
    connection.execute(
        """
        select case l.lanname when 'sql' then fmgr_sql_validator(p.oid) else plpgsql_validator(p.oid) end
        from pg_proc p join pg_language l on l.oid = p.prolang
        where p.pronamespace in (select oid from pg_namespace where nspname in ('portal', 'portal_api'))
        """
    )


def drop_functions(connection: psycopg.Connection) -> None:
    """Drops what `functions` makes; a call that is under way meets an error at worst, and is tried again."""
    found = connection.execute(
        """
        select 'drop view if exists portal.' || quote_ident(viewname) || ' cascade' from pg_views
        where schemaname = 'portal'
        union all
        select 'drop routine ' || oid::regprocedure || ' cascade' from pg_proc
        where pronamespace in (select oid from pg_namespace where nspname in ('portal', 'portal_api'))
        union all
        select 'drop type portal.' || quote_ident(typname) from pg_type t
        where typnamespace = 'portal'::regnamespace and typtype = 'c'
        and (select relkind from pg_class where oid = t.typrelid) = 'c'
        """
    ).fetchall()
    for (statement,) in found:
        connection.execute(statement)


def restored(connection: psycopg.Connection) -> None:
    """After a restore: transaction numbers of the other cluster mean nothing here, so every row is new and every laptop
    pulls anew. That it is the same company's is seen from the incarnations that were before. What everybody has by
    PostgreSQL's own choice came back with the new cluster, and is taken again."""
    tables = connection.execute(
        "select quote_ident(c.relname) from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'portal'::regnamespace and c.relkind = 'r' and not c.relispartition"
        " and a.attname = 'changed'"
    ).fetchall()
    with connection.transaction():
        for (table,) in tables:
            connection.execute(f"update portal.{table} set changed = pg_current_xact_id()")
        connection.execute(
            "update portal.meta set earlier = earlier || to_jsonb(incarnation), incarnation = gen_random_uuid()::text,"
            " timeline = 0, floor = '0'"
        )
        connection.execute("delete from portal.watermark")
        connection.execute("select portal.present_epoch()")
        connection.execute(read("harden.sql"))
    configure(connection)
