"""Commands that lie: about who, when, which number, which device, which request, and what may be done to it."""

from __future__ import annotations

from typing import Any

from tests.security.attack import Attack, End, push
from tests.security.attacker import Attacker, codes
from tests.security.persons import Who
from tests.server.portal_bench import NOW

AT = int(NOW.timestamp() * 1_000_000)
SUBMIT = {"form": "question", "version": 1, "subject": "s", "answers": {"text": "t"}, "today": NOW.date().isoformat()}
REQUEST = {"request": "<request>"}
FORGED_NAMES = dict.fromkeys(("person", "author", "actor", "me", "login", "assignee", "requester"), "t-bona")

NOT_THEIRS: dict[str, dict[str, Any]] = {
    "AddReply": {"text": "x"},
    "AskRequester": {"text": "x"},
    "Claim": {},
    "TakeOver": {"of": "t-bona"},
    "Release": {},
    "WaitForOther": {},
    "Resume": {},
    "Resolve": {"text": "x"},
    "Close": {},
    "Reopen": {"text": "x"},
    "Rate": {"stars": 1},
    "Cancel": {},
}
"""What can be done to a request: every one by somebody it is none of the business of."""

BY_THE_REQUESTER: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "takes their own request": ("Claim", {}, ("not_yours", "wrong_state")),
    "resolves their own request": ("Resolve", {"text": "x"}, ("not_yours", "wrong_state")),
    "releases their own request": ("Release", {}, ("not_yours",)),
    "takes it over by name": ("TakeOver", {"of": "t-bona"}, ("not_yours",)),
    "writes a note only the team may write": ("AddReply", {"text": "x", "internal": True}, ("not_yours",)),
    "answers and takes": ("AddReply", {"text": "x", "take": True}, ("not_yours",)),
    "asks themselves": ("AskRequester", {"text": "x"}, ("not_yours",)),
    "rates before there is anything to rate": ("Rate", {"stars": 5}, ("wrong_state",)),
    "closes what is not resolved": ("Close", {}, ("wrong_state", "not_yours")),
    "reopens what is open": ("Reopen", {"text": "x"}, ("wrong_state",)),
    "says nothing": ("AddReply", {"text": " \u00a0\n"}, ("empty",)),
    "says too much": ("AddReply", {"text": "x" * 20_001}, ("too_long",)),
}
RATINGS: dict[str, dict[str, Any]] = {
    "rates with six stars": {"stars": 6},
    "rates with no star": {"stars": 0},
    "rates with half a star": {"stars": 0.5},
    "rates with stars in words": {"stars": "5"},
    "rates with a list of stars": {"stars": [5]},
    "rates with a million stars": {"stars": 10**6},
}
BY_HR: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "takes what a colleague has": ("Claim", REQUEST, ("taken", "wrong_state")),
    "takes it over from somebody who has it not": ("TakeOver", REQUEST | {"of": "t-citra"}, ("taken",)),
    "replies to what a colleague has": ("AddReply", REQUEST | {"text": "x"}, ("taken",)),
    "resolves what a colleague has": ("Resolve", REQUEST | {"text": "x"}, ("taken",)),
    "cancels what another asked for": ("Cancel", REQUEST, ("not_yours", "taken")),
    "rates in the place of the requester": ("Rate", {"request": "<resolved>", "stars": 5}, ("not_yours", "taken")),
    "takes part in what another team was asked": ("Claim", {"request": "nothing"}, ("unknown",)),
}
KINDS = {
    "sends a kind that nobody has": ("Teleport", {}, ("unknown_command",)),
    "sends the name of a function as a kind": ("apply_claim", REQUEST, ("unknown_command",)),
    "sends SQL as a kind": ("Claim'; drop table portal.event; --", REQUEST, ("unknown_command",)),
    "sends a kind in small letters": ("claim", REQUEST, ("unknown_command",)),
    "sends no kind": ("", REQUEST, ("unknown_command",)),
    "moves a request by a kind": ("MoveRequest", REQUEST | {"team": "it"}, ("unknown_command",)),
    "ticks a task of another": ("CompleteTask", {"task": "<task>"}, ("unknown",)),
    "unticks a task of another": ("ReopenTask", {"task": "<task>"}, ("unknown",)),
    "acknowledges an article for another team": (
        "AcknowledgeArticle",
        {"article": "plan", "language": "id", "version": 1},
        ("unknown",),
    ),
    "acknowledges a version that is not out": (
        "AcknowledgeArticle",
        {"article": "leave", "language": "id", "version": 99},
        ("unknown",),
    ),
    "names a request by a pattern": ("Claim", {"request": "%"}, ("unknown",)),
    "names a request by its number": ("Claim", {"request": "<number>"}, ("unknown",)),
    "names a request by a list": ("Claim", {"request": ["<request>"]}, ("unknown",)),
}


