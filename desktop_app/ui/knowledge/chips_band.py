"""Under the search field: the categories of what was found, how much it is and how long it took."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup

from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import ORDER, category_name
from desktop_app.ui.knowledge.finding import Finding
from desktop_app.ui.knowledge.result_rows import count_words
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text


class ChipsBand(Pane):
    """`chosen(category)`: only this one; an empty word for all."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, None, "canvas", ("bottom",))
        self._context = context
        theme, text = context.theme, context.text
        self._every = Chip(theme, text("All"), checkable=True, checked=True)
        self._every.clicked.connect(lambda: self.chosen.emit(""))
        self.chips: dict[str, Chip] = {"": self._every}
        self._flow = FlowLayout(self._every)
        self.count = Text("", 12, 400, "faint")
        count = (self.count, Qt.AlignmentFlag.AlignVCenter)
        line = row((holder(self._flow), 1), count, gap=12, margins=(16, 0, 24, 12))
        self.setLayout(column(line, gap=0))
        self._buttons = QButtonGroup(self)
        self._buttons.addButton(self._every)

    def show_finding(self, finding: Finding) -> None:
        """Chips stay where they are while one types: those without results go, new ones come at their place."""
        for category in (*ORDER, *sorted(finding.categories)):
            if category not in self.chips and category in finding.categories:
                self.chips[category] = self._chip(category)
        place = {category: i for i, category in enumerate(("", *ORDER))}
        for category, chip in self.chips.items():
            counted = finding.count if not category else finding.categories.get(category)
            chip.say(self._name(category), counted)
            chip.setVisible(not category or category in finding.categories)
            chip.setChecked(category == (finding.asked.category or ""))
        ordered = sorted(self.chips, key=lambda category: (place.get(category, len(place)), category))
        for category in ordered:
            self._flow.removeWidget(self.chips[category])
            self._flow.addWidget(self.chips[category])
        self.count.say(count_words(self._context, finding))

    def _chip(self, category: str) -> Chip:
        chip = Chip(self._context.theme, self._name(category), checkable=True)
        chip.clicked.connect(lambda: self.chosen.emit(category))
        self._buttons.addButton(chip)
        self._flow.addWidget(chip)  # before it is shown, or it would be a window of its own
        return chip

    def _name(self, category: str) -> str:
        return category_name(self._context.text, category) if category else self._context.text("All")
