"""The truth table of conditions, and what calculations come to: read by the tests of both sides."""

from __future__ import annotations

from typing import Any

ANSWERS: dict[str, Any] = {
    "text": "Ab",
    "blank": " \t\u00a0",
    "null": None,
    "empty": [],
    "number": 5,
    "zero": 0,
    "no": False,
    "date": "2026-11-25",
    "range": {"from": "2026-11-25", "to": "2026-11-30"},
    "chosen": ["one", "two"],
    "lines": [{"amount": 3, "what": "taxi"}, {"amount": 4}],
    "negative": -7,
}
CONTEXT = {"today": "2026-11-25", "me.site": "jakarta", "me.kind": "employee", "me.team": "finance"}

TEXT, NUMBER, MISSING = {"answer": "text"}, {"answer": "number"}, {"answer": "nothing"}
CHOSEN, DATE, TODAY = {"answer": "chosen"}, {"answer": "date"}, {"context": "today"}


def const(value: Any) -> dict[str, Any]:
    return {"const": value}


HOLDS: tuple[tuple[Any, bool], ...] = (
    # equal, different, missing
    ({"eq": [NUMBER, const(5)]}, True), ({"eq": [NUMBER, const(6)]}, False), ({"eq": [MISSING, const(5)]}, False),
    ({"ne": [NUMBER, const(5)]}, False), ({"ne": [NUMBER, const(6)]}, True), ({"ne": [MISSING, const(5)]}, False),
    ({"lt": [NUMBER, const(6)]}, True), ({"lt": [NUMBER, const(5)]}, False), ({"lt": [MISSING, const(6)]}, False),
    ({"le": [NUMBER, const(5)]}, True), ({"le": [NUMBER, const(4)]}, False), ({"le": [MISSING, const(6)]}, False),
    ({"gt": [NUMBER, const(4)]}, True), ({"gt": [NUMBER, const(5)]}, False), ({"gt": [MISSING, const(0)]}, False),
    ({"ge": [NUMBER, const(5)]}, True), ({"ge": [NUMBER, const(6)]}, False), ({"ge": [MISSING, const(0)]}, False),
    ({"in": [NUMBER, [4, 5]]}, True), ({"in": [NUMBER, [4]]}, False), ({"in": [MISSING, [5]]}, False),
    ({"has_any": [CHOSEN, ["two", "three"]]}, True), ({"has_any": [CHOSEN, ["three"]]}, False),
    ({"has_any": [MISSING, ["one"]]}, False),
    ({"has_all": [CHOSEN, ["two", "one"]]}, True), ({"has_all": [CHOSEN, ["one", "three"]]}, False),
    ({"has_all": [MISSING, ["one"]]}, False),
    ({"has_none": [CHOSEN, ["three"]]}, True), ({"has_none": [CHOSEN, ["one", "three"]]}, False),
    ({"has_none": [MISSING, ["one"]]}, False),
    # what is an answer and what is missing
    ({"answered": TEXT}, True), ({"answered": MISSING}, False), ({"answered": {"answer": "blank"}}, False),
    ({"answered": {"answer": "null"}}, False), ({"answered": {"answer": "empty"}}, False),
    ({"answered": {"answer": "zero"}}, True), ({"answered": {"answer": "no"}}, True),
    # only `not` turns missing round
    ({"not": {"eq": [MISSING, const(5)]}}, True), ({"not": {"ne": [MISSING, const(5)]}}, True),
    ({"not": {"answered": MISSING}}, True), ({"not": {"eq": [NUMBER, const(5)]}}, False),
    # all and any, also of nothing
    ({"all": []}, True), ({"any": []}, False), (True, True), (False, False),
    ({"all": [{"answered": TEXT}, {"answered": MISSING}]}, False),
    ({"any": [{"answered": MISSING}, {"answered": TEXT}]}, True),
    # text: NFC, trimmed, ASCII letters small, ordered by code point
    ({"eq": [TEXT, const(" AB\n")]}, True), ({"in": [TEXT, ["x", " aB "]]}, True),
    ({"eq": [const("e\u0301"), const("\u00e9")]}, True), ({"eq": [const("É"), const("é")]}, False),
    ({"eq": [const("\u2003x"), const("x")]}, False), ({"lt": [const("z"), const("é")]}, True),
    ({"lt": [const("_"), const("a")]}, True), ({"lt": [const("B"), const("a")]}, False),
    ({"has_any": [const(["É", "B"]), ["b"]]}, True),
    # dates, ranges, context
    ({"eq": [DATE, TODAY]}, True), ({"ge": [{"part": ["range", "to"]}, const("2026-12-01")]}, False),
    ({"gt": [{"part": ["range", "to"]}, {"part": ["range", "from"]}]}, True),
    ({"lt": [{"part": ["nothing", "from"]}, TODAY]}, False),
    ({"eq": [{"context": "me.kind"}, const("employee")]}, True),
    ({"eq": [{"context": "unheard"}, const("x")]}, False),
    # tables
    ({"any_line": ["lines", {"gt": [{"cell": "amount"}, const(3)]}]}, True),
    ({"any_line": ["lines", {"gt": [{"cell": "amount"}, const(4)]}]}, False),
    ({"any_line": ["nothing", True]}, False), ({"every_line": ["nothing", {"answered": {"cell": "amount"}}]}, True),
    ({"every_line": ["lines", {"answered": {"cell": "amount"}}]}, True),
    ({"every_line": ["lines", {"answered": {"cell": "what"}}]}, False),
    ({"any_line": ["lines", {"ne": [{"cell": "what"}, const("bus")]}]}, True),
    ({"any_line": ["lines", {"eq": [{"cell": "amount"}, {"count": "chosen"}]}]}, False),
    ({"eq": [{"count": "lines"}, const(2)]}, True), ({"eq": [{"count": "nothing"}, const(0)]}, True),
    ({"eq": [{"sum": ["lines", "amount"]}, const(7)]}, True),
    ({"eq": [{"sum": ["nothing", "amount"]}, const(0)]}, True),
)  # fmt: skip

