"""The person beside one: the buddy of a newcomer, or the newcomer one accompanies, with the ways to reach them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.promises import Hours
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

Relation = Literal["buddy", "newcomer", "other"]
"""The reader's buddy; who has the reader for a buddy; who has tasks that the reader does."""
_HEADINGS: dict[Relation, Callable[[Catalogue], str]] = {
    "buddy": lambda text: text("Your buddy"),
    "newcomer": lambda text: text("You accompany"),
    "other": lambda text: text("This checklist is for"),
}
_TOP = Qt.AlignmentFlag.AlignTop


class CompanionCard(Card):
    """Face, name, place, hours, phone and e-mail; in a line where it stands above the tasks."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown: object = None
        self._lines = QVBoxLayout()
        super().__init__(context.theme, self._lines, margins=(18, 16, 18, 16))

    def show_person(self, person: PersonItem, hours: Hours | None, relation: Relation, *, in_a_line: bool) -> None:
        """This person."""
        shown = (person, hours, relation, in_a_line)
        if shown == self._shown:
            return
        self._shown = shown
        emptied(self._lines)
        text, theme = self._context.text, self._context.theme
        heading = _HEADINGS[relation](text)
        self.setAccessibleName(f"{heading}: {person.name}")
        face = row((Avatar(theme, person.name, 48), _TOP), (self._who(person, hours, in_a_line, heading), 1), gap=12)
        ways = self._ways(person, in_a_line)
        if in_a_line:
            self._lines.addLayout(row((face, 1), (ways, Qt.AlignmentFlag.AlignVCenter), gap=16))
        else:
            self._lines.addLayout(column(Text(heading, 15, 600), face, ways, gap=10))

    def _who(self, person: PersonItem, hours: Hours | None, in_a_line: bool, heading: str) -> QVBoxLayout:
        local = self._context.local
        title = " · ".join(part for part in (local(person.title), local(person.site_names).partition(" (")[0]) if part)
        lines: list[QWidget] = [Text(heading, 12, 400, "soft")] if in_a_line else []
        lines += [Text(person.name, 14, 600, wrap=True, leading=0), Text(title, 12, 400, "soft", wrap=True, leading=0)]
        if (words := self._hours(hours)) is not None:
            lines.append(words)
        return column(*lines, gap=1)

    def _hours(self, hours: Hours | None) -> Text | None:
        if hours is None or hours.until is None:
            return None
        text, words = self._context.text, self._context.words
        if hours.is_open:
            said, tone = text("At work until {time}", time=words.hour_with_zone(hours.until)), "good"
        else:
            said, tone = text("At work again {time}", time=words.time(hours.until)), "soft"
        return Text(said, 12, 400, tone, wrap=True, leading=0)

    def _ways(self, person: PersonItem, in_a_line: bool) -> QWidget:
        text, theme = self._context.text, self._context.theme
        write = Button(theme, text("Write an e-mail"), "secondary", "envelope-simple")
        write.setToolTip(person.email)
        write.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(f"mailto:{person.email}")))
        copy = Button(theme, text("Copy the number"), "quiet", "copy")
        copy.clicked.connect(lambda: self._copy(person))
        buttons = holder(FlowLayout(*([write] if person.email else []), *([copy] if person.phone else []), gap=4))
        if not person.phone:
            return buttons
        number = Text(person.phone, 15, 600, selectable=True)
        number.setAccessibleName(text("Phone {number}", number=person.phone))
        phone = row(Icon(theme, "phone", "accent"), number, None, gap=10)
        if in_a_line:
            return holder(row(Icon(theme, "phone", "accent"), number, 8, copy, write, gap=8))
        return holder(column(phone, buttons, gap=10))

    def _copy(self, person: PersonItem) -> None:
        QGuiApplication.clipboard().setText(person.phone)
        self._context.toast(self._context.text("Number of {name} copied", name=person.name))
