"""Whoever adds a table or a column says whether it names a person: then it is exported and erased, or says why not."""

from __future__ import annotations

from sigap_server import export
from sigap_server.personal import TABLES
from tests.server.portal_bench import Portal

COLUMNS = """
    select c.relname, array_agg(a.attname::text) from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'portal'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped group by 1
"""


def test_every_column_is_declared_in_sigap_server_personal(shared_portal: Portal) -> None:
    there = {name: set(columns) for name, columns in shared_portal.admin.execute(COLUMNS)}
    declared = {name: {*table.rest.split(), *table.logins, *table.ways, *table.words} for name, table in TABLES.items()}

    differing = {name: there.get(name, set()) ^ declared.get(name, set()) for name in there | declared}
    assert not (new := {name: columns for name, columns in differing.items() if columns}), (
        f"{new} are not as sigap_server/personal.py says: write there whether they name a person, and what becomes of"
        " them"
    )


def test_what_names_a_person_is_exported_or_says_why_not() -> None:
    headings = {table.exported for table in TABLES.values() if table.exported}

    assert headings == set(export.QUERIES) == set(export.TITLES)
    assert [name for name, table in TABLES.items() if bool(table.exported) == bool(table.why)] == []
    for name, table in TABLES.items():
        if table.exported and table.logins:
            query = export.QUERIES[table.exported].replace("portal.all_events", "portal.event portal.event_archive")
            assert f"portal.{name} " in query, name
