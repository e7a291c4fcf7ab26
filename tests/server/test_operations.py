"""Numbers about a running portal, and a backup that is tried by restoring it."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from desktop_app.domain.requests.handling import Claim
from sigap_server.backup import BackupFailed, back_up, programs_for
from sigap_server.check import faults, here
from sigap_server.install import restored
from sigap_server.metrics import MEANINGS, metrics
from sigap_server.postgres_programs import Programs
from tests.server.portal_bench import NOW, Portal, some_id
from tests.server.test_lifecycle_parity import submit
from tests.server.test_push import claim


def test_numbers_count_what_they_say(portal: Portal) -> None:
    before = metrics(portal.admin)
    laptop = portal.laptop("t-ani")
    laptop.sync(asked := submit(), submit("proof"))
    portal.laptop("t-bona").sync(claim(asked.id), Claim(id=some_id(), person="t-bona", at=NOW, request="nothing"))
    after = metrics(portal.admin)

    assert list(after) == list(MEANINGS)
    grown = {name: after[name] - before[name] for name in after if name in _COUNTED}
    assert grown == _COUNTED


_COUNTED = {
    "devices": 2, "commands_hour": 4, "commands_day": 4, "refused_day": 1, "failed_day": 0, "requests": 2,
    "requests_open": 2, "requests_new": 1, "files_incomplete": 1,
}  # fmt: skip


def test_a_backup_restores_with_every_command_and_login(
    portal: Portal, fresh_database: Callable[..., str], tmp_path: Path
) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(asked := submit(), submit())
    portal.laptop("t-bona").sync(claim(asked.id))
    programs = programs_for(portal.admin)

    made = back_up(portal.admin, tmp_path, programs, here())

    assert (made.commands, made.devices, made.size) == (3, 2, made.dump.stat().st_size)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".dump", ".json", ".sql"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (made.dump, made.roles)} == {0o600}
    assert "SCRAM-SHA-256" in made.roles.read_text() and '"t-ani"' in made.roles.read_text()
    url = fresh_database("back")
    subprocess.run([programs.path("pg_restore"), f"--dbname={url}", made.dump], check=True, capture_output=True)
    with psycopg.connect(url, autocommit=True) as back:
        restored(back)
        assert list(faults(back)) == []
        heads = json.loads(made.dump.with_suffix(".json").read_text())["heads"]
        rows = back.execute("select id, last_no, encode(head, 'hex') from portal.device").fetchall()
        assert {device: [last, head] for device, last, head in rows} == heads
        name = urlsplit(url).path[1:]
        again = psycopg.connect(portal.url("t-ani").replace(portal.admin.info.dbname, name), autocommit=True)
        with again:
            said = again.execute("select portal_api.hello(%s, 1)", [laptop.device]).fetchone()
        assert said is not None and json.loads(said[0])["last_no"] == 2


def test_a_backup_that_fails_leaves_nothing_and_says_why(portal: Portal, tmp_path: Path) -> None:
    broken = tmp_path / "bin"
    broken.mkdir()
    (broken / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump: the disk is full' >&2\nexit 1\n")
    (broken / "pg_dump").chmod(0o755)
    place = tmp_path / "backups"
    place.mkdir()

    with pytest.raises(BackupFailed, match="the disk is full"):
        back_up(portal.admin, place, Programs(broken), here())
    assert list(place.iterdir()) == []
