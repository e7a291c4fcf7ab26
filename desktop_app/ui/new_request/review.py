"""Before it is sent: the person's own words, what is promised, who will see it, and what happens then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.answers import display, sentences
from desktop_app.domain.forms.fields.date_range import DateRange
from desktop_app.domain.requests.promise import Promise
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.file_words import file_icon
from desktop_app.ui.forms.fields.date import day_of
from desktop_app.ui.forms.promise_words import promise_words
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.new_request.filling import Filling
from desktop_app.ui.widgets.attachment_chip import AttachmentChip
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.symbol import Icon, IconTile
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import file_size

LABEL = 176


class Review(QWidget):
    """The answers by page. `change(page)`: the person wants to change something there."""

    change = Signal(int)

    def __init__(self, context: Context, around: Surroundings) -> None:
        super().__init__()
        self._context, self._around = context, around
        self._place = column(gap=0)
        self._card = Card(context.theme, self._place, margins=(24, 12, 16, 22))
        self._dropped = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.setLayout(column(self._card, self._dropped, gap=10))

    def show_filling(self, filling: Filling) -> None:
        """Shows what would be sent now."""
        emptied(self._place)
        lines = sentences(filling.definition, filling.view.kept, filling.language, filling.names)
        titles = filling.steps()
        for at, page in enumerate(filling.view.pages):
            rows = [self._line(filling, each.label, each.text, each.field) for each in lines if each.page == page.key]
            if at:
                self._place.addWidget(_spaced(Rule(0, 8), 14, 8))
            self._place.addWidget(self._head(titles[at], at))
            if not rows:
                rows = [Text(self._context.text("Nothing filled in here."), 14, 400, "soft")]
            for shown in rows:
                self._place.addWidget(_spaced(shown, 5, 5))
        dropped = filling.dropped_labels()
        self._dropped.setVisible(bool(dropped))
        if dropped:
            quoted = self._context.words.joined([f"“{label}”" for label in dropped])
            self._dropped.say(
                self._context.text("Not sent, because it no longer applies: {questions}.", questions=quoted)
            )

    def _head(self, title: str, at: int) -> QWidget:
        button = Button(self._context.theme, self._context.text("Change"), "quiet", "pencil-simple")
        button.setAccessibleName(self._context.text("Change {page}", page=title))
        button.clicked.connect(lambda: self.change.emit(at))
        return holder(row(Text(title, 15, 600), None, button))

    def _line(self, filling: Filling, label: str, said: str, key: str) -> QWidget:
        field = display(filling.definition, key)
        name = Text(label, 14, 400, "soft", wrap=True)
        name.setFixedWidth(self._context.theme.px(LABEL))
        answer = self._answer(field, filling.view.kept[key], said)
        level = Qt.AlignmentFlag.AlignVCenter if field["type"] == "file" else Qt.AlignmentFlag.AlignTop
        line = holder(row((name, level), (answer, 1), gap=16))
        line.setAccessibleName(f"{label}: {said}")
        return line

    def _answer(self, field: Mapping[str, Any], answer: Any, said: str) -> QWidget:
        if field["type"] == "file":
            theme = self._context.theme
            chips = [
                AttachmentChip(theme, file["name"], file_size(file["size"]), file_icon(file["name"])) for file in answer
            ]
            for chip in chips:
                chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            return holder(FlowLayout(*chips))
        if field["type"] == DateRange.name:
            return Text(self._range(answer, said), wrap=True, rich=True, leading=145)
        if field["type"] == "long_text":
            said = f"“{said}”"
        return Text(said, wrap=True, leading=145, selectable=True)

    def _range(self, answer: Mapping[str, Any], said: str) -> str:
        start, end = day_of(answer["from"]), day_of(answer["to"])
        if start is None or end is None or (end - start).days > 366:
            return escape(said)
        days = [start + timedelta(at) for at in range((end - start).days + 1)]
        worked = sum(self._around.is_worked(day) for day in days)
        words, text = self._context.words, self._context.text
        first = words.day(start, year=start.year != end.year)
        shown = text.context("date range", "{first} to {last}", first=first, last=words.day(end))
        shown = words.day(start) if start == end else shown
        counted = text.plural("{n} working day", "{n} working days", worked)
        return f"{escape(shown)}: <b>{escape(counted)}</b>"


class Before(QWidget):
    """Beside the review: the promise, who sees it, what comes next."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._place = column(gap=12)
        self.setLayout(column(self._place, None, gap=0))

    def show_promise(
        self, team: str, promise: Promise, calendar: ServiceCalendar | None, *, connected: bool, manager: str
    ) -> None:
        """For the team that gets it, as things stand now."""
        emptied(self._place)
        context, text = self._context, self._context.text
        said = promise_words(context.words, team, promise, calendar, connected=connected)
        if said is not None:
            head = row(Icon(context.theme, "clock", "accent", 20), Text(text("Our promise"), 15, 600), None)
            sentence = Text(said.html, 15, 400, wrap=True, rich=True, leading=140)
            sentence.setAccessibleName(said.plain)
            parts: list[Any] = [head, sentence]
            if said.small:
                parts.append(Text(said.small, 12, 400, "soft", wrap=True, leading=134))
            self._place.addWidget(Card(context.theme, column(*parts, gap=8), margins=(18, 16, 18, 14)))
        people = [
            self._who(
                IconTile(context.theme, "users-three", "soft", 32),
                text("Team {team}", team=team),
                text("all answers and files"),
            ),
            self._who(
                Avatar(context.theme, context.me.name, 32, me=True), text("You"), text("on your page of requests")
            ),
        ]
        others = (
            text("Nobody else, not even {manager}, your manager.", manager=manager) if manager else text("Nobody else.")
        )
        seen = column(
            Text(text("Who sees this"), 15, 600), *people, Text(others, 12, 400, "soft", wrap=True, leading=0), gap=12
        )
        self._place.addWidget(Card(context.theme, seen, margins=(18, 16, 18, 18)))
        steps = [
            text("Your request gets a number as soon as it arrives."),
            text("{team} replies here, and you are told.", team=team),
            text("Until it is sent you can change it or take it back."),
        ]
        numbered = [Text(f"{at}. {step}", wrap=True) for at, step in enumerate(steps, start=1)]
        after = column(Text(text("After sending"), 15, 600), *numbered, gap=6)
        self._place.addWidget(Card(context.theme, after, margins=(18, 16, 18, 14)))

    def _who(self, lead: QWidget, title: str, sees: str) -> QWidget:
        said = column(Text(title, 14, 600), Text(sees, 12, 400, "soft", wrap=True, leading=0), gap=0)
        return holder(row((lead, Qt.AlignmentFlag.AlignTop), (said, 1), gap=10))


def _spaced(widget: QWidget, above: int, below: int) -> QWidget:
    return holder(column(widget, margins=(0, above, 0, below)))
