"""Says that something was not done at the company: who was faster and when, what is safe, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app import sentences
from desktop_app.store.queries.notices import NoticeItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.kept import Kept
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, emptied, restyled, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.text import Text


class RefusalNotice(QWidget):
    """Hidden while nothing was refused. `looking(message id)`, `noting(kept)`, `discarding(no)`, `understood(nos)`."""

    looking = Signal(str)
    noting = Signal(object)
    discarding = Signal(int)
    understood = Signal(list)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 10)
        self._lines.setSpacing(10)
        self.hide()

    def show_reading(self, reading: Reading) -> None:
        """The refusals about this request that nobody has answered yet."""
        told = reading.refusals
        drafts = [reading.refused[key] for key in reading.refused if reading.refused[key].text]
        shown = (reading.item.id, told, tuple(drafts), self._answer_of(reading, told), "AddNote" in reading.may)
        if shown == self._shown:
            return
        self._shown = shown
        emptied(self._lines)
        self.setVisible(bool(told))
        if not told:
            return
        self._lines.addWidget(self._notice(reading, told, drafts))
        for kept in drafts:
            self._lines.addWidget(self._draft(kept))

    def _notice(self, reading: Reading, told: Sequence[NoticeItem], drafts: Sequence[Kept]) -> Notice:
        text, theme = self._context.text, self._context.theme
        taken = next((each for each in told if each.data.get("code") == "taken" and each.data.get("by")), None)
        buttons: list[Button] = []
        if taken is not None:
            faster = reading.name(str(taken.data["by"]))
            called = reading.item.number or reading.item.reference
            title = text("{name} took {request} before you", name=faster, request=called)
            body = self._what_is_safe(reading, taken, drafts)
            answer = self._answer_of(reading, told)
            if answer:
                look = Button(theme, text("See the reply by {name}", name=faster.split()[0]), "primary")
                look.clicked.connect(lambda: self.looking.emit(answer))
                buttons.append(look)
        else:
            title = text("Not done at the company")
            body = self._reasons(reading, told)
        if drafts and "AddNote" in reading.may:
            note = Button(theme, text("Make it a team note"))
            note.clicked.connect(lambda: self.noting.emit(drafts[0]))
            buttons.append(note)
        fine = Button(theme, text("Understood"), "plain" if buttons else "secondary")
        fine.clicked.connect(lambda: self.understood.emit([each.no for each in told]))
        return Notice(
            theme, "warn", "hand" if taken else "warning-circle", title, body, row(*buttons, fine, None, gap=8)
        )

    def _what_is_safe(self, reading: Reading, taken: NoticeItem, drafts: Sequence[Kept]) -> str:
        text, words = self._context.text, self._context.words
        faster = reading.name(str(taken.data["by"]))
        at = taken.data.get("at")
        said = [text("Your reply is kept as a draft.")] if drafts else []
        if at is not None:
            said.append(text("{name} has had the request since {time}.", name=faster, time=words.when(at)))
        if drafts:
            requester = reading.item.requester_name
            said.append(text("{name} does not get two answers.", name=requester))
        return " ".join(said)

    def _reasons(self, reading: Reading, told: Sequence[NoticeItem]) -> str:
        words = self._context.words
        reasons = [
            sentences.refusal(words.text, str(each.data.get("code", "")), each.data, reading.name, words.when)
            for each in told
        ]
        return " ".join(dict.fromkeys(reasons))

    @staticmethod
    def _answer_of(reading: Reading, told: Sequence[NoticeItem]) -> str:
        """The first reply of who was faster, empty where there is none yet."""
        by = next((each.data.get("by") for each in told if each.data.get("code") == "taken"), None)
        replies = [each.id for each in reading.conversation.messages if by and each.author == by and not each.internal]
        return replies[0] if replies else ""

    def _draft(self, kept: Kept) -> Card:
        text, theme = self._context.text, self._context.theme
        discard = Button(theme, text("Discard"), "link")
        restyled(discard, tone="soft")
        discard.clicked.connect(lambda: self.discarding.emit(kept.no))
        head = row(Text(text("Your draft"), 14, 600), Text(text("only on this laptop"), 12, 400, "soft"), None, discard)
        words = Text(f"“{kept.text}”", 14, 400, "soft", wrap=True, leading=0, selectable=True)
        return Card(theme, column(head, words, gap=4), border="warn", dashed=True, margins=(14, 10, 14, 11))
