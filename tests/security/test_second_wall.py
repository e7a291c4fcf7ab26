"""Were somebody given a right by mistake, they would still find nothing: each wall stands without the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.security.attacker import Attacker
from tests.security.persons import Who
from tests.security.town import Town

LEAKY = (
    "select * from portal.request where 1 / (ascii(subject) - 114) = 1",
    "select * from portal.message where text::int = 1",
    "select * from portal.person where name like 'B%' and 1 / length(login) > 9",
    "select count(*) from portal.stream_message where text ~ '^rahasia'",
    "select count(*) from portal.chain where body <> ''",
    "select max(text) from portal.stream_message",
    "explain (analyze, verbose) select text from portal.message where text::int = 1",
    "select * from portal.request r join portal.message m on m.request = r.id where m.text::date = 'today'",
)


@contextmanager
def given_by_mistake(town: Town) -> Iterator[Attacker]:
    """An employee who was granted to read every table and view of the portal."""
    admin = town.portal.admin
    admin.execute(
        "grant usage on schema portal to portal_employee;grant select on all tables in schema portal to portal_employee"
    )
    try:
        with Attacker(town, Who.EMPLOYEE) as attacker:
            yield attacker
    finally:
        admin.execute(
            "revoke all on all tables in schema portal from portal_employee;"
            "revoke all on schema portal from portal_employee"
        )


def test_tables_and_views_show_nothing_to_who_was_given_them(standing: Town) -> None:
    names = standing.portal.admin.execute(
        "select oid::regclass::text from pg_class"
        " where relnamespace = 'portal'::regnamespace and relkind in ('r', 'p', 'v')"
    ).fetchall()

    with given_by_mistake(standing) as attacker:
        counts = {name: attacker.run(f"select count(*) from {name}")[0][0] for (name,) in names}

    assert len(counts) > 30
    assert {name for name, count in counts.items() if count} == set()


@pytest.mark.parametrize("statement", LEAKY)
def test_what_a_condition_could_tell_of_a_row_is_not_told(standing: Town, statement: str) -> None:
    with given_by_mistake(standing) as attacker:
        attacker.run(statement)

    assert attacker.leaks() == []


def test_nothing_can_be_written_where_a_right_to_write_was_given(standing: Town) -> None:
    admin = standing.portal.admin
    admin.execute(
        "grant usage on schema portal to portal_employee; grant all on all tables in schema portal to portal_employee"
    )
    try:
        with Attacker(standing, Who.EMPLOYEE) as attacker:
            assert attacker.run("delete from portal.message returning id") == []
            assert attacker.run("update portal.request set assignee = 't-eka' returning id") == []
            with pytest.raises(psycopg.Error, match="row-level security"):
                attacker.run("insert into portal.membership values ('t-eka', 'hr', '1')")
    finally:
        admin.execute(
            "revoke all on all tables in schema portal from portal_employee;"
            "revoke all on schema portal from portal_employee"
        )


def test_nothing_is_found_without_the_role_of_the_owner_even_inside_a_function(standing: Town) -> None:
    """The way in reads as its owner: were a function made to run as its caller, it would find no table at all."""
    admin = standing.portal.admin
    admin.execute("alter function portal_api.hello(text, int) security invoker")
    try:
        with Attacker(standing, Who.EMPLOYEE) as attacker, pytest.raises(psycopg.errors.InsufficientPrivilege):
            attacker.run("select portal_api.hello('x', 1)")
    finally:
        admin.execute("alter function portal_api.hello(text, int) security definer")
