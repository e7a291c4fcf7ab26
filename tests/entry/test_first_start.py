"""A laptop becomes somebody's with the file of their administrator, in a terminal; what goes wrong has words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from typer.testing import CliRunner, Result

from desktop_app.catalogue import Catalogue
from desktop_app.entry.backend import Backend, BadBackend
from desktop_app.entry.first_start import CodeRefused, FirstStart, NoEnrolmentFile, read_file, typed
from desktop_app.entry.first_start_sentences import EXPECTED, why
from desktop_app.entry.laptop import Laptop
from desktop_app.entry.replica_key import KeyUnreachable
from desktop_app.entry.terminal.app import app
from desktop_app.store.errors import OtherPerson, StoreTooNew, StoreUnwritable
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem, SyncFailed
from desktop_app.sync.state import State
from sigap_server.logins import take_login
from tests.entry.conftest import KeyringOfTest
from tests.world import REQUESTER, World

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
Enrolment = Callable[..., Path]


def sigap_enrol(folder: Path, file: Path) -> Result:
    return CliRunner().invoke(app, ["--data-dir", str(folder), "--language", "en", "enrol", str(file)])


def test_after_enrolling_the_laptop_meets_the_company(
    enrolment: Enrolment, own_keyring: KeyringOfTest, tmp_path: Path
) -> None:
    done = sigap_enrol(tmp_path / "data", enrolment())

    assert (done.exit_code, done.output.splitlines()) == (
        0, [f"This laptop is ready for {REQUESTER}. The code in the file is used up; you may delete it."],
    )  # fmt: skip
    assert not (tmp_path / "data" / "secret").exists()
    laptop = Laptop.open(tmp_path / "data", None, None)
    assert laptop.sync_once().state is State.UP_TO_DATE
    laptop.store.close()


def test_without_a_keyring_it_says_that_the_secret_lies_in_a_file(
    enrolment: Enrolment, no_keyring: None, tmp_path: Path
) -> None:
    done = sigap_enrol(tmp_path / "data", enrolment())

    assert "This computer has no keyring for passwords." in done.output
    secret = tmp_path / "data" / "secret"
    assert secret.stat().st_mode & 0o077 == 0
    assert len(secret.read_text(encoding="utf-8")) >= 40


def test_the_same_file_goes_again_on_the_laptop_that_used_it(
    enrolment: Enrolment, no_keyring: None, tmp_path: Path
) -> None:
    """As after a reply that was lost on the way: the secret was kept before it was sent."""
    file = enrolment()
    sigap_enrol(tmp_path / "data", file)
    secret = (tmp_path / "data" / "secret").read_text(encoding="utf-8")

    assert sigap_enrol(tmp_path / "data", file).exit_code == 0
    assert (tmp_path / "data" / "secret").read_text(encoding="utf-8") == secret


def test_a_file_used_on_another_laptop_is_refused(enrolment: Enrolment, no_keyring: None, tmp_path: Path) -> None:
    file = enrolment()
    sigap_enrol(tmp_path / "data", file)

    done = sigap_enrol(tmp_path / "another", file)

    assert done.exit_code == 1
    assert done.output.strip() == (
        "The code in this file has already been used, or a newer one was made. "
        "Ask your administrator for a new enrolment file."
    )


def test_an_expired_file_says_when_it_expired(enrolment: Enrolment, no_keyring: None, tmp_path: Path) -> None:
    done = sigap_enrol(tmp_path / "data", enrolment(days=-2))

    assert done.exit_code == 1
    assert done.output.startswith("The code in this file expired on ")


def test_a_closed_login_is_told_apart(
    enrolment: Enrolment, enrolling_company: World, no_keyring: None, tmp_path: Path
) -> None:
    file = enrolment()
    way = str(conninfo_to_dict(json.loads(file.read_text(encoding="utf-8"))["backend"])["user"])
    take_login(enrolling_company.admin, way)

    assert "This login is closed" in sigap_enrol(tmp_path / "data", file).output


def test_a_company_out_of_reach_leaves_the_file_good(enrolment: Enrolment, no_keyring: None, tmp_path: Path) -> None:
    far = enrolment(backend="postgresql://{login}@127.0.0.1:1/sigap")

    done = sigap_enrol(tmp_path / "data", far)

    assert done.exit_code == 1
    assert "keep this file and try again" in done.output
    assert not (tmp_path / "data" / "secret").exists()


def test_somebody_elses_folder_uses_no_code_up(enrolment: Enrolment, no_keyring: None, tmp_path: Path) -> None:
    file = enrolment()
    Laptop.open(tmp_path / "data", "postgresql://w-ani@127.0.0.1:1/sigap", None).store.close()

    assert "belongs to w-ani" in sigap_enrol(tmp_path / "data", file).output
    assert FirstStart(tmp_path / "mine").come_in(read_file(file), Patience()) is False


def test_a_second_laptop_is_the_same_person_and_the_first_still_comes_in(
    enrolment: Enrolment, own_keyring: KeyringOfTest, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        assert sigap_enrol(tmp_path / name, enrolment()).exit_code == 0

    laptops = [Laptop.open(tmp_path / name, None, "en") for name in ("first", "second")]
    assert [laptop.sync_once().state for laptop in laptops] == [State.UP_TO_DATE, State.UP_TO_DATE]
    assert {laptop.login for laptop in laptops} == {REQUESTER}
    assert len({laptop.store.identity.device for laptop in laptops}) == 2
    assert len({laptop.backend.url for laptop in laptops}) == 2
    for laptop in laptops:
        laptop.store.close()


def test_a_new_code_on_the_same_laptop_opens_the_same_folder() -> None:
    """By another way in, and what waits to be sent is still there."""
    first, again = (Backend.parse(f"postgresql://{way}@db.example/sigap") for way in ("sari", "sari~12"))

    assert (again.login, again.default_folder) == (first.login, first.default_folder)
    assert Backend.parse("postgresql://sari@db.other/sigap").default_folder != first.default_folder


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", "PDF", '"x"',
        json.dumps({"backend": "https://db.example", "code": "ABC", "until": "2026-12-01T00:00:00+00:00"}),
        json.dumps({"backend": "postgresql://sari@db.example/sigap", "code": 7, "until": "2026-12-01T00:00:00+00:00"}),
        json.dumps({"backend": "postgresql://sari@db.example/sigap", "code": "ABC", "until": "2026-12-01T00:00:00"}),
    ],
)  # fmt: skip
def test_what_is_no_enrolment_file_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.sigap"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(NoEnrolmentFile):
        read_file(file)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("db.example/sigap", "postgresql://sari@db.example/sigap"),
        (" db.example:6432/sigap ", "postgresql://sari@db.example:6432/sigap"),
        ("postgresql://sari@db.example/sigap", "postgresql://sari@db.example/sigap"),
    ],
)
def test_an_address_may_be_typed_short_or_whole(address: str, url: str) -> None:
    assert typed(address, "sari", "x").backend.url == url


@pytest.mark.parametrize(
    ("address", "reason"),
    [("db.example", "database"), ("", "host"), ("db.example:port/sigap", "port"), ("https://db.example/x", "scheme")],
)
def test_an_address_that_is_none_says_what_is_missing(address: str, reason: str) -> None:
    with pytest.raises(BadBackend) as refused:
        typed(address, "sari", "x")

    assert refused.value.reason == reason


ALL = (
    NoEnrolmentFile(), CodeRefused(None), CodeRefused(NOW), CodeRefused(NOW + timedelta(days=1)), OtherPerson("ani"),
    StoreTooNew("99"), StoreUnwritable("/x"), KeyUnreachable("locked"),
    *(BadBackend(reason) for reason in ("scheme", "user", "host", "database")),
    *(SyncFailed(problem, {"host": "db.example"}) for problem in Problem),
)  # fmt: skip


@pytest.mark.parametrize("error", ALL, ids=repr)
def test_every_trouble_says_what_happened_and_what_to_do(error: Exception) -> None:
    assert isinstance(error, EXPECTED)
    english, indonesian = (why(Catalogue.load(one), error, NOW) for one in ("en", "id"))

    assert all(sentence.endswith(".") for sentence in (*english, *indonesian))
    assert english != why(Catalogue.load("en"), ValueError(), NOW)
    assert not set(english) & set(indonesian)
