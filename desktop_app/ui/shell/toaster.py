"""Where toasts appear: at the foot of the window, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.toast import Toast


class Toaster(QObject):
    """Shows the newest word; an older one makes room."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self._shown: Toast | None = None
        over.installEventFilter(self)

    def tell(
        self, text: str, close: str, *, action: str = "", act: Callable[[], object] | None = None, tone: str = "good",
        icon: str = "check",
    ) -> Toast:  # fmt: skip
        """Shows it now."""
        if self._shown is not None:
            self._shown.finish()
        toast = Toast(self._theme, text, close, action=action, act=act, icon=icon, tone=tone, parent=self._over)
        toast.over.connect(lambda: self._gone(toast))
        self._shown = toast
        self._settle()
        toast.show()
        toast.raise_()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._over, text))
        return toast

    def shown(self) -> Toast | None:
        """What is in sight."""
        return self._shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        if self._shown is not None:
            size = self._shown.sizeHint()
            width = min(size.width(), self._over.width() - 24)
            x = (self._over.width() - width) // 2
            self._shown.setGeometry(x, self._over.height() - size.height() - 16, width, size.height())

    def _gone(self, toast: Toast) -> None:
        if self._shown is toast:
            self._shown = None
        toast.deleteLater()
