"""Drives windows as a person does: finds what is to be seen by its name, clicks, types, waits, looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QMimeData, QModelIndex, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QToolButton,
    QWidget,
)

W = TypeVar("W", bound=QWidget)
PATIENCE = 20.0  # seconds; a step that needs longer on a slow machine is a step that hangs
TICK = 24  # where the tick of a row is, from its left
_BEAT = 20  # milliseconds between two looks


class NotSo(Exception):
    """A check did not hold, or something did not come in time."""


def wait(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Lets the windows work until the condition holds. Raises `NotSo`."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise NotSo(f"waited in vain for: {what}")
        rest(_BEAT)


def check(holds: object, what: str) -> None:
    """Raises `NotSo` where it does not hold."""
    if not holds:
        raise NotSo(what)


def rest(milliseconds: int = 150) -> None:
    """Lets the windows and the threads behind them work for so long. (`QTest.qWait` keeps the interpreter's lock.)"""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shown(window: QWidget, kind: type[W], name: str = "") -> Iterator[W]:
    """The visible widgets of this kind whose accessible name (or text) contains `name`."""
    for widget in window.findChildren(kind):
        if widget.isVisible() and name.casefold() in called(widget).casefold():
            yield widget


def called(widget: QWidget) -> str:
    """What a screen reader says of it."""
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return widget.accessibleName() or said


def find(window: QWidget, kind: type[W], name: str = "") -> W:
    """Such a widget, as soon as it is there; of several the one that is called just so."""
    found: list[W] = []

    def look() -> bool:
        found[:] = sorted(shown(window, kind, name), key=lambda one: len(called(one)))[:1]
        return bool(found)

    wait(look, f"{kind.__name__} “{name}”")
    return found[0]


def click(widget: QWidget) -> None:
    """A click in its middle; it must be able to be clicked."""
    wait(widget.isEnabled, f"“{called(widget)}” to be enabled")
    bring(widget)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    rest(30)


def bring(widget: QWidget) -> None:
    """Scrolls to it."""
    around: QWidget | None = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def type_into(widget: QWidget, text: str) -> None:
    """Puts the focus there and types."""
    bring(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(widget, text)
    rest(30)


def drop(window: QWidget, name: str, path: Path) -> None:
    """Drops a file on what takes files and is called so."""
    places: list[QWidget] = []

    def look() -> bool:
        places[:] = [one for one in shown(window, QWidget, name) if one.acceptDrops()]
        return bool(places)

    wait(look, f"a place for files called “{name}”")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at = QPointF(places[0].rect().center())
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(places[0], QDragEnterEvent(at.toPoint(), *given))
    QApplication.sendEvent(places[0], QDropEvent(at, *given))
    rest(30)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key."""
    QTest.keyClick(widget, key, modifier)
    rest(30)


def rows(view: QAbstractItemView) -> list[str]:
    """What a screen reader says of each row."""
    model = view.model()
    return [] if model is None else [spoken(model.index(at, 0)) for at in range(model.rowCount())]


def spoken(index: QModelIndex) -> str:
    """A row in words."""
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
        said = index.data(role)
        if said:
            return str(said)
    return ""


def click_row(window: QWidget, containing: str, at: int | None = None) -> None:
    """A click on the first visible list row that says this: in its middle, or so far from its left."""
    place: list[tuple[QAbstractItemView, QModelIndex]] = []

    def look() -> bool:
        place[:] = [
            (view, view.model().index(number, 0))
            for view in shown(window, QAbstractItemView)
            for number, said in enumerate(rows(view))
            if containing.casefold() in said.casefold()
        ][:1]
        return bool(place)

    wait(look, f"a row with “{containing}”")
    view, index = place[0]
    bring(view)
    view.scrollTo(index)
    spot = view.visualRect(index)
    point = spot.center() if at is None else QPoint(spot.left() + at, spot.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    rest(50)


def click_tick(window: QWidget, containing: str) -> None:
    """A click on the tick box of the row that says this."""
    click_row(window, containing, TICK)


def choose_from_menu(window: QWidget, opener: str, entry: str) -> None:
    """Opens the menu of a button and takes an entry of it."""
    button = find(window, QToolButton, opener)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menus: list[QMenu] = []

    def look() -> bool:
        menus[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
        return bool(menus)

    wait(look, f"the menu of “{opener}”")
    action = next((one for one in menus[0].actions() if entry.casefold() in one.text().casefold()), None)
    if action is None:
        raise NotSo(f"“{entry}” in the menu of “{opener}”")
    menus[0].setActiveAction(action)
    QTest.keyClick(menus[0], Qt.Key.Key_Return)
    rest(50)


def says(window: QWidget, text: str) -> bool:
    """Whether these words can be read somewhere in the window."""
    wanted = _plain(text)
    if any(wanted in _plain(called(label)) for label in shown(window, QLabel)):
        return True
    if any(wanted in _plain(called(widget)) for widget in shown(window, QWidget)):
        return True
    return any(wanted in _plain(said) for view in shown(window, QAbstractItemView) for said in rows(view))


def wait_says(window: QWidget, text: str, seconds: float = PATIENCE) -> None:
    """Waits until the words can be read."""
    wait(lambda: says(window, text), f"the words “{text}”", seconds)


def picture(window: QWidget, path: Path) -> None:
    """Saves what is to be seen, and makes sure that it is something: text was drawn, not only grounds."""
    check(QFontDatabase.families(), "a font is installed")
    image = window.grab().toImage()
    colours = {
        QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 3)
    }
    check(len(colours) > 12, f"{path.name} shows something ({len(colours)} colours)")
    check(image.save(str(path)), f"{path} can be written")


def front(window: QWidget) -> None:
    """Comes to the front."""
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.setActiveWindow(window)
    rest(50)


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").casefold().split())
