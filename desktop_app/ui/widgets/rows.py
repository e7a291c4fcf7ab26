"""What the rows of every list are: plain data, a model that holds them, and the shape all rows of one list share."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from html import unescape
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_app.ui.theme.tokens import State

Index = QModelIndex | QPersistentModelIndex
Span = tuple[int, int]
Label = tuple[str, State]


class RowRole(IntEnum):
    """Roles of a row beyond Qt's own."""

    ROW = Qt.ItemDataRole.UserRole
    """The `Row` or `Group` itself."""
    KEY = Qt.ItemDataRole.UserRole + 1
    """What the row stands for; None for a group."""


@dataclass(frozen=True)
class Group:
    """A heading between rows; it takes no focus."""

    title: str
    count: int | None = None
    state: State = "neutral"


@dataclass(frozen=True)
class Row:
    """One row. What a list shows of it is in the list's `RowKind`; what is empty is left out.

    `avatar` is a name, `icon` an icon's name, `ticked` None for "not yours to tick" (an hourglass), `owner` (words,
    name of the person), `due` a badge at the right, `tags` badges under the title with `after` beside them, `side` the
    time in words with `exact` on hover, `marks` spans of the body that were searched for, `title_marks` of the title.
    `leads` False where it opens nothing, so that it shows no chevron.
    """

    key: Hashable
    title: str
    kicker: str = ""
    body: str = ""
    meta: str = ""
    meta_badge: Label | None = None
    side: str = ""
    exact: str = ""
    aside: str = ""
    avatar: str = ""
    me: bool = False
    icon: str = ""
    icon_tone: str = "accent"
    ticked: bool | None = False
    tickable: bool = True
    owner: Label | tuple[str, str] | None = None
    owner_me: bool = False
    due: Label | None = None
    tags: tuple[Label, ...] = ()
    after: str = ""
    action: str = ""
    keys: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()
    title_marks: tuple[Span, ...] = ()
    title_tone: str = "text"
    unread: bool = False
    leads: bool = True
    extra: Any = field(default=None, compare=False)

    def spoken(self) -> str:
        """What a screen reader says."""
        owner = self.owner[0] if self.owner else ""
        badges = [label[0] for label in (*self.tags, *filter(None, (self.due, self.meta_badge)))]
        parts = (self.kicker, self.title, self.body, self.aside, self.meta, owner, *badges, self.after, self.side)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True)
class RowKind:
    """The shape of a list: every row of it is equally high, whatever it holds.

    `columns`: widths at the right for owner and due where those stand in columns (0, 0: they stand where they fit).
    """

    lead: Literal["", "avatar", "tile", "tick", "glyph"] = ""
    kicker: bool = False
    title_size: int = 14
    title_weight: int = 600
    title_lines: int = 1
    body_lines: int = 0
    body_size: int = 12
    tags: bool = False
    meta: bool = False
    chevron: bool = False
    columns: tuple[int, int] = (0, 0)
    pad_x: int = 16
    pad_y: int = 12
    tick_inset: int = 0
    rules: bool = True
    rule_inset: int | None = None


class RowModel(QAbstractListModel):
    """The rows of a small list, set as a whole. Long lists bring a model of their own with the same roles."""

    def __init__(self, rows: Sequence[Row | Group] = ()) -> None:
        super().__init__()
        self._rows: list[Row | Group] = list(rows)

    def set_rows(self, rows: Sequence[Row | Group]) -> None:
        """Other rows. Rows with the same keys in the same order are repainted in place."""
        new = list(rows)
        if [_key(row) for row in new] == [_key(row) for row in self._rows]:
            old, self._rows = self._rows, new
            for i, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(i), self.index(i))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def rows(self) -> tuple[Row | Group, ...]:
        """What it holds."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return row_data(self._rows[index.row()], role) if index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return row_flags(self._rows[index.row()]) if index.isValid() else Qt.ItemFlag.NoItemFlags


def row_data(row: Row | Group, role: int) -> Any:
    """What a model answers for this row, by role."""
    if role == RowRole.ROW:
        return row
    if role == Qt.ItemDataRole.DisplayRole:
        return row.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return row.spoken() if isinstance(row, Row) else row.title
    if isinstance(row, Row):
        if role == RowRole.KEY:
            return row.key
        if role == Qt.ItemDataRole.ToolTipRole and row.exact:
            return row.exact
    return None


def row_flags(row: Row | Group) -> Qt.ItemFlag:
    """A group can neither be chosen nor focused."""
    if isinstance(row, Group):
        return Qt.ItemFlag.NoItemFlags
    return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def marked(html: str) -> tuple[str, tuple[Span, ...]]:
    """Plain text and the spans between <mark> and </mark>; neighbours that only a space parts become one."""
    spans: list[Span] = []
    text, start = "", 0
    for piece in re.split(r"(</?mark>)", html):
        if piece == "<mark>":
            start = len(text)
        elif piece == "</mark>":
            if spans and not text[spans[-1][1] : start].strip(" "):
                spans[-1] = (spans[-1][0], len(text))
            else:
                spans.append((start, len(text)))
        else:
            text += unescape(re.sub(r"<[^>]+>", "", piece))
    return text, tuple(spans)


def _key(row: Row | Group) -> Hashable:
    return ("group", row.title) if isinstance(row, Group) else ("row", row.key)
