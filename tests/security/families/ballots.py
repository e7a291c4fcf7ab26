"""Answers without a name: answering twice or in a poll for others, and finding out who answered."""

from __future__ import annotations

import json
from typing import Any

from desktop_app.domain.feedback.questions import helped
from tests.security.attack import Attack, End, each
from tests.security.attacker import Attacker
from tests.security.persons import Who
from tests.server.ballot_bench import Voter, key_of

CAST = "select portal_api.ballot_cast(%s, %s, %s, %s)"
SIGN = "select portal_api.ballot_sign(%s, %s)"
YES = json.dumps(helped(True))
LEFT = frozenset({"portal.ticket", "portal.ballot", "portal.poll_count", "portal.told"})


def sign(blinded: bytes | None, poll: str = "poll") -> Any:
    return lambda attacker: attacker.run(SIGN, [attacker.town.ids[poll], blinded])


def cast(token: bytes | None, signature: bytes | None, answer: str = YES, poll: str = "poll") -> Any:
    return lambda attacker: attacker.run(CAST, [attacker.town.ids[poll], token, signature, answer])


def ticket(attacker: Attacker) -> Voter:
    """One that is good, for the poll that is for everybody."""
    poll = attacker.town.ids["poll"]
    return Voter(attacker.connection, poll, key_of(attacker.town.portal, poll)).sign()


def with_ticket(answer: str, poll: str = "poll") -> Any:
    """A good ticket, and something wrong beside it."""

    def act(attacker: Attacker) -> Any:
        mine = ticket(attacker)
        return cast(mine.token, mine.signature, answer, poll)(attacker)

    return act


def two_tickets(attacker: Attacker) -> Any:
    ticket(attacker)
    return ticket(attacker)


def twice(attacker: Attacker) -> Any:
    """One ticket, another answer: what counts is that there is one, and that it is the first."""
    mine = ticket(attacker)
    for helpful in (True, False):
        cast(mine.token, mine.signature, json.dumps(helped(helpful)))(attacker)
    return attacker.town.portal.admin.execute("select answer from portal.ballot").fetchall()


def at_an_older_moment(attacker: Attacker) -> Any:
    mine = ticket(attacker)
    attacker.run("begin isolation level repeatable read")
    return cast(mine.token, mine.signature)(attacker)


ATTACKS = [
    Attack(
        "takes a ticket for a poll of another team", Who.EMPLOYEE, sign(b"\x01" * 256, "poll of HR"), codes=("PT404",)
    ),
    Attack(
        "asks how a poll of another team goes",
        Who.CONTRACTOR,
        lambda a: a.run("select portal_api.ballot_open('<poll of HR>')"),
        codes=("PT404",),
    ),
    Attack(
        "answers a poll of another team", Who.LEAD, cast(b"x" * 32, b"x" * 256, YES, "poll of HR"), codes=("PT404",)
    ),
    Attack(
        "answers a poll of another team with a ticket for their own",
        Who.EMPLOYEE,
        with_ticket(YES, "poll of HR"),
        codes=("PT404",),
        leaves=LEFT,
    ),
    Attack("answers with a signature of their own making", Who.EMPLOYEE, cast(b"x" * 32, b"x" * 256), codes=("PT403",)),
    Attack("answers with a signature of nothing", Who.EMPLOYEE, cast(b"x" * 32, b"\x00" * 256), codes=("PT403",)),
    Attack("answers with a short signature", Who.EMPLOYEE, cast(b"x" * 32, b"\x01"), codes=("PT403",)),
    Attack("answers without a signature", Who.EMPLOYEE, cast(b"x" * 32, None), codes=("PT403",)),
    Attack("answers without a ticket", Who.EMPLOYEE, cast(None, b"x" * 256), codes=("PT403",)),
    Attack("has nothing signed", Who.EMPLOYEE, sign(b"\x00" * 256), codes=("PT422",)),
    Attack("has a number signed that signs everything", Who.EMPLOYEE, sign(b"\xff" * 256), codes=("PT422",)),
    Attack("has ten megabytes signed", Who.EMPLOYEE, sign(b"\x01" * 10_000_000), codes=("PT422",)),
    Attack("has null signed", Who.EMPLOYEE, sign(None), codes=("PT422",)),
    Attack("takes a second ticket", Who.EMPLOYEE, two_tickets, codes=("PT409",), leaves=LEFT),
    Attack(
        "answers twice with one ticket",
        Who.EMPLOYEE,
        twice,
        End.USELESS,
        leaves=LEFT,
        brings=lambda answers: answers == [(helped(True),)],
    ),
    Attack(
        "answers in a transaction that looks at an older moment",
        Who.EMPLOYEE,
        at_an_older_moment,
        codes=("PT412",),
        leaves=LEFT,
    ),
    *(
        Attack(name, Who.EMPLOYEE, with_ticket(answer), codes=("PT422",), leaves=LEFT)
        for name, answer in {
            "answers with a list": "[]",
            "answers with what is no JSON": "{",
            "answers a question that was not asked": '{"salary": "1"}',
            "answers with a hundred thousand levels": "[" * 100_000 + "]" * 100_000,
            "answers with a NUL": '{"helped": "\\u0000"}',
            "answers with a megabyte": json.dumps({"comment": "x" * 1_000_000}),
        }.items()
    ),
    *each(
        Who.HR,
        {
            "reads answers that are not counted": "select * from portal.ballot",
            "reads who took part": "select * from portal.ticket",
            "reads tickets that were used": "select * from portal.spent",
            "reads the key that signs": "select * from portal.signing_secret",
            "counts by the function behind": "select portal.count_ballots(null)",
            "closes a poll": "select portal.close_poll('<poll>')",
            "adds up numbers themselves": "insert into portal.tally values ('x')",
        },
    ),
]
