"""What people say in random lives: commands of all kinds, often ones that do not fit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop_app.domain.checklists.commands import CompleteTask, ReopenTask
from desktop_app.domain.effects import Command
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.knowledge.acknowledgement import AcknowledgeArticle, DeclineArticle, SetAcknowledgementRule
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Close, Rate, Release, Resume, TakeOver, WaitForOther
from desktop_app.domain.requests.submission import Submit

KINDS: dict[type[Command], int] = {
    Submit: 8, AddReply: 10, Claim: 8, Resolve: 5, Cancel: 2, Reopen: 4, Close: 2, Rate: 2, TakeOver: 3, Release: 2,
    AskRequester: 2, WaitForOther: 1, Resume: 1, CompleteTask: 4, ReopenTask: 2, AcknowledgeArticle: 3,
    DeclineArticle: 1, SetAcknowledgementRule: 1,
}  # fmt: skip
CHAINS: tuple[tuple[type[Command], ...], ...] = (
    (Claim, Resolve), (Claim, AddReply, Resolve), (Submit, AddReply, Cancel), (Cancel, Reopen),
    (Reopen, AddReply, Cancel),
    (Claim, AskRequester, AddReply), (CompleteTask, ReopenTask), (Resolve, Rate, Close), (TakeOver, AddReply),
)  # fmt: skip

File = dict[str, Any]


@dataclass(frozen=True)
class Sayings:
    """Chooses, by chance, what a person says. `keep` puts a file's bytes on their laptop."""

    chance: random.Random
    person: str
    keep: Callable[[bytes], File]
    colleagues: Sequence[str]
    articles: Sequence[str]
    tasks: Sequence[str]
    forms: Sequence[str] = ("question", "repair")
    """Those named `repair…` have a hidden field, a priority and a file; all others a text."""

    def kind(self) -> type[Command]:
        """By weight."""
        (chosen,) = self.chance.choices(list(KINDS), list(KINDS.values()))
        return chosen

    def command(self, kind: type[Command], about: str, at: datetime) -> Command:
        """A command of this kind, about this request."""
        pick, n = self.chance.choice, self.chance.randrange(1000)
        own: dict[type[Command], Callable[[], dict[str, Any]]] = {
            Submit: lambda: self._submission(n, at),
            AddReply: lambda: {
                "request": about, "text": pick([f"words {n}", f"words {n}", ""]),
                "internal": pick([False, False, True]),
                "take": pick([False, False, True]), "files": self._files(),
            },
            Resolve: lambda: {"request": about, "text": f"so {n}"},
            AskRequester: lambda: {"request": about, "text": f"why {n}?"},
            Reopen: lambda: {"request": about, "text": f"not yet {n}"},
            Rate: lambda: {"request": about, "stars": pick([1, 3, 5, 9]), "text": f"thanks {n}"},
            TakeOver: lambda: {"request": about, "of": pick(self.colleagues)},
            CompleteTask: lambda: {"task": pick(self.tasks)},
            ReopenTask: lambda: {"task": pick(self.tasks)},
            AcknowledgeArticle: lambda: {"article": pick(self.articles), "language": "id", "version": pick([1, 2, 3])},
            DeclineArticle: lambda: {
                "article": pick(self.articles), "language": "id", "version": pick([1, 2]),
                "reason": pick([f"no {n}", ""]),
            },
            SetAcknowledgementRule: lambda: {
                "article": pick(self.articles), "audience": pick(["all", "site:jakarta", "x"]), "major": 1,
                "due": "2026-12-24",
            },
        }  # fmt: skip
        fields = own.get(kind, lambda: {"request": about})()
        return kind(id=uuid7(at, self.chance.randbytes(10)), person=self.person, at=at, **fields)

    def reworded(self, command: Command) -> Command:
        """The same with other words; mostly ones that fit."""
        if isinstance(command, Submit):
            return replace(command, subject=f"{command.subject}!")
        assert isinstance(command, AddReply | Resolve)
        return replace(command, text=f"{command.text}!" if self.chance.random() < 0.9 else "")

    def _submission(self, n: int, at: datetime) -> dict[str, Any]:
        answers: dict[str, Any] = {"text": f"text {n}"}
        form = self.chance.choice(self.forms)
        if form.startswith("repair"):
            answers = {"kind": self.chance.choice(["one", "two"]), "cost": n % 200}
            answers |= {"what": "a chair"} if self.chance.random() < 0.7 else {}
            files = self._files()
            answers |= {"proof": files} if files else {}
        today = at.date().isoformat()
        return {"form": form, "version": 1, "subject": f"subject {n}", "answers": answers, "today": today}

    def _files(self) -> list[File]:
        if self.chance.random() < 0.8:
            return []
        return [self.keep(self.chance.randbytes(self.chance.choice([5, 5_000, 300_000])))]
