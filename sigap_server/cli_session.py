"""What every command of `sigap-admin` needs: the connection it was told to use, and a look at what is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, readable=True)]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


@contextmanager
def connected(context: typer.Context) -> Iterator[psycopg.Connection]:
    """The administrator's connection: no time limit, plans for few and large statements."""
    with psycopg.connect(context.obj, autocommit=True, application_name="sigap-admin") as connection:
        connection.execute("set statement_timeout = 0; set enable_seqscan = on; set enable_bitmapscan = on")
        yield connection


def ids(connection: psycopg.Connection, query: str) -> set[str]:
    return {row[0] for row in connection.execute(query)}


def clock(connection: psycopg.Connection) -> Any:
    """The database's time."""
    row = connection.execute("select clock_timestamp()").fetchone()
    return row[0] if row else None
