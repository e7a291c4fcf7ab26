"""The page as a person has it before them: over a real laptop, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from desktop_app.store.engine import Store, open_store
from desktop_app.store.queries import requests
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.actions import listen
from desktop_app.ui.forms.field_row import FieldRow
from desktop_app.ui.links import parsed
from desktop_app.ui.new_request.page import NewRequestPage
from desktop_app.ui.new_request.wizard import Wizard
from desktop_app.ui.sync_view import SyncView
from tests.ui.laptop_builder import NOW, filled_laptop
from tests.ui.page_bench import Bench, page_bench

OFFLINE = SyncView("offline", NOW)


@dataclass
class Asking:
    """`open` goes to a link; `answer` gives answers as typing and clicking does; `keys` presses a chord."""

    bench: Bench
    page: NewRequestPage
    qtbot: Any

    @property
    def wizard(self) -> Wizard:
        assert self.page.wizard is not None, "no form is open"
        return self.page.wizard

    def open(self, address: str) -> None:
        self.page.open(parsed(address))
        self.settled()

    def settled(self) -> None:
        self.bench.settled(self.qtbot)

    def row(self, key: str) -> FieldRow:
        row = self.wizard.row(key)
        assert row is not None, f"no question {key} on this page"
        return row

    def answer(self, **answers: Any) -> None:
        """What the controls would give, in this order."""
        for key, answer in answers.items():
            row = self.row(key)
            assert not row.isHidden(), f"{key} is not in sight"
            row.control.show_answer(answer)
            row.control.given.emit(answer)
        self.settled()

    def type(self, key: str, words: str) -> None:
        """Types into the first input of a question."""
        widget = self.row(key).control.inputs()[0]
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.end(False)
        QTest.keyClicks(widget, words)
        self.settled()

    def click(self, key: str, words: str) -> None:
        """Clicks the option with these words."""
        option = next(
            each
            for each in self.row(key).findChildren(QAbstractButton)
            if words in (each.text(), each.accessibleName())
        )
        QTest.mouseClick(option, Qt.MouseButton.LeftButton)
        self.settled()

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses keys where the keyboard is."""
        QTest.keyClick(self.page.window().focusWidget() or self.page, key, modifier)
        self.settled()

    def go_on(self) -> None:
        """Ctrl+Enter."""
        self.keys(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def go_back(self) -> None:
        """Alt+Left."""
        self.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    def texts(self, of: QWidget | None = None) -> list[str]:
        """All words in sight."""
        said = [
            each.accessibleName() or getattr(each, "text", str)()
            for each in (of or self.page).findChildren(QWidget)
            if each.isVisibleTo(self.page)
        ]
        return [words.strip() for words in said if words and words.strip()]

    def mine(self, me: str = "sari") -> list[RequestItem]:
        return self.bench.store.reader.read(lambda c: requests.mine(c, me, now=self.bench.now))

    def drafts(self) -> list[Any]:
        return list(self.bench.store.drafts.list())


@contextmanager
def asking(
    folder: Path, qtbot: Any, *, me: str = "sari", language: str = "id", sync: SyncView | None = None,
    index: Any = None, store: Store | None = None, size: tuple[int, int] = (1180, 800), rows: Any = (),
) -> Iterator[Asking]:  # fmt: skip
    """The page in a window of its own; `store` where a laptop is there already."""
    store = store or filled_laptop(folder, me, rows=rows)
    with page_bench(store, me, language=language, sync=sync, index=index) as bench:
        page = NewRequestPage(bench.context)
        page.setAccessibleName("New request")  # the window names its pages
        listen(page.page_actions(), page)
        page.resize(*size)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh(None)
        asked = Asking(bench, page, qtbot)
        asked.settled()
        yield asked
        page.leave()
        asked.settled()
        page.close()
        page.deleteLater()


def opened_again(folder: Path) -> Store:
    """The laptop after a crash or another start."""
    return open_store(folder, login="sari")
