"""A number of stars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.painting import focus_ring, smooth


class Star(QRadioButton):
    """One of the stars; arrow keys move between them."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme, self.lit = theme, False
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(36), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:
        return True

    def light(self, lit: bool) -> None:
        """Up to the chosen one they are lit."""
        self.lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole = smooth(self), QRectF(self.rect())
        inset = whole.width() / 6
        place = whole.adjusted(inset, inset, -inset, -inset)
        self.theme.draw_icon(painter, place, "star-fill" if self.lit else "star", "accent" if self.lit else "soft")
        if self.hasFocus():
            focus_ring(painter, self.theme, whole)


class Rating(Control):
    """A row of stars; nothing is preselected."""

    name = "rating"
    short = True

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        most = int(field["max"])
        self._group = QButtonGroup(self)
        self._stars = [
            Star(self.theme, self._text("{stars} of {most}", stars=at, most=most)) for at in range(1, most + 1)
        ]
        for at, star in enumerate(self._stars, start=1):
            self._group.addButton(star, at)
        self._group.idClicked.connect(self._chosen)
        self.setLayout(row(*self._stars, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.watch(*self._stars)

    def show_answer(self, answer: Any) -> None:
        chosen = answer if type(answer) is int and 1 <= answer <= len(self._stars) else 0
        self._group.setExclusive(False)
        for at, star in enumerate(self._stars, start=1):
            star.setChecked(at == chosen)
            star.light(at <= chosen)
        self._group.setExclusive(True)

    def inputs(self) -> Sequence[QWidget]:
        return tuple(self._stars)

    def name_it(self, name: str, about: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)

    def _chosen(self, stars: int) -> None:
        self.show_answer(stars)
        self.given.emit(stars)
