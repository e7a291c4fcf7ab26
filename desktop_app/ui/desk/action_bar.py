"""What an agent can do with a request without words: take it, take it over, give it back, wait, go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app import sentences
from desktop_app.domain.requests.rows import State
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.theme.tokens import State as Tone
from desktop_app.ui.widgets.badge import Badge, Kbd
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import holder, row

_TONES: dict[str, Tone] = {
    State.NEW: "neutral", State.IN_PROGRESS: "accent", State.WAITING_REQUESTER: "info", State.WAITING_OTHER: "info",
    State.RESOLVED: "good", State.CLOSED: "neutral", State.CANCELLED: "neutral",
}  # fmt: skip


class ActionBar(QWidget):
    """`asked(name)`: Claim, TakeOver, Release, WaitForOther or Resume. `person_asked`: the requester's drawer."""

    asked = Signal(str)
    person_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, theme, text = context, context.theme, context.text
        self._reading: Reading | None = None
        self.take = Button(theme, text("Take"), "secondary", "hand")
        self._take_key = Kbd(theme, "E")
        self.first = Button(theme, "", "plain")
        self.more = Button(theme, text("More"), "plain", "dots-three")
        self.person = Button(theme, text("Requester"), "quiet", "user-circle")
        self._person_key = Kbd(theme, "P")
        self._badge = Badge(theme, "")
        self._taking = holder(row(self.take, self._take_key, gap=6, margins=(self.overhang, 0, 8, 0)))
        parts = (self._taking, self.first, self.more)
        self.setLayout(row(*parts, None, self.person, self._person_key, self._badge, gap=6))
        theme.changed.connect(self._align)
        self.take.clicked.connect(lambda: self.asked.emit(self.taking()))
        self.first.clicked.connect(lambda: self.asked.emit(self._others()[0]))
        self.more.clicked.connect(self._open_more)
        self.person.clicked.connect(self.person_asked)
        self.show_person_button(False)

    def show_reading(self, reading: Reading) -> None:
        """What can be done now."""
        self._reading = reading
        text, taking, others = self._context.text, self.taking(), self._others()
        self._taking.setVisible(bool(taking))
        if taking == "TakeOver":
            name = (reading.item.assignee_name or "").split()[0]
            self.take.say(text("Take over from {name}", name=name))
        elif taking:
            self.take.say(text("Take"))
        self.first.setVisible(bool(others))
        if others:
            self.first.say(self._title(others[0]))
        self.more.setVisible(len(others) > 1)
        self._badge.say(sentences.state(text, reading.item.state), _TONES[reading.item.state])

    @property
    def overhang(self) -> int:
        """How far the bar begins before its text: a plain button has its words, not its edge, under the title."""
        return self._context.theme.px(8) + 1

    def taking(self) -> str:
        """The command by which this person takes it now, empty where they cannot."""
        may = self._reading.may if self._reading is not None else frozenset()
        return next((name for name in ("Claim", "TakeOver") if name in may), "")

    def show_person_button(self, on: bool) -> None:
        """On narrow windows the requester is in a drawer."""
        self.person.setVisible(on)
        self._person_key.setVisible(on)
        self._badge.setVisible(not on)

    def _align(self) -> None:
        layout = self._taking.layout()
        assert layout is not None
        layout.setContentsMargins(self.overhang, 0, 8, 0)

    def _others(self) -> list[str]:
        may = self._reading.may if self._reading is not None else frozenset()
        return [name for name in ("Resume", "WaitForOther", "Release") if name in may]

    def _title(self, name: str) -> str:
        text = self._context.text
        titles = {
            "Resume": text("Go on"),
            "WaitForOther": text("Wait for someone else"),
            "Release": text("Give back to the queue"),
        }  # fmt: skip
        return titles[name]

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._others()[1:]:
            menu.addAction(self._title(name)).triggered.connect(lambda _=False, name=name: self.asked.emit(name))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
