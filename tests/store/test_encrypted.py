"""The laptop's database says nothing to who has the disk: not a word in any file, no opening with another key."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from desktop_app.store import cipher
from desktop_app.store.engine import DATABASE, open_store
from desktop_app.store.errors import KeyMissing, StoreBusy, StoreDamaged
from desktop_app.store.queries import notices, outbox
from desktop_app.store.work import every_row
from tests.store.replies import ANI, NOW, Desk, reply_to, request, submit

Opened = Callable[..., Desk]
KEY, OTHER = bytes(range(32)), bytes(32)
SECRET = "gaji saya salah bulan ini"
PAGE = 4096
CONTEXT = multiprocessing.get_context("spawn")


def saying(desk: Desk) -> list[str]:
    """A laptop with a pulled request, a sent command, two that wait (one longer than a page) and a draft."""
    asked = request(subject=SECRET)
    desk.take(desk.answer(asked, *(request(subject=f"{SECRET} {n} " * 40) for n in range(500))))
    commands = [submit(subject=SECRET), submit(subject=SECRET), reply_to(asked, ANI, f"{SECRET} " * 400)]
    desk.store.writer.run(commands[0])
    desk.settle(None)
    for command in commands[1:]:
        desk.store.writer.run(command)
    desk.store.drafts.save("reply", asked.id, {"text": SECRET}, NOW)
    return [command.id for command in commands[1:]]


def words_on_disk(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if SECRET.encode() in path.read_bytes()]


def test_no_word_stands_in_any_file_while_it_is_open_or_closed(open_desk: Opened) -> None:
    plain, desk = open_desk(), open_desk(key=KEY)
    saying(plain)
    saying(desk)

    assert words_on_disk(plain.folder) == ["sigap.sqlite-wal"]  # a word that is there is found
    assert (desk.folder / f"{DATABASE}-wal").stat().st_size > PAGE
    assert words_on_disk(desk.folder) == []
    desk.close()
    assert words_on_disk(desk.folder) == []


def test_the_same_key_opens_it_again(open_desk: Opened) -> None:
    desk = open_desk(key=KEY)
    waiting = saying(desk)
    desk.close()
    desk.store = open_store(desk.folder, login=ANI, key=KEY)

    assert [item.id for item in desk.store.reader.read(outbox.pending)] == waiting


def test_without_a_key_it_is_refused_and_left_as_it_is(open_desk: Opened) -> None:
    """Opened as a plain one it would look damaged, and be set aside."""
    desk = open_desk(key=KEY)
    saying(desk)
    desk.close()
    (desk.folder / cipher.KEY_FILE).write_text("{}", encoding="utf-8")
    before = (desk.folder / DATABASE).read_bytes()

    with pytest.raises(KeyMissing):
        open_store(desk.folder, login=ANI)
    assert (desk.folder / DATABASE).read_bytes() == before


def test_a_plain_database_becomes_encrypted_with_all_that_is_in_it(open_desk: Opened) -> None:
    desk = open_desk()
    waiting = saying(desk)
    rows = desk.store.reader.read(every_row)
    desk.close()
    assert words_on_disk(desk.folder) == [DATABASE]

    desk.store = open_store(desk.folder, login=ANI, key=KEY)

    assert words_on_disk(desk.folder) == []
    assert desk.store.reader.read(every_row) == rows
    assert [item.id for item in desk.store.reader.read(outbox.pending)] == waiting
    assert (desk.folder / DATABASE).stat().st_mode & 0o077 == 0


def _keep_open(folder: Path, opened: Event, go_on: Event) -> None:
    store = open_store(folder, login=ANI)
    opened.set()
    go_on.wait(60)
    store.writer.run(submit(id="later"))
    store.close()


def test_a_plain_database_that_somebody_has_open_stays_as_it_is(
    open_desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they write meanwhile would be lost."""
    desk = open_desk()
    saying(desk)
    desk.close()
    monkeypatch.setattr(cipher, "WAITS", 0.1)
    opened, go_on = CONTEXT.Event(), CONTEXT.Event()
    other = CONTEXT.Process(target=_keep_open, args=(desk.folder, opened, go_on))
    other.start()
    opened.wait(60)

    with pytest.raises(StoreBusy):
        open_store(desk.folder, login=ANI, key=KEY)
    go_on.set()
    other.join()
    desk.store = open_store(desk.folder, login=ANI, key=KEY)
    assert desk.store.reader.read(outbox.pending)[-1].id == "later"


def test_encrypting_that_was_cut_short_begins_again_and_leaves_no_plain_copy(open_desk: Opened) -> None:
    desk = open_desk()
    waiting = saying(desk)
    desk.close()
    plain = (desk.folder / DATABASE).read_bytes()
    (desk.folder / f"{DATABASE}.encrypting").write_bytes(b"half a copy")
    (desk.folder / f"{DATABASE}.plain").write_bytes(plain)

    desk.store = open_store(desk.folder, login=ANI, key=KEY)

    assert [item.id for item in desk.store.reader.read(outbox.pending)] == waiting
    assert words_on_disk(desk.folder) == []
    assert not list(desk.folder.glob("*.plain")) and not list(desk.folder.glob("*.encrypting"))