def forged_actor(attacker: Attacker) -> Any:
    return attacker.push("AddReply", REQUEST | {"text": "x"} | FORGED_NAMES)


def forged_actor_where_allowed(attacker: Attacker) -> Any:
    """Also where the command is theirs to give, whose it is does not come from what it says."""
    body = {"request": "<own>", "text": "x"} | FORGED_NAMES
    assert attacker.push("AddReply", body) == [None]
    admin, device = attacker.town.portal.admin, attacker.device
    found = admin.execute(
        "select m.author, e.person, m.requester from portal.event e join portal.message m on m.id = e.id"
        " where e.device = %s",
        [device],
    ).fetchall()
    attacker.town.undo(device)
    return found


def forged_time(attacker: Attacker) -> Any:
    """The device's clock is shown and decides nothing: received is the database's."""
    before = attacker.town.portal.value("select portal.now()")
    assert attacker.push("AddReply", {"request": "<own>", "text": "x"}, at=1) == [None]
    admin, device = attacker.town.portal.admin, attacker.device
    [(received, event)] = admin.execute(
        "select m.received, e.received from portal.event e join portal.message m on m.id = e.id where e.device = %s",
        [device],
    ).fetchall()
    attacker.town.undo(device)
    return received >= before and event >= before


def numbers(*forged: Any) -> Any:
    """Commands under these numbers; brings what was taken."""

    def act(attacker: Attacker) -> Any:
        lines = [attacker.command("Claim", REQUEST, no=no) for no in forged]
        return [no for no, _ in attacker.sync(lines)["outcomes"]]

    return act


def nothing_taken(brought: Any) -> bool:
    return bool(brought == [])


def quota_by_a_last_number(attacker: Attacker) -> Any:
    """A batch that ends with a number already used: what is new in it counts all the same."""
    attacker.town.portal.admin.execute(
        "update portal.device set quota_hour = portal.now() / 3600000000, quota_used = 1990 where id = %s",
        [attacker.device],
    )
    first = attacker.command("Claim", REQUEST)
    lines = [first] + [attacker.command("Claim", REQUEST) for _ in range(20)]
    return attacker.sync([*lines, first])


def quota(attacker: Attacker) -> Any:
    attacker.town.portal.admin.execute(
        "update portal.device set quota_hour = portal.now() / 3600000000, quota_used = 2000 where id = %s",
        [attacker.town.device(attacker.login)],
    )
    return attacker.push("Claim", REQUEST)


def double(attacker: Attacker) -> Any:
    attacker.push("Claim", REQUEST)
    attacker._no = 0
    return attacker.push("Claim", REQUEST)


def another_hash(attacker: Attacker) -> Any:
    """More parts in a line than the application sends: none is taken for a column."""
    line = attacker.command("Claim", REQUEST)
    reply = attacker.sync([[*line, None, "<request>", "t-ani", "hr", {}, 0, "\\x00"]])
    return codes(reply)


def revoked(attacker: Attacker) -> Any:
    attacker.town.portal.admin.execute("update portal.device set revoked = true where id = %s", [attacker.device])
    return attacker.push("Claim", REQUEST)


def under_an_id(id: str) -> Any:
    return lambda attacker: attacker.push("Teleport", {}, id=id)


def as_commands(text: str) -> Any:
    return lambda attacker: attacker.sync(text)


