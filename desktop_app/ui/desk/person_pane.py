"""Who asks: their time, who they report to, what was promised, what they asked before, what may answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app import sentences
from desktop_app.catalogue import languages, native_name
from desktop_app.domain.requests.rows import State
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.article_links import written_link
from desktop_app.ui.conversation.promises import target_words
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.links import link
from desktop_app.ui.theme.tokens import State as Tone
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.card import Card, Pane
from desktop_app.ui.widgets.facts import Fact
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Label, Row, RowKind
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

WIDTH = 316
_BEFORE = 5
_ARTICLES = 4
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Offered:
    """An article that may answer them."""

    title: str
    language: str


class PersonPane(Pane):
    """`inserting(words)`: a link to an article goes into the reply. `opening(id)`: another request of theirs."""

    inserting = Signal(str)
    opening = Signal(str)

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shown: object = None
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(17, 14, 20, 12)
        self._lines.setSpacing(8)
        self._articles: RowList | None = None
        self._offered: dict[str, Offered] = {}
        self._reads = context.language
        super().__init__(context.theme, self._lines, "canvas", ("left",))
        self.setAccessibleName(context.text("Requester"))

    def in_drawer(self, on: bool) -> None:
        """A drawer brings margins of its own."""
        self._lines.setContentsMargins(*((1, 6, 4, 0) if on else (17, 14, 20, 12)))

    def show_reading(self, reading: Reading) -> None:
        """Of this request."""
        minute = self._context.now().replace(second=0, microsecond=0)
        shown = (
            reading.item.id,
            reading.conversation.requester,
            reading.conversation.history,
            reading.promises,
            minute,
        )
        if shown == self._shown:
            return
        self._shown = shown
        emptied(self._lines)
        person = reading.conversation.requester
        if person is not None:
            for part in (self._head(person), 4, self._time(person, reading), 4, self._facts(person, reading)):
                self._add(part)
        self._promise(reading)
        self._history(reading.conversation.history)
        self._fitting(reading)
        self._lines.addStretch(1)

    def _add(self, part: Any) -> None:
        if isinstance(part, int):
            self._lines.addSpacing(part)
        elif isinstance(part, QWidget):
            self._lines.addWidget(part)
        elif part is not None:
            self._lines.addLayout(part)

    def _head(self, person: PersonItem) -> Any:
        text, local = self._context.text, self._context.local
        title = " · ".join(part for part in (local(person.title), _plain(local(person.site_names))) if part)
        lines = [Text(person.name, 15, 600, wrap=True, leading=0), Text(title, 12, 400, "soft", wrap=True, leading=0)]
        if person.start:
            since = self._context.words.month(date.fromisoformat(person.start))
            lines.append(Text(text("since {month}", month=since), 12, 400, "soft"))
        return row((Avatar(self._context.theme, person.name, 48), _TOP), (column(*lines, gap=1), 1), gap=12)

    def _time(self, person: PersonItem, reading: Reading) -> Card:
        text, words, theme = self._context.text, self._context.words, self._context.theme
        there = self._context.now().astimezone(ZoneInfo(person.timezone))
        place = _plain(self._context.local(person.site_names))
        now = text("{time} in {place}", time=f"{there:%H.%M} {there.tzname()}", place=place)
        said = [part for part in (self._apart(there), self._working(there, reading)) if part]
        parts: list[Any] = [row(Icon(theme, "clock", "accent"), (Text(now, 14, 600, wrap=True, leading=0), 1), gap=8)]
        if said:
            parts.append(Text(" ".join(said), 12, 400, wrap=True, leading=130))
        card = Card(theme, column(*parts, gap=4), margins=(14, 11, 14, 10))
        card.setToolTip(words.exact(self._context.now()))
        return card

    def _apart(self, there: datetime) -> str:
        """How far their clock is from the reader's."""
        here = there.astimezone(self._context.words.zone)
        apart = (there.utcoffset() or timedelta()) - (here.utcoffset() or timedelta())
        text, length = self._context.text, self._context.words.duration(abs(apart))
        if not apart:
            return ""
        return (
            text("{duration} ahead of you.", duration=length)
            if apart > timedelta()
            else text("{duration} behind you.", duration=length)
        )

    def _working(self, there: datetime, reading: Reading) -> str:
        """Until when, or from when on, they work, in their time and the reader's."""
        hours, words = reading.site_hours, self._context.words
        if hours is None or hours.until is None:
            return ""
        theirs = hours.until.astimezone(there.tzinfo)
        same = theirs.utcoffset() == hours.until.astimezone(words.zone).utcoffset()
        day = "" if theirs.date() == there.date() else f"{words.weekday(theirs.date())} "
        time = f"{day}{theirs:%H.%M} {theirs.tzname()}"
        text, mine = self._context.text, words.hour_with_zone(hours.until)
        if hours.is_open:
            return (
                text("Works until {time}.", time=time)
                if same
                else text("Works until {time}, which is {mine}.", time=time, mine=mine)
            )
        return (
            text("Works again {time}.", time=time)
            if same
            else text("Works again {time}, which is {mine}.", time=time, mine=mine)
        )

    def _facts(self, person: PersonItem, reading: Reading) -> Any:
        text = self._context.text
        manager = reading.name(person.manager) if person.manager else text("nobody")
        speaks = (
            native_name(person.language)
            if person.language in languages()
            else _LANGUAGES.get(person.language, person.language)
        )
        return row((Fact(text("Reports to"), manager), 1), (Fact(text("Language"), speaks), 1), gap=8)

    def _promise(self, reading: Reading) -> None:
        text, words, promise = self._context.text, self._context.words, reading.promises
        said = []
        if promise.first is not None:
            said.append(text("a reply in {time}", time=target_words(promise.first, words)))
        if promise.solve is not None:
            said.append(text("solved in {time}", time=target_words(promise.solve, words)))
        if said:
            whole = ", ".join(said)
            self._add(Fact(text("Promise of this form"), whole[0].upper() + whole[1:]))

    def _history(self, history: Sequence[RequestItem]) -> None:
        text, theme = self._context.text, self._context.theme
        self._add(8)
        head = Text(text("Requests before"), 15, 600)
        self._add(row(head, Badge(theme, str(len(history))), None, gap=8) if history else head)
        if not history:
            self._add(
                Text(
                    text("This is the first request of this person that you may see."),
                    12,
                    400,
                    "soft",
                    wrap=True,
                    leading=0,
                )
            )
            return
        kind = RowKind(title_weight=400, body_lines=1, pad_x=14, pad_y=8)
        before = RowList(theme, text("Requests before"), kind, [self._before(item) for item in history[:_BEFORE]])
        before.opened.connect(self.opening.emit)
        self._add(Card(theme, column(before, gap=0), margins=(0, 3, 0, 3)))

    def _before(self, item: RequestItem) -> Row:
        text, words = self._context.text, self._context.words
        if item.resolved is not None and item.received is not None:
            solved = words.day(item.resolved.astimezone(words.zone).date(), year=False, weekday=False)
            body = text(
                "solved {day}, took {duration}", day=solved, duration=words.duration(item.resolved - item.received)
            )
        else:
            body = text("asked {time}", time=words.when(item.written))
        return Row(
            key=item.id, title=item.subject, body=body, due=self._judged(item), exact=item.number or item.reference
        )

    def _judged(self, item: RequestItem) -> Label:
        text = self._context.text
        if item.rated is not None:
            words: tuple[str, Tone] = (
                (text("satisfied"), "good") if item.rated >= 4 else (text("fair"), "neutral") if item.rated == 3
                else (text("not satisfied"), "warn")
            )  # fmt: skip
            return words
        if item.state in (State.RESOLVED, State.CLOSED):
            return text("not rated"), "neutral"
        return sentences.state(text, item.state), "neutral" if item.state == State.CANCELLED else "info"

    def _fitting(self, reading: Reading) -> None:
        """Articles the form names, then those that fit the words; each can be put into the reply."""
        text, theme, person = self._context.text, self._context.theme, reading.conversation.requester
        language = person.language if person is not None else self._context.language
        self._reads = language
        self._offered = {each.id: Offered(each.title, each.language) for each in reading.related}
        heading = Text(text("Articles that fit"), 15, 600)
        kind = RowKind(title_weight=400, pad_x=14, pad_y=9)
        self._articles = RowList(theme, text("Articles that fit"), kind)
        self._articles.acted.connect(self._insert)
        self._articles.opened.connect(lambda key: self._context.open(link("article", key)))
        card = Card(theme, column(self._articles, gap=0), margins=(0, 2, 0, 2))
        for part in (8, heading, card):
            self._add(part)
        asked = self._context.search(
            reading.item.subject, self._found, owner=self, language=language, limit=6, deep=True
        )  # fmt: skip
        self._list_articles()
        heading.setVisible(bool(self._offered) or asked is not None)
        card.setVisible(bool(self._offered) or asked is not None)

    def _found(self, page: Any) -> None:
        """What the index found goes first: it fits the words, the form's only the subject."""
        found = {hit.article_id: Offered(hit.title, hit.language) for hit in page.hits}
        self._offered = {**found, **{id: each for id, each in self._offered.items() if id not in found}}
        self._list_articles()

    def _list_articles(self) -> None:
        if self._articles is not None:
            theirs = {id: each for id, each in self._offered.items() if each.language == self._reads}
            shown = theirs or self._offered  # in another language only where there is none in theirs
            self._articles.set_rows([self._article(id, each) for id, each in list(shown.items())[:_ARTICLES]])

    def _article(self, id: str, offered: Offered) -> Row:
        other = "" if offered.language == self._reads else offered.language
        spoken = _LANGUAGES.get(other, native_name(other)) if other else ""
        return Row(key=id, title=offered.title, action=self._context.text("Insert"), side=other.upper(), exact=spoken)

    def _insert(self, key: object) -> None:
        self.inserting.emit(written_link(self._offered[str(key)].title, str(key)))


_LANGUAGES = {"en": "English", "id": "Indonesia"}


def _plain(name: str) -> str:
    return name.partition(" (")[0]
