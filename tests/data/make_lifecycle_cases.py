"""Writes lifecycle_cases.json: state × command × relation → outcome. `python tests/data/make_lifecycle_cases.py`

Said the other way round than the published rows, which go from a state through a guard: here each command says in which
states it is possible, and who may give it. A hole or a difference between the two shows in both languages.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

STATES = ("new", "in_progress", "waiting_requester", "waiting_other", "resolved", "closed", "cancelled")
OPEN = STATES[:4]
HELD = STATES[1:4]

# r: asked it. m: answers for the team. Who has it: n nobody, i the one who gives the command, c a colleague.
RELATIONS = tuple(r + m + a for r, m, a in itertools.product(("", "r"), ("", "m"), "nic"))

POSSIBLE = {
    "AddNote": STATES,
    "AddReply": (*OPEN, "resolved"),
    "TakeAndReply": OPEN,
    "AskRequester": HELD,
    "Claim": ("new",),
    "TakeOver": (*HELD, "resolved"),
    "Release": HELD,
    "WaitForOther": ("in_progress", "waiting_requester"),
    "Resume": ("waiting_requester", "waiting_other"),
    "Resolve": OPEN,
    "Close": ("resolved",),
    "Reopen": ("resolved", "closed"),
    "Rate": ("resolved", "closed"),
    "Cancel": OPEN,
}
LEADS_TO = {
    "TakeAndReply": "in_progress", "AskRequester": "waiting_requester", "Claim": "in_progress", "Release": "new",
    "WaitForOther": "waiting_other", "Resume": "in_progress", "Resolve": "resolved", "Close": "closed",
    "Reopen": "in_progress", "Cancel": "cancelled",
}  # fmt: skip


def may(state: str, command: str, who: str) -> bool:
    requester, member, holder = "r" in who, "m" in who, "m" in who and "i" in who
    match command:
        case "AddNote":
            return member
        case "AddReply":
            return requester or (member if state == "new" else holder)
        case "TakeAndReply" | "Resolve":
            return (member and not requester) if state == "new" else holder
        case "Claim":
            return member and not requester
        case "TakeOver":
            return member and not requester and "i" not in who
        case "AskRequester" | "Release" | "WaitForOther" | "Resume":
            return holder
        case _:
            return requester


def outcome(state: str, command: str, who: str) -> str:
    """The state afterwards, or the code of the refusal."""
    if not set(who) & set("rm"):
        return "unknown"
    if state in POSSIBLE[command] and may(state, command, who):
        if command == "TakeOver" and "n" in who:
            return "taken"  # from nobody: whoever the person saw has it no more
        if command == "AddReply" and state == "waiting_requester" and "r" in who:
            return "in_progress"
        return LEADS_TO.get(command, state)
    if "m" in who and "r" not in who and "c" in who and state in OPEN:
        return "taken"
    return "not_yours" if state in POSSIBLE[command] else "wrong_state"


def cases() -> list[list[str]]:
    return [[s, c, r, outcome(s, c, r)] for s, c, r in itertools.product(STATES, POSSIBLE, RELATIONS)]


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case) for case in cases())
    Path(__file__).with_name("lifecycle_cases.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
