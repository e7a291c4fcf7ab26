"""What keeps articles true: asking others to read, doing another team's upkeep, and finding out who looked for what."""

from __future__ import annotations

import json
from typing import Any

from tests.security.attack import Attack, End, each, push
from tests.security.attacker import Attacker
from tests.security.persons import Who

PLAN = {"article": "plan"}
RULE = {"audience": "all", "major": 1, "due": "2026-12-31"}
READ = {"article": "plan", "language": "id", "version": 1}
COMMANDS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "asks everybody to read an article": ("SetAcknowledgementRule", {"article": "kantin"} | RULE, ("not_yours",)),
    "asks for an article of another team": ("SetAcknowledgementRule", PLAN | RULE, ("unknown",)),
    "takes back what others ask": ("WithdrawAcknowledgementRule", {"article": "kantin"}, ("not_yours",)),
    "reminds everybody": ("RemindAcknowledgement", {"article": "kantin"}, ("not_yours",)),
    "reminds of an article of another team": ("RemindAcknowledgement", PLAN, ("unknown",)),
    "declines an article for another team": ("DeclineArticle", READ | {"reason": "x"}, ("unknown",)),
    "does the upkeep of another team": ("CompleteUpkeep", {"upkeep": "upkeep-of-hr"}, ("unknown",)),
    "does an upkeep that is a pattern": ("CompleteUpkeep", {"upkeep": "%"}, ("unknown",)),
}


def report(said: Any) -> Any:
    return lambda attacker: attacker.run("select portal_api.report(%s)", [said])


def counted(*said: Any) -> Any:
    """Says it, and looks at what was counted of it."""

    def act(attacker: Attacker) -> Any:
        for each_one in said:
            report(json.dumps(each_one))(attacker)
        admin = attacker.town.portal.admin
        found = admin.execute("select words from portal.gap").fetchall()
        return [*found, *admin.execute("select article from portal.visit").fetchall()]

    return act


def at_an_older_moment(attacker: Attacker) -> Any:
    attacker.run("begin isolation level repeatable read")
    return report('{"words": "kursi", "language": "id"}')(attacker)


def over_the_open_session(attacker: Attacker) -> Any:
    said = '{"words": "kursi", "language": "id"}'
    return attacker.town.opened["open"].execute("select portal_api.report(%s)", [said])


ATTACKS = [
    *(
        Attack(name, Who.EMPLOYEE, push(kind, body), End.RECORDED, codes=codes)
        for name, (kind, body, codes) in COMMANDS.items()
    ),
    *(
        Attack(name, Who.EMPLOYEE, report(said), codes=("PT422",))
        for name, said in {
            "counts what is no JSON": "{", "counts a list": "[]", "counts nothing": None,
            "counts a hundred thousand levels": "[" * 100_000 + "]" * 100_000,
            "counts a NUL": '{"words": "\\u0000"}', "counts a megabyte": json.dumps({"words": "x" * 1_000_000}),
        }.items()
    ),
    Attack("counts over a session that was still open", Who.LEAVER, over_the_open_session, codes=("PT403",)),
    Attack("counts in a transaction that looks at an older moment", Who.EMPLOYEE, at_an_older_moment, codes=("PT412",)),
    Attack(
        "has a colleague's name counted, so that a team reads it",
        Who.EMPLOYEE,
        counted(
            {"words": "gaji bona", "language": "id"}, {"words": "t-bona", "language": "id"},
            {"words": "0812 3456 7890", "language": "id"}, {"words": "bona@example", "language": "id"},
        ),
        End.USELESS,
        brings=lambda found: found == [],
    ),
    Attack(
        "finds out by counting whether an article of another team is there",
        Who.EMPLOYEE,
        counted({"article": "plan", "read": 1}, {"article": "nothing", "read": 1}),
        End.USELESS,
        brings=lambda found: found == [],
    ),
    *each(
        Who.HR,
        {
            "reads what was looked for": "select * from portal.gap",
            "reads how articles were used today": "select * from portal.visit",
            "counts a gap by the function behind": "select portal.count_gap('{}')",
            "makes upkeep themselves": "select portal.need('x', 'it', 'gap', null, 'id', 'x', 3, '', '')",
            "has a round made": "select portal.every_round(0)",
        },
    ),
]  # fmt: skip
