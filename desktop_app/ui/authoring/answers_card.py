"""The people who are asked to acknowledge one article, with what they said: to filter, to export, to remind."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog

from desktop_app.acknowledgement_csv import as_csv
from desktop_app.store.queries.acknowledgements import Answer, AsItStood, Asked, State, as_it_stood
from desktop_app.ui.context import Context
from desktop_app.ui.due_badge import due_badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.text import Text

_HEIGHT, _TEXT_HEIGHT = 340, 16_000


class AnswersCard(Card):
    """`reminding(article)`: who is missing is to be reminded; `changing()`: whom it asks, or by when, is to change."""

    reminding = Signal(str)
    changing = Signal()

    def __init__(self, context: Context) -> None:
        self._context = context
        self.article = ""
        self._found: list[Answer] = []
        self._which: State = "missing"
        theme, text = context.theme, context.text
        self._title, self._rule = Text("", 17, 600, wrap=True, leading=0), Text("", 14, wrap=True, leading=0)
        self._reminded = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.remind = Button(theme, text("Remind who is missing"), "primary", "bell")
        self.export = Button(theme, text("Save as a table (CSV)"), "secondary", "download-simple")
        self.change = Button(theme, text("Change"), "quiet", "pencil-line")
        titles: dict[State, str] = {
            "missing": text("Missing"), "declined": text("Did not confirm"), "done": text("Have said so"),
        }  # fmt: skip
        self._titles, self.chips = titles, {}
        self._group = group = QButtonGroup()
        for state in get_args(State):
            chip = Chip(theme, titles[state], checkable=True, checked=state == "missing")
            chip.clicked.connect(lambda _=False, state=state: self._choose(state))
            group.addButton(chip)
            self.chips[state] = chip
        self.filter = SearchField(theme, text("Name, site or team"), text("Clear the search"), width=280)
        self.list = RowList(theme, text("People"), RowKind(lead="avatar", body_lines=1), fit=False, uniform=True)
        self.list.setFixedHeight(theme.px(_HEIGHT))
        self._none = Text(text("Nobody is like that."), 14, 400, "soft")
        self.stood_title = Text("", 14, 600, wrap=True, leading=0)
        self.stood = Text("", 14, wrap=True, leading=0, selectable=True)
        self._stood = holder(column(self.stood_title, self.stood, gap=6))
        acts = holder(FlowLayout(self.remind, self.export, self.change, gap=8))
        chips = holder(FlowLayout(*self.chips.values(), gap=6))
        super().__init__(
            theme,
            column(
                self._title, self._rule, self._reminded, acts, 4, chips, row(self.filter, None), self.list, self._none,
                self._stood, gap=8,
            ),
        )  # fmt: skip
        self.remind.clicked.connect(lambda: self.reminding.emit(self.article))
        self.export.clicked.connect(self._ask_where)
        self.change.clicked.connect(self.changing)
        self.filter.textChanged.connect(lambda _: self._show())
        self.list.opened.connect(self._open)
        self._stood.hide()

    def show_asked(self, asked: Asked, whom: str) -> None:
        """How far this article is; `whom` its rule asks, in words."""
        text, words, rule = self._context.text, self._context.words, asked.rule
        if asked.item.id != self.article:
            self._found = []
            self._stood.hide()
        self.article = asked.item.id
        self._title.say(asked.item.title)
        due = due_badge(asked.due, words)
        version = text("version {n}", n=asked.major)
        self._rule.say(" · ".join([whom, version, *([due[0]] if due else [])]))
        self._reminded.setVisible(rule is not None and rule.reminded is not None)
        if rule is not None and rule.reminded is not None:
            self._reminded.say(text("Reminded {time}.", time=words.when(rule.reminded)))
        self.remind.setEnabled(rule is not None and asked.missing > 0)
        counts = {"missing": asked.missing, "declined": asked.declined, "done": asked.done}
        for state, chip in self.chips.items():
            chip.say(self._titles[state], counts[state])

    def show_answers(self, found: list[Answer]) -> None:
        """These people."""
        self._found = found
        self._show()

    def _choose(self, state: State) -> None:
        self._which = state
        self._show()

    def _show(self) -> None:
        typed = self.filter.text().casefold().split()
        shown = [
            each
            for each in self._found
            if each.state == self._which
            and all(word in f"{each.name} {each.site} {each.team}".casefold() for word in typed)
        ]
        self.list.set_rows([self._row(each) for each in shown])
        self.list.setVisible(bool(shown))
        self._none.setVisible(not shown)

    def _row(self, each: Answer) -> Row:
        text, words = self._context.text, self._context.words
        where = " · ".join(part for part in (each.site, each.team) if part)
        side = ""
        if each.said is not None and each.state == "done":
            version = f"{each.said.version}.{each.said.minor}"
            side = text("version {n} · {time}", n=version, time=words.when(each.said.at))
        elif each.said is not None:
            where = text("{where}: “{words}”", where=where, words=each.said.declined)
        elif each.before is not None:
            side = text("read version {n} before", n=each.before)
        return Row(key=each.login, title=each.name, body=where, avatar=each.name, side=side)

    def _open(self, login: object) -> None:
        """What this person acknowledged, as it stood."""
        said = next((each.said for each in self._found if each.login == login), None)
        article = self.article
        if said is None:
            return
        self._context.read(lambda c: as_it_stood(c, article, said), self._show_stood, owner=self, latest="as it stood")

    def _show_stood(self, stood: AsItStood | None) -> None:
        text = self._context.text
        self._stood.show()
        if stood is None:
            self.stood_title.say(text("This version is no longer on this laptop."))
            self.stood.say("")
            return
        same = text("word for word what was acknowledged") if stood.same else text("the version that was acknowledged")
        self.stood_title.say(text("{title} · {same}", title=stood.title, same=same))
        self.stood.say(stood.body[:_TEXT_HEIGHT])

    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), self._context.text("Save as a table (CSV)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{self.article}.csv")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, name: str) -> None:
        """Writes everybody who is asked into this file, whatever is shown of them."""
        table, text = as_csv(self.article, self._found), self._context.text
        self._context.operation.write(
            lambda: Path(name).write_text(table, encoding="utf-8-sig", newline=""),
            lambda _: self._context.toast(text("Saved as {name}.", name=Path(name).name)), doing="save", owner=self,
        )  # fmt: skip
