"""The first time on a laptop: a secret of its own takes the place of the one-time code an administrator gave."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from desktop_app.sync import explain
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem, SyncFailed
from desktop_app.sync.session import PostgresConnector

_NO_CODE_WAITS = "PT403"


def enrol(
    url: str,
    code: str,
    secret: str,
    keep: Callable[[str], object],
    patience: Patience,
    authority: Path | None = None,
) -> bool:
    """Comes in with `code`; the database gets the verifier of `secret` and never the secret itself.

    What will be good is given to `keep` before the database is asked: a reply that is lost on the way locks nobody out.
    False where the code is no one-time code but a password: then that is kept. Raises `SyncFailed` (a used or expired
    code is `wrong_password`), `Stopped`.

    `authority`: who vouches for the server, which has shown itself before `keep`.
    """
    connector = PostgresConnector(url, lambda _: code, authority)
    login = str(conninfo_to_dict(url)["user"])
    with closing(connector.connection(patience)) as connection:
        verifier = connection.pgconn.encrypt_password(secret.encode(), login.encode(), b"scram-sha-256").decode()
        keep(secret)
        try:
            connection.execute("SELECT portal_api.enroll(%s::text)", (verifier,))
        except psycopg.Error as error:
            if error.sqlstate == _NO_CODE_WAITS:
                keep(code)
                return False
            raise explain.while_talking(error, connector.host) from error
    return True


def comes_in(url: str, secret: str, patience: Patience, authority: Path | None = None) -> bool:
    """Whether the database takes this secret. Raises `SyncFailed` for any other reason, `Stopped`."""
    try:
        PostgresConnector(url, lambda _: secret, authority).connection(patience).close()
    except SyncFailed as refused:
        if refused.problem is Problem.WRONG_PASSWORD:
            return False
        raise
    return True
