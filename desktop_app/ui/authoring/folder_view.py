"""A folder before its articles become drafts: what would come, what stays as it is, and what is odd about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app import sentences
from desktop_app.domain.effects import Refused
from desktop_app.domain.people.rows import Team
from desktop_app.store.queries.authoring import shelf
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.authoring.folder_plan import Coming, Plan, commands, planned
from desktop_app.ui.authoring.left_words import what_words
from desktop_app.ui.authoring.taking_in import FolderTaken
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.operation import Failure
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Group, Row, RowKind
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import TickBox
from desktop_app.ui.widgets.work_strip import WorkStrip

_ROW = RowKind(title_weight=400, body_lines=1, pad_y=8, pad_x=18)


class FolderView(QWidget):
    """`closed()`: back to the list."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.plan: Plan | None = None
        self._stopped = False
        text, theme = context.text, context.theme
        self.leave = Button(theme, text("All articles"), "plain", "arrow-left")
        self.title = Text("", 24, 700, wrap=True, leading=0)
        self.about = Text("", 14, 400, "soft", wrap=True, leading=0)
        self.counts = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.owner = Choice(theme, text("Team that owns what is new"))
        owned = Text(text("Team that owns what is new"), 12, 400, "soft")
        self._owner_line = holder(row(owned, self.owner, None, gap=10))
        self.existing = TickBox(theme, text("Begin new texts for those that are published already"))
        self.list = RowList(theme, text("What is in the folder"), _ROW)
        self.go = Button(theme, "", "primary")
        self.not_now = Button(theme, text("Not now"), "plain")
        self.strip = WorkStrip(theme, text("Cancel"))
        card = Card(theme, column(self.list, gap=0), margins=(0, 4, 0, 4))
        self._inside = column(
            row(self.leave, None), self.title, self.about, self.counts, self._owner_line, self.existing, 4, card, None,
            gap=8, margins=(32, 6, 32, 24),
        )  # fmt: skip
        self._buttons = holder(row(None, self.not_now, self.go, gap=10))
        foot = column(self._buttons, self.strip, gap=0, margins=(32, 12, 32, 12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Scroll(holder(self._inside)), 1)
        layout.addLayout(foot)
        self.leave.clicked.connect(self._leave)
        self.not_now.clicked.connect(self._leave)
        self.go.clicked.connect(self._bring)
        self.owner.activated.connect(lambda _: self._plan_again())
        self.existing.toggled.connect(lambda _: self._settle())
        self.strip.stopping.connect(self._stop)

    def show_folder(self, taken: FolderTaken) -> None:
        """What this folder would bring."""
        me, context = self._context.me.login, self._context
        self.existing.setChecked(False)
        self.strip.hide()
        self._buttons.show()

        def known(teams: Sequence[Team]) -> None:
            self.owner.clear()
            for team in teams:
                self.owner.addItem(context.local(team.names), team.id)
            self._owner_line.setVisible(len(teams) > 1)
            self._plan(taken)

        context.read(lambda c: shelf(c, me).teams, known, owner=self, latest="teams")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _plan_again(self) -> None:
        if self.plan is not None:
            self._plan(self.plan.taken)

    def _plan(self, taken: FolderTaken) -> None:
        owner, context = str(self.owner.currentData() or ""), self._context
        context.read(lambda c: planned(StoredRows(c), context, taken, owner), self._show, owner=self, latest="plan")

    def _show(self, plan: Plan) -> None:
        self.plan = plan
        text = self._context.text
        self.title.say(text("From the folder “{name}”", name=plan.taken.folder))
        titles = {
            "new": text("New articles"), "exists": text("Published already, with another text"),
            "busy": text("Your team is writing on it: stays as it is"), "same": text("The same as here already"),
            "refused": text("Cannot come"),
        }  # fmt: skip
        rows: list[Row | Group] = []
        for state in ("new", "exists", "busy", "refused"):
            found = [each for each in plan.coming if each.state == state]
            if found:
                rows.append(Group(titles[state], len(found), "warn" if state == "refused" else "neutral"))
                rows += [self._row(each) for each in found]
        odd = plan.taken.findings
        if odd:
            rows.append(Group(text("To be looked at"), len(odd), "warn"))
            rows += [
                Row(
                    ("odd", number), text("{path}, line {line}", path=each.path, line=each.line),
                    body=": ".join(part for part in (what_words(text, each.what), each.words) if part), leads=False,
                )
                for number, each in enumerate(odd)
            ]  # fmt: skip
        same = len(plan.of("same"))
        if same:
            rows.append(Group(titles["same"], same))
        self.list.set_rows(rows)
        groups = [each for each in rows if isinstance(each, Group)]
        counted = [text("{what}: {words}", what=each.title, words=str(each.count)) for each in groups]
        self.counts.say(" · ".join(counted))
        self.existing.setVisible(bool(plan.of("exists")))
        self._settle()
        (self.go if self.go.isEnabled() else self.not_now).setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, each: Coming) -> Row:
        context, working = self._context, each.working
        about = [working.language, category_name(context.text, working.category), working.article]
        if each.refused:
            text = context.text
            why = sentences.refusal(text, each.refused, {}, str, context.words.when)
            about = [working.article, text("It belongs to another team.") if each.refused == "not_yours" else why]
        return Row((each.state, working.about), working.title, body=" · ".join(about), leads=False)

    def _settle(self) -> None:
        plan, text = self.plan, self._context.text
        if plan is None:
            return
        count = len(plan.chosen(self.existing.isChecked()))
        if not plan.coming:
            said = text("There is no article in this folder that can come.")
        elif not count:
            said = text("Nothing in it is new. What is here stays as it is.")
        else:
            said = text(
                "Nothing is saved yet. As drafts they are for your team; others read them once they are published."
            )
        self.about.say(said)
        self.go.setEnabled(bool(count))
        self.go.say(text.plural("Save {n} draft", "Save {n} drafts", count))

    def _bring(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self._stopped = False
        steps = list(commands(plan.chosen(self.existing.isChecked()), plan.taken.pictures))
        self._buttons.hide()
        self.strip.say(self._context.text("Saving the drafts"))
        self.strip.show()
        self.strip.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._next(steps, 0, [])

    def _next(self, articles: list[list[tuple[type, dict[str, object]]]], done: int, refused: list[Refused]) -> None:
        """One article after the other, each with its pictures; what is refused meanwhile is said in the end."""
        if done == len(articles) or self._stopped:
            self._told(done - len(refused), len(articles), refused)
            return
        self.strip.move_to(done, len(articles))
        left = list(articles[done])

        def step() -> None:
            if not left:
                self._next(articles, done + 1, refused)
                return
            kind, given = left.pop(0)
            self._context.run(command(self._context, kind, **given), lambda _: step(), owner=self, failed=not_saved)

        def not_saved(failure: Failure) -> None:
            if isinstance(failure.error, Refused):
                self._next(articles, done + 1, [*refused, failure.error])
            else:
                self._context.shell.fail(failure)
                self._told(done - len(refused), len(articles), refused)

        step()

    def _told(self, saved: int, total: int, refused: list[Refused]) -> None:
        text, context = self._context.text, self._context
        if saved == total:
            said = text.plural("{n} draft is saved for your team.", "{n} drafts are saved for your team.", saved)
        else:
            said = text("{n} of {total} drafts are saved for your team.", n=saved, total=total)
        if refused:
            first = refused[0]
            said += " " + sentences.refusal(text, first.code, first.data, str, context.words.when)
        context.toast(said)
        self.plan = None
        self.closed.emit()

    def _stop(self) -> None:
        self._stopped = True

    def _leave(self) -> None:
        if self._buttons.isVisibleTo(self):
            self.plan = None
        self.closed.emit()
