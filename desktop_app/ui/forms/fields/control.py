"""What every control of a form does: shows an answer, tells what the person gives instead, marks what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.forms.fields import BY_NAME
from desktop_app.domain.forms.fields.type import FieldType, in_language
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import restyled


class Control(QWidget):
    """What a person answers one question with; `name` is the type of field it is for.

    `given(answer)` after each change the person made, `left()` once they went on to something else. What was typed and
    cannot be read is given as it is: the rules of the form say why it does not do. `short` controls leave room for that
    sentence at their right, `beside` ones stand in the line of their question, `speaks` ones say it themselves. A field
    with `cell` is a column of a table: the control is as wide as the table lets it be.
    """

    given = Signal(object)
    left = Signal()

    name: ClassVar[str]
    short: ClassVar[bool] = False
    beside: ClassVar[bool] = False
    speaks: ClassVar[bool] = False

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__()
        self.field, self.around = field, around
        self.theme, self.words, self._text = around.theme, around.words, around.words.text

    @property
    def kind(self) -> FieldType:
        """What the domain says of this type of field."""
        return BY_NAME[self.field["type"]]

    def local(self, texts: Mapping[str, str]) -> str:
        """A text of the form in the reader's language."""
        return in_language(texts, self.around.language)

    def clean(self, typed: Any) -> Any:
        """What was typed, as an answer."""
        return self.kind.clean(self.field, typed, self.around.language)

    def show_answer(self, answer: Any) -> None:
        """Shows this answer, without telling `given`."""
        raise NotImplementedError

    def inputs(self) -> Sequence[QWidget]:
        """The widgets that take the keyboard, the first one first."""
        raise NotImplementedError

    def doubtful(self) -> bool:
        """Something is in it that is no answer at all, and none was given."""
        return False

    def offer(self, keys: Sequence[str]) -> None:
        """Only these options can be chosen now."""

    def name_it(self, name: str, about: str) -> None:
        """What a screen reader says of it."""
        for widget in self.inputs():
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(about)

    def mark(self, where: str, sentence: str) -> None:
        """Marks it as wrong (an empty sentence: as right); `where` is `/2/amount` inside a table, else empty."""
        for widget in self.inputs():
            restyled(widget, wrong=bool(sentence))

    def focus_at(self, where: str) -> None:
        """Puts the keyboard where it is wrong."""
        widget = next((each for each in self.inputs() if each.property("wrong")), next(iter(self.inputs()), None))
        if isinstance(widget, QLineEdit):
            widget.end(False)  # where a page was hidden its words may be selected: the next key would replace them
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def watch(self, *widgets: QWidget) -> None:
        """Tells `left` when the keyboard goes out of these."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and event.reason() not in (  # type: ignore[attr-defined]
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.left.emit()
        return super().eventFilter(watched, event)
