"""What is known of an article beside its text: where it belongs, whom it is for, until when it is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.people.rows import EMPLOYMENTS, Site, Team
from desktop_app.ui.authoring.working import Working
from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import ORDER, category_name
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.fields import field_label
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.toggle import TickBox


@dataclass(frozen=True)
class Offer:
    """What can be chosen: the teams one writes for, all teams, sites, forms and articles as (key, title)."""

    own: Sequence[Team]
    teams: Sequence[Team]
    sites: Sequence[Site]
    forms: Sequence[tuple[str, str]]
    articles: Sequence[tuple[str, str]]


class Details(QWidget):
    """`changed()`: somebody chose or typed something."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._filling = False
        text, theme = context.text, context.theme
        self.name = QLineEdit()
        self.owner = Choice(theme, text("Team that owns it"))
        self.category = Choice(theme, text("Category"), [(each, category_name(text, each)) for each in ORDER])
        self.audience = Choice(theme, text("Who reads it"))
        self.form = Choice(theme, text("Form where the answer is not in it"))
        self.review_by = DateField(theme, context.words)
        self.valid_until = DateField(theme, context.words)
        self.successor = Choice(theme, text("Article that takes its place"))
        self.acknowledge = TickBox(theme, text("Readers confirm that they have read it"))
        label = field_label
        name_help = text("Small letters, digits and hyphens; it stays for good.")
        read_help = text("The company's database shows it to nobody else.")
        review_help = text("Afterwards readers see that a review is due.")
        until_help = text("Afterwards no search finds it.")
        lines = column(
            label(text("Name in links"), name_help, field=self.name), self.name,
            label(text("Team that owns it"), field=self.owner), self.owner,
            label(text("Category"), field=self.category), self.category,
            label(text("Who reads it"), read_help, field=self.audience), self.audience,
            label(text("Form where the answer is not in it"), field=self.form), self.form,
            label(text("Review by"), review_help, field=self.review_by), self.review_by,
            label(text("In force until"), until_help, field=self.valid_until), self.valid_until,
            label(text("Article that takes its place"), field=self.successor), self.successor,
            6, self.acknowledge, None, gap=6,
        )  # fmt: skip
        self.setLayout(lines)
        for choice in (self.owner, self.category, self.audience, self.form, self.successor):
            choice.activated.connect(self._tell)
        for field in (self.review_by, self.valid_until):
            field.changed.connect(self._tell)
        self.name.textEdited.connect(self._tell)
        self.acknowledge.toggled.connect(self._tell)

    def offer(self, offer: Offer) -> None:
        """These can be chosen."""
        text, local = self._context.text, self._context.local
        self._filling = True
        _fill(self.owner, [(team.id, local(team.names)) for team in offer.own])
        audiences: list[tuple[str, str]] = [("all", text("Everyone"))]
        audiences += [(f"site:{site.id}", text("Site: {name}", name=local(site.names))) for site in offer.sites]
        audiences += [
            (f"department:{team.id}", text("Works in: {name}", name=local(team.names))) for team in offer.teams
        ]
        audiences += [(f"team:{team.id}", text("Answers for: {name}", name=local(team.names))) for team in offer.own]
        audiences += [(f"employment:{kind}", _employment(self._context, kind)) for kind in EMPLOYMENTS]
        _fill(self.audience, audiences)
        none = ("", text("None"))
        _fill(self.form, [none, *offer.forms])
        _fill(self.successor, [none, *offer.articles])
        self._filling = False

    def show_working(self, working: Working, *, new: bool) -> None:
        """These values; the name can only be chosen while nothing was saved."""
        self._filling = True
        self.name.setText(working.article)
        self.name.setReadOnly(not new)
        for choice, value in (
            (self.owner, working.owner), (self.category, working.category), (self.audience, working.audience),
            (self.form, working.form or ""), (self.successor, working.successor or ""),
        ):  # fmt: skip
            if choice.findData(value) < 0:
                choice.addItem(value, value)  # a company's own word, or what is not offered any more
            choice.setCurrentIndex(choice.findData(value))
        self.owner.setEnabled(new)
        self.review_by.show_day(_day(working.review_by))
        self.valid_until.show_day(_day(working.valid_until))
        self.acknowledge.setChecked(working.acknowledge)
        self._filling = False

    def applied(self, working: Working) -> Working:
        """The working text with what is chosen here."""
        return replace(
            working, article=self.name.text().strip() or working.article,
            owner=str(self.owner.currentData() or working.owner), category=str(self.category.currentData() or "work"),
            audience=str(self.audience.currentData() or "all"), form=self.form.currentData() or None,
            review_by=_iso(self.review_by.day()), valid_until=_iso(self.valid_until.day()),
            successor=self.successor.currentData() or None, acknowledge=self.acknowledge.isChecked(),
        )  # fmt: skip

    def _tell(self, *_: object) -> None:
        if not self._filling:
            self.changed.emit()


def _fill(choice: Choice, items: Sequence[tuple[str, str]]) -> None:
    at = choice.currentData()
    choice.clear()
    for key, words in items:
        choice.addItem(words, key)
    choice.setCurrentIndex(max(0, choice.findData(at)))


def _employment(context: Context, kind: str) -> str:
    text = context.text
    return {
        "permanent": text("Permanent employees"), "fixed_term": text("Fixed-term employees"),
        "contractor": text("Contractors"), "intern": text("Interns"),
    }[kind]  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
