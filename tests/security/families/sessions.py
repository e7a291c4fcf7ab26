"""Settings of a session that could bend what is stored, compared or hashed: the same commands leave the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from psycopg.rows import dict_row

from tests.security.attack import Attack, End
from tests.security.attacker import Attacker
from tests.security.persons import Who
from tests.server.portal_bench import NOW, some_id

TODAY = NOW.date().isoformat()
AT = int(NOW.timestamp() * 1_000_000)
SETTINGS = {
    "DateStyle": "'SQL, DMY'",
    "TimeZone": "'Pacific/Kiritimati'",
    "extra_float_digits": "-15",
    "search_path": "pg_temp, portal, public",
    "bytea_output": "'escape'",
    "IntervalStyle": "'sql_standard'",
    "lc_monetary": "'C.UTF-8'",
    "standard_conforming_strings": "off",
    "backslash_quote": "on",
    "escape_string_warning": "off",
    "quote_all_identifiers": "on",
    "row_security": "on",
    "array_nulls": "off",
    "xmlbinary": "'hex'",
    "xmloption": "'document'",
    "transform_null_equals": "on",
    "default_text_search_config": "'simple'",
    "default_transaction_deferrable": "on",
    "plan_cache_mode": "force_custom_plan",
    "enable_indexscan": "off",
    "enable_seqscan": "on",
    "jit": "on",
    "debug_parallel_query": "on",
    "work_mem": "'64kB'",
    "synchronous_commit": "off",
    "check_function_bodies": "off",
    "geqo_threshold": "2",
    "join_collapse_limit": "1",
    "gin_fuzzy_search_limit": "1",
    "commit_siblings": "0",
    "client_min_messages": "debug5",
}
STRICTER = {
    "reads only": ("set default_transaction_read_only = on", "25006"),
    "reads as of one moment": ("set default_transaction_isolation = 'repeatable read'", "PT412"),
    "sees others in order": ("set default_transaction_isolation = 'serializable'", "PT412"),
    "reads and writes another alphabet": ("set client_encoding = 'LATIN1'", "22P05"),
    "wants no policies": ("set row_security = off", "42501"),
}
"""Settings with which the way in refuses to work, and by what code."""

WORDS = "Žluťoučký “kůň” \\ \\\\ 'a' \" \n 1e5 0.1 𝒜 ﬁ é\u0301 $1 %s \\x41"


def story(attacker: Attacker) -> dict[str, Any]:
    """Commands that touch whatever a setting could touch: words, dates, numbers, a wrong e-mail, a wrong file."""
    id = some_id()
    form = {"version": 1, "today": TODAY}
    asked = {
        "form": "decided",
        "subject": WORDS,
        "answers": {"kind": "three", "amount": 1000, "day": "2026-12-01"},
        **form,
    }
    wrong = {"form": "decided", "subject": "x", "answers": {"kind": "one", "contact": "a@b!c"}, **form}
    body = {"request": id, "text": WORDS}
    reply = attacker.sync(
        [
            attacker.command("Submit", asked, id=id, at=AT),
            attacker.command("AddReply", body, at=AT),
            attacker.command("Submit", wrong, at=AT),
            attacker.command("Submit", asked | {"answers": {"kind": "one", "day": "2026-02-30"}}, at=AT),
            attacker.command("Submit", asked | {"today": "25/11/2026"}, at=AT),
            attacker.command("AddReply", body | {"files": [{"name": "a\\b", "size": 1, "sha256": "a" * 64}]}, at=AT),
            attacker.command("Cancel", {"request": id}, at=AT),
        ]
    )
    return {"codes": [outcome and outcome["code"] for _, outcome in reply["outcomes"]], **left(attacker, id)}


def left(attacker: Attacker, request: str) -> dict[str, Any]:
    """What the story left, but for ids, numbers and times that differ anyway; and whether its chain holds."""
    admin, device = attacker.town.portal.admin, attacker.device
    with admin.cursor(row_factory=dict_row) as cursor:
        rows = {
            "request": cursor.execute("select * from portal.request where id = %s", [request]).fetchall(),
            "message": cursor.execute("select * from portal.message where request = %s", [request]).fetchall(),
            "event": cursor.execute("select * from portal.event where device = %s order by no", [device]).fetchall(),
        }
    broken = admin.execute("select * from portal.broken_links() where device = %s", [device]).fetchall()
    for row in (row for found in rows.values() for row in found):
        for name in ("id", "request", "number", "received", "resolved", "changed", "hash", "device", "body"):
            row.pop(name, None)
    return {"rows": json.dumps(rows, sort_keys=True), "broken": broken}


def told(attacker: Attacker) -> dict[str, Any]:
    try:
        return story(attacker)
    finally:
        attacker.town.undo(attacker.device)


def bent(setting: str, value: str) -> Callable[[Attacker], Any]:
    """The same story in a plain session and in a bent one."""

    def act(attacker: Attacker) -> Any:
        with Attacker(attacker.town, Who.EMPLOYEE) as straight:
            expected = told(straight)
        attacker.run(f"set {setting} = {value}")
        return expected, told(attacker)

    return act


def after(statement: str) -> Callable[[Attacker], Any]:
    """The story, told when this has been said."""
    return lambda attacker: (attacker.run(statement), story(attacker))


def the_same(brought: Any) -> bool:
    expected, got = brought
    assert expected["codes"] == [None, None, *(["invalid_answers"] * 2), "wrong_date", "invalid_file", None]
    assert expected["broken"] == []
    return bool(expected == got)


def at_start(**options: str) -> Callable[[Attacker], Any]:
    """Settings given while connecting, before anything else could be said."""

    def act(attacker: Attacker) -> Any:
        attacker.connect(options=" ".join(f"-c {name}={value}" for name, value in options.items()))
        return attacker.run("select portal_api.hello(%s, 1)::json ->> 'login'", [attacker.device])

    return act


def shadowed(attacker: Attacker) -> Any:
    """A name before the catalogue's needs a place to stand in, and there is none."""
    attacker.run("set search_path = pg_temp, public, pg_catalog")
    attacker.run("create function pg_temp.sha256(bytea) returns bytea language sql as 'select $1'")


