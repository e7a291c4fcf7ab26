"""One form, page by page: it shows a filling, tells it what the person gave, and says where it is not done yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.answers import CONFIRMED, Problem, Verdict, judge
from desktop_app.ui.context import Context
from desktop_app.ui.forms.field_row import FieldRow
from desktop_app.ui.forms.fields.file import File
from desktop_app.ui.forms.group import FieldGroup
from desktop_app.ui.forms.keeping import keeper
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.new_request.aside import Aside
from desktop_app.ui.new_request.beside import Beside
from desktop_app.ui.new_request.emergency import EmergencyPanel
from desktop_app.ui.new_request.field_standing import field_standing
from desktop_app.ui.new_request.filling import REVIEW, Filling
from desktop_app.ui.new_request.foot import WizardFoot
from desktop_app.ui.new_request.head import WizardHead
from desktop_app.ui.new_request.opening import Opening
from desktop_app.ui.new_request.review import Review
from desktop_app.ui.new_request.sender import SenderLine
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, emptied, holder
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.scroll import Scroll

CONNECTED = ("up to date", "sending", "fetching")
_LOOKS = 1000  # milliseconds between looks at whether the laptop is connected, while the wizard is in sight


class Wizard(QWidget):
    """`changed()`: the filling is another. `submitted()`: send it. `closed()`: away, the draft stays. `answered()`."""

    changed = Signal()
    submitted = Signal()
    closed = Signal()
    answered = Signal()

    def __init__(self, context: Context, filling: Filling, opening: Opening, *, amending: bool = False) -> None:
        super().__init__()
        self.context, self.filling, self._opening, self._amending = context, filling, opening, amending
        self._text = context.text
        self.around = Surroundings(context.theme, context.words, opening.directory, context.me, keeper(context, self))
        self._attempted: set[str] = set()
        self._left: set[str] = set()
        self._groups: dict[str, FieldGroup] = {}
        self._gutter = 32
        self._notices = column(gap=10)
        self._build()
        self.settle()
        self._looks = QTimer(self, interval=_LOOKS)
        self._looks.timeout.connect(self._look)
        self._looks.start()

    # ---- what the page says to it

    def margin(self, gutter: int) -> None:
        """The gutter at both sides."""
        self._gutter = gutter
        self._set_margins()
        self.foot.margin(gutter)

    def say(self, notice: QWidget | None) -> None:
        """Shows something above the form, until the next thing is said."""
        emptied(self._notices)
        if notice is not None:
            self._notices.addWidget(notice)
            self._scroll.verticalScrollBar().setValue(0)

    def show_refusal(self, problem: Problem) -> None:
        """The laptop's own rules refused it when it was sent: goes where it is wrong."""
        self._go(self.filling.page_of(problem))
        self._attempt()

    @property
    def connected(self) -> bool:
        """Whether what is sent now goes out now."""
        return self.context.shell.sync_view().standing in CONNECTED

    # ---- what keys and buttons do

    def go_on(self) -> None:
        """To the next page, or away with it; where something is wrong, there."""
        if self.filling.at == REVIEW:
            if problems := self.filling.problems():
                self._go(self.filling.page_of(problems[0]))
                self._attempt()
            else:
                self.submitted.emit()
        elif self.filling.problems(self.filling.at):
            self._attempt()
        else:
            self._go(self.filling.index() + 1)

    def go_back(self) -> None:
        """To the page before; from the first one away, the draft stays."""
        if self.filling.index() == 0:
            self.closed.emit()
        else:
            self._go(self.filling.index() - 1)

    def paste(self) -> None:
        """A picture or files on the clipboard go to the first question that takes files."""
        group = self._groups.get(self.filling.at)
        if group is not None:
            controls = [row.control for row in group.rows.values() if not row.isHidden()]
            next((control.paste() for control in controls if isinstance(control, File)), False)

    # ---- showing

    def settle(self) -> None:
        """Shows the filling as it is."""
        filling = self.filling
        at, review = filling.index(), filling.at == REVIEW
        steps = [*filling.steps(), self._text("Check")]
        title = self._text("Check before it is sent") if review else filling.title
        self.head.say(title, steps, at)
        self._show_group()
        self._review.setVisible(review)
        self._form.setVisible(not review)
        self._sender.setVisible(at == 0 and not review)
        self._offline.setVisible(review and not self.connected and not self._amending)
        if review:
            self._review.show_filling(filling)
        self._show_standing()
        self._say_foot(steps)

    def row(self, key: str) -> FieldRow | None:
        """The question with this key on the present page."""
        group = self._groups.get(self.filling.at)
        return group.rows.get(key) if group is not None else None

    def _build(self) -> None:
        context, filling = self.context, self.filling
        self.head = WizardHead(context, filling.title)
        self.head.to_forms.connect(self.closed)
        self._place = column(gap=0)
        self._form = Card(context.theme, self._place, margins=(24, 20, 24, 22))
        self._sender = holder(column(SenderLine(context), margins=(0, 0, 0, 18)))
        self._place.addWidget(self._sender)
        self._review = Review(context, self.around)
        self._review.change.connect(self._go)
        self.emergency = self._emergency_panel()
        panels = [self.emergency] if self.emergency else []
        self._offline = offline_notice(context)
        main = holder(column(self._notices, *panels, self._offline, self._form, self._review, gap=12))
        self.aside = Aside(context, filling, self._opening)
        self.aside.answered.connect(self.answered)
        self._beside = Beside(context.theme, self.head, main, self.aside.head, self.aside.body)
        self._margins = column(self._beside, None, gap=0)
        self._content = holder(self._margins)
        self._scroll = Scroll(self._content)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._set_margins)
        self.foot = WizardFoot(context)
        self.foot.back.connect(self.go_back)
        self.foot.on.connect(self.go_on)
        self.setLayout(column((self._scroll, 1), self.foot, gap=0))

    def _emergency_panel(self) -> EmergencyPanel | None:
        said = self.filling.definition.get("emergency")
        team = self._opening.team(said["call"]) if said else None
        return EmergencyPanel(self.context, self.filling.definition, team) if team is not None else None

    def _team(self) -> str:
        return self.around.name("team", self._verdict().team)

    def _verdict(self) -> Verdict:
        return judge(self.filling.definition, self.filling.view.kept, self.filling.context)

    def _show_group(self) -> None:
        for key, group in tuple(self._groups.items()):
            group.setVisible(key == self.filling.at)
        page = self.filling.page()
        if page is None:
            return
        group = self._groups.get(page["key"]) or self._new_group(page)
        shown = self.filling.shown(page["key"])
        group.show_fields(shown, {**self.filling.answers, **self._calculated()})
        attempted = page["key"] in self._attempted
        for key, asked in group.rows.items():
            if key in shown:
                asked.show_standing(
                    field_standing(self.filling, self._text, page["key"], key, attempted=attempted, left=self._left)
                )

    def _new_group(self, page: Mapping[str, Any]) -> FieldGroup:
        group = self._groups[page["key"]] = FieldGroup(page, self.around)
        group.given.connect(self._given)
        group.left.connect(self._went_on)
        group.confirmed.connect(self._confirmed)
        group.undone.connect(self._undone)
        self._place.addWidget(group)
        return group

    def _calculated(self) -> dict[str, Any]:
        computed = [each["key"] for each in self.filling.definition["fields"] if "calculate" in each]
        return {key: self.filling.view.kept.get(key) for key in computed}

    def _show_standing(self) -> None:
        """What depends on where the answers send it, and on whether the laptop is connected."""
        verdict = self._verdict()
        self.aside.show_standing(verdict, review=self.filling.at == REVIEW, connected=self.connected)
        if self.emergency is not None:
            self.emergency.say(declared=verdict.priority == "emergency", connected=self.connected)

    def _say_foot(self, steps: list[str]) -> None:
        at = self.filling.index()
        wrong = len(self.filling.problems(self.filling.at)) if self.filling.at in self._attempted else 0
        if self.filling.at == REVIEW:
            self._say_send()
        else:
            self.foot.show_primary(self._text("Next: {step}", step=steps[at + 1]))
            said = self._text.plural("{n} answer needs another look", "{n} answers need another look", wrong)
            if wrong == 1:
                said = self._text("One answer needs another look")
            self.foot.say(said if wrong else "", "danger" if wrong else "soft")

    def _say_send(self) -> None:
        if self._amending:
            self.foot.show_primary(self._text("Save the changes"), "check")
            self.foot.say(self._text("It has not been sent yet"))
        elif self.connected:
            self.foot.show_primary(self._text("Send to {team}", team=self._team()), "paper-plane-tilt")
            self.foot.say("")
        else:
            self.foot.show_primary(self._text("Send when connected"), "paper-plane-tilt")
            self.foot.say(self._text("It goes out by itself as soon as there is a connection"))

    def _look(self) -> None:
        if self.isVisible() and self.connected != self._was_connected:
            self._was_connected = self.connected
            self.settle()

    _was_connected: bool | None = None

    def _set_margins(self) -> None:
        self._margins.setContentsMargins(self._gutter, 0, self._scroll.beside_bar(self._gutter), 24)

    # ---- what the person does

    def _given(self, key: str, answer: Any) -> None:
        row = self.row(key)
        self.filling.doubtful.discard(key)
        if row is not None and row.control.doubtful():
            self.filling.doubtful.add(key)
        self.filling.give(key, answer)
        self._after_change()

    def _confirmed(self, key: str, yes: bool) -> None:
        warnings = [why for where, why in self.filling.view.problems if where == key and why.startswith("confirm/")]
        said = [
            each.partition("/")[2] for each in self.filling.answers.get(CONFIRMED, []) if each.startswith(f"{key}/")
        ]
        for at in [why.partition("/")[2] for why in warnings] if yes else said:
            self.filling.confirm(f"{key}/{at}", yes=yes)
        self._after_change()

    def _undone(self, key: str) -> None:
        self.filling.undo(key)
        self._after_change()

    def _after_change(self) -> None:
        self.settle()
        self.aside.suggestions.search(self.filling.words())
        self.changed.emit()

    def _went_on(self, key: str) -> None:
        self._left.add(key)
        self.settle()

    def _attempt(self) -> None:
        """Says what is wrong on this page, and puts the keyboard there."""
        self._attempted.add(self.filling.at)
        self.settle()
        problems = self.filling.problems(self.filling.at)
        if not problems:
            return
        where, why = problems[0]
        row = self.row(where.partition("/")[0])
        if row is not None:
            row.focus_at("/" + where.partition("/")[2] if "/" in where else "", doubt=why.startswith("confirm/"))
            self._scroll.ensureWidgetVisible(row, 0, 60)

    def _go(self, index: int) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # a hidden field would hand the keyboard to any other
        self.filling.go(index)
        self.say(None)
        self.settle()
        self._scroll.verticalScrollBar().setValue(0)
        self.changed.emit()
        group = self._groups.get(self.filling.at)
        asked = [row for row in group.rows.values() if not row.isHidden() and row.control.inputs()] if group else []
        first = next(iter(asked), None)
        if first is not None:
            first.focus_at("", doubt=False)
        else:
            self.foot.primary.setFocus(Qt.FocusReason.OtherFocusReason)


def offline_notice(context: Context) -> Notice:
    """What happens to a request that is written without a connection."""
    text = context.text
    return Notice(
        context.theme, "warn", "cloud-slash",
        text("You are offline: it is kept on this laptop and sent when connected"),
        text("Nothing is lost if the laptop is switched off. You can still change it until it is sent."),
    )  # fmt: skip
