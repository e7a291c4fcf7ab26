"""Under the search field: what the search may be limited to, how much was found and how long it took."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup

from desktop_app.domain.languages import LANGUAGES
from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import ORDER, category_name
from desktop_app.ui.knowledge.audience_words import audience_words, audiences
from desktop_app.ui.knowledge.finding import DUE, Asked, Finding
from desktop_app.ui.knowledge.library import Library
from desktop_app.ui.knowledge.result_rows import count_words
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.menu_chip import MenuChip
from desktop_app.ui.widgets.text import Text


class ChipsBand(Pane):
    """`narrowed(name, key)`: only this category, language, audience or freshness; an empty key for all.
    `resetting`: all of everything."""

    narrowed = Signal(str, str)
    resetting = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, None, "canvas", ("bottom",))
        self._context = context
        theme, text = context.theme, context.text
        self._every = Chip(theme, text("All"), checkable=True, checked=True)
        self._every.clicked.connect(lambda: self.narrowed.emit("category", ""))
        self.chips: dict[str, Chip] = {"": self._every}
        self.menus = {
            "language": MenuChip(theme, text("Language"), text("Any language")),
            "audience": MenuChip(theme, text("Readers"), text("Any readers")),
            "fresh": MenuChip(theme, text("Reviewed"), text("Whenever it was reviewed")),
        }
        for name, menu in self.menus.items():
            menu.chosen.connect(lambda key, name=name: self.narrowed.emit(name, key))
        self.menus["fresh"].offer((
            ("90", text("Reviewed in the last 3 months")), ("365", text("Reviewed in the last 12 months")),
            (DUE, text("Review is due")),
        ))  # fmt: skip
        self.reset = Button(theme, text("Reset the filters"), "link")
        self.reset.clicked.connect(self._reset)
        self._reset_line = holder(row(self.reset, margins=(6, 3, 0, 3)))  # as high as a chip
        self._reset_line.hide()
        self._flow = FlowLayout(self._every, *self.menus.values(), self._reset_line)
        self.count = Text("", 12, 400, "faint")
        count = (self.count, Qt.AlignmentFlag.AlignVCenter)
        line = row((holder(self._flow), 1), count, gap=12, margins=(16, 0, 24, 12))
        self.setLayout(column(line, gap=0))
        self._buttons = QButtonGroup(self)
        self._buttons.addButton(self._every)

    def offer(self, library: Library) -> None:
        """What this laptop's articles can be told apart by; what all of them have in common is not asked."""
        context, text = self._context, self._context.text
        teams = list(library.teams.values())
        held = {each.language for each in library.articles.values()}
        self.menus["language"].offer([(one.code, one.names[one.code]) for one in LANGUAGES if one.code in held])
        known = [
            *audiences(context, library.sites, teams),
            *((f"team:{each.id}", text("Answers for: {name}", name=context.local(each.names))) for each in teams),
            *((f"person:{each.login}", each.name) for each in library.people),
        ]
        scopes = {each.audience for each in library.articles.values()}
        self.menus["audience"].offer(sorted(((each, audience_words(each, known)) for each in scopes), key=_all_first))
        for name in ("language", "audience"):
            self.menus[name].setVisible(len(self.menus[name].items()) > 1 or self.menus[name].isChecked())

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """Of each filter what can be chosen: (key, words)."""
        categories = [
            (each, self._name(each)) for each in (*ORDER, *(key for key in self.chips if key not in ORDER)) if each
        ]
        return {"category": categories} | {name: menu.items() for name, menu in self.menus.items()}

    def show_asked(self, asked: Asked) -> None:
        """What the search is limited to."""
        for category, chip in self.chips.items():
            chip.setChecked(category == (asked.category or ""))
        for name, menu in self.menus.items():
            menu.show_choice(asked.narrows.get(name, ""))
            if menu.isChecked():
                menu.show()
        self._reset_line.setVisible(bool(asked.narrows))

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
        ordered = sorted(self.chips, key=lambda category: (place.get(category, len(place)), category))
        for widget in (*(self.chips[category] for category in ordered), *self.menus.values(), self._reset_line):
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        self.show_asked(finding.asked)
        self.count.say(count_words(self._context, finding))

    def _chip(self, category: str) -> Chip:
        chip = Chip(self._context.theme, self._name(category), checkable=True)
        chip.clicked.connect(lambda: self.narrowed.emit("category", category))
        self._buttons.addButton(chip)
        self._flow.addWidget(chip)  # before it is shown, or it would be a window of its own
        return chip

    def _name(self, category: str) -> str:
        return category_name(self._context.text, category) if category else self._context.text("All")

    def _reset(self) -> None:
        self._every.setFocus(Qt.FocusReason.OtherFocusReason)  # what was pressed goes away
        self.resetting.emit()


def _all_first(audience: tuple[str, str]) -> tuple[bool, str]:
    return audience[0] != "all", audience[1].casefold()
