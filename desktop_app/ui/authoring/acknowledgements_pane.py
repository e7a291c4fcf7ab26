"""Who has acknowledged what: how far each article is, and who is missing of the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.domain.effects import Refused
from desktop_app.domain.knowledge.acknowledgement import (
    RemindAcknowledgement,
    SetAcknowledgementRule,
    WithdrawAcknowledgementRule,
)
from desktop_app.store.queries import acknowledgements, people
from desktop_app.store.queries.acknowledgements import Answer, Asked
from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.ui.authoring.answers_card import AnswersCard
from desktop_app.ui.authoring.rule_editor import RuleEditor, Wish
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.due_badge import due_badge
from desktop_app.ui.knowledge.audience_words import audience_words, audiences
from desktop_app.ui.operation import Failure
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Label, Row, RowKind

KINDS = frozenset(("article", "edition", "acknowledgement", "acknowledgement_rule", "person", "membership", "team"))
BESIDE = 960


@dataclass(frozen=True)
class Keeping:
    """What the pane shows: how far each article is, which others may be asked for, whom one can ask."""

    asked: list[Asked]
    others: list[ArticleItem]
    audiences: list[tuple[str, str]]


class AcknowledgementsPane(QWidget):
    """The articles, and the people of the chosen one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.keeping: Keeping | None = None
        theme, text = context.theme, context.text
        self.ask = Button(theme, text("Ask for an article"), "secondary", "plus")
        self.list = RowList(theme, text("Articles that must be read"), RowKind(body_lines=2), keeps=True)
        self._card = Card(theme, column(self.list, gap=0), margins=(0, 4, 0, 4))
        self._empty = EmptyState(
            theme, "check-circle", text("Nobody is asked to read anything"),
            text("Where a rule must be known by all, ask them to say that they have read it."),
        )  # fmt: skip
        self.editor = RuleEditor(context)
        self.answers = AnswersCard(context)
        left = holder(column(row(self.ask, None, gap=8), self._card, self._empty, None, gap=12))
        right = holder(column(self.editor, self.answers, None, gap=12))
        self._halves = row((left, 2), (right, 3), gap=16)
        self.setLayout(self._halves)
        self.list.moved.connect(self._choose)
        self.list.opened.connect(self._choose)
        self.ask.clicked.connect(self._begin)
        self.editor.asked.connect(self._set)
        self.editor.withdrawn.connect(self._withdraw)
        self.editor.closed.connect(self.editor.hide)
        self.answers.changing.connect(self._change)
        self.answers.reminding.connect(self._remind)
        for part in (self._card, self._empty, self.answers):
            part.hide()

    def refresh(self, changes: Changed | None) -> None:
        """Reads anew where something it shows has changed."""
        if changes is not None and not changes.kinds & KINDS:
            return
        context, me, language = self.context, self.context.me.login, self.context.language

        def read(c: Any) -> Keeping:
            asked = acknowledgements.overview(c, me, language)
            known = {each.item.id for each in asked}
            others = [each for each in acknowledgements.may_be_asked(c, me, language) if each.id not in known]
            return Keeping(asked, others, audiences(context, people.sites(c), people.teams(c)))

        context.read(read, self.show_keeping, owner=self, latest="keeping")

    def show_keeping(self, keeping: Keeping) -> None:
        """These articles; the chosen one stays chosen."""
        self.keeping = keeping
        self.list.set_rows([self._row(each) for each in keeping.asked])
        self._card.setVisible(bool(keeping.asked))
        self._empty.setVisible(not keeping.asked)
        self.ask.setEnabled(bool(keeping.others))
        if keeping.asked and self.list.chosen() is None:
            self.list.choose(keeping.asked[0].item.id)
        self._choose(self.list.chosen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.context.theme.px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self._halves.direction():
            self._halves.setDirection(way)

    def _row(self, asked: Asked) -> Row:
        text, words = self.context.text, self.context.words
        body = text("{done} of {asked} have said so", done=asked.done, asked=asked.asked)
        if asked.declined:
            declined = text.plural("{n} did not confirm", "{n} did not confirm", asked.declined)
            body = f"{body} · {declined}"
        due: Label | None = due_badge(asked.due, words) if asked.missing else (text("nobody is missing"), "good")
        return Row(key=asked.item.id, title=asked.item.title, body=body, due=due)

    def _asked(self, key: object) -> Asked | None:
        found = self.keeping.asked if self.keeping is not None else []
        return next((each for each in found if each.item.id == key), None)

    def _choose(self, key: object) -> None:
        asked = self._asked(key)
        self.answers.setVisible(asked is not None)
        if asked is None or self.keeping is None:
            return
        if asked.item.id != self.answers.article:
            self.editor.hide()
        rule = asked.rule
        whom = audience_words("all" if rule is None else rule.audience, self.keeping.audiences)
        self.answers.show_asked(asked, whom)
        article, language = asked.item.id, self.context.language

        def show(found: list[Answer]) -> None:
            if self.answers.article == article:
                self.answers.show_answers(found)

        self.context.read(lambda c: acknowledgements.answers(c, article, language), show, owner=self, latest="answers")

    def _begin(self) -> None:
        if self.keeping is not None:
            self.editor.begin(self.keeping.others, self.keeping.audiences)
            self.editor.article.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self) -> None:
        asked = self._asked(self.answers.article)
        if asked is not None and self.keeping is not None:
            self.editor.change(asked, self.keeping.audiences)
            self.editor.audience.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, wish: Wish) -> None:
        made = command(
            self.context, SetAcknowledgementRule, article=wish.article, audience=wish.audience, major=wish.major,
            due=wish.due.isoformat(),
        )  # fmt: skip
        self.context.run(made, lambda _: self.editor.hide(), owner=self)

    def _withdraw(self, article: str) -> None:
        made = command(self.context, WithdrawAcknowledgementRule, article=article)
        self.context.run(made, lambda _: self.editor.hide(), owner=self)

    def _remind(self, article: str) -> None:
        text = self.context.text
        made = command(self.context, RemindAcknowledgement, article=article)
        self.context.run(
            made, lambda _: self.context.toast(text("They see the reminder at their next sync.")), owner=self,
            failed=self._not_reminded,
        )  # fmt: skip

    def _not_reminded(self, failure: Failure) -> None:
        if isinstance(failure.error, Refused) and failure.error.code == "too_soon":
            text = self.context.text
            self.context.toast(text("They were reminded less than a day ago. Please wait until tomorrow."))
        else:
            self.context.shell.fail(failure)
