"""What an error, a notice or a plan tells, and what can be asked by making one: leaky operators, casts, keys."""

from __future__ import annotations

from typing import Any

from tests.security.attack import Attack, End, each, sql
from tests.security.attacker import Attacker
from tests.security.persons import Who

OPERATORS = {
    "divides by what a row says": "select * from portal.request where 1 / (ascii(subject) - 114) = 1",
    "casts a secret to a number to read it in the error": "select * from portal.message where text::int = 1",
    "casts in the list, not in the condition": "select text::int from portal.message",
    "casts a secret to a date": "select * from portal.request where subject::date = 'today'",
    "compares by a pattern": "select * from portal.request where subject like 'rahasia%'",
    "compares by a regular expression that is wrong": "select * from portal.message where 'a' ~ text",
    "reads JSON out of a secret": "select * from portal.message where text::jsonb ? 'a'",
    "orders by a secret": "select 1 from portal.message order by text",
    "groups by a secret": "select count(*) from portal.message group by text",
    "joins with what it guesses": "select 1 from (values ('t-ani')) v (l) join portal.request r on r.requester = v.l",
    "inserts to see whether a key is used": "insert into portal.request (id) values ('<request>')",
    "inserts and looks away when it is": "insert into portal.request (id) values ('<request>') on conflict do nothing",
    "merges to see what matches": "merge into portal.request r using (values (1)) v on r.id = '<request>'"
    " when matched then do nothing",
    "asks for a plan to see estimates": "explain select * from portal.request where requester = 't-ani'",
    "asks for a generic plan": "explain (generic_plan) select * from portal.request where id = $1",
    "makes an error with all details": ("set client_min_messages = debug5", "select * from portal.request"),
}
"""PostgreSQL asks for the right to a table before it runs any of these: the point is that it says nothing beside."""


def plans(attacker: Attacker) -> Any:
    """What the functions of the way in do, planned and logged as loudly as anybody may ask for."""
    for setting in (
        "debug_print_plan = on",
        "debug_print_rewritten = on",
        "debug_print_parse = on",
        "client_min_messages = debug5",
        "debug_pretty_print = on",
    ):
        attacker.run(f"set {setting}")
    attacker.sync([attacker.command("Claim", {"request": "<request>"})], full=("request", "message"))
    return attacker.run(
        "explain (analyze, verbose, buffers, settings) select portal_api.hello(%s, 1)", [attacker.device]
    )


def counted(attacker: Attacker, statement: str) -> str:
    """What running it costs in blocks, which does not depend on the machine."""
    attacker.run(f"select {statement}")
    return str(attacker.run(f"explain (analyze, buffers, timing off, summary off, costs off) select {statement}"))


def one_or_the_other(kind: str, body: str, there: str, not_there: str) -> Any:
    """The codes for something that is there and is another's, and for something that is not there."""

    def act(attacker: Attacker) -> Any:
        return [attacker.push(kind, body.replace("?", thing)) for thing in (there, not_there)]

    return act


def alike(brought: Any) -> bool:
    return bool(brought[0] == brought[1])


def words_alike(attacker: Attacker) -> Any:
    """Everything that comes back for a file of another and for none, but for the reply's numbers."""
    told = []
    for file in ("<file>", "nothing/0"):
        attacker.heard.clear()
        try:
            attacker.run(f"select portal_api.chunk_get('{file}', 0)")
        except Exception as failed:  # noqa: BLE001 - whatever it is, it must be the same
            told.append(type(failed).__name__ + "|".join(sorted(attacker.heard)))
    return told


def follows_alike(attacker: Attacker) -> Any:
    return [
        attacker.run(f"select portal_api.follow('{attacker.device}', 1, '{id}')") for id in ("<request>", "nothing")
    ]


def ids_alike(attacker: Attacker) -> Any:
    """A command under the id of another's request, and of another's reply: no more than that it failed is told."""
    body = {"form": "question", "version": 1, "subject": "s", "answers": {"text": "t"}, "today": "1970-01-01"}
    reply = attacker.sync([attacker.command("Submit", body, id=attacker.town.ids["request"])])
    return [outcome["code"] for _, outcome in reply["outcomes"]]


UNKNOWN = {
    "tells a request of others from none": ("AddReply", '{"request": "?", "text": "x"}', "<request>", "nothing"),
    "tells a finished request of others from none": (
        "Reopen",
        '{"request": "?", "text": "x"}',
        "<resolved>",
        "nothing",
    ),
    "tells a task of others from none": ("CompleteTask", '{"task": "?"}', "<task>", "nothing"),
    "tells an article for others from none": (
        "AcknowledgeArticle",
        '{"article": "?", "language": "id", "version": 1}',
        "plan",
        "nothing",
    ),
}

ATTACKS = [
    *each(Who.EMPLOYEE, OPERATORS),
    *(
        Attack(
            f"by the outcome {name}",
            Who.CONTRACTOR,
            one_or_the_other(*pair),
            End.USELESS,
            leaves=frozenset({"what was refused"}),
            brings=alike,
        )
        for name, pair in UNKNOWN.items()
    ),
    Attack("by the error tells a file of others from none", Who.EMPLOYEE, words_alike, End.USELESS, brings=alike),
    Attack(
        "by the channel tells a request of others from none", Who.EMPLOYEE, follows_alike, End.USELESS, brings=alike
    ),
    Attack(
        "sends a command under the id of another's request", Who.EMPLOYEE, ids_alike, End.RECORDED, codes=("failed",)
    ),
    Attack(
        "reads the plans of the way in as the database prints them",
        Who.OTHER_AGENT,
        plans,
        End.USELESS,
        leaves=frozenset({"what was refused"}),
    ),
    Attack(
        "reads a cursor that is none in an error",
        Who.EMPLOYEE,
        lambda a: a.sync(snapshot="1:1:'or/**/true--"),
        codes=("22P02",),
    ),
    Attack(
        "writes an error of their own into the place of a page",
        Who.EMPLOYEE,
        lambda a: a.sync(full=("request",), after=["request", {"a": 1}]),
        End.USELESS,
    ),
    Attack(
        "asks for a page after a key that is no number",
        Who.EMPLOYEE,
        lambda a: a.sync(full=("form",), after=["form", "question", "one"]),
        codes=("22P02",),
    ),
    Attack(
        "asks the database for its own error by a wrong function",
        Who.EMPLOYEE,
        sql("select portal_api.sync(1)"),
        codes=("42883",),
    ),
]
