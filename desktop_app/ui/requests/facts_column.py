"""What is known about a request, at its side: state, promise, answers, who handles it, files, what to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.file_words import file_icon, file_words
from desktop_app.ui.conversation.promises import Hours
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.links import link
from desktop_app.ui.requests.state_words import state_sentence
from desktop_app.ui.widgets.attachment_chip import AttachmentChip
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.facts import Fact
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.symbol import IconTile
from desktop_app.ui.widgets.text import Text

_MARGINS = (18, 16, 18, 18)


class FactsColumn(QWidget):
    """`opening(file)`; `cancelling`: the person no longer needs it."""

    opening = Signal(object)
    cancelling = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)

    def show_reading(self, reading: Reading) -> None:
        """The facts as they are now."""
        minute = self._context.now().replace(second=0, microsecond=0)
        shown = (reading.item, reading.conversation.attachments, reading.may, reading.promises, minute)
        if shown == self._shown:
            return
        self._shown = shown
        emptied(self._lines)
        for card in (self._facts(reading), self._handler(reading), self._files(reading), self._related(reading)):
            if card is not None:
                self._lines.addWidget(card)
        if "Cancel" in reading.may and reading.is_sent:
            cancel = Button(self._context.theme, self._context.text("Cancel this request"), "plain", "x-circle")
            cancel.clicked.connect(self.cancelling)
            self._lines.addWidget(cancel)
        self._lines.addStretch(1)

    def _facts(self, reading: Reading) -> Card:
        text, words, item = self._context.text, self._context.words, reading.item
        facts: list[QWidget] = [Fact(text("State"), state_sentence(item, words))]
        if not reading.is_sent:
            about = text("Say it on the phone; an official number comes once it is sent.")
            facts.append(Fact(text("Short reference"), item.reference, about))
        facts += [fact for fact in (self._first_promise(reading), self._solving(reading)) if fact is not None]
        facts += [Fact(label, answer) for label, answer in reading.answered.lines] if reading.answered.opening else []
        return Card(self._context.theme, column(Text(text("Details"), 15, 600), *facts, gap=12), margins=_MARGINS)

    def _first_promise(self, reading: Reading) -> Fact | None:
        promise, text, words = reading.promises, self._context.text, self._context.words
        if promise.first_due is None:
            return None
        value = text("Answered by {time}", time=words.time(promise.first_due))
        label, exact = text("First promise"), words.exact(promise.first_due)
        if promise.first_reply is None:
            late = words.clock() - promise.first_due
            if late.total_seconds() > 0 and reading.item.state in OPEN:
                return _toned(Fact(label, value, words.late(late), exact=exact), "danger")
            return Fact(label, value, exact=exact)
        if promise.first_reply <= promise.first_due:
            kept = text("Kept: answered {time}", time=words.when(promise.first_reply))
            return _toned(Fact(label, value, kept, exact=exact), "good")
        broken = text("Not kept: answered {time}", time=words.when(promise.first_reply))
        return _toned(Fact(label, value, broken, exact=exact), "danger")

    def _solving(self, reading: Reading) -> Fact | None:
        item, text, words = reading.item, self._context.text, self._context.words
        if item.resolved is not None and item.state not in OPEN:
            return Fact(text("Answered"), words.time(item.resolved), exact=words.exact(item.resolved))
        if item.state == State.WAITING_REQUESTER and reading.promises.solve is not None:
            return Fact(text("Solved at the latest"), text("The clock stands still until you answer"))
        due = reading.promises.solve_due
        if due is None or item.state not in OPEN:
            return None
        return Fact(text("Solved at the latest"), words.promise(due), exact=words.exact(due))

    def _handler(self, reading: Reading) -> Card | None:
        text, theme = self._context.text, self._context.theme
        team = "" if reading.team is None else self._context.local(reading.team.names)
        if not team:
            return None
        person = reading.people.get(reading.item.assignee or "")
        lead: QWidget
        if person is None:
            lead = IconTile(theme, "users-three", size=40)
            name, about = text("{team} team", team=team), text("Nobody has taken it yet")
        else:
            lead = Avatar(theme, person.name, 40)
            name, about = person.name, f"{team} {self._context.local(person.site_names).partition(' (')[0]}"
        said = " · ".join(part for part in (about, hours_words(reading.team_hours, self._context)) if part)
        lines = column(
            Text(name, 14, 600, wrap=True, leading=0), Text(said, 12, 400, "soft", wrap=True, leading=0), gap=1
        )
        line = row((lead, Qt.AlignmentFlag.AlignTop), (lines, 1), gap=12)
        return Card(theme, column(Text(text("Who handles it"), 15, 600), line, gap=10), margins=_MARGINS)

    def _files(self, reading: Reading) -> Card | None:
        files, text, theme = reading.conversation.attachments, self._context.text, self._context.theme
        if not files:
            return None
        head = row(Text(text("Attachments"), 15, 600), Badge(theme, str(len(files))), None, gap=10)
        chips = []
        for file in files:
            chip = AttachmentChip(theme, file.name, file_words(file, self._context.words), file_icon(file.name))
            chip.clicked.connect(lambda _=False, file=file: self.opening.emit(file))
            chips.append(row(chip, None))
        return Card(theme, column(head, *chips, gap=8), margins=_MARGINS)

    def _related(self, reading: Reading) -> Card | None:
        text, theme = self._context.text, self._context.theme
        if not reading.related:
            return None
        kind = RowKind(title_weight=400, chevron=True, pad_x=18, pad_y=8)
        rows: Sequence[Row] = [Row(key=each.id, title=each.title) for each in reading.related]
        articles = RowList(theme, text("Related reading"), kind, rows)
        articles.opened.connect(lambda key: self._context.open(link("article", key)))
        head = row(Text(text("Related reading"), 15, 600), margins=(18, 14, 18, 0))
        return Card(theme, column(head, articles, gap=2), margins=(0, 0, 0, 6))


def hours_words(hours: Hours | None, context: Context) -> str:
    """Bekerja sampai 17.00 WIB; buka lagi Selasa 08.00 WIB."""
    if hours is None or hours.until is None:
        return ""
    if hours.is_open:
        return context.text("working until {time}", time=context.words.hour_with_zone(hours.until))
    return context.text("back {time}", time=context.words.time(hours.until))


def _toned(fact: Fact, tone: str) -> Fact:
    """Its last words in the tone of what they say."""
    fact.findChildren(Text)[-1].in_tone(tone)
    return fact
