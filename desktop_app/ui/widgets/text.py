"""Words on a page, in one of the type sizes, weights and tones of the token table."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

from desktop_app.ui.widgets.layout import restyled


class Text(QLabel):
    """A label. `wrap` breaks lines, `rich` takes HTML that is already safe; plain text is never read as HTML.

    `leading` is the line height of wrapped text in per cent (None: 138, small text 126; 0: the font's own).
    """

    def __init__(
        self, text: str = "", size: int = 14, weight: int = 400, tone: str = "text", *, wrap: bool = False,
        rich: bool = False, leading: int | None = None, selectable: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._rich = rich
        self._leading = 0 if not wrap else leading if leading is not None else 138 if size >= 14 else 126
        self.setProperty("type", size)
        self.setProperty("weight", weight)
        self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            policy = self.sizePolicy()
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
            )
        self.say(text)

    def say(self, text: str) -> None:
        """Shows another text."""
        if self._leading:
            body = text if self._rich else escape(text).replace("\n", "<br>")
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setText(f'<p style="margin:0; line-height:{self._leading}%">{body}</p>')
        else:
            self.setTextFormat(Qt.TextFormat.RichText if self._rich else Qt.TextFormat.PlainText)
            self.setText(text)
        if not self._rich:
            self.setAccessibleName(text)

    def in_tone(self, tone: str, weight: int | None = None) -> None:
        """Shows the same text in another tone."""
        restyled(self, tone=tone, **({} if weight is None else {"weight": weight}))

    def heightForWidth(self, width: int) -> int:
        # a label of fixed width in a wide column is asked for the height at the column's width
        return max(0, super().heightForWidth(min(width, self.maximumWidth())) - self._excess())

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() - self._excess())

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        return QSize(size.width(), size.height() - self._excess())

    def _excess(self) -> int:
        # Qt adds the leading below the last line too, where it only moves the next thing away.
        return round(self.fontMetrics().lineSpacing() * max(0, self._leading - 100) / 100)
