"""An employee with psql and their own password sees and does what the application lets them, and no more."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.server.portal_bench import Portal, request, some_id
from tests.server.test_lifecycle_parity import enter

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "administrator.md"

ATTACKS = [
    # the tables, and what stands before them
    "select * from portal.request",
    "select * from portal.stream_request",
    "select count(*) from portal.person",
    "select * from portal.device",
    "table portal.meta",
    "insert into portal.membership values ('t-eka', 'hr')",
    "update portal.request set assignee = 't-eka'",
    "delete from portal.event",
    "truncate portal.event",
    "copy portal.request to stdout",
    "copy (select * from portal.message) to stdout",
    "begin; lock table portal.request",
    "explain analyze select * from portal.request",
    "select nextval('portal.number_hr')",
    "select last_value from portal.number_hr",
    "alter table portal.request disable row level security",
    "drop table portal.event",
    # the functions behind the way in
    "select portal.push('t-bona', '{}', 'd', '[]')",
    "select portal.pull('{all,team:hr}', '{}', null)",
    "select portal.page('{all,team:hr}', '{request}', null, 10)",
    "select portal.move_request('r', 'it')",
    "select portal.restored()",
    "select portal.teams('t-bona')",
    "create or replace function portal_api.hello(p_device text, p_schema int) returns text language sql as 'select 1'",
    "alter function portal_api.hello(text, int) security invoker",
    "grant execute on function portal.push(text, text[], text, jsonb) to public",
    # being somebody else
    "set role portal_owner",
    "set role postgres",
    "set session authorization 't-bona'",
    "create role t_other login",
    "grant portal_owner to \"t-eka\"",
    "alter role \"t-bona\" password 'x'",
    "alter role \"t-eka\" superuser",
    "alter role \"t-eka\" bypassrls",
    "select * from pg_authid",
    "select rolname from pg_roles",
    "select usename from pg_user",
    "select rolpassword from pg_authid",
    # a place to put something
    "create table mine (x int)",
    "create temp table mine (x int)",
    "create schema mine",
    "create table public.mine (x int)",
    "create table portal_api.mine (x int)",
    "create function pg_temp.now() returns bigint language sql as 'select 0'",
    "create function public.f() returns int language sql as 'select 1'",
    "create extension dblink",
    "do $$ begin loop perform 1; end loop; end $$",
    "select lo_create(0)",
    "select lo_from_bytea(0, 'x')",
    "select lo_import('/etc/passwd')",
    # seeing and disturbing others
    "select * from pg_stat_activity",
    "select * from pg_stat_get_activity(null)",
    "select * from pg_locks",
    "select * from pg_stats",
    "select pg_advisory_lock(1)",
    "select pg_try_advisory_lock(1)",
    "select pg_advisory_xact_lock(1)",
    "select pg_sleep(10)",
    "select pg_sleep_for('10 s')",
    "select pg_terminate_backend(1)",
    "select pg_cancel_backend(1)",
    "select pg_notify('a', 'b')",
    "select pg_export_snapshot()",
    "select pg_logical_emit_message(false, 'a', 'b')",
    "select pg_relation_size('portal.request')",
    "select pg_database_size(current_database())",
    "select query_to_xml('select 1', true, true, '')",
    "select schema_to_xml('portal', true, true, '')",
    "select database_to_xml(true, true, '')",
    "select pg_current_xact_id()",
    "select txid_current()",
    # the machine below
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    "copy (select 1) to program 'id'",
    "copy (select 1) to '/tmp/x'",
    "alter system set fsync = off",
    "select pg_reload_conf()",
    "checkpoint",
    "set log_statement = 'none'",
    "set session_replication_role = 'replica'",
    "load 'auto_explain'",
    "create event trigger e on ddl_command_end execute function portal.touch()",
]
REFUSED = {
    "42501",  # no right
    "0A000", "42704", "22023", "58P01", "3F000",  # no such thing here
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_employee_cannot(shared_portal: Portal, attack: str) -> None:
    with (
        psycopg.connect(shared_portal.url("t-eka"), autocommit=True) as employee,
        pytest.raises(psycopg.Error) as refused,
    ):
        employee.execute(attack)  # type: ignore[call-overload]

    assert refused.value.sqlstate in REFUSED, refused.value


def test_an_employee_has_no_other_database(shared_portal: Portal, postgres_server: object) -> None:
    here = shared_portal.value("select current_database()")
    elsewhere = shared_portal.url("t-eka").replace(here, "template1")

    with psycopg.connect(shared_portal.url("t-eka")):
        pass
    with psycopg.connect(elsewhere, autocommit=True) as employee:  # as the server came: empty
        found = employee.execute("select count(*) from pg_class where relnamespace = 'public'::regnamespace").fetchone()
        assert found == (0,)


def test_names_of_ones_own_mislead_nobody(shared_portal: Portal) -> None:
    with psycopg.connect(shared_portal.url("t-eka"), autocommit=True) as employee:
        employee.execute("set search_path = pg_temp, portal, public")
        said = employee.execute("select portal_api.hello(%s, 1)", [some_id()]).fetchone()
        assert said is not None and '"t-eka"' in said[0]


def test_who_calls_cannot_be_set(shared_portal: Portal) -> None:
    with psycopg.connect(shared_portal.url("t-eka"), autocommit=True) as employee:
        employee.execute("set application_name = 't-bona'; set portal.uid = 't-bona'; set portal.me = 't-bona'")
        said = employee.execute("select portal_api.hello(%s, 1)", [some_id()]).fetchone()
        assert said is not None and '"login" : "t-eka"' in said[0]


def test_text_in_a_cursor_or_a_scope_is_no_sql(shared_portal: Portal) -> None:
    with shared_portal.undone():
        enter(shared_portal, request(id="secret"))
    laptop = shared_portal.laptop("t-eka")
    laptop.scopes = ("all", "team:hr", "person:t-ani'; drop table portal.request; --")

    assert not laptop.call().rows.get("request")
    laptop.cursor = "1:1:'or/**/true--"
    with pytest.raises(psycopg.Error):
        laptop.call()


def test_scopes_that_are_claimed_give_nothing(portal: Portal) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-eka")
    laptop.scopes = ()

    reply = laptop.call()

    assert "request" not in reply.rows
    assert "team:hr" not in reply.scopes


def test_an_employee_may_come_in_six_times_at_once(portal: Portal) -> None:
    for _ in range(6):
        portal.connect("t-dodi")
    with pytest.raises(psycopg.OperationalError, match="too many connections"):
        portal.connect("t-dodi")


# What PostgreSQL gives to everybody and lets nobody take. The guide names each, with its answer.
NOT_REVOCABLE = {
    "NOTIFY": "notify anything, 'x'",
    "work_mem": "set work_mem = '1GB'",
    "statement_timeout": "set statement_timeout = 0",
    "one's own password": "alter role \"t-eka\" password 'of the tests'",
    "the source of functions": "select prosrc from pg_proc where proname = 'sync'",
    "the estimated number of rows": "select reltuples from pg_class where relname = 'request'",
    "cross joins of the catalogue": "select count(*) from (select 1 from pg_class a, pg_class b limit 1000) x",
}


@pytest.mark.parametrize("name", NOT_REVOCABLE)
def test_what_cannot_be_taken_is_told_to_the_administrator(shared_portal: Portal, name: str) -> None:
    with psycopg.connect(shared_portal.url("t-eka"), autocommit=True) as employee:
        employee.execute(NOT_REVOCABLE[name])  # type: ignore[call-overload]

    assert name in GUIDE.read_text(encoding="utf-8")


def test_the_second_wall_stands_without_the_first(portal: Portal) -> None:
    """Were somebody given a right to a table by mistake, they would still find nothing in it."""
    enter(portal, request(id="r"))
    portal.admin.execute("grant usage on schema portal to portal_employee")
    portal.admin.execute("grant select on all tables in schema portal to portal_employee")
    with psycopg.connect(portal.url("t-eka"), autocommit=True) as employee:
        for table in ("request", "message", "person", "event", "meta", "device"):
            assert employee.execute(f"select count(*) from portal.{table}").fetchone() == (0,), table
