"""Today in three lines: who can be reached until when, the next day off, how much can be read without a network."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.ui.context import Context
from desktop_app.ui.home.reading import Today
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import Wording, number

Line = tuple[str, str, str]


class TodayCard(Card):
    """What is not known is left out."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown: object = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(9)
        title = Text(context.text("Today"), 15, 600)
        super().__init__(context.theme, column(title, self._lines, gap=10), margins=(16, 14, 16, 16))
        self.hide()

    def show_today(self, today: Today) -> None:
        """These."""
        lines = said(today, self._context.words)
        self.setVisible(bool(lines))
        if lines == self._shown:
            return
        self._shown = lines
        emptied(self._lines)
        for icon, tone, words in lines:
            text = Text(words, 12, wrap=True, leading=0)
            self._lines.addLayout(row(Icon(self._context.theme, icon, tone), (text, 1), gap=10))


def said(today: Today, words: Wording) -> list[Line]:
    """Icon, its tone, the words."""
    lines: list[Line] = []
    if (hours := _hours(today, words)) is not None:
        lines.append(hours)
    text = words.text
    if today.day_off is not None:
        day = words.day(today.day_off, year=today.day_off.year != words.today().year)
        lines.append(("calendar-blank", "soft", text("Next public holiday: {day}", day=day)))
    if today.articles:
        said = text.plural(
            "{count} article can be read without a network", "{count} articles can be read without a network",
            today.articles, count=number(today.articles),
        )  # fmt: skip
        lines.append(("hard-drives", "soft", said))
    return lines


def _hours(today: Today, words: Wording) -> Line | None:
    hours, text, team = today.hours, words.text, today.team
    if hours is None or hours.until is None:
        return None
    if hours.is_open:
        until = words.hour_with_zone(hours.until)
        said = (
            text("{team} is open until {time}", team=team, time=until)
            if team
            else text("At work until {time}", time=until)
        )
        return "clock", "good", said
    again = words.time(hours.until)
    said = (
        text("{team} is open again {time}", team=team, time=again) if team else text("At work again {time}", time=again)
    )
    return "clock", "soft", said