ATTACKS = [
    *(
        Attack(
            f"sets {setting} to {value} and pushes",
            Who.EMPLOYEE,
            bent(setting, value),
            End.USELESS,
            leaves=frozenset({"what was refused"}),
            brings=the_same,
        )
        for setting, value in SETTINGS.items()
    ),
    *(
        Attack(
            f"has a session that {name}, and pushes",
            Who.EMPLOYEE,
            after(statement),
            codes=(code,),
        )
        for name, (statement, code) in STRICTER.items()
    ),
    Attack(
        "pulls from a transaction that looks at an older moment",
        Who.EMPLOYEE,
        lambda a: (a.run("begin isolation level repeatable read"), a.sync()),
        codes=("PT412",),
    ),
    Attack("puts a function before the catalogue's", Who.EMPLOYEE, shadowed),
    Attack("begins with the role of the owner", Who.EMPLOYEE, at_start(role="portal_owner"), codes=("42501", None)),
    Attack("begins as a colleague", Who.EMPLOYEE, at_start(session_authorization="t-bona"), codes=("42501", None)),
    Attack(
        "begins with replication switched",
        Who.EMPLOYEE,
        at_start(session_replication_role="replica"),
        codes=("42501", None),
    ),
    Attack(
        "begins with a library", Who.EMPLOYEE, at_start(session_preload_libraries="auto_explain"), codes=("42501", None)
    ),
    Attack("begins without a log", Who.EMPLOYEE, at_start(log_statement="none"), codes=("42501", None)),
    Attack("begins with a search path of their own", Who.EMPLOYEE, at_start(search_path="pg_temp"), End.USELESS),
]
