"""Where a password lies, and that its person is told at each start when it lies in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from desktop_app.entry.backend import Backend, BadBackend, Secrets
from desktop_app.entry.laptop import Laptop
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem, SyncFailed
from desktop_app.sync.session import PostgresConnector, Session

SARI = Backend.parse("postgresql://sari:rahasia@db.example/sigap")


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


def test_without_a_keyring_the_password_lies_in_a_file_for_its_person_alone(tmp_path: Path) -> None:
    secrets = Secrets(tmp_path)

    assert not secrets.keep(SARI)
    assert secrets.find(SARI.url) == "rahasia"
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_a_later_start_without_a_password_still_says_that_it_lies_in_a_file(tmp_path: Path) -> None:
    Secrets(tmp_path).keep(SARI)

    assert not Secrets(tmp_path).keep(replace(SARI, password=None))


def test_a_start_that_never_knew_a_password_has_nothing_to_say(tmp_path: Path) -> None:
    assert Secrets(tmp_path).keep(replace(SARI, password=None))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://sari@db.example:99999/sigap", "port"),
        ("postgresql://sari@db.example:abc/sigap", "port"),
        ("postgresql://sari@[::1/sigap", "host"),
        ("postgresql://sari@db1.example,db2.example:abc/sigap", "port"),
        ("postgresql://sari@db1.example,:5432/sigap", "host"),
        ("postgresql://sari@/sigap", "host"),
    ],
)
def test_an_address_that_cannot_be_one_says_which_part_is_wrong(url: str, reason: str) -> None:
    with pytest.raises(BadBackend) as refused:
        Backend.parse(url)

    assert refused.value.reason == reason


def test_several_servers_are_one_company_named_by_its_first() -> None:
    """So a server that is added later changes nobody's data folder."""
    one = Backend.parse("postgresql://sari@db1.example:6000/sigap")
    several = Backend.parse("postgresql://sari:rahasia@DB1.example:6000,[::1]:6001,db2.example/sigap?sslmode=require")

    assert several.url == "postgresql://sari@db1.example:6000,[::1]:6001,db2.example/sigap?sslmode=require"
    assert (several.login, several.password, several.database) == ("sari", "rahasia", "sigap")
    assert several.host == "db1.example"
    plain = Backend.parse("postgresql://sari@db1.example:6000,db2.example/sigap")
    assert plain.default_folder == one.default_folder


def test_what_is_said_for_one_start_comes_before_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = Secrets(tmp_path)
    secrets.keep(SARI)
    monkeypatch.setenv("PGPASSWORD", "yang baru")

    assert secrets.find(SARI.url) is None


def test_no_password_stays_in_the_address_wherever_it_was_said() -> None:
    said = Backend.parse("postgresql://sari@db.example/sigap?password=rahasia&sslmode=require")

    assert (said.url, said.password) == ("postgresql://sari@db.example/sigap?sslmode=require", "rahasia")


def test_one_connector_serves_a_laptop_so_that_it_remembers_servers_found_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PostgresConnector] = []

    def refuses(connector: PostgresConnector, patience: Patience) -> Session:
        asked.append(connector)
        raise SyncFailed(Problem.NO_NETWORK)

    monkeypatch.setattr(PostgresConnector, "__call__", refuses)
    laptop = Laptop.open(tmp_path, "postgresql://sari@db1.example,db2.example/sigap", None)
    connect = laptop.connector()
    for _ in range(2):
        with pytest.raises(SyncFailed):
            connect(Patience())
    laptop.store.close()

    assert asked[0] is asked[1]
