"""A company whose administrator makes enrolment files, and computers with and without a keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from sigap_server import enrol
from sigap_server.logins import give_login
from tests.databases import Server
from tests.world import PASSWORD, REQUESTER, World


class KeyringOfTest(KeyringBackend):
    """One that remembers as long as a test lasts."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def own_keyring() -> Iterator[KeyringOfTest]:
    before, made = keyring.get_keyring(), KeyringOfTest()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def enrolling_company(postgres_server: Server, shared_database: Callable[..., str]) -> Iterator[World]:
    made = World(postgres_server, shared_database("enrolling"))
    yield made
    give_login(made.admin, REQUESTER, PASSWORD)
    made.close()


@pytest.fixture
def enrolment(enrolling_company: World, tmp_path: Path) -> Callable[..., Path]:
    """Writes an enrolment file for Citra: `enrolment(days=14)`."""
    info = enrolling_company.admin.info
    where = f"postgresql://{{login}}@{info.host}:{info.port}/{enrolling_company.database}"

    def made(days: float = 14, backend: str = where) -> Path:
        (one,) = enrol.enrol(enrolling_company.admin, [REQUESTER], backend, timedelta(days=days))
        return one.write(tmp_path)

    return made
