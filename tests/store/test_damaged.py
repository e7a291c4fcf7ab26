"""A damaged database is set aside; what the person wrote is saved, the rest pulled again, and they are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_app.settings import LANGUAGE
from desktop_app.store import schema
from desktop_app.store.carve import carve_rows
from desktop_app.store.engine import DATABASE, Store, open_store
from desktop_app.store.errors import StoreDamaged
from desktop_app.store.position import read_position
from desktop_app.store.queries import notices, outbox
from desktop_app.store.work import every_row
from tests.store.replies import ANI, NOW, Desk, company, reply_to, request, submit

Opened = Callable[..., Desk]
Damage = Callable[[Path], None]
PAGE = 4096


def header(path: Path) -> None:
    """The first bytes of the file are somebody else's."""
    with path.open("r+b") as file:
        file.write(b"this is no database at all")


def first_page(path: Path) -> None:
    """The list of tables is gone."""
    with path.open("r+b") as file:
        file.write(b"\xff" * PAGE)


def cut_off(path: Path) -> None:
    """The second half of the file is missing."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // PAGE // 2 * PAGE)


def replica_page(path: Path) -> None:
    """Some page of a pulled table is gone."""
    with path.open("r+b") as file:
        content = file.read()
        file.seek(content.index(b"MARK THIS PAGE") // PAGE * PAGE)
        file.write(b"\xa5" * PAGE)


def filled(desk: Desk) -> list[str]:
    """Commands, a draft, a setting and a file; the ids of the commands that wait, in order."""
    asked = request(subject="MARK THIS PAGE")
    desk.take(desk.answer(asked, *(request(subject="kata " * 100) for _ in range(300))))
    commands = [submit(), reply_to(asked, ANI, "panjang " * 2_000), submit(), reply_to(asked, ANI, "pendek")]
    for command in commands[:2]:
        desk.store.writer.run(command)
    desk.settle(None, None)
    for command in commands[2:]:
        desk.store.writer.run(command)
    desk.store.drafts.save("reply", asked.id, {"text": "belum selesai"}, NOW)
    desk.store.settings.set(LANGUAGE, "en")
    desk.close()
    return [command.id for command in commands[2:]]


def reopened(desk: Desk) -> Store:
    desk.store = open_store(desk.folder, login=ANI, clock=lambda: NOW)
    return desk.store


@pytest.mark.parametrize("damage", [header, first_page, replica_page], ids=lambda damage: damage.__name__)
def test_the_outbox_and_the_drafts_are_saved_whatever_is_damaged(open_desk: Opened, damage: Damage) -> None:
    desk = open_desk()
    device = desk.store.identity.device
    waiting = filled(desk)
    damage(desk.folder / DATABASE)
    store = reopened(desk)
    assert [item.id for item in store.reader.read(outbox.pending)] == waiting
    assert [item.no for item in store.reader.read(outbox.pending)] == [3, 4]
    assert [draft.body["text"] for draft in store.drafts.list()] == ["belum selesai"]
    assert store.identity.device == device
    (told,) = [notice for notice in store.reader.read(notices.list) if notice.kind == "repaired"]
    assert (told.data["commands"], told.data["drafts"]) == (2, 1)
    assert (desk.folder / told.data["kept"]).stat().st_size > 0


def test_settings_files_and_the_database_s_life_are_saved_where_they_can_be_read(open_desk: Opened) -> None:
    desk = open_desk()
    file = desk.store.files.put_file(b"surat " * 100_000, "surat.pdf")
    filled(desk)
    replica_page(desk.folder / DATABASE)
    store = reopened(desk)
    assert store.settings.get(LANGUAGE) == "en"
    assert store.files.read_file(file["sha256"]) == b"surat " * 100_000
    assert store.reader.read(read_position).incarnation == "first life"


def test_everything_is_pulled_again_and_what_waits_applies_on_it(open_desk: Opened) -> None:
    desk = open_desk()
    waiting = filled(desk)
    header(desk.folder / DATABASE)
    store = reopened(desk)
    assert all(rows == [] for rows in store.reader.read(every_row).values())
    assert len(store.writer.ask().full) == len(schema.REPLICA)
    desk.take(desk.page(company()))
    assert waiting[0] in {row[0] for row in store.reader.read(every_row)["request"]}


def test_half_a_file_still_opens_and_says_so(open_desk: Opened) -> None:
    desk = open_desk()
    filled(desk)
    cut_off(desk.folder / DATABASE)
    store = reopened(desk)
    assert store.reader.read(notices.list)[0].kind == "repaired"


def test_damage_that_is_met_later_is_repaired_at_the_next_opening(open_desk: Opened) -> None:
    """Bytes of files are not looked at each time: there may be hundreds of megabytes."""
    desk = open_desk()
    file = desk.store.files.put_file(b"MARK THIS FILE" * 40_000, "surat.pdf")
    waiting = filled(desk)
    path = desk.folder / DATABASE
    content = path.read_bytes()
    start = content.index(b"MARK THIS FILE" * 20) // PAGE * PAGE
    path.write_bytes(content[:start] + b"\xa5" * PAGE * 3 + content[start + PAGE * 3 :])
    store = reopened(desk)
    with pytest.raises(StoreDamaged):
        store.files.read_file(file["sha256"])
    store.close()
    store = reopened(desk)
    assert [item.id for item in store.reader.read(outbox.pending)] == waiting
    assert store.files.read_file(file["sha256"]) is None
    store.close()
    store = reopened(desk)
    assert [notice.kind for notice in store.reader.read(notices.list)].count("repaired") == 1


def test_what_is_no_database_at_all_is_kept_too(open_desk: Opened) -> None:
    desk = open_desk()
    filled(desk)
    (desk.folder / DATABASE).write_bytes(b"nothing")
    store = reopened(desk)
    assert store.reader.read(outbox.pending) == []
    assert [kept.read_bytes() for kept in desk.folder.glob("sigap.damaged-*.sqlite")] == [b"nothing"]


def test_a_whole_database_is_left_alone(open_desk: Opened) -> None:
    desk = open_desk()
    waiting = filled(desk)
    store = reopened(desk)
    assert [item.id for item in store.reader.read(outbox.pending)] == waiting
    assert list(desk.folder.glob("sigap.damaged-*")) == []


def test_rows_carved_from_bare_pages_are_the_rows_of_the_table(open_desk: Opened) -> None:
    """Also those whose words need more than a page, and those that only the write-ahead log has."""
    desk = open_desk()
    asked = request()
    desk.take(desk.answer(asked))
    for length in (1, 500, 4_000, 4_061, 4_062, 9_000, 19_000):
        desk.store.writer.run(reply_to(asked, ANI, "x" * length))
    query = sa.select(schema.outbox).order_by(schema.outbox.c.no)
    wanted = [dict(row._mapping) for row in desk.rows(query)]
    carved = carve_rows(desk.folder / DATABASE, schema.outbox)
    assert [row | {"sent": bool(row["sent"])} for row in carved] == wanted
