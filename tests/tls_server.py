"""A company's database on the system's own PostgreSQL, which has TLS: the one from the wheel is built without."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
import pytest

from sigap_server.embedded import EmbeddedPostgres
from sigap_server.postgres_programs import of_the_system
from tests.certificates import LOOPBACK, Authority, Pair
from tests.databases import own_folder
from tests.world import World

FAR = "0.0.0.0"
SCRAM = "host all all 127.0.0.1/32 scram-sha-256\n"
STANDING = {"ssl": "on", "ssl_ca_file": "authority.crt"}


class TlsServer:
    """The server, the company's authority and a stranger's, each as a file too. What a test changes it changes back."""

    def __init__(self, server: EmbeddedPostgres, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.company, self.stranger = Authority("the company"), Authority("a stranger")
        self.company_file, self.stranger_file = folder / "company.crt", folder / "stranger.crt"
        self.company_file.write_bytes(self.company.pem)
        self.stranger_file.write_bytes(self.stranger.pem)
        self.good = self.company.server(*LOOPBACK, FAR)
        self._put("authority.crt", self.company.pem)
        self._put("server.crt", self.good.certificate)
        self._put("server.key", self.good.key)
        self._rule(SCRAM)
        self._set(STANDING)
        server.create_database("company")
        self.world = World(server, server.url("company"))

    def url(self, login: str, *, host: str = "127.0.0.1", port: int = 0, **options: Any) -> str:
        """Where a laptop connects, without a password."""
        said = urlencode({name: str(value) for name, value in options.items()}, quote_via=quote)
        return f"postgresql://{quote(login)}@{host}:{port or self.server.port}/company?{said}"

    def far_url(self, login: str, **options: Any) -> str:
        """The same, at an address that is not called this computer."""
        return self.url(login, host=FAR, **options)

    @contextmanager
    def showing(self, pair: Pair) -> Iterator[None]:
        """Meanwhile the server shows this certificate."""
        self._show(pair)
        yield
        self._show(self.good)

    @contextmanager
    def with_rules(self, rules: str) -> Iterator[None]:
        """Meanwhile these lines say who may come in how; the tests' own superuser as always."""
        self._rule(f"host all postgres 127.0.0.1/32 scram-sha-256\n{rules}\n")
        self._reload()
        yield
        self._rule(SCRAM)
        self._reload()

    @contextmanager
    def set_to(self, **settings: str) -> Iterator[None]:
        """Meanwhile with these settings."""
        self._set(settings)
        yield
        self._set({name: STANDING.get(name) for name in settings})

    def close(self) -> None:
        self.world.close()

    def _show(self, pair: Pair) -> None:
        self._put("server.crt", pair.certificate)
        self._put("server.key", pair.key)
        self._reload()

    def _put(self, name: str, content: bytes) -> None:
        owner, path = self.server.data.stat(), self.server.data / name
        path.write_bytes(content)
        path.chmod(0o600)
        os.chown(path, owner.st_uid, owner.st_gid)

    def _rule(self, rules: str) -> None:
        (self.server.data / "pg_hba.conf").write_text(rules, encoding="utf-8")

    def _set(self, settings: Mapping[str, str | None]) -> None:
        with psycopg.connect(self.server.url(), autocommit=True) as admin:
            for name, value in settings.items():
                said = "reset {}" if value is None else "set {} = {}"
                admin.execute(
                    psycopg.sql.SQL(f"alter system {said}").format(psycopg.sql.Identifier(name), value)  # type: ignore[arg-type]
                )
        self._reload()

    def _reload(self) -> None:
        """Returns once new connections meet what the files say now."""
        before = self._loaded("select pg_conf_load_time()::text, pg_reload_conf()")
        while self._loaded("select pg_conf_load_time()::text") == before:
            pass

    def _loaded(self, query: str) -> str:
        with psycopg.connect(self.server.url(), autocommit=True) as admin:
            row = admin.execute(query).fetchone()  # type: ignore[call-overload]
            assert row is not None
            return str(row[0])


@pytest.fixture(scope="session")
def tls_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsServer]:
    """The company's database with TLS, for all tests."""
    programs = of_the_system()
    assert programs, "the system's PostgreSQL is missing: make test says how to get it"
    with EmbeddedPostgres(own_folder(), programs=programs[-1], durable=False, temporary=True) as server:
        made = TlsServer(server, tmp_path_factory.mktemp("certificates"))
        yield made
        made.close()
