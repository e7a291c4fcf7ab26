"""One of very many, found by typing: a person, a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import column

SHOWN = 8


class FindOne(Control):
    """A line with a list under it that narrows as one types; only what is in the list is an answer."""

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        found = self.found()
        self._keys = {words: key for key, words in found}
        self._words = dict(found)
        self.edit = QLineEdit()
        self.edit.addAction(self.theme.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.edit.setProperty("lead", True)
        self.edit.setPlaceholderText(self.hint())
        self.edit.setMaximumWidth(self.theme.px(480))
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._list = QStringListModel(list(self._keys), self)  # the completer does not keep it alive
        completer = QCompleter(self._list, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(SHOWN)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName(self.hint())
        completer.activated.connect(self._chosen)
        self.edit.setCompleter(completer)
        self.edit.textEdited.connect(self._typed)
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)
        self.watch(self.edit)
        self.left.connect(self._take_the_only_one)

    def found(self) -> list[tuple[str, str]]:
        """All there are: key, and the words it is found by."""
        raise NotImplementedError

    def hint(self) -> str:
        """What can be typed."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        if self._keys.get(self.edit.text()) != answer and not (answer is None and self.doubtful()):
            self.edit.setText(self._words.get(answer, str(answer)) if answer is not None else "")

    def inputs(self) -> Sequence[QWidget]:
        return (self.edit,)

    def doubtful(self) -> bool:
        return bool(self.edit.text().strip()) and self.edit.text() not in self._keys

    def _typed(self, typed: str) -> None:
        self.given.emit(self._keys.get(typed))

    def _chosen(self, words: str) -> None:
        self.edit.setText(words)
        self.given.emit(self._keys[words])

    def _take_the_only_one(self) -> None:
        typed = self.edit.text().strip().casefold()
        close = [words for words in self._keys if typed and typed in words.casefold()]
        if self.doubtful() and len(close) == 1:
            self._chosen(close[0])
