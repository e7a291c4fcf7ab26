"""The choice of forms: what is being written comes first, then all forms by what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.domain.forms.conditions import fold
from desktop_app.domain.forms.fields.type import in_language
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.people.rows import Team
from desktop_app.store.queries import forms, people
from desktop_app.ui.context import Context, Store
from desktop_app.ui.forms.categories import ORDER, category_name
from desktop_app.ui.forms.form_icon import FALLBACK, form_icon
from desktop_app.ui.forms.promise_words import short_promise
from desktop_app.ui.links import link
from desktop_app.ui.new_request.emergency import emergency_number
from desktop_app.ui.new_request.opening import KeptDraft, read_drafts
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.notice import Strip
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.text import Text

FORM_ROW = RowKind(lead="tile", body_lines=2, chevron=True, pad_x=16, pad_y=11)
DRAFT_ROW = RowKind(lead="tile", body_lines=1, chevron=False, pad_x=16, pad_y=11)
TWO_COLUMNS = 860
"""From this width on two cards stand side by side."""
ROOMY = 1080
"""From this width on a row also says which team answers."""


@dataclass(frozen=True)
class Content:
    """Forms, teams, and drafts with the forms they are of, also those no longer offered."""

    offered: list[Form]
    teams: list[Team]
    drafts: list[KeptDraft]
    forms_of_drafts: dict[str, Form]


def read_catalogue(store: Store, me: str) -> Content:
    """Reads it."""
    drafts = read_drafts(store)

    def read(c: Any) -> Content:
        found = {str(each.body["form"]): (each.body["form"], int(each.body["version"])) for each in drafts}
        held = {name: forms.form(c, key) or forms.form(c, key, version) for name, (key, version) in found.items()}
        known = {name: form for name, form in held.items() if form is not None}
        return Content(forms.offered(c, me), people.teams(c), drafts, known)

    return store.reader.read(read)


class CategoryCard(Card):
    """The forms of one category. `opened(key)`."""

    opened = Signal(object)

    def __init__(self, context: Context, category: str) -> None:
        self._name = category_name(context.text, category)
        self.list = RowList(context.theme, self._name, FORM_ROW)
        head = Text(self._name, 12, 600, "soft")
        super().__init__(
            context.theme, column(row(head, margins=(16, 12, 16, 2)), self.list, gap=0), margins=(0, 0, 0, 4)
        )
        self.setAccessibleName(self._name)
        self.list.opened.connect(self.opened)


class Catalogue(QWidget):
    """`opened(form)`, `continued(draft number)`, `thrown_away(draft number)`."""

    opened = Signal(object)
    continued = Signal(object)
    thrown_away = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._forms: list[Form] = []
        text, theme = context.text, context.theme
        self.field = SearchField(theme, text("Find a form"), text("Clear the search"), width=360)
        self.field.textChanged.connect(lambda _: self._show())
        title = Text(text("New request"), 24, 700)
        about = Text(
            text("Choose what it is about. Everything can be filled in without a connection."),
            14,
            400,
            "soft",
            wrap=True,
        )
        head = row((column(title, about, gap=2), 1), (self.field, Qt.AlignmentFlag.AlignBottom), gap=24)
        self._emergency = column(gap=8)
        self._drafts_head = Text(text("Continue"), 12, 600, "soft")
        self._drafts = RowList(theme, text("Drafts"), DRAFT_ROW)
        self._drafts.opened.connect(self.continued)
        self._drafts.acted.connect(self.thrown_away)
        self._drafts_card = Card(
            theme, column(row(self._drafts_head, margins=(16, 12, 16, 2)), self._drafts, gap=0), margins=(0, 0, 0, 4)
        )
        self._drafts_card.hide()
        self._cards = {category: CategoryCard(context, category) for category in ORDER}
        for card in self._cards.values():
            card.setParent(self)  # a card without one would open as a window of its own
            card.hide()
            card.opened.connect(self.opened)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._nothing_place = column()
        self._nothing = holder(self._nothing_place)
        self._nothing.hide()
        self.setLayout(column(head, 8, self._emergency, self._drafts_card, self._grid, self._nothing, None, gap=12))

    def show_content(self, content: Content) -> None:
        """What there is to choose from now."""
        self.show_forms(content.offered, content.teams)
        self.show_drafts(content.drafts, content.forms_of_drafts)

    def show_forms(self, forms: Sequence[Form], teams: Sequence[Team]) -> None:
        """The forms that are offered."""
        self._forms, self._teams = list(forms), {team.id: team for team in teams}
        self._show_emergency()
        self._show()

    def show_drafts(self, drafts: Sequence[KeptDraft], titles: dict[str, Form]) -> None:
        """What is being written, newest first; refused words say why they came back."""
        self._drafts_card.setVisible(bool(drafts))
        self._drafts.set_rows([self._draft_row(each, titles.get(str(each.body["form"]))) for each in drafts])

    def _draft_row(self, draft: KeptDraft, form: Form | None) -> Row:
        text = self.context.text
        title = (
            in_language(form.definition["title"], self.context.language)
            if form
            else text("A form that is not here any more")
        )
        subject = str(draft.body.get("subject") or "")
        when = self.context.words.when(draft.at)
        said = text("Saved {when}", when=when)
        if draft.refused is not None:
            said = text("Not sent. Your words were kept {when}.", when=when)
        body = " · ".join(part for part in (said, subject if subject != title else "") if part)
        icon = form_icon(self.context.theme, form.definition["icon"]) if form else FALLBACK
        tone = "accent" if draft.refused is None else "danger"
        return Row(draft.no, title, body=body, icon=icon, icon_tone=tone, action=text("Delete"))

    def _show(self) -> None:
        wanted = fold(self.field.text())
        shown = [form for form in self._forms if _matches(form, wanted)]
        for category, card in self._cards.items():
            rows = [self._row(form) for form in shown if form.definition["category"] == category]
            card.list.set_rows(rows)
            card.setVisible(bool(rows))
        self._arrange()
        self._say_nothing(wanted, found=bool(shown))

    def _row(self, form: Form) -> Row:
        definition, language = form.definition, self.context.language
        team = self._teams.get(form.team)
        who = self.context.local(team.names) if team else ""
        promise = short_promise(self.context.words, definition)
        about = in_language(definition["about"], language)
        roomy = self.width() >= self.context.theme.px(ROOMY)
        promised = " · ".join(part for part in (who if roomy else "", promise) if part)
        icon = form_icon(self.context.theme, definition["icon"])
        return Row(form.form, in_language(definition["title"], language), body=about, side=promised, icon=icon)

    def _show_emergency(self) -> None:
        emptied(self._emergency)
        for form in self._forms:
            said = form.definition.get("emergency")
            team = self._teams.get(said["call"]) if said else None
            if team is None:
                continue
            text, theme = self.context.text, self.context.theme
            words = text(
                "Is anyone in danger right now? Call {team}: {number}",
                team=self.context.local(team.names),
                number=emergency_number(team),
            )
            button = Button(theme, text("Report an incident"), "secondary")
            button.clicked.connect(lambda _=False, key=form.form: self.opened.emit(key))
            strip = Strip(theme, "warn", "phone-call", words, button)
            strip.words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            self._emergency.addWidget(strip)

    def _say_nothing(self, wanted: str, *, found: bool) -> None:
        emptied(self._nothing_place)
        self._nothing.setVisible(not found)
        if found:
            return
        text, theme = self.context.text, self.context.theme
        if not wanted or not self._forms:
            about = text("They come with the first sync. Then you can ask without a connection, too.")
            self._nothing_place.addWidget(EmptyState(theme, "note-pencil", text("No forms on this laptop yet"), about))
            return
        search = Button(theme, text("Search the articles"), "secondary", "magnifying-glass")
        search.clicked.connect(lambda: self.context.open(link("search", self.field.text().strip())))
        ask = Button(theme, text("Ask HR a question"), "primary", "chat-teardrop-text")
        ask.clicked.connect(lambda: self.opened.emit("question"))
        has_question = any(form.form == "question" for form in self._forms)
        actions = [ask, search] if has_question else [search]
        typed = self.field.text().strip()
        state = EmptyState(
            theme, "note-pencil", text("No form fits “{words}”", words=typed),
            text("An article may answer it, or you can ask HR in your own words."), *actions,
        )  # fmt: skip
        self._nothing_place.addWidget(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._forms and (event.oldSize().width() < self.context.theme.px(ROOMY)) != (
            event.size().width() < self.context.theme.px(ROOMY)
        ):
            self._show()
        self._arrange()

    def _arrange(self) -> None:
        """Cards in columns that are equally long, as far as whole cards can be."""
        count = 2 if self.width() >= self.context.theme.px(TWO_COLUMNS) else 1
        shown = [card for card in self._cards.values() if not card.isHidden()]
        key: Any = (count, tuple(id(card) for card in shown), tuple(card.list.model().rowCount() for card in shown))
        if key == getattr(self, "_arranged", None):
            return
        self._arranged = key
        heights = [0] * count
        while self._grid.count():
            self._grid.takeAt(0)
        columns: list[list[CategoryCard]] = [[] for _ in range(count)]
        for card in shown:
            at = heights.index(min(heights))
            columns[at].append(card)
            heights[at] += 2 + 3 * card.list.model().rowCount()
        for at, cards in enumerate(columns):
            self._grid.addWidget(holder(column(*cards, None, gap=12)), 0, at, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(at, 1)
        self._grid.setColumnStretch(1, 1 if count > 1 else 0)


def _matches(form: Form, wanted: str) -> bool:
    """Whether each word that was typed begins a word of the form, in any language."""
    definition = form.definition
    said = [definition[name][language] for name in ("title", "about") for language in definition[name]]
    options = [
        text
        for page in definition["pages"]
        for field in page["fields"]
        for option in field.get("options", [])
        for text in option["label"].values()
    ]
    words = fold(" ".join([*said, *options])).replace(",", " ").replace(".", " ").split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())
