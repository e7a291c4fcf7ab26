"""Why the laptop is not in step with the company: what happened, what is safe, what to do, what IT wants to know."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app import sentences
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from desktop_app.ui.context import Context
from desktop_app.ui.settings.laptop import Connection
from desktop_app.ui.settings.password import PasswordForm
from desktop_app.ui.theme.tokens import State as Tone
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.facts import FactLine
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_LABEL_WIDTH = 132
_ICONS: dict[Tone, str] = {"danger": "shield-warning", "warn": "cloud-slash"}
_PASSWORDS = (Problem.WRONG_PASSWORD,)
_PASSING = (Problem.NO_NETWORK, Problem.READ_ONLY, Problem.SERVER_BEHIND)


class Trouble(QWidget):
    """Hidden while all is well. `again`: the person wants it tried at once; `password(text)`: they gave another."""

    again = Signal()
    password = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, theme, text = context, context.theme, context.text
        self._shown: tuple[object, ...] = ()
        self._facts: list[tuple[str, str]] = []
        self._head = column(gap=0)
        self._safe, self._to_do = Text("", wrap=True, rich=True), Text("", wrap=True, rich=True)
        self.form = PasswordForm(context)
        self._details = column(gap=5)
        self.again_button = Button(theme, text("Try again"), "primary", "arrow-clockwise")
        self.copy_button = Button(theme, text("Copy details for IT"), "secondary", "copy")
        self._phone = Text("", 12, 400, "soft", selectable=True)
        top = Qt.AlignmentFlag.AlignTop
        pressed = holder(FlowLayout(self.again_button, self.copy_button, gap=8))
        buttons = row((pressed, 1), (self._phone, Qt.AlignmentFlag.AlignVCenter), gap=12)
        self.setLayout(
            column(
                self._head,
                row((Icon(theme, "check", "good"), top), (self._safe, 1), gap=10),
                row((Icon(theme, "arrow-right", "accent"), top), (self._to_do, 1), gap=10),
                self.form,
                Card(theme, self._details, fill="canvas", radius=8, margins=(14, 11, 14, 11)),
                buttons, gap=13,
            )
        )  # fmt: skip
        self.again_button.clicked.connect(self.again)
        self.copy_button.clicked.connect(self._copy)
        self.form.given.connect(self.password)
        self.hide()

    def show_connection(self, connection: Connection, waiting: int, phone: str) -> None:
        """How it stands now, with so many changes waiting. What the person is writing stays as it is."""
        self.setVisible(connection.troubled)
        if not connection.troubled:
            self.form.clear()
            return
        status, text = connection.status, self._context.text
        problem = status.problem
        assert problem is not None
        asks = problem in _PASSWORDS
        self._phone.say(text("IT: {phone}", phone=phone) if phone else "")
        self._phone.setVisible(bool(phone))
        self._say_safe(waiting)
        self.form.setVisible(asks)
        if asks and status.state == State.REFUSED:
            self.form.refused()
        self._facts = self._known(connection)
        what, to_do = sentences.problem(text, problem, status.data)
        shown = (what, to_do, tuple(self._facts))
        if shown == self._shown:
            return
        self._shown = shown
        if asks:
            to_do = text("Write it here once more, or ask your administrator for a new one.")
        tone: Tone = "warn" if problem in _PASSING else "danger"
        emptied(self._head)
        self._head.addWidget(Notice(self._context.theme, tone, _ICONS[tone], what))
        _labelled(self._to_do, text("What you can do:"), to_do)
        self.again_button.setVisible(not asks)
        self._show_facts(self._facts)

    def details(self) -> str:
        """What is copied for IT: the facts in lines."""
        return "\n".join(f"{label}: {value}" for label, value in self._facts)

    def _say_safe(self, waiting: int) -> None:
        text = self._context.text
        if waiting:
            safe = text.plural(
                "Nothing you wrote is lost. {n} change waits on this laptop and is sent later, once.",
                "Nothing you wrote is lost. {n} changes wait on this laptop and are sent later, each once.", waiting,
            )  # fmt: skip
        else:
            safe = text("Nothing you wrote is lost, and all that was fetched can be read and searched.")
        _labelled(self._safe, text("What is safe:"), safe)

    def _known(self, connection: Connection) -> list[tuple[str, str]]:
        text, words, status = self._context.text, self._context.words, connection.status
        never = text("not yet on this laptop")
        facts = [
            (text("Server address"), connection.server),
            (text("Login"), self._context.me.login),
            (text("Last up to date"), words.time(status.synced) if status.synced else never),
            (text("Kind"), str(status.problem)),
        ]
        said = str(status.data.get("words", "")).strip()
        return [*facts, *([(text("The server says"), said)] if said else [])]

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        emptied(self._details)
        for label, value in facts:
            self._details.addWidget(FactLine(label, value, label_width=self._context.theme.px(_LABEL_WIDTH)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self._context.toast(self._context.text("The details are copied. Paste them into a message to IT."))


def _labelled(words: Text, label: str, sentence: str) -> None:
    words.say(f"<b>{escape(label)}</b> {escape(sentence)}")
    words.setAccessibleName(f"{label} {sentence}")
