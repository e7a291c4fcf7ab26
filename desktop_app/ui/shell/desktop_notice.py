"""Messages of the desktop, where it has them: never the only way to learn something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

LASTS = 10_000


class DesktopNotices(QObject):
    """An icon in the tray, there only once something was to be told."""

    def __init__(self, icon: QIcon, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._icon, self._name = icon, name
        self._tray: QSystemTrayIcon | None = None
        self._opens: Callable[[], object] | None = None

    def show(self, title: str, body: str, opens: Callable[[], object]) -> bool:
        """Shows a message; a click on it calls `opens`. False where the desktop shows none."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.setToolTip(self._name)
            self._tray.messageClicked.connect(self._clicked)
            self._tray.activated.connect(self._clicked)
            self._tray.show()
        self._opens = opens
        self._tray.showMessage(title, body, self._icon, LASTS)
        return True

    def hide(self) -> None:
        """No icon any more."""
        if self._tray is not None:
            self._tray.hide()

    def _clicked(self) -> None:
        if self._opens is not None:
            self._opens()
