"""Random forms that can be published, and random answers: right, half right, and what a hand on psql would send."""

from __future__ import annotations

import random
from typing import Any

from desktop_app.domain.forms.schema import LARGEST
from tests.domain.forms.form_builder import OPTIONS, field, page, texts, written

WORDS = (
    "", " ", "a", "A ", "é", "e\u0301", "\u00a0x", "İ", "ß", "SS", "Ωmega", "ω", "\u2003em", "tab\t", "ﬁ", "日本",
    "2026-01-01", "a\rb", "null", "\\", "%", "two\nlines", "a@b.id", "+62 21 5550", "0123",
)  # fmt: skip
DATES = ("2026-01-01", "2026-11-25", "1999-12-31", "2024-02-29")
NUMBERS = (0, 1, -1, 2, 5, 7, 100, LARGEST, -LARGEST)
ASKED = (
    "short_text", "long_text", "email", "phone", "choice", "choices", "yes_no", "date", "date_range", "time", "whole",
    "decimal", "money", "person", "file", "rating", "consent", "table",
)  # fmt: skip
STRANGE: tuple[Any, ...] = (
    7, "7", 1.5, True, False, [], {}, [1], "x" * 5000, 10**30, -(10**30), [{"amount": "1"}], [{"z": 1}], "2026-1-1",
    "three ", "2026-02-30", {"from": "2026-01-01"}, {"from": 1, "to": 2}, {"a": 1}, [["one"]], ["one", "one"],
    [{}], [None], "25:00",
    [{"sha256": "a" * 64, "name": "a/b.pdf", "size": 1}], [{"sha256": "a" * 64, "name": "a.exe", "size": 1}],
    [{"sha256": "a" * 64, "name": "a.pdf", "size": 0}], [{"sha256": "A" * 64, "name": "a.pdf", "size": 1}],
    [{"sha256": "a" * 64, "name": "a.pdf", "size": True}], [{"sha256": "a" * 64, "name": "nodot", "size": 1}],
    {"version": "1", "text": {"id": "other", "en": "other"}}, "one\n", "\n",
)  # fmt: skip
_ARITHMETIC = ("add", "subtract", "multiply", "divide", "min", "max", "if", "coalesce")


