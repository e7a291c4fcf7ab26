"""A database is made ready, brought up to date, and left alone when there is nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

import sigap_server.install as installing
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.protocol import commands
from desktop_app.protocol.streams import BY_NAME, STREAMS
from sigap_server.install import SQL, fingerprint, install
from sigap_server.render import dispatcher, rendered
from tests.server.portal_bench import NOW, Portal, found_company, some_id
from tests.server.test_lifecycle_parity import submit


@pytest.fixture
def empty(fresh_database: Callable[..., str]) -> Iterator[psycopg.Connection]:
    with psycopg.connect(fresh_database("install"), autocommit=True) as admin:
        yield admin


def functions_of(admin: psycopg.Connection) -> dict[str, int]:
    rows = admin.execute(
        "select oid::regprocedure::text, oid::int from pg_proc where pronamespace::regnamespace::text like 'portal%'"
    ).fetchall()
    return dict(rows)


def test_every_command_has_its_file_and_every_stream_has_one() -> None:
    assert {path.stem for path in (SQL / "apply").glob("*.sql")} == set(commands.BY_KIND)
    assert {path.stem for path in (SQL / "streams").glob("*.sql")} == {stream.name for stream in STREAMS}
    for path in (SQL / "apply").glob("*.sql"):
        assert f"create function portal.apply_{path.stem.lower()}(c portal.command)" in path.read_text(encoding="utf-8")


def test_what_is_rendered_is_static_sql() -> None:
    assert "execute format" not in rendered()
    assert dispatcher().count("then return portal.apply_") == len(commands.COMMANDS)


def test_a_second_time_changes_nothing(empty: psycopg.Connection) -> None:
    install(empty)
    first = functions_of(empty)
    install(empty)

    assert functions_of(empty) == first
    assert len(first) > 80


def test_what_was_written_stays_when_functions_change(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(asked := submit())
    before = portal.stream("request")
    old = fingerprint()
    changed = "\ncreate function portal.newcomer() returns int language sql as $$ select 1 $$;"
    monkeypatch.setattr(installing, "rendered", lambda: rendered() + changed)

    install(portal.admin)

    assert fingerprint() != old
    assert portal.value("select portal.newcomer()") == 1
    assert portal.stream("request") == before
    # The laptop was connected all the while, and its statements were prepared.
    reply = laptop.sync(AddReply(id=some_id(), person="t-ani", at=NOW, request=asked.id, text="masih di sana?"))
    assert reply.outcomes[0].code is None
    assert portal.value("select count(*) from portal.broken_links()") == 0

    monkeypatch.undo()
    install(portal.admin)
    assert portal.value("select count(*) from pg_proc where proname = 'newcomer'") == 0


def test_a_mistake_in_a_function_leaves_the_database_as_it_was(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    before = functions_of(portal.admin)
    broken = "\ncreate function portal.broken() returns int language sql as $$ select nothing from nowhere $$;"
    monkeypatch.setattr(installing, "rendered", lambda: rendered() + broken)

    with pytest.raises(psycopg.errors.UndefinedTable):
        install(portal.admin)

    assert functions_of(portal.admin) == before


def test_an_older_and_a_newer_laptop_are_told_apart(portal: Portal) -> None:
    portal.admin.execute("update portal.meta set schema_min = 2, schema_max = 3")
    connection = portal.connect("t-ani")
    for schema in (1, 4):
        with pytest.raises(psycopg.Error) as refused:
            connection.execute("select portal_api.hello('a device', %s)", [schema])
        assert (refused.value.sqlstate, refused.value.diag.message_detail) == ("PT426", "2 3")
    for schema in (2, 3):
        connection.execute("select portal_api.hello('a device', %s)", [schema])


def test_the_settings_are_those_of_the_database(empty: psycopg.Connection) -> None:
    install(empty)
    with psycopg.connect(empty.info.dsn, password=empty.info.password) as fresh:
        for name, value in (
            ("plan_cache_mode", "force_generic_plan"),
            ("enable_bitmapscan", "off"),
            ("enable_seqscan", "off"),
        ):
            assert fresh.execute("select current_setting(%s)", [name]).fetchone() == (value,)


def test_a_company_can_be_founded_in_what_was_made_ready(empty: psycopg.Connection) -> None:
    install(empty)
    found_company(empty)

    assert empty.execute("select count(*) from portal.faults()").fetchone() == (0,)


@pytest.mark.parametrize("stream", [stream.name for stream in STREAMS])
def test_a_stream_and_its_view_have_the_same_columns(shared_portal: Portal, stream: str) -> None:
    found = shared_portal.admin.execute(f"select * from portal.stream_{stream} limit 0").description or []

    assert [column.name for column in found] == [*BY_NAME[stream].names, "changed"]
