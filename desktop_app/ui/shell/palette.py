"""Ctrl+K: find anything and do anything by typing a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.ui.shell.overlay import Overlay
from desktop_app.ui.shell.palette_names import FEW, Entry, best_of
from desktop_app.ui.shell.palette_sources import Source
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.badge import Badge, Kbd
from desktop_app.ui.widgets.card import Rule
from desktop_app.ui.widgets.layout import emptied, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Group, Row, RowKind
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

WIDTH = 680
_KIND = RowKind(lead="glyph", title_weight=400, pad_x=17, pad_y=9, rule_inset=47)
BETWEEN = " · "
_GUESSES = 4  # shown of what is nearly called so
Key = tuple[int, int]


class Palette(Overlay):
    """`all_results(words)` is called for Ctrl+Enter: everything the knowledge page finds."""

    def __init__(self, theme: Theme, over: QWidget, all_results: Callable[[str], object]) -> None:
        super().__init__(theme, over, WIDTH)
        self._all_results = all_results
        self._sources: Sequence[Source] = ()
        self._found: dict[int, Sequence[Entry]] = {}
        self._only: int | None = None
        self._asked = 0
        self._awaited: set[int] = set()
        self._steered = False
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._ask)
        self._filter = Badge(theme, "", "accent")
        self._filter.hide()
        head = row(
            Icon(theme, "magnifying-glass", "accent", 22), self._filter, (self.field, 1), Kbd(theme, "Esc"), gap=12
        )
        head.setContentsMargins(18, 2, 16, 2)
        self.list = RowList(theme, "", _KIND, fit=False, keeps=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(self._run)
        self._none = Text("", 14, 400, "soft")
        self._none.setContentsMargins(18, 14, 18, 14)
        self._none.hide()
        self._hints = row(gap=5, margins=(18, 9, 18, 9))
        for part in (head, Rule(), self._none, self.list, Rule(), self._hints):
            if isinstance(part, QWidget):
                self.panel.column.addWidget(part, 1 if part is self.list else 0)
            else:
                self.panel.column.addLayout(part)

    def speak(self, text: Catalogue, sources: Sequence[Source]) -> None:
        """Says everything in this language, and finds with these sources."""
        self._text, self._sources = text, sources
        self.panel.setAccessibleName(text("Find and do"))
        self.field.setPlaceholderText(text("Find a page, an action, an article, a request, a person"))
        self.field.setAccessibleName(text("Find and do"))
        self.list.setAccessibleName(text("What was found"))
        emptied(self._hints)
        for keys, words in (("↑ ↓", text("choose")), ("Enter", text("do it")), ("Tab", text("this kind only"))):
            self._hints.addWidget(Kbd(self.theme, keys))
            self._hints.addWidget(Text(words, 12, 400, "soft"))
            self._hints.addSpacing(8)
        self._hints.addStretch(1)
        self._hints.addWidget(Kbd(self.theme, "Ctrl Enter"))
        self._hints.addWidget(Text(text("all results"), 12, 400, "soft"))

    def open_palette(self, typed: str = "") -> None:
        """Shows itself with these words."""
        self._only = None
        self.field.setText(typed)
        self._ask()
        self.open_over(self.field)

    def settle(self) -> None:
        rows = self.list.model().rowCount()
        wanted = min(self.list.content_height(), self.theme.px(440)) if rows else 0
        self.list.setFixedHeight(max(0, min(wanted, self.height() - self.theme.px(260))) + (8 if rows else 0))
        self.list.setVisible(rows > 0)
        self._none.setVisible(rows == 0 and not self._awaited)
        super().settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._steered = True
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._steered = True
            self.list.step_to(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._leave(lambda: self._all_results(self.field.text()))
            else:
                self._run(self.list.chosen())
        elif key == Qt.Key.Key_Tab:
            chosen = self.list.chosen()
            self._only = chosen[0] if self._only is None and isinstance(chosen, tuple) else None
            self._show()
        elif key == Qt.Key.Key_Backspace and not self.field.text() and self._only is not None:
            self._only = None
            self._show()
        else:
            return False
        return True

    def _ask(self) -> None:
        self._asked += 1
        self._steered = False
        asked = self._asked
        self._awaited = set(range(len(self._sources)))
        for i, source in enumerate(self._sources):
            source.find(self.field.text(), partial(self._answered, asked, i))

    def _answered(self, asked: int, source: int, found: Sequence[Entry]) -> None:
        if asked == self._asked:
            self._found[source] = found
            self._awaited.discard(source)
            self._show()

    def _show(self) -> None:
        """Which is the best, and whether what is nearly called so is needed, is known when all have answered."""
        shown = {
            (i, j): entry
            for i in range(len(self._sources))
            if self._only in (None, i)
            for j, entry in enumerate(self._found.get(i, ()))
        }
        called = {key: entry for key, entry in shown.items() if not entry.errors}
        nearly = {} if self._awaited or len(called) >= FEW else {key: e for key, e in shown.items() if e.errors}
        rows: list[Row | Group] = []
        if not self._awaited and len({source for source, _ in called}) > 1:
            best = best_of(self.field.text(), list(called.values()))
            if best is not None:
                key = list(called)[best]
                rows += [Group(self._text("Best match")), self._row(key, called.pop(key), with_kind=True)]
        for i, source in enumerate(self._sources):
            of_this = [self._row(key, entry) for key, entry in called.items() if key[0] == i]
            rows += [Group(source.title), *of_this] if of_this else []
        if nearly:
            likeliest = sorted(nearly.items(), key=lambda item: (item[1].errors, not item[1].marks))[:_GUESSES]
            rows.append(Group(self._text("Perhaps you mean")))
            rows += [self._row(key, entry, with_kind=True) for key, entry in likeliest]
        self.list.set_rows(rows)
        if self._only is not None:
            self._filter.say(self._sources[self._only].title, "accent")
        self._filter.setVisible(self._only is not None)
        self._none.say(self._text("Nothing is called like that. Ctrl Enter looks through everything."))
        if rows and not (self._steered and self.list.chosen() is not None):
            self.list.step_to(last=False)
        self.settle()

    def _row(self, key: Key, entry: Entry, with_kind: bool = False) -> Row:
        """`with_kind`: it stands under another heading than that of its kind."""
        keys = (entry.keys,) if entry.keys else ()
        kind = self._sources[key[0]].title if with_kind else ""
        aside = BETWEEN.join(filter(None, (kind, entry.aside)))
        return Row(key, entry.title, icon=entry.icon, aside=aside, keys=keys, title_marks=entry.marks)

    def _run(self, key: object) -> None:
        if isinstance(key, tuple):
            source, at = key
            self._leave(self._found[source][at].run)

    def _leave(self, then: Callable[[], object]) -> None:
        self.close_over()
        then()