def test_a_plain_copy_that_a_kill_left_behind_goes_at_the_next_opening(open_desk: Opened) -> None:
    """The encrypted one had taken its place, and the old one was still to be overwritten."""
    plain = open_desk()
    saying(plain)
    plain.close()
    desk = open_desk(key=KEY)
    waiting = saying(desk)
    desk.close()
    (desk.folder / f"{DATABASE}.plain").write_bytes((plain.folder / DATABASE).read_bytes())
    assert words_on_disk(desk.folder) == [f"{DATABASE}.plain"]

    desk.store = open_store(desk.folder, login=ANI, key=KEY)

    assert words_on_disk(desk.folder) == []
    assert [item.id for item in desk.store.reader.read(outbox.pending)] == waiting


def _open_and_save(folder: Path, number: int) -> None:
    store = open_store(folder, login=ANI, key=KEY)
    store.writer.run(submit(id=f"from-{number}"))
    store.close()


def test_processes_that_start_at_once_encrypt_it_once_and_lose_nothing(open_desk: Opened) -> None:
    desk = open_desk()
    waiting = saying(desk)
    desk.close()
    started = [CONTEXT.Process(target=_open_and_save, args=(desk.folder, number)) for number in range(3)]
    for process in started:
        process.start()
    for process in started:
        process.join()

    assert [process.exitcode for process in started] == [0, 0, 0]
    desk.store = open_store(desk.folder, login=ANI, key=KEY)
    found = [item.id for item in desk.store.reader.read(outbox.pending)]
    assert sorted(found) == sorted([*waiting, "from-0", "from-1", "from-2"])


def first_page(path: Path) -> None:
    """The list of tables is gone, and what a key would be proven by."""
    with path.open("r+b") as file:
        file.write(b"\xff" * PAGE)


def pages_gone(path: Path) -> None:
    """Pages of the pulled rows are somebody else's."""
    _middle(path, lambda page: b"\xa5" * PAGE)


def one_bit(path: Path) -> None:
    """Plain SQLite would show other words there and not know it."""
    _middle(path, lambda page: page[:2000] + bytes([page[2000] ^ 1]) + page[2001:])


def _middle(path: Path, change: Callable[[bytes], bytes]) -> None:
    content = path.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    middle = len(pages) * 3 // 5
    changed = [change(page) if middle - 5 <= at < middle + 5 else page for at, page in enumerate(pages)]
    path.write_bytes(b"".join(changed))


@pytest.mark.parametrize("damage", [first_page, pages_gone, one_bit], ids=lambda damage: damage.__name__)
def test_what_the_person_wrote_is_saved_from_a_damaged_one(open_desk: Opened, damage: Callable[[Path], None]) -> None:
    desk = open_desk(key=KEY)
    waiting = saying(desk)
    desk.close()
    damage(desk.folder / DATABASE)

    desk.store = open_store(desk.folder, login=ANI, key=KEY, clock=lambda: NOW)
    if damage is not first_page:  # met when it is read, and repaired at the next opening
        with pytest.raises(StoreDamaged):
            desk.store.reader.read(every_row)
        desk.close()
        desk.store = open_store(desk.folder, login=ANI, key=KEY, clock=lambda: NOW)

    assert [item.id for item in desk.store.reader.read(outbox.pending)] == waiting
    assert [draft.body["text"] for draft in desk.store.drafts.list()] == [SECRET]
    (told,) = [notice for notice in desk.store.reader.read(notices.list) if notice.kind == "repaired"]
    assert (told.data["commands"], told.data["drafts"]) == (2, 1)
    assert words_on_disk(desk.folder) == []  # what was set aside is encrypted too


def test_another_key_reads_nothing(open_desk: Opened) -> None:
    desk = open_desk(key=KEY)
    saying(desk)
    desk.close()
    with closing(cipher.driver(OTHER).connect(str(desk.folder / DATABASE))) as connection:
        cipher.unlock(connection, OTHER)
        with pytest.raises(cipher.driver(OTHER).DatabaseError):
            connection.execute("SELECT count(*) FROM sqlite_master")
    with closing(sqlite3.connect(desk.folder / DATABASE)) as bare, pytest.raises(sqlite3.DatabaseError):
        bare.execute("SELECT count(*) FROM sqlite_master")


def test_damage_met_while_it_is_open_is_called_damage(open_desk: Opened) -> None:
    desk = open_desk(key=KEY)
    saying(desk)
    desk.close()
    desk.store = open_store(desk.folder, login=ANI, key=KEY)
    content = (desk.folder / DATABASE).read_bytes()
    (desk.folder / DATABASE).write_bytes(content[:PAGE] + b"\xa5" * (len(content) - PAGE))
    desk.store.reads.dispose()

    with pytest.raises(StoreDamaged):
        desk.store.reader.read(every_row)
