"""Answers that do not fit the form, and answers that choose what the form decides: team, priority, approver."""

from __future__ import annotations

from typing import Any

from tests.security.attack import Attack, End
from tests.security.attacker import Attacker
from tests.security.persons import Who
from tests.server.portal_bench import NOW, some_id

AT = int(NOW.timestamp() * 1_000_000)
TODAY = NOW.date().isoformat()
LINE = {"what": "x", "amount": 1}

UNFIT: dict[str, Any] = {
    "leaves out what must be answered": {},
    "answers a field that the form has not": {"kind": "one", "salary": 1},
    "chooses what is not offered": {"kind": "four"},
    "chooses by a list": {"kind": ["one"]},
    "chooses three of at most two": {"kind": "one", "many": ["one", "two", "three"]},
    "chooses one thing twice": {"kind": "one", "many": ["one", "one"]},
    "gives an address that is none": {"kind": "one", "contact": "a@b"},
    "gives an address with a line behind it": {"kind": "one", "contact": "a@b.id\nBcc: x@y.id"},
    "gives more money than allowed": {"kind": "one", "amount": 1001},
    "gives less than no money": {"kind": "one", "amount": -1},
    "gives money with cents": {"kind": "one", "amount": 1.5},
    "gives money in an exponent": {"kind": "one", "amount": 1e30},
    "gives money in words": {"kind": "one", "amount": "1"},
    "gives a day that no month has": {"kind": "one", "day": "2026-02-30"},
    "gives a day in another order": {"kind": "one", "day": "01-12-2026"},
    "gives a day as a number": {"kind": "one", "day": 20261201},
    "gives a table of text": {"kind": "one", "lines": "x"},
    "gives a table with too many lines": {"kind": "one", "lines": [LINE] * 3},
    "gives a table with a column of its own": {"kind": "one", "lines": [LINE | {"total": 1}]},
    "gives a line without what it must have": {"kind": "one", "lines": [{"what": "x"}]},
    "gives a cell that is a list": {"kind": "one", "lines": [{"what": ["x"], "amount": 1}]},
    "answers with a list of answers": [],
    "answers with nothing": None,
    "answers with text": "x",
}
NO_FILES: dict[str, Any] = {
    "announces a file of a gigabyte": {"size": 2**30},
    "announces a file without a byte": {"size": 0},
    "announces a file with a path for a name": {"name": "../../etc/passwd.pdf"},
    "announces a file with a line in its name": {"name": "a\nb.pdf"},
    "announces a program": {"name": "x.exe"},
    "announces a file without a real hash": {"sha256": "x"},
    "announces a file with a hash in capitals": {"sha256": "A" * 64},
    "announces a file that says who sent it": {"sender": "t-bona"},
    "announces a file in quotes": {"size": "3"},
}
FILE = {"name": "a.pdf", "size": 3, "sha256": "a" * 64}


def submit(form: str, answers: Any, **more: Any) -> dict[str, Any]:
    return {"form": form, "version": 1, "subject": "s", "answers": answers, "today": TODAY} | more


def asking(form: str, answers: Any, **more: Any) -> Any:
    return lambda attacker: attacker.push("Submit", submit(form, answers, **more), at=AT)


def decided(answers: dict[str, Any], **claimed: Any) -> Any:
    """Raises a request that claims what it is to be; brings what the database made of it, and takes it back."""

    def act(attacker: Attacker) -> Any:
        id, admin = some_id(), attacker.town.portal.admin
        body = submit("decided", answers) | claimed
        assert attacker.push("Submit", body, id=id, at=AT) == [None]
        try:
            return admin.execute(
                "select requester, team, priority, approvals, state, assignee, answers"
                " from portal.request where id = %s",
                [id],
            ).fetchone()
        finally:
            attacker.town.undo(attacker.device)

    return act


CLAIMED: dict[str, dict[str, Any]] = {
    "chooses the team": {"team": "it"},
    "chooses the priority": {"priority": "emergency"},
    "chooses the approver": {"approvals": ["t-eka"]},
    "chooses the state": {"state": "resolved", "assignee": "t-eka"},
    "chooses the number": {"number": "HR-1"},
    "chooses who asked": {"requester": "t-bona", "person": "t-bona"},
    "chooses when it came": {"received": 0, "written": 0},
    "chooses the calendar": {"calendar": "night@1"},
    "chooses the context of conditions": {"me.kind": "lead", "context": {"me.team": "hr"}},
}
FAIR: tuple[Any, ...] = ("t-eka", "hr", "normal", [], "new", None, {"kind": "one"})

ATTACKS = [
    *(
        Attack(name, Who.EMPLOYEE, asking("decided", answers), End.RECORDED, codes=("invalid_answers", "failed"))
        for name, answers in UNFIT.items()
    ),
    *(
        Attack(
            name,
            Who.CONTRACTOR,
            asking("proof", {"text": "x", "paper": [FILE | more]}),
            End.RECORDED,
            codes=("invalid_answers", "invalid_file"),
        )
        for name, more in NO_FILES.items()
    ),
    *(
        Attack(
            f"{name} of a request beside its answers",
            Who.EMPLOYEE,
            decided({"kind": "one"}, **claimed),
            End.USELESS,
            brings=lambda row: row == FAIR,
        )
        for name, claimed in CLAIMED.items()
    ),
    Attack(
        "answers so that an approver is needed, and says that none is",
        Who.EMPLOYEE,
        decided({"kind": "three"}, approvals=[], priority="low"),
        End.USELESS,
        brings=lambda row: row[2:4] == ("high", ["manager"]),
    ),
    Attack(
        "answers a field that does not show",
        Who.EMPLOYEE,
        decided({"kind": "two", "why": "x"}),
        End.USELESS,
        brings=lambda row: row[6] == {"kind": "two"},
    ),
    Attack(
        "answers what the form notes itself",
        Who.EMPLOYEE,
        decided({"kind": "one", "confirmed": ["x"]}),
        End.USELESS,
        brings=lambda row: row[6] == {"kind": "one"},
    ),
    Attack(
        "asks with a form that was withdrawn",
        Who.EMPLOYEE,
        asking("gone", {"text": "x"}),
        End.RECORDED,
        codes=("form_withdrawn",),
    ),
    Attack("asks with a form that is not there", Who.EMPLOYEE, asking("payroll", {}), End.RECORDED, codes=("unknown",)),
    Attack(
        "asks with a version to come",
        Who.EMPLOYEE,
        asking("decided", {"kind": "one"}, version=2),
        End.RECORDED,
        codes=("unknown",),
    ),
    Attack(
        "says that today is another year",
        Who.EMPLOYEE,
        asking("decided", {"kind": "one"}, today="2020-01-01"),
        End.RECORDED,
        codes=("wrong_date",),
    ),
    Attack(
        "asks without a subject",
        Who.EMPLOYEE,
        asking("decided", {"kind": "one"}, subject=" \t"),
        End.RECORDED,
        codes=("invalid_answers",),
    ),
    Attack(
        "asks with a subject as long as a book",
        Who.EMPLOYEE,
        asking("decided", {"kind": "one"}, subject="x" * 201),
        End.RECORDED,
        codes=("invalid_answers",),
    ),
]
