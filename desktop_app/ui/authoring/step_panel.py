"""The step before others see it: what kind of change it is, what readers are told, and when it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import TickBox

Step = Literal["review", "publish", "return", "retire"]


@dataclass(frozen=True)
class Taken:
    """What was said. `day` None: at once; `languages`: the other languages that come along."""

    step: Step
    change: str
    note: str
    day: date | None
    together: bool
    successor: str | None


class StepPanel(Pane):
    """`taken(Taken)`: go on. `closed()`: not now."""

    taken = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        text, theme = context.text, context.theme
        self._context = context
        self._step: Step = "review"
        self.title = Text("", 15, 600)
        kinds = [("major", text("The meaning changes")), ("minor", text("Wording only"))]
        self.change = Segmented(theme, text("Kind of change"), kinds, "major")
        self.about = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.note = QLineEdit()
        self.day = DateField(theme, context.words)
        self.day_name = Text("", 12, 400, "soft")
        self.together = TickBox(theme, text("The other language too"))
        self.successor = Choice(theme, text("Article that takes its place"))
        self.go = Button(theme, "", "primary")
        self.stop = Button(theme, text("Not now"), "plain")
        days = row(self.day_name, self.day, self.successor, self.together, None, self.stop, self.go, gap=10)
        head = row(self.title, None, self.change, gap=12)
        inside = column(head, self.about, self.note, days, gap=8, margins=(16, 12, 16, 12))
        super().__init__(theme, inside, "surface", ("top",))
        self.change.chosen.connect(lambda _: self._say_about())
        self.go.clicked.connect(self._go)
        self.stop.clicked.connect(self._close)
        self.note.returnPressed.connect(self._go)
        self.hide()

    def open_for(
        self, step: Step, *, change: str, note: str, other: bool, acknowledged: bool, articles: list[tuple[str, str]]
    ) -> None:
        """Asks for this step."""
        text = self._context.text
        self._step, self._acknowledged = step, acknowledged
        titles = {
            "review": text("Ask your team to read it"), "publish": text("Publish"),
            "return": text("Give it back to its author"), "retire": text("Take it out of force"),
        }  # fmt: skip
        goes = {
            "review": text("Ask for review"), "publish": text("Publish"), "return": text("Give back"),
            "retire": text("Take out of force"),
        }  # fmt: skip
        changed = text("What changed, in a sentence for readers")
        hints = {"review": changed, "publish": changed, "return": text("What should be different"), "retire": ""}
        self.title.say(titles[step])
        self.go.say(goes[step])
        self.change.setVisible(step in ("review", "publish"))
        self.about.setVisible(step in ("review", "publish", "retire"))
        self.note.setVisible(step != "retire")
        self.note.setPlaceholderText(hints[step])
        self.note.setAccessibleName(hints[step])
        self.note.setText(note)
        self.day.setVisible(step in ("publish", "retire"))
        self.day_name.setVisible(step in ("publish", "retire"))
        self.day_name.say(text("On (empty: now)") if step == "publish" else text("Last day in force"))
        self.day.show_day(self._context.words.today() if step == "retire" else None)
        self.together.setVisible(step == "publish" and other)
        self.together.setChecked(other)
        self.successor.setVisible(step == "retire")
        if step == "retire":
            self.successor.clear()
            for key, words in [("", text("Nothing takes its place")), *articles]:
                self.successor.addItem(words, key)
        self.change.choose(change)
        self._say_about()
        self.show()
        (self.note if step != "retire" else self.day).setFocus(Qt.FocusReason.PopupFocusReason)

    def _say_about(self) -> None:
        text, major = self._context.text, self.change.at() == "major"
        if self._step == "retire":
            words = text(
                "It stays readable from links, in every language, with the words that it is no longer in force."
            )
        elif major:
            words = (
                text("A new edition. Who had to acknowledge it is asked again.")
                if self._acknowledged
                else text("A new edition.")
            )
        else:
            words = (
                text("What people acknowledged stays valid; a second person confirms that the meaning is the same.")
                if self._acknowledged
                else text("The edition stays, with a higher number behind the point.")
            )
        self.about.say(words)

    def _go(self) -> None:
        if self._step == "return" and not self.note.text().strip():
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self.taken.emit(
            Taken(
                self._step, str(self.change.at() or "major"), self.note.text().strip(), self.day.day(),
                self.together.isVisibleTo(self) and self.together.isChecked(),
                self.successor.currentData() or None,
            )
        )  # fmt: skip

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
