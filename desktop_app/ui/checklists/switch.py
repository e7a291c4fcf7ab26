"""Whose checklist is shown, where there are several: one's own, and those of the people one accompanies."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop_app.store.queries.checklists import ChecklistItem
from desktop_app.ui.checklists.reading import Checklists, Which, which_of
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import emptied


class Switch(QWidget):
    """A chip for each checklist, with how much of it is done. `chosen(which)`. Hidden where there is only one."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._chips: dict[Which, Chip] = {}
        self._group = QButtonGroup(self)
        self._line = FlowLayout()
        self.setLayout(self._line)
        self.setAccessibleName(context.text("Whose checklist"))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_lists(self, lists: Checklists, at: Which | None) -> None:
        """These, with the one in sight marked."""
        if [which_of(item) for item in lists.items] != list(self._chips):
            emptied(self._line)
            self._chips = {which_of(item): self._chip(item) for item in lists.items}
        for item in lists.items:
            chip = self._chips[which_of(item)]
            chip.say(self._said(item), None)
            chip.setChecked(which_of(item) == at)
        self.setVisible(len(self._chips) > 1)

    def chip(self, person: str) -> Chip:
        """The chip of this person's checklist. Raises StopIteration where there is none."""
        return next(chip for (whose, _), chip in self._chips.items() if whose == person)

    def _chip(self, item: ChecklistItem) -> Chip:
        chip = Chip(self._context.theme, "", checkable=True)
        which = which_of(item)
        chip.clicked.connect(lambda: self.chosen.emit(which))
        self._group.addButton(chip)
        self._line.addWidget(chip)
        return chip

    def _said(self, item: ChecklistItem) -> str:
        text = self._context.text
        if item.person == self._context.me.login:
            return text("Mine, {done} of {total}", done=item.done, total=item.total)
        return text("{name}, {done} of {total}", name=item.person_name, done=item.done, total=item.total)