COMES_TO: tuple[tuple[Any, Any], ...] = (
    ({"add": [NUMBER, const(2), const(3)]}, 10), ({"add": [NUMBER, MISSING]}, None),
    ({"subtract": [const(2), NUMBER]}, -3), ({"subtract": [MISSING, NUMBER]}, None),
    ({"multiply": [NUMBER, const(10**15)]}, 5 * 10**15), ({"multiply": [MISSING, NUMBER]}, None),
    ({"divide": [NUMBER, const(2), "down"]}, 2), ({"divide": [NUMBER, const(2), "up"]}, 3),
    ({"divide": [NUMBER, const(2), "half_up"]}, 3), ({"divide": [const(-5), const(2), "half_up"]}, -3),
    ({"divide": [{"answer": "negative"}, const(2), "down"]}, -3),
    ({"divide": [{"answer": "negative"}, const(2), "up"]}, -4),
    ({"divide": [NUMBER, const(0), "down"]}, None), ({"divide": [NUMBER, {"answer": "zero"}, "up"]}, None),
    ({"min": [NUMBER, const(2)]}, 2), ({"max": [NUMBER, const(2)]}, 5), ({"max": [NUMBER, MISSING]}, None),
    ({"min": [DATE, const("2026-01-01")]}, "2026-01-01"),
    ({"days": [{"part": ["range", "from"]}, {"part": ["range", "to"]}]}, 5), ({"days": [TODAY, DATE]}, 0),
    ({"days": [const("2028-03-01"), const("2028-02-28")]}, -2), ({"days": [MISSING, TODAY]}, None),
    ({"if": [{"answered": MISSING}, const(1), const(2)]}, 2), ({"if": [True, NUMBER, MISSING]}, 5),
    ({"coalesce": [MISSING, {"answer": "blank"}, NUMBER]}, 5), ({"coalesce": [MISSING, MISSING]}, None),
    ({"sum": ["lines", "amount"]}, 7), ({"count": "lines"}, 2), ({"count": "chosen"}, 2), ({"count": "nothing"}, 0),
    (TEXT, "ab"), ({"answer": "blank"}, None),
)  # fmt: skip