class RandomForm:
    """One random form; `written` is what a person would have written, `answers` random ones to it."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.fields: list[dict[str, Any]] = []
        pages = []
        number = 0
        for at in range(chance.randint(1, 3)):
            shown = {"show": self.condition(2)} if self.fields and chance.random() < 0.3 else {}
            fields = []
            for _ in range(chance.randint(1, 4)):
                fields.append(self._field(f"f{number}"))
                self.fields.append(fields[-1])
                number += 1
            pages.append(page(*fields, key=f"p{at}", **shown))
        self.written = written(
            *pages,
            route=[[self.condition(2), team] for team in ("it", "finance")] if chance.random() < 0.5 else [],
            priority=[[self.condition(3), word] for word in ("high", "low")],
            approvals=[[self.condition(2), step] for step in ("manager", "lead:hr", "manager")] + [[True, "lead:hr"]],
        )

    def answers(self) -> dict[str, Any]:
        given = {each["key"]: answer for each in self.fields if (answer := self.answer(each)) is not None}
        if self.chance.random() < 0.03:
            given["zz"] = 1
        if self.chance.random() < 0.3:
            given["confirmed"] = self.chance.choice(
                [[f"{each['key']}/0" for each in self.fields], ["f0/0"], [], "f0/0", [1], None]
            )
        return given

    # ---- fields

    def _field(self, key: str) -> dict[str, Any]:
        chance = self.chance
        kind = "calculated" if self.fields and chance.random() < 0.12 else chance.choice(ASKED)
        more: dict[str, Any] = {}
        if kind == "calculated":
            more |= {"calculate": self._number(2)}
        if kind == "consent":
            more |= {"text": texts("I agree"), "version": "1"}
        if kind == "short_text":
            more |= {"max": 8, "min": chance.choice([0, 2])}
        if kind in ("whole", "money") and chance.random() < 0.5:
            more |= {"min": 0, "max": 6}
        if kind == "choices":
            more |= {"min": chance.choice([0, 2]), "max": 2}
        if kind == "table":
            more |= {"min": chance.choice([0, 2]), "max": 3}
        if self.fields and kind in ("choice", "choices") and chance.random() < 0.4:
            options = [{"key": each, "label": texts(each)} for each in OPTIONS]
            options[0] = {**options[0], "show": self.condition(1)}
            more |= {"options": options}
        if self.fields and chance.random() < 0.5:
            more |= {"show": self.condition(3)}
        if kind != "calculated" and chance.random() < 0.5:
            more |= {"required": self.condition(2) if self.fields and chance.random() < 0.5 else True}
        for name in ("refuse", "warn"):
            if self.fields and chance.random() < 0.1:
                more |= {name: [[self.condition(1), texts("words")] for _ in range(chance.randint(1, 2))]}
        return field(key, kind, **more)

    # ---- conditions

    def condition(self, depth: int) -> Any:
        chance = self.chance
        if depth > 1 and chance.random() < 0.5:
            kind = chance.choice(["all", "any", "not"])
            if kind == "not":
                return {"not": self.condition(depth - 1)}
            return {kind: [self.condition(depth - 1) for _ in range(chance.randint(1, 3))]}
        each = chance.choice(self.fields)
        me = {"answer": each["key"]}
        if each["type"] in ("file", "consent") or chance.random() < 0.15:
            return {"answered": me}
        if chance.random() < 0.2:
            return self._compared({"add": [self._number(2), {"const": 0}]}, "number")
        match each["type"]:
            case "table":
                return self._over_table(each["key"])
            case "choices":
                word = chance.choice(["has_any", "has_all", "has_none"])
                return {word: [me, chance.sample(OPTIONS, chance.randint(1, 3))]}
            case "date_range":
                return self._compared({"part": [each["key"], chance.choice(["from", "to"])]}, "date")
        return self._compared(me, each["type"])

    def _over_table(self, key: str) -> Any:
        line = self.chance.choice(
            [
                self._compared({"cell": "amount"}, "money"),
                self._compared({"cell": "what"}, "short_text"),
                {"answered": {"cell": "what"}},
            ]
        )
        match self.chance.randrange(4):
            case 0:
                return {"any_line": [key, self.chance.choice([line, {"not": line}])]}
            case 1:
                return {"all": [{"answered": {"answer": key}}, {"every_line": [key, line]}]}
            case 2:
                return self._compared({"count": key}, "number")
        return self._compared({"sum": [key, "amount"]}, "money")

    def _compared(self, me: Any, type: str) -> Any:
        chance = self.chance
        if type == "yes_no":
            return {chance.choice(["eq", "ne"]): [me, {"const": chance.random() < 0.5}]}
        ordered = ["eq", "ne"] if type in ("choice", "person") else ["eq", "ne", "lt", "le", "gt", "ge"]
        if chance.random() < 0.25:
            return {"in": [me, [self._const(type) for _ in range(chance.randint(1, 3))]]}
        other = {"context": "today"} if type == "date" and chance.random() < 0.4 else {"const": self._const(type)}
        sides = [me, other] if chance.random() < 0.8 else [other, me]
        return {chance.choice(ordered): sides}

    def _const(self, type: str) -> Any:
        match type:
            case "choice":
                return self.chance.choice(OPTIONS)
            case "date":
                return self.chance.choice(DATES)
            case "time":
                return self.chance.choice(["00:00", "09:30", "23:59"])
            case "short_text" | "long_text" | "email" | "phone" | "person":
                return self.chance.choice([word for word in WORDS if word.strip(" \t\r\n\u00a0")])
        return self.chance.choice(NUMBERS)

    def _number(self, depth: int) -> Any:
        """Something that comes to a plain number."""
        chance = self.chance
        if depth > 1 and chance.random() < 0.6:
            word = chance.choice(_ARITHMETIC)
            parts = [self._number(depth - 1) for _ in range(2)]
            if word == "divide":
                return {word: [*parts, chance.choice(["up", "down", "half_up"])]}
            return {word: [self.condition(1), *parts]} if word == "if" else {word: parts}
        fitting = [
            operand
            for each in self.fields
            for operand in {
                "whole": [{"answer": each["key"]}],
                "rating": [{"answer": each["key"]}],
                "calculated": [{"answer": each["key"]}],
                "choices": [{"count": each["key"]}],
                "file": [{"count": each["key"]}],
                "table": [{"count": each["key"]}],
                "date": [{"days": [{"answer": each["key"]}, {"context": "today"}]}],
                "date_range": [{"days": [{"part": [each["key"], "from"]}, {"part": [each["key"], "to"]}]}],
            }.get(each["type"], [])
        ]
        return chance.choice(fitting) if fitting and chance.random() < 0.8 else {"const": chance.choice(NUMBERS)}

    # ---- answers

    def answer(self, each: dict[str, Any]) -> Any:
        chance = self.chance
        if each["type"] == "calculated":
            return chance.choice([None, None, None, None, 1, 0])
        if chance.random() < 0.2:
            return None
        if chance.random() < 0.06:
            return chance.choice(STRANGE)
        match each["type"]:
            case "short_text" | "long_text" | "person":
                return self._text()
            case "email":
                return chance.choice(["", "sari@x.example", "a.b+c@x-y.co.id", "a@b", "@x.id", "a b@x.id", "a@x.id\n"])
            case "phone":
                return chance.choice(["", "+62 21 5550 1100", "0812-345", "12", "call me", "+62 21 5550 1100 "])
            case "choice":
                return chance.choice(["", *OPTIONS])
            case "choices":
                chosen = chance.sample(OPTIONS, chance.randint(0, 3))
                return chosen if chance.random() < 0.9 else chosen * 2
            case "yes_no":
                return chance.random() < 0.5
            case "consent":
                return chance.choice([True, False, {"version": "1", "text": texts("I agree")}])
            case "date":
                return chance.choice(["", *DATES, "2026-02-29", "2100-02-29", "2000-02-29"])
            case "date_range":
                ends = {"from": chance.choice(DATES), "to": chance.choice(DATES)}
                return ends if chance.random() < 0.8 else chance.choice([{"from": DATES[0]}, {"from": None, "to": " "}])
            case "time":
                return chance.choice(["00:00", "09:30", "23:59", "24:00", "9:30"])
            case "file":
                return [self._file() for _ in range(chance.randint(0, 2))]
            case "table":
                return [self._line() for _ in range(chance.randint(0, 4))]
        return chance.choice([*NUMBERS, 3, 4])

    def _text(self) -> str:
        chance = self.chance
        if chance.random() < 0.8:
            return chance.choice(WORDS)
        letter = chr(
            chance.choice(
                [chance.randrange(1, 0x500), chance.randrange(0xA0, 0x2FFF), chance.randrange(0x10000, 0x1FFFF)]
            )
        )
        return letter * chance.randint(1, 3)

    def _file(self) -> dict[str, Any]:
        name = self.chance.choice(["surat.pdf", "FOTO.JPG", "nota.pdf"])
        return {"sha256": f"{self.chance.randrange(16**8):064x}", "name": name, "size": self.chance.choice([1, 420000])}

    def _line(self) -> dict[str, Any]:
        if self.chance.random() < 0.2:
            return {"what": self.chance.choice(["", " ", None])}
        cells = {"what": self.chance.choice(WORDS), "amount": self.chance.choice([None, 0, 3, 500, 500])}
        return {key: cell for key, cell in cells.items() if self.chance.random() < 0.9}
