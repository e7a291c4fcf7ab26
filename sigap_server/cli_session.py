"""What every command of `sigap-admin` needs: the connection it was told to use, and a look at what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from desktop_app.protocol.trust import demands, is_here

_VARIABLES = {
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslcertmode": "PGSSLCERTMODE",
    "require_auth": "PGREQUIREAUTH", "channel_binding": "PGCHANNELBINDING", "gssencmode": "PGGSSENCMODE",
}  # fmt: skip
Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, readable=True)]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@contextmanager
def connected(context: typer.Context) -> Iterator[psycopg.Connection]:
    """The administrator's connection: no time limit, plans for few and large statements."""
    where = guarded(context.obj, os.environ)
    with psycopg.connect(where, autocommit=True, application_name="sigap-admin") as connection:
        connection.execute("set statement_timeout = 0; set enable_seqscan = on; set enable_bitmapscan = on")
        yield connection


def guarded(url: str, environment: Mapping[str, str]) -> str:
    """The address with what a server on another computer must show; what is said, there or in PG…, stays."""
    said = conninfo_to_dict(url)
    hosts = said.get("hostaddr") or said.get("host") or environment.get("PGHOSTADDR") or environment.get("PGHOST") or ""
    if all(map(is_here, str(hosts).split(","))):
        return url
    known = {name: environment[variable] for name, variable in _VARIABLES.items() if environment.get(variable)}
    return make_conninfo(url, **demands(known | said, here=False))


def ids(connection: psycopg.Connection, query: str) -> set[str]:
    return {row[0] for row in connection.execute(query)}


def clock(connection: psycopg.Connection) -> Any:
    """The database's time."""
    row = connection.execute("select clock_timestamp()").fetchone()
    return row[0] if row else None
