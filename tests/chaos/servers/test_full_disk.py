"""A disk is full, on the laptop or at the company: it is said, nothing is lost, all drains once there is room (I1)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app import sentences
from desktop_app.catalogue import Catalogue
from desktop_app.store.engine import open_store
from desktop_app.store.errors import StoreFull
from desktop_app.store.work import every_row
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from tests.chaos.cluster import Member
from tests.chaos.servers.bench import NOW, Bench, Laptop, url_of
from tests.chaos.servers.restoring import Servers, servers
from tests.chaos.servers.small_disk import SmallDisk, small_disk
from tests.sync.bench import reply_to, submit
from tests.world import PASSWORD, REQUESTER


@pytest.fixture
def rack(seed: Path) -> Iterator[Servers]:
    with servers(seed) as made:
        yield made


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    with small_disk(8) as made:
        yield made


def laptop_on(disk: SmallDisk, server: Member, yard: Bench) -> Laptop:
    store = open_store(disk.folder / "data", login=REQUESTER, clock=lambda: NOW)
    made = Laptop(REQUESTER, store, yard.connector(REQUESTER, server))
    yard.laptops.append(made)
    made.synced()
    return made


def write_until_full(laptop: Laptop, request: str) -> None:
    for _ in range(1000):
        laptop.run(reply_to(request, REQUESTER, "kata " * 900))


def test_a_laptop_with_a_full_disk_keeps_what_it_has_and_goes_on_once_there_is_room(
    rack: Servers, disk: SmallDisk, tmp_path: Path
) -> None:
    server, yard = rack.start(), Bench(tmp_path)
    laptop = laptop_on(disk, server, yard)
    asked = laptop.run(submit(subject="before"))
    yard.there(server).admin.execute(
        "update portal.article set body = repeat('kata ', 200000) where id = 'leave'"
    )  # fmt: skip
    disk.fill()
    before = laptop.rows

    said = laptop.sync()

    assert (said.problem, said.state) == (Problem.LAPTOP_FULL, State.WAITING)
    with pytest.raises(StoreFull):
        write_until_full(laptop, asked.id)
    assert laptop.rows.keys() == before.keys()
    kept = list(laptop.said)
    disk.clear()
    laptop.synced()
    assert laptop.said == kept
    assert yard.lost(server, [laptop]) == []
    assert yard.different(server, [laptop]) == {}
    yard.close()


def test_a_full_disk_keeps_nobody_from_opening_and_reading(rack: Servers, disk: SmallDisk, tmp_path: Path) -> None:
    server, yard = rack.start(), Bench(tmp_path)
    laptop = laptop_on(disk, server, yard)
    laptop.run(submit(subject="unsent"))
    rows = laptop.rows
    laptop.store.close()
    disk.fill()

    again = open_store(disk.folder / "data", login=REQUESTER, clock=lambda: NOW)

    assert {name: set(found) for name, found in again.reader.read(every_row).items()} == rows
    laptop.store = again
    assert laptop.pending == 1
    disk.clear()
    laptop.synced()
    assert yard.lost(server, [laptop]) == []
    yard.close()


def test_a_terminal_on_a_full_disk_reads_and_says_what_to_do(rack: Servers, disk: SmallDisk, tmp_path: Path) -> None:
    server, yard = rack.start(), Bench(tmp_path)
    here = [sys.executable, "-m", "desktop_app", "--data-dir", str(disk.folder / "data"), "--language", "en"]

    def sigap(*arguments: str, given: str | None = None) -> tuple[int, Any, str]:
        done = subprocess.run(
            [*here, "--backend", url_of(REQUESTER, server), *arguments, "--json"], capture_output=True, text=True,
            input=given, env=os.environ | {"PGPASSWORD": PASSWORD}, timeout=60,
        )  # fmt: skip
        return done.returncode, json.loads(done.stdout or "null"), done.stderr.strip()

    assert sigap("sync")[0] == 0
    code, first, said = sigap("request", "submit", "question", "--answers", "-", given=json.dumps({"text": "?"}))
    assert code == 0, said
    disk.fill()

    listed = sigap("request", "list")
    saved = []
    for _ in range(100):
        code, made, said = sigap("request", "reply", first["id"], "-", given="kata " * 3_900)
        if code:
            break
        saved.append(made)

    assert (listed[0], [row["id"] for row in listed[1]]) == (0, [first["id"]])
    assert said == "The disk is full: nothing was saved. Make room and try again."
    disk.clear()
    assert sigap("sync")[1]["pending"] == 0
    assert yard.there(server).value("select count(*) from portal.event where outcome is null") == 1 + len(saved)
    yard.close()


def test_a_server_with_a_full_disk_takes_nothing_and_all_drains_once_there_is_room(
    rack: Servers, seed: Path, tmp_path: Path
) -> None:
    with small_disk(160) as disk:
        server = Member(copy_of=seed, folder=disk.folder / "server")
        yard = Bench(tmp_path)
        try:
            server.start()
            laptop = yard.laptop(REQUESTER, server)
            laptop.synced()
            asked = laptop.run(submit())
            laptop.synced()
            disk.fill()
            said = laptop.sync()
            for _ in range(100):
                if said.problem is not None:
                    break
                for _ in range(10):
                    laptop.run(reply_to(asked.id, REQUESTER, os.urandom(8_000).hex()))
                said = laptop.sync()
            assert (said.problem, said.state) == (Problem.SERVER_FULL, State.WAITING)
            what, to_do = sentences.problem(Catalogue.load("id"), Problem.SERVER_FULL, said.data)
            assert "penuh" in what
            assert "admin" in to_do
            disk.clear()
            laptop.synced()
            assert yard.lost(server) == []
            assert yard.different(server) == {}
        finally:
            yard.close()
            server.remove()
