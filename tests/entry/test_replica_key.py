"""The key of a data folder: in the keyring, else in a file; a keyring that is locked or emptied is told apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import null
from keyring.errors import KeyringLocked
from typer.testing import CliRunner

from desktop_app.entry.laptop import Laptop
from desktop_app.entry.replica_key import KeyGone, KeyUnreachable, ReplicaKey
from desktop_app.entry.terminal.app import app
from desktop_app.store.cipher import is_plain
from desktop_app.store.engine import DATABASE
from tests.entry.conftest import KeyringOfTest
from tests.world import REQUESTER

NOWHERE = "postgresql://sari@127.0.0.1:9/sigap"


class LockedKeyring(KeyringOfTest):
    """One whose person does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")


def folders(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_keyring_has_the_key_and_the_folder_has_not(own_keyring: KeyringOfTest, tmp_path: Path) -> None:
    laptop = Laptop.open(tmp_path, NOWHERE, None)
    laptop.store.close()
    (key,) = own_keyring.held.values()

    assert not is_plain(tmp_path / DATABASE)
    assert all(key.encode() not in content for content in folders(tmp_path).values())
    assert laptop.secret_protected
    assert ReplicaKey(tmp_path).find_or_make().hex() == key


def test_without_a_keyring_a_file_that_nobody_else_reads_has_it(no_keyring: None, tmp_path: Path) -> None:
    laptop = Laptop.open(tmp_path, NOWHERE, None)
    laptop.store.close()

    assert not is_plain(tmp_path / DATABASE)
    assert (tmp_path / "key.json").stat().st_mode & 0o077 == 0
    assert not laptop.secret_protected
    again = Laptop.open(tmp_path, None, None)
    assert again.login == "sari"
    again.store.close()


def test_a_keyring_that_forgets_is_none(tmp_path: Path) -> None:
    """A folder whose key was given to it could never be opened again."""
    before = keyring.get_keyring()
    keyring.set_keyring(null.Keyring())
    try:
        made = ReplicaKey(tmp_path).find_or_make()
        assert ReplicaKey(tmp_path).find_or_make() == made
        assert not ReplicaKey(tmp_path).protected
    finally:
        keyring.set_keyring(before)


def test_two_folders_have_two_keys(own_keyring: KeyringOfTest, tmp_path: Path) -> None:
    assert ReplicaKey(tmp_path / "one").find_or_make() != ReplicaKey(tmp_path / "two").find_or_make()


def test_a_locked_keyring_is_said_and_changes_nothing(own_keyring: KeyringOfTest, tmp_path: Path) -> None:
    Laptop.open(tmp_path, NOWHERE, None).store.close()
    before = folders(tmp_path)
    keyring.set_keyring(LockedKeyring())

    with pytest.raises(KeyUnreachable):
        Laptop.open(tmp_path, None, None)
    said = CliRunner().invoke(app, ["--data-dir", str(tmp_path), "request", "list"])

    assert said.exit_code == 1
    assert "Unlock it and start again" in said.output
    assert folders(tmp_path) == before


@pytest.mark.parametrize("spoilt", ["emptied", "another key", "no file of ours"])
def test_a_key_that_is_gone_is_said_and_changes_nothing(
    own_keyring: KeyringOfTest, tmp_path: Path, spoilt: str
) -> None:
    Laptop.open(tmp_path, NOWHERE, None).store.close()
    if spoilt == "emptied":
        own_keyring.held.clear()
    elif spoilt == "another key":
        own_keyring.held = dict.fromkeys(own_keyring.held, "00" * 32)
    else:
        (tmp_path / "key.json").write_text("{", encoding="utf-8")
    before = folders(tmp_path)

    with pytest.raises(KeyGone):
        Laptop.open(tmp_path, None, None)
    assert "new enrolment file" in CliRunner().invoke(app, ["--data-dir", str(tmp_path), "notices"]).output
    assert folders(tmp_path) == before


def test_with_a_new_enrolment_file_a_laptop_whose_key_is_gone_begins_anew(
    enrolment: Callable[..., Path], own_keyring: KeyringOfTest, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    assert CliRunner().invoke(app, ["--data-dir", str(folder), "enrol", str(enrolment())]).exit_code == 0
    laptop = Laptop.open(folder, None, None)
    assert laptop.sync_once().problem is None
    device = laptop.store.identity.device
    laptop.store.close()
    own_keyring.held.clear()

    done = CliRunner().invoke(app, ["--data-dir", str(folder), "enrol", str(enrolment())])

    assert done.exit_code == 0, done.output
    again = Laptop.open(folder, None, None)
    assert again.sync_once().problem is None
    assert (again.login, again.store.identity.device) == (REQUESTER, device)
    again.store.close()
    assert len(list(folder.glob("sigap.damaged-*.sqlite"))) == 1


def test_a_forgotten_key_is_in_neither_place(own_keyring: KeyringOfTest, tmp_path: Path) -> None:
    key = ReplicaKey(tmp_path)
    key.find_or_make()
    name = json.loads(key.file.read_text(encoding="utf-8"))["name"]

    key.destroy()

    assert ("sigap", name) not in own_keyring.held
    assert not key.file.exists()