BROKEN = {
    "sends commands that are no list": '{"a": 1}',
    "sends a number in the place of commands": "1",
    "sends text in the place of commands": '"x"',
}
ATTACKS = [
    *(
        Attack(
            f"sends {kind} to a request that is not theirs",
            who,
            push(kind, REQUEST | more),
            End.RECORDED,
            codes=("unknown",),
        )
        for kind, more in NOT_THEIRS.items()
        for who in ((Who.EMPLOYEE, Who.OTHER_AGENT) if kind in ("AddReply", "Claim", "Resolve") else (Who.OTHER_AGENT,))
    ),
    *(
        Attack(name, Who.REQUESTER, push(kind, REQUEST | more), End.RECORDED, codes=codes_)
        for name, (kind, more, codes_) in BY_THE_REQUESTER.items()
    ),
    *(
        Attack(name, Who.REQUESTER, push("Rate", {"request": "<resolved>"} | more), End.RECORDED, codes=("invalid",))
        for name, more in RATINGS.items()
    ),
    *(
        Attack(name, Who.HR, push(kind, body), End.RECORDED, codes=codes_)
        for name, (kind, body, codes_) in BY_HR.items()
    ),
    *(
        Attack(name, Who.EMPLOYEE, push(kind, body), End.RECORDED, codes=codes_)
        for name, (kind, body, codes_) in KINDS.items()
    ),
    Attack("says in a command that another gives it", Who.EMPLOYEE, forged_actor, End.RECORDED, codes=("unknown",)),
    Attack(
        "says in their own command that another gives it",
        Who.EMPLOYEE,
        forged_actor_where_allowed,
        End.USELESS,
        brings=lambda found: found == [("t-eka", "t-eka", "t-eka")],
    ),
    Attack("says that a command was received long ago", Who.EMPLOYEE, forged_time, End.USELESS, brings=bool),
    Attack("gives a time before 1970", Who.EMPLOYEE, push("Claim", REQUEST, at=-1), End.RECORDED, codes=("invalid",)),
    Attack(
        "gives a time that no calendar has",
        Who.EMPLOYEE,
        push("Claim", REQUEST, at=9 * 10**18),
        End.RECORDED,
        codes=("invalid",),
    ),
    Attack("gives a time that no number holds", Who.EMPLOYEE, push("Claim", REQUEST, at=10**30), codes=("22003",)),
    Attack("gives a time in words", Who.EMPLOYEE, push("Claim", REQUEST, at="now"), codes=("22P02",)),
    Attack("begins with the number after the next", Who.EMPLOYEE, numbers(2), End.USELESS, brings=nothing_taken),
    Attack("begins with the largest number there is", Who.EMPLOYEE, numbers(2**31 - 1), codes=("PT429",)),
    Attack("begins with a number below one", Who.EMPLOYEE, numbers(0), codes=("P0002",)),
    Attack("begins with a number far below one", Who.EMPLOYEE, numbers(-(2**31)), codes=("P0002", "22003")),
    Attack("gives a number that no number holds", Who.EMPLOYEE, numbers(2**40), codes=("22003",)),
    Attack("gives a number in words", Who.EMPLOYEE, numbers("one"), codes=("22P02",)),
    Attack("gives no number", Who.EMPLOYEE, numbers(None), codes=("22004", "23502", "PT422")),
    Attack(
        "sends another command under a number that was used",
        Who.EMPLOYEE,
        double,
        codes=("PT409",),
        leaves=frozenset({"what was refused"}),
    ),
    Attack(
        "hides new commands from the quota behind an old number",
        Who.EMPLOYEE,
        quota_by_a_last_number,
        codes=("PT429", "PT422"),
    ),
    Attack("goes on when the quota of the hour is used on another device", Who.EMPLOYEE, quota, codes=("PT429",)),
    Attack("sends columns behind a command", Who.EMPLOYEE, another_hash, End.RECORDED, codes=("unknown",)),
    Attack("sends from a device that was revoked", Who.EMPLOYEE, revoked, codes=("PT403",)),
    Attack(
        "names a device with nothing", Who.EMPLOYEE, lambda a: a.run("select portal_api.hello('', 1)"), codes=("PT403",)
    ),
    Attack(
        "names a device with null", Who.EMPLOYEE, lambda a: a.run("select portal_api.hello(null, 1)"), codes=("PT403",)
    ),
    Attack(
        "names a device with a novel",
        Who.EMPLOYEE,
        lambda a: a.run("select portal_api.hello(repeat('x', 65), 1)"),
        codes=("PT403",),
    ),
    Attack(
        "speaks a schema to come", Who.EMPLOYEE, lambda a: a.run("select portal_api.hello('x', 99)"), codes=("PT426",)
    ),
    Attack("speaks no schema", Who.EMPLOYEE, lambda a: a.run("select portal_api.hello('x', null)"), codes=("PT426",)),
    Attack("gives a command no id", Who.EMPLOYEE, under_an_id(""), End.RECORDED, codes=("invalid",)),
    Attack("gives a command an endless id", Who.EMPLOYEE, under_an_id("x" * 65), End.RECORDED, codes=("invalid",)),
    Attack(
        "raises a request under the id of another's",
        Who.EMPLOYEE,
        lambda a: a.push("Submit", SUBMIT, id=a.town.ids["request"], at=AT),
        End.RECORDED,
        codes=("failed",),
    ),
    Attack(
        "says a message under the id of another's",
        Who.EMPLOYEE,
        lambda a: a.push("AddReply", {"request": "<own>", "text": "x"}, id=a.town.ids["reply"]),
        End.RECORDED,
        codes=("failed",),
    ),
    *(
        Attack(name, Who.EMPLOYEE, as_commands(text), codes=("22023", "PT422", "22004", "42804"))
        for name, text in BROKEN.items()
    ),
]
