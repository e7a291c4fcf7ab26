"""One line that is typed: texts, numbers, amounts, a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.text import Text


class LineControl(Control):
    """`measure` is the width of a short one, 0: as wide as there is; `sign` stands softly before what is typed."""

    measure: ClassVar[int] = 0
    hints: ClassVar[Qt.InputMethodHint] = Qt.InputMethodHint.ImhNone

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self.edit = QLineEdit()
        self.edit.setInputMethodHints(self.hints)
        self.edit.setPlaceholderText(self.hint())
        if self.measure and not field.get("cell"):
            self.edit.setFixedWidth(self.theme.px(self.measure))
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda typed: self.given.emit(self.clean(typed)))
        self.watch(self.edit)
        if sign := self.sign():
            self._show_sign(sign)
        self.left.connect(self._rewrite)

    def hint(self) -> str:
        """An example of what to type, while nothing is."""
        return ""

    def sign(self) -> str:
        """What stands before the number."""
        return ""

    def written(self, answer: Any) -> str:
        """The answer as it is typed."""
        return str(answer)

    def show_answer(self, answer: Any) -> None:
        if answer is None:
            self.edit.clear()
        elif self.clean(self.edit.text()) != answer:  # the cursor of who is typing this very answer stays
            self.edit.setText(self.written(answer))
            self.edit.setCursorPosition(0)

    def inputs(self) -> Sequence[QWidget]:
        return (self.edit,)

    def _rewrite(self) -> None:
        answer = self.clean(self.edit.text())
        if self.edit.text().strip() and self.kind.wrong(self.field, answer) is None:
            self.edit.setText(self.written(answer))

    def _show_sign(self, sign: str) -> None:
        label = Text(sign, 14, 400, "soft")
        label.setParent(self.edit)
        label.adjustSize()
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label.move(self.theme.px(13), (self.theme.px(36) - label.height()) // 2)
        self.edit.setTextMargins(label.width() + self.theme.px(6), 0, 0, 0)
