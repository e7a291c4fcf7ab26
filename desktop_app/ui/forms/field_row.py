"""A question of a form: label, whether it must be answered, help, the control, what is wrong or doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.ui.forms.fields import control
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.theme.tokens import RADIUS_CONTROL
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.fields import FieldError
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.painting import text_width
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import TickBox

_HELP = 440
"""How wide the help of a question may make it when the answer stands beside."""
_BESIDE = 260
"""What is wrong stands at the right of a short control where there is so much room, else under it."""


class Standing(Protocol):
    """How a question stands (`new_request.field_standing`)."""

    @property
    def required(self) -> bool: ...
    @property
    def origin(self) -> str: ...
    @property
    def wrong(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def doubt(self) -> str: ...
    @property
    def confirmed(self) -> bool: ...
    @property
    def cleared(self) -> str: ...


class Doubt(Card):
    """What the form warns of, and the tick that says it is right all the same."""

    ticked = Signal(bool)

    def __init__(self, around: Surroundings) -> None:
        self._words = Text("", 14, 400, "text", wrap=True, leading=0)
        self._box = TickBox(around.theme, around.words.text("Yes, this is right"))
        lead = (Icon(around.theme, "warning-circle", "warn", 20), Qt.AlignmentFlag.AlignTop)
        line = row(lead, (column(self._words, row(self._box, None), gap=2), 1), gap=10)
        super().__init__(
            around.theme, line, fill="warn_soft", border=None, radius=RADIUS_CONTROL, margins=(14, 10, 14, 8)
        )
        self._box.clicked.connect(self.ticked)
        self.hide()

    def say(self, sentence: str, *, confirmed: bool) -> None:
        """Shows the warning, or hides itself for an empty one."""
        self._words.say(sentence)
        self._box.setAccessibleDescription(sentence)
        self._box.setChecked(confirmed)
        self.setVisible(bool(sentence))

    def focus(self) -> None:
        """Puts the keyboard on the tick."""
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)


class FieldRow(QWidget):
    """`given(key, answer)`, `left(key)`, `confirmed(key, yes)`, `undone(key)`."""

    given = Signal(str, object)
    left = Signal(str)
    confirmed = Signal(str, bool)
    undone = Signal(str)

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__()
        self.key, self._around = str(field["key"]), around
        self._text = around.words.text
        self.control: Control = control(field, around)
        self.control.given.connect(lambda answer: self.given.emit(self.key, answer))
        self.control.left.connect(lambda: self.left.emit(self.key))
        self._label = self.control.local(field["label"])
        self._help = self.control.local(field["help"]) if "help" in field else ""
        self._aside = ""
        self._question = Text("", 14, 600, wrap=True, rich=True, leading=0)
        self._question.setBuddy(self.control)
        around.theme.changed.connect(self._say_question)
        self._error = FieldError(around.theme)
        self._doubt = Doubt(around)
        self._doubt.ticked.connect(lambda yes: self.confirmed.emit(self.key, yes))
        self._undo_words = Text("", 12, 400, "soft", wrap=True, leading=0)
        self._undo = self._undo_strip()
        self._answer: QBoxLayout | None = None
        self._asked = QWidget()
        self.setLayout(column(*self._parts(), gap=6))
        self._require("")

    @property
    def label(self) -> str:
        """The question."""
        return self._label

    def show_answer(self, answer: Any, offered: Sequence[str] | None) -> None:
        """Shows what the draft says."""
        if offered is not None:
            self.control.offer(offered)
        self.control.show_answer(answer)

    def show_standing(self, standing: Standing) -> None:
        """Says whether it must be answered, where an answer came from, what is wrong with it and what is doubtful."""
        self._require(
            " · ".join(part for part in (self._text("required") if standing.required else "", standing.origin) if part)
        )
        if standing.wrong or self._error.text():
            self._error.say(standing.wrong)
            self.control.mark(standing.where, standing.wrong)
        self._doubt.say(standing.doubt, confirmed=standing.confirmed)
        self._undo.setVisible(bool(standing.cleared))
        if standing.cleared:
            said = self._text("Taken out, because it no longer fits: {answer}", answer=standing.cleared)
            self._undo_words.say(said)

    def wrong(self) -> str:
        """The sentence shown."""
        return self._error.text()

    def focus_at(self, where: str, *, doubt: bool) -> None:
        """Puts the keyboard where something is to be done."""
        if doubt:
            self._doubt.focus()
        else:
            self.control.focus_at(where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.control.beside:
            self._fit_question()
        elif self._answer is not None:
            room = self.width() - self.control.sizeHint().width()
            beside = room >= self._around.theme.px(_BESIDE)
            way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            if self._answer.direction() != way:
                self._answer.setDirection(way)
                self._answer.setSpacing(12 if beside else 4)

    def _say_question(self) -> None:
        theme = self._around.theme
        colour, size = theme.tokens.by_name()["soft"], theme.px(12)
        style = f"font-size:{size}px; font-weight:400; color:{colour}"
        aside = f' &nbsp;<span style="{style}">{escape(self._aside)}</span>' if self._aside else ""
        self._question.say(escape(self._label) + aside)
        self._question.setAccessibleName(self._label)
        if self.control.beside:
            self._fit_question()

    def _fit_question(self) -> None:
        """As wide as its words are, if there is so much room beside the control."""
        theme = self._around.theme
        aside = text_width(theme.font(12), self._aside) + theme.px(16) if self._aside else 0
        words = (
            text_width(theme.font(14, 600), self._label) + aside,
            min(text_width(theme.font(12), self._help), theme.px(_HELP)),
        )
        room = self.width() - self.control.sizeHint().width() - 20
        self._asked.setFixedWidth(max(0, min(room, round(max(words)) + 4)))

    def _require(self, aside: str) -> None:
        if aside != self._aside or not self.accessibleName():
            self._aside = aside
            self._say_question()
            self.setAccessibleName(self._label)
            self.control.name_it(self._label, " ".join(f"{part.rstrip('.')}." for part in (aside, self._help) if part))

    def _parts(self) -> list[Any]:
        if self.control.speaks:
            return [self.control]
        help_text = Text(self._help, 12, 400, "soft", wrap=True, leading=0)
        if not self._help:
            help_text.hide()
        extra = [self._doubt, self._undo]
        top = Qt.AlignmentFlag.AlignTop
        if self.control.beside:
            # a question with yes and no beside it: the words may take two lines, the buttons stay where they are
            self._asked = holder(column(self._question, help_text, gap=1))
            return [row(self._asked, 20, (self.control, top), None, gap=0), self._error, *extra]
        head = column(self._question, help_text, gap=1)
        if not self.control.short:
            return [head, self.control, self._error, *extra]
        self._answer = row(self.control, (holder(column(None, self._error, None)), 1), gap=12)
        return [head, self._answer, *extra]

    def _undo_strip(self) -> QWidget:
        button = Button(self._around.theme, self._text("Put it back"), "link")
        button.clicked.connect(lambda: self.undone.emit(self.key))
        strip = holder(row((self._undo_words, 1), button, gap=8))
        strip.hide()
        return strip
