"""A laptop that the company shuts out removes its copy, whole, and only for a server that has proven who it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.submission import Submit
from desktop_app.entry import removal
from desktop_app.entry.laptop import Laptop
from desktop_app.entry.removal import Removal, Removed, begin, go_on, read_note
from desktop_app.entry.terminal.app import app
from desktop_app.protocol.trust import has_proven_itself
from desktop_app.store.erase import erase
from desktop_app.sync.problems import Problem
from sigap_server.ways_in import bar, revoke_device, unbar
from tests.entry.conftest import KeyringOfTest
from tests.world import REQUESTER, World

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
Enrolment = Callable[..., Path]


def sigap(folder: Path, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(app, ["--data-dir", str(folder), "--language", language, *arguments])


def submit(number: int) -> Command:
    return Submit(
        id=f"00000000-0000-7000-8000-{number:012x}", person=REQUESTER, at=NOW, form="question", version=1,
        subject="Rahasia", answers={"text": "?"}, today="2026-11-25",
    )  # fmt: skip


@pytest.fixture
def laptop(enrolment: Enrolment, own_keyring: KeyringOfTest, tmp_path: Path) -> Laptop:
    """One that has met the company, with an index and something that waits to be sent. Closed."""
    folder = tmp_path / "data"
    assert sigap(folder, "enrol", str(enrolment())).exit_code == 0
    made = Laptop.open(folder, None, "en")
    assert made.sync_once().problem is None
    made.catch_up_index()
    made.index.close()
    made.store.writer.run(submit(1))
    made.store.close()
    return made


@pytest.fixture
def company(enrolling_company: World) -> Iterator[World]:
    yield enrolling_company
    unbar(enrolling_company.admin, REQUESTER, "blocked")


def way(laptop: Laptop) -> str:
    return laptop.backend.url.split("//")[1].split("@")[0]


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_blocked_laptop_removes_everything_and_tells_the_company(
    laptop: Laptop, company: World, own_keyring: KeyringOfTest
) -> None:
    assert {"identity.json", "index", "key.json", "sigap.sqlite"} <= set(left(laptop.folder))
    bar(company.admin, [way(laptop)], "blocked", wipe=True, now=NOW)

    done = sigap(laptop.folder, "sync")

    assert done.exit_code == 1
    assert "Your data was removed from this laptop on " in done.output
    assert "1 thing you had written was not sent yet and was removed too." in done.output
    assert left(laptop.folder) == ["removed.json"]
    assert REQUESTER not in (laptop.folder / "removed.json").read_text(encoding="utf-8")
    assert own_keyring.held == {}
    device = laptop.store.identity.device
    assert company.value("select wiped is not null from portal.device where id = %s", device)


def test_without_a_keyring_its_files_go_too(
    enrolment: Enrolment, no_keyring: None, company: World, tmp_path: Path
) -> None:
    sigap(tmp_path / "data", "enrol", str(enrolment()))
    laptop = Laptop.open(tmp_path / "data", None, "en")
    laptop.sync_once()
    laptop.store.close()
    assert {"secret", "key.json"} <= set(left(laptop.folder))
    bar(company.admin, [way(laptop)], "blocked", wipe=True, now=NOW)

    sigap(laptop.folder, "sync")

    assert left(laptop.folder) == ["removed.json"]
    assert company.value("select wiped is not null from portal.device where id = %s", laptop.store.identity.device)


def test_a_removed_laptop_says_so_at_each_start_in_the_language_asked_for(laptop: Laptop, company: World) -> None:
    bar(company.admin, [way(laptop)], "left", wipe=True, now=NOW)
    sigap(laptop.folder, "sync")

    for arguments in (["notices"], ["request", "list"], ["sync"]):
        assert "your work at the company has ended" in sigap(laptop.folder, *arguments).output
    assert "masa kerja Anda di perusahaan telah berakhir" in sigap(laptop.folder, "notices", language="id").output
    with pytest.raises(Removed):
        Laptop.open(laptop.folder, None, None)


def test_with_a_new_file_it_is_somebody_s_again(laptop: Laptop, company: World, enrolment: Enrolment) -> None:
    bar(company.admin, [way(laptop)], "blocked", wipe=True, now=NOW)
    sigap(laptop.folder, "sync")

    assert sigap(laptop.folder, "enrol", str(enrolment())).exit_code == 0
    again = Laptop.open(laptop.folder, None, "en")
    assert again.sync_once().problem is None
    again.store.close()


def test_of_two_laptops_the_lost_one_removes_its_copy_and_the_other_goes_on(
    laptop: Laptop, company: World, enrolment: Enrolment, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    sigap(other, "enrol", str(enrolment()))
    assert sigap(other, "sync").exit_code == 0
    revoke_device(company.admin, laptop.store.identity.device, NOW)

    assert "reported lost or replaced" in sigap(laptop.folder, "sync").output
    assert sigap(other, "sync").exit_code == 0
    assert left(laptop.folder) == ["removed.json"]


def test_a_laptop_that_does_not_reach_the_company_keeps_its_copy(laptop: Laptop, company: World) -> None:
    bar(company.admin, [way(laptop)], "blocked", wipe=True, now=NOW)
    unbar(company.admin, REQUESTER, "blocked")

    assert sigap(laptop.folder, "sync").exit_code == 0
    assert "sigap.sqlite" in left(laptop.folder)


def test_with_data_kept_it_is_only_shut_out(laptop: Laptop, company: World) -> None:
    bar(company.admin, [way(laptop)], "blocked", wipe=False, now=NOW)

    assert "Your access has ended or was blocked." in sigap(laptop.folder, "sync").output
    assert "sigap.sqlite" in left(laptop.folder)


def test_a_server_that_has_not_proven_itself_removes_nothing(laptop: Laptop, company: World) -> None:
    """The same true server, over an address that asks it for no proof: a false one could say the same."""
    bar(company.admin, [way(laptop)], "blocked", wipe=True, now=NOW)
    weak = laptop.backend.url.replace("@", f":{_secret(laptop)}@") + "?require_auth=scram-sha-256%2Cnone"

    said = CliRunner().invoke(
        app, ["--data-dir", str(laptop.folder), "--backend", weak, "--language", "en", "sync"]
    )  # fmt: skip

    assert "Your access has ended or was blocked." in said.output
    assert "sigap.sqlite" in left(laptop.folder)


def _secret(laptop: Laptop) -> str:
    import keyring

    held = keyring.get_password("sigap", laptop.backend.url)
    assert held is not None
    return held


def test_another_database_removes_nothing(laptop: Laptop, company: World) -> None:
    """It lets us in and speaks of a life that this laptop never saw."""
    bar(company.admin, [way(laptop)], "blocked", wipe=True, now=NOW)
    opened = Laptop.open(laptop.folder, None, "en")
    with opened.store.engine.begin() as connection:
        connection.exec_driver_sql("update checkpoint set incarnation = 'another life'")
    try:
        assert opened.sync_once().problem is Problem.LOGIN_EXPIRED
    finally:
        opened.store.close()


@pytest.mark.parametrize(
    ("used", "here", "proven"),
    [
        ({"sslmode": "verify-full", "require_auth": "scram-sha-256"}, False, True),
        ({"sslmode": "verify-full", "require_auth": "scram-sha-256,none"}, False, True),  # with a certificate of ours
        ({"sslmode": "require", "require_auth": "scram-sha-256", "channel_binding": "require"}, False, True),
        ({"sslmode": "require", "require_auth": "scram-sha-256"}, False, False),  # whoever stands between may add words
        ({"sslmode": "verify-ca", "require_auth": "none"}, False, False),
        ({"sslmode": "disable", "require_auth": "scram-sha-256"}, False, False),
        ({"require_auth": "scram-sha-256"}, True, True),
        ({"require_auth": "scram-sha-256,none"}, True, False),
        ({}, True, False),
    ],
)
def test_what_counts_as_a_proof(used: dict[str, Any], here: bool, proven: bool) -> None:
    assert has_proven_itself(used, here=here) is proven


class Killed(BaseException):
    """As by a signal."""


@pytest.mark.parametrize("survives", range(12))
def test_killed_at_any_step_the_next_start_goes_on_to_the_end(
    own_keyring: KeyringOfTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survives: int
) -> None:
    url = "postgresql://sari:geheim@127.0.0.1:9/sigap"
    laptop = Laptop.open(tmp_path, url, None)
    laptop.store.close()
    (tmp_path / "index").mkdir()
    for name in ("index/segment", "sigap.sqlite-wal", "sigap.damaged-1.sqlite", "note.new"):
        (tmp_path / name).write_bytes(b"words " * 1000)
    steps = 0

    def dying(path: Path) -> None:
        nonlocal steps
        if steps == survives:
            raise Killed
        steps += 1
        erase(path)

    monkeypatch.setattr(removal, "erase", dying)
    begin(tmp_path, Removal("blocked", NOW, 2, laptop.backend.url))
    with suppress(Killed):
        go_on(tmp_path)
    monkeypatch.setattr(removal, "erase", erase)

    with pytest.raises(Removed) as said:
        Laptop.open(tmp_path, url, None)

    assert (said.value.removal.unsent, said.value.removal.url) == (2, None)
    assert left(tmp_path) == ["removed.json"]
    assert own_keyring.held == {}


def test_a_note_that_was_cut_short_counts(tmp_path: Path) -> None:
    (tmp_path / "sigap.sqlite").write_bytes(b"words")
    (tmp_path / "removed.json").write_text("{", encoding="utf-8")

    with pytest.raises(Removed):
        Laptop.open(tmp_path, None, None)
    assert left(tmp_path) == ["removed.json"]
    assert read_note(tmp_path) is not None


def test_what_is_erased_is_overwritten_first(tmp_path: Path) -> None:
    file, other = tmp_path / "words", tmp_path / "same words"
    file.write_bytes(b"rahasia " * 300_000)
    other.hardlink_to(file)

    erase(file)

    assert not file.exists()
    assert set(other.read_bytes()) == {0}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not ours")
    (tmp_path / "link").symlink_to(elsewhere)

    erase(tmp_path / "link")

    assert elsewhere.read_bytes() == b"not ours"
    assert not (tmp_path / "link").exists()


def test_the_note_is_what_the_administrator_meant(tmp_path: Path) -> None:
    for reason in ("blocked", "left", "revoked"):
        begin(tmp_path, Removal(reason, NOW, 3))
        assert read_note(tmp_path) == Removal(reason, NOW, 3)
    assert json.loads((tmp_path / "removed.json").read_text(encoding="utf-8"))["at"] == NOW.isoformat()
