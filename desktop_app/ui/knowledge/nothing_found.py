"""Where nothing was found: what was looked through, what may have been meant, and who can be asked instead."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.domain.forms.rows import Form
from desktop_app.ui.context import Context
from desktop_app.ui.forms.form_icon import form_icon
from desktop_app.ui.forms.promise_words import short_promise
from desktop_app.ui.knowledge.article_words import BETWEEN, hours_words, team_name
from desktop_app.ui.knowledge.finding import Finding, nearest_form
from desktop_app.ui.knowledge.library import Library
from desktop_app.ui.knowledge.reading import QUESTION
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.symbol import IconTile
from desktop_app.ui.widgets.text import Text

_WIDEST = 720
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def without_words(text: Catalogue, finding: Finding) -> str:
    """What there would be without the filters."""
    return text.plural(
        "Without the filters there would be one article.", "Without the filters there would be {n} articles.",
        finding.without or 0,
    )  # fmt: skip


class NothingFound(QWidget):
    """`searching(words)`: these words instead. `asking(form)`: this form is wanted. `resetting`: without filters."""

    searching = Signal(str)
    asking = Signal(str)
    resetting = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = QVBoxLayout()
        card = Card(context.theme, self._lines, margins=(22, 28, 22, 10))
        card.setMaximumWidth(context.theme.px(_WIDEST))
        self.setLayout(row((card, 1), gap=0))

    def show_nothing(self, finding: Finding, library: Library | None) -> None:
        """For these words."""
        emptied(self._lines)
        text, theme = self._context.text, self._context.theme
        count = len(library.in_language(self._context.language)) if library is not None else 0
        body = text.plural(
            "One article, your requests and the names of colleagues were looked through, on this laptop.",
            "{n} articles, your requests and the names of colleagues were looked through, on this laptop.", count,
        )  # fmt: skip
        asked = finding.asked.typed.strip()
        title = text("Nothing fits “{words}”", words=asked)
        if not finding.page.complete:
            body = text("Not all articles can be searched yet. What fits appears here as soon as it is found.")
            title = text("Nothing that fits “{words}” so far", words=asked)
        chips = self._chips(finding)
        if finding.without:
            title, body = text("With these filters nothing fits “{words}”", words=asked), without_words(text, finding)
            chips = [self._reset()]
        state = EmptyState(theme, "magnifying-glass", title, body, *chips, measure=330)
        self._lines.addStretch(1)
        self._lines.addWidget(state)
        self._lines.addStretch(1)
        if library is not None and not finding.without:
            form = nearest_form(finding.asked.typed, library) or library.form(QUESTION)
            if form is not None:
                self._lines.addWidget(self._ways(library, form))

    def suggestion(self) -> Chip | None:
        """The button that looks for what may have been meant."""
        return next(iter(self.findChildren(Chip)), None)

    def _reset(self) -> Button:
        reset = Button(self._context.theme, self._context.text("Reset the filters"), "secondary", "funnel")
        reset.clicked.connect(self.resetting)
        return reset

    def _chips(self, finding: Finding) -> list[QWidget]:
        suggestion = finding.page.suggestion
        if not suggestion:
            return []
        chip = Chip(self._context.theme, suggestion)
        chip.clicked.connect(lambda: self.searching.emit(suggestion))
        return [Text(self._context.text("Did you mean:"), 12, 400, "soft"), chip]

    def _ways(self, library: Library, form: Form) -> QWidget:
        context, text, theme = self._context, self._context.text, self._context.theme
        team = library.teams.get(form.team)
        promise = short_promise(context.words, form.definition)
        hours = hours_words(context.words, library.hours.get(form.team))
        ask = Button(theme, text("Ask"), "primary")
        ask.setAccessibleName(context.local(form.definition["title"]))
        ask.clicked.connect(lambda: self.asking.emit(form.form))
        every = Button(theme, text("All forms"), "secondary")
        every.clicked.connect(lambda: self.asking.emit(""))
        form_line = self._way(
            form_icon(theme, str(form.definition["icon"])), context.local(form.definition["title"]),
            promise[:1].upper() + promise[1:], ask,
        )  # fmt: skip
        lines: list[object] = [Rule(), 6, Text(text("Ask instead"), 12, 600, "soft"), form_line]
        if team is not None:
            contact = BETWEEN.join(part for part in (hours[:1].upper() + hours[1:], team.phone) if part)
            lines += [Rule(), self._way("users-three", team_name(context, team), contact, every)]
        return holder(column(*lines, gap=4))

    def _way(self, icon: str, title: str, about: str, button: Button) -> QWidget:
        words = column(
            Text(title, 14, 600, wrap=True, leading=0), Text(about, 12, 400, "soft", wrap=True, leading=0), gap=1
        )
        line = row(
            (IconTile(self._context.theme, icon), MIDDLE), (words, 1), (button, MIDDLE), gap=12, margins=(0, 5, 0, 5)
        )
        return holder(line)
