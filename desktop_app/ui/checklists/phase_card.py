"""One phase of a checklist: its name, how far it is, its tasks; folded away while there is nothing to do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal

from desktop_app.store.queries.checklists import ChecklistItem, Phase
from desktop_app.ui.checklists.reading import tasks_of
from desktop_app.ui.checklists.task_rows import due_label, due_of, finished_row, local, owner_word, task_row
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.foldable import Foldable
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.painting import badge_width, text_width
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import RowKind
from desktop_app.wording import Wording

STACKED = RowKind(lead="tick", body_lines=2, chevron=True, pad_y=11)
FINISHED = RowKind(lead="tick", title_weight=400, chevron=True, pad_y=9)
Columns = tuple[int, int]
"""How wide who does it and by when are, at 100 % size of text."""
FAR = timedelta(days=21)
"""A phase whose first task is due later than this is folded away until then."""


class PhaseCard(Foldable):
    """`ticked(id, on)`, `opened(id)` of a task.

    What was done when it was made stands in short lines before the rest; what is ticked later stays where it is.
    """

    ticked = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, context: Context, phase: Phase, titles: Mapping[str, str], columns: Columns | None) -> None:
        self._context, self._in_columns = context, columns is not None
        self._finished = frozenset(task.id for task in phase.tasks if task.state == "done")
        title, text = local(phase.title, context.words), context.text
        self.finished = RowList(context.theme, text("{phase}, done", phase=title), FINISHED)
        self.rest = RowList(context.theme, title, STACKED if columns is None else replace(STACKED, columns=columns))
        content = holder(column(self.finished, self.rest, gap=0, margins=(0, 0, 0, 6)))
        about, share = said(phase, context.words)
        super().__init__(context.theme, title, about, share, content, is_open(phase, context.words.today()))
        for rows in self.lists:
            rows.ticked.connect(self.ticked)
            rows.opened.connect(self.opened)
        self.show_phase(phase, titles)

    @property
    def lists(self) -> tuple[RowList, RowList]:
        """What the arrow keys go through."""
        return self.finished, self.rest

    def show_phase(self, phase: Phase, titles: Mapping[str, str]) -> None:
        """The same phase, as it is now."""
        words, me = self._context.words, self._context.me.login
        self.head.say(local(phase.title, words), *said(phase, words))
        finished = [task for task in phase.tasks if task.id in self._finished]
        rest = [task for task in phase.tasks if task.id not in self._finished]
        self.finished.set_rows([finished_row(task, me, titles, words) for task in finished])
        self.rest.set_rows([task_row(task, me, titles, words, in_columns=self._in_columns) for task in rest])
        self.finished.setVisible(bool(finished))
        self.rest.setVisible(bool(rest))

    def go_to(self, task: str) -> bool:
        """Unfolds and takes the focus to this task; False where it is in another phase."""
        for rows in self.lists:
            if rows.choose(task):
                self.head.setChecked(True)
                rows.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False


def columns_of(item: ChecklistItem, context: Context) -> Columns:
    """As wide as the longest words in them, so that the tasks have the rest."""
    theme, words, me = context.theme, context.words, context.me.login
    owners = [text_width(theme.font(12), owner_word(task, me, words)) for task in tasks_of(item)]
    due = [badge_width(theme, due_label(task, words)[0]) for task in tasks_of(item)]
    return round(max(owners) / theme.scale) + 44, round(max(due) / theme.scale) + 12


def is_open(phase: Phase, today: date) -> bool:
    """Whether there is something to do in it soon."""
    left = [due_of(task) for task in phase.tasks if task.state == "open"]
    return bool(left) and min(left) <= today + FAR


def said(phase: Phase, words: Wording) -> tuple[str, float]:
    """How far it is: in words, and as a share."""
    text, total = words.text, len(phase.tasks)
    done = sum(task.state == "done" for task in phase.tasks)
    left = [due_of(task) for task in phase.tasks if task.state == "open"]
    share = done / total if total else 0.0
    if left and min(left) > words.today() + FAR:
        day = words.day(min(left), year=min(left).year != words.today().year, weekday=False)
        return text("{done} of {total} done · from {day} on", done=done, total=total, day=day), share
    if left and min(left) >= words.today():
        day = words.day(max(left), year=max(left).year != words.today().year, weekday=False)
        return text("{done} of {total} done · until {day}", done=done, total=total, day=day), share
    return text("{done} of {total} done", done=done, total=total), share
