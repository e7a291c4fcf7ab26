"""The head of a wizard: where one is, what the form is called, how far one has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.links import link
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.progress import Steps
from desktop_app.ui.widgets.text import Text


class WizardHead(QWidget):
    """`to_forms()`: back to the choice of forms."""

    to_forms = Signal()

    def __init__(self, context: Context, form: str) -> None:
        super().__init__()
        self._text = context.text
        requests = Button(context.theme, context.text("Requests"), "link")
        requests.clicked.connect(lambda: context.open(link("page", "requests")))
        forms = Button(context.theme, context.text("New request"), "link")
        forms.clicked.connect(self.to_forms)
        for crumb in (requests, forms):
            crumb.setProperty("tone", "soft")
        parts = [requests, Text("›", 12, 400, "soft"), forms, Text("›", 12, 400, "soft"), Text(form, 12, 400, "soft")]
        self._title = Text("", 24, 700, wrap=True, leading=0)
        self.place = Text("", 14, 600, "soft")
        self._steps = Steps(context.theme, ())
        crumbs = row(*parts, None, gap=4, margins=(-5, 0, 0, 0))
        self.setLayout(column(crumbs, row((self._title, 1), self.place, gap=12), 10, self._steps, gap=0))

    def say(self, title: str, steps: Sequence[str], at: int) -> None:
        """Title and place: 2 dari 4 · Rincian."""
        self._title.say(title)
        place = self._text("{n} of {total} · {step}", n=at + 1, total=len(steps), step=steps[at])
        self.place.say(place)
        self._steps.say(steps, at, place)

    def title(self) -> str:
        """What it is called now."""
        return self._title.accessibleName()
