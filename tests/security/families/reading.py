"""Reading rows that are not one's own: tables, views, functions behind the way in, and whatever else gives rows."""

from __future__ import annotations

from typing import Any

from desktop_app.protocol import streams
from tests.security.attack import Attack, End, each, sql
from tests.security.attacker import Attacker
from tests.security.persons import Who

TABLES = (
    "request",
    "message",
    "attachment",
    "event",
    "rating",
    "task",
    "chunk",
    "device",
    "enrolment",
    "meta",
    "person",
    "ballot",
    "spent",
    "ticket",
    "signing_secret",
    "barred",
    "follower",
    "forgotten",
)

TABLE_READS = {f"reads the table of {name}s": f"select * from portal.{name}" for name in TABLES} | {
    "reads a table without FROM's list": "table portal.request",
    "counts rows": "select count(*) from portal.request",
    "asks whether there is a row at all": "select exists (select from portal.request where requester = 't-ani')",
    "reads no row, only the columns": "select * from portal.request limit 0",
    "reads by the row's address": "select * from portal.request where ctid = '(0,1)'",
    "reads a whole row as JSON": "select row_to_json(r) from portal.message r",
    "samples a table": "select * from portal.message tablesample system (100)",
    "reads through a common table expression": "with r as materialized (select * from portal.request) select * from r",
    "reads through a lateral join": "select m.* from generate_series(1, 2) g, lateral (select * from portal.message) m",
    "reads while it deletes": "delete from portal.message returning text",
    "reads while it updates": "update portal.message set text = text returning text",
    "reads to lock": "select * from portal.request for update",
    "reads through a view of a stream": "select * from portal.stream_request",
    "reads through the view of messages": "select text from portal.stream_message",
    "reads what the audit calls a chain": "select * from portal.chain",
    "reads an empty row of a table's type": "select null::portal.request",
    "fills a table's type from JSON": "select * from jsonb_populate_record(null::portal.request, '{}')",
    "lets a cursor read": ("begin", "declare c cursor for select * from portal.request"),
    "prepares a reading and executes it": ("prepare r as select * from portal.request", "execute r"),
    "reads what a prepared statement was planned for": "explain select * from portal.request where subject like 'r%'",
    "runs a plan to see its rows": "explain (analyze, verbose) select * from portal.request",
    "draws a number from a series": "select nextval('portal.number_hr')",
    "reads how far a series has come": "select last_value from portal.number_hr",
    "sets a series back": "select setval('portal.number_hr', 1)",
}

BEHIND = {
    "pulls with scopes of its own": "select portal.pull('{all,team:hr,person:t-ani}', '{}', null)",
    "asks for a page with scopes of its own": "select portal.page('{all,team:hr}', '{request}', null, 10)",
    "asks for one stream's page": "select * from portal.page_request('{team:hr}', null, 10)",
    "pushes as somebody else": "select portal.push('t-bona', '{hr}', 'd', '[]')",
    "moves a request to their own team": "select portal.move_request('<request>', 'it')",
    "asks which team somebody is in": "select portal.teams('t-bona')",
    "asks for a file by the function behind": "select portal.attachment_for('t-ani', '<file>')",
    "asks what the audit found": "select * from portal.broken_links()",
    "asks what the check found": "select * from portal.faults()",
    "asks for another's password to be set": "select portal.set_password('x')",
    "applies a command directly": "select portal.apply_claim(row('t-bona', '{hr}', 'x', 0, 0, '{}'))",
    "judges in another's name": "select portal.judge('Claim', row('t-bona', '{hr}', 'x', 0, 0, '{}'))",
}


def copying(statement: str) -> Any:
    return lambda attacker: attacker.copied_out(statement)


COPIES = {
    "copies a table out": "copy portal.request to stdout",
    "copies a query out": "copy (select * from portal.message) to stdout",
    "copies a view out": "copy (select * from portal.stream_message) to stdout",
    "copies while deleting": "copy (delete from portal.message returning text) to stdout",
    "copies the passwords out": "copy pg_authid to stdout",
}


STREAMS = (*(stream.name for stream in streams.STREAMS), "device", "chunk", "meta", "enrolment", "forgotten")


def others_rows(attacker: Attacker) -> Any:
    """Everything that the way in gives, page by page, with every scope claimed and every stream asked for."""
    claimed = ("all", "team:hr", "team:it", "person:t-ani", "site:jakarta", "site:bandung", "%", "team:hr' or true --")
    reply = attacker.sync(scopes=claimed, full=STREAMS)
    while reply.get("next"):
        reply = attacker.sync(scopes=claimed, full=STREAMS, after=reply["next"])
    attacker.sync(scopes=claimed, snapshot=attacker.town.ids["beginning"])
    return attacker.sync(scopes=(), snapshot=attacker.town.ids["beginning"])


def every_file(attacker: Attacker) -> Any:
    return [attacker.run("select portal_api.chunk_get('<file>', 0)")]


ATTACKS = [
    *each(Who.EMPLOYEE, TABLE_READS),
    *each(Who.OTHER_AGENT, BEHIND),
    *(Attack(name, Who.LEAD, copying(statement)) for name, statement in COPIES.items()),
    *(
        Attack("asks the way in for everything, with every scope claimed", who, others_rows, End.USELESS)
        for who in (Who.EMPLOYEE, Who.OTHER_AGENT, Who.CONTRACTOR, Who.LEAD, Who.REQUESTER)
    ),
    *(
        Attack("fetches a file of a request that is not theirs", who, every_file, codes=("PT404",))
        for who in (Who.EMPLOYEE, Who.OTHER_AGENT, Who.CONTRACTOR, Who.LEAD)
    ),
    *each(
        Who.HR,
        {
            "reads the table of requests": "select * from portal.request",
            "reads what was refused": "select body from portal.event where outcome is not null",
            "reads the devices of others": "select * from portal.device",
        },
    ),
    *each(
        Who.REQUESTER,
        {"reads the team's notes on their own request": "select text from portal.message where requester is null"},
    ),
    *each(Who.CONTRACTOR, {"reads an article of another site": "select body from portal.article"}),
    Attack(
        "asks which pieces of another's file have come",
        Who.EMPLOYEE,
        sql("select portal_api.chunk_missing('<file>')"),
        codes=("PT404",),
    ),
]
