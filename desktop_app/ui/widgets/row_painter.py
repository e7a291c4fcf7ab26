"""How a row is measured and painted: one place for both, so that text cannot be pushed out of its row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import painting
from desktop_app.ui.widgets.rows import Group, Row, RowKind, Span
from desktop_app.ui.widgets.symbol import draw_tile

LEAD = 36
TICK = 22
GAP = 12
GROUP_HEIGHT = 36
LEAST_TITLE = 110
"""What a title keeps on the narrowest list, before times and badges have their way."""


@dataclass
class Spot:
    """Where the next thing goes while a row is painted: a shrinking box."""

    x: float
    right: float
    y: float


class RowPainter:
    """Paints rows of one kind. `ground` is the token behind the list."""

    def __init__(self, theme: Theme, kind: RowKind, ground: str = "surface") -> None:
        self.theme, self.kind, self.ground = theme, kind, ground

    def height(self) -> int:
        """Of every row."""
        px, kind = self.theme.px, self.kind
        lead = px(LEAD) if kind.lead in ("avatar", "tile") else 0
        return 2 * px(kind.pad_y) + max(lead, self._text_height(kind.title_lines, kind.body_lines))

    def group_height(self) -> int:
        """Of every heading."""
        return self.theme.px(GROUP_HEIGHT)

    def title_x(self) -> int:
        """Where titles begin, for rules and for what stands under the list."""
        px, kind = self.theme.px, self.kind
        lead = {"": 0, "glyph": 30, "avatar": LEAD + GAP, "tile": LEAD + GAP, "tick": TICK + GAP + 2 * kind.tick_inset}
        return px(kind.pad_x) + px(lead[kind.lead])

    def tick_place(self, place: QRectF) -> QRectF:
        """Where the tick box of a row is; a finger may miss it by 6 px."""
        px = self.theme.px
        y = place.y() + (place.height() - px(TICK)) / 2
        return QRectF(place.x() + px(self.kind.pad_x + self.kind.tick_inset), y, px(TICK), px(TICK))

    def action_place(self, place: QRectF, row: Row) -> QRectF:
        """Where the words of the row's action are."""
        width = painting.text_width(self.theme.font(14, 600), row.action)
        right = place.right() - self.theme.px(self.kind.pad_x)
        return QRectF(right - width - 8, place.y(), width + 16, place.height())

    def paint_group(self, painter: QPainter, place: QRectF, group: Group) -> None:
        """A heading, with its count."""
        theme, font = self.theme, self.theme.font(12, 600)
        x, height = place.x() + theme.px(self.kind.pad_x), theme.px(painting.BADGE_HEIGHT)
        y = place.bottom() - height - theme.px(4)
        painting.draw_line(
            painter, theme, QRectF(x, y, place.width(), height), group.title, font, theme.state(group.state)[0]
        )
        if group.count is not None:
            left = x + painting.text_width(font, group.title) + theme.px(8)
            painting.draw_badge(painter, theme, left, y, str(group.count), group.state)

    def paint(self, painter: QPainter, place: QRectF, row: Row, *, chosen: bool, hovered: bool) -> None:
        """A row, from its edges inward."""
        theme, px = self.theme, self.theme.px
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(place.adjusted(6, 2, -6, -2), 8, 8)
        if chosen:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(place.x() + 6, place.y() + 10, 3, place.height() - 20), 1.5, 1.5)
        spot = Spot(place.x() + px(self.kind.pad_x), place.right() + 1 - px(self.kind.pad_x), 0)
        self._paint_right(painter, place, row, spot, chosen)
        self._paint_lead(painter, place, row)
        spot.x = place.x() + self.title_x()
        self._paint_text(painter, place, row, spot, chosen)

    def _paint_right(self, painter: QPainter, place: QRectF, row: Row, spot: Spot, chosen: bool) -> None:
        theme, px = self.theme, self.theme.px
        if self.kind.chevron:
            side = px(14)
            box = QRectF(spot.right - side, place.center().y() - side / 2, side, side)
            if row.leads:
                theme.draw_icon(painter, box, "caret-right", "faint" if self.ground != "sunken" else "soft")
            spot.right -= px(24)
        if row.action:
            font = theme.font(14, 600)
            width = painting.text_width(font, row.action)
            line = QRectF(spot.right - width, place.y(), width + 2, place.height())
            painting.draw_line(painter, theme, line, row.action, font, "accent")
            spot.right -= width + px(16)
        for key in reversed(row.keys):
            width = painting.kbd_width(theme, key)
            painting.draw_kbd(painter, theme, spot.right - width, place.center().y() - px(painting.KBD_HEIGHT) / 2, key)
            spot.right -= width + px(4)
        column = spot.right
        if row.due:
            room = spot.right - place.x() - self.title_x() - px(LEAST_TITLE) - px(20)
            shown = painting.elided(row.due[0], theme.font(12, 600), max(px(40), room))
            width = painting.badge_width(theme, shown)
            middle = place.center().y() - px(painting.BADGE_HEIGHT) / 2
            left = spot.right - width
            painting.draw_badge(painter, theme, left, middle, shown, row.due[1], on_chosen=chosen)
            spot.right -= width + px(16)
        owner_width, due_width = self.kind.columns
        if owner_width:
            left = column - px(due_width) - px(owner_width)
            if row.owner:
                disc = QRectF(left, place.center().y() - px(12), px(24), px(24))
                painting.draw_avatar(painter, theme, disc, row.owner[1], row.owner_me)
                words = QRectF(left + px(32), place.y(), px(owner_width - 36), place.height())
                font = theme.font(12)
                painting.draw_line(
                    painter, theme, words, painting.elided(row.owner[0], font, words.width()), font, "text"
                )
            spot.right = left - px(16)

    def _paint_lead(self, painter: QPainter, place: QRectF, row: Row) -> None:
        theme, px, kind = self.theme, self.theme.px, self.kind
        x, middle = place.x() + px(kind.pad_x), place.center().y() + 0.5
        square = QRectF(x, middle - px(LEAD) / 2, px(LEAD), px(LEAD))
        if kind.lead == "avatar" and row.avatar:
            painting.draw_avatar(painter, theme, square, row.avatar, row.me)
        elif kind.lead in ("avatar", "tile") and row.icon:
            draw_tile(theme, painter, square, row.icon, row.icon_tone)
        elif kind.lead == "glyph" and row.icon:
            theme.draw_icon(painter, QRectF(x, middle - px(18) / 2, px(18), px(18)), row.icon, "soft")
        elif kind.lead == "tick" and row.ticked is None:
            box = self.tick_place(place)
            theme.draw_icon(painter, box.adjusted(1, 1, -1, -1), "hourglass-medium", "info")
        elif kind.lead == "tick":
            painting.draw_tick(painter, theme, self.tick_place(place), bool(row.ticked))

    def _paint_text(self, painter: QPainter, place: QRectF, row: Row, spot: Spot, chosen: bool) -> None:
        theme, px, kind = self.theme, self.theme.px, self.kind
        width = spot.right - spot.x
        side_font = theme.font(12)
        side_width = painting.text_width(side_font, row.side) + px(12) if row.side else 0
        if width - side_width < px(LEAST_TITLE):
            side_width = 0  # no room for both: the time stays on hover
        title_font = theme.font(kind.title_size, kind.title_weight)
        body_font = theme.font(kind.body_size)
        first_width = width - side_width
        title = painting.wrapped(row.title, title_font, first_width if not kind.kicker else width, kind.title_lines)
        body = painting.wrapped(row.body, body_font, width, kind.body_lines)
        spot.y = place.y() + (place.height() - self._text_height(len(title), len(body))) / 2
        side_y = spot.y + (0 if kind.kicker else (theme.line_height(kind.title_size) - theme.line_height(12)) / 2)
        if side_width:
            line = QRectF(spot.right - side_width + px(12), side_y, side_width, theme.line_height(12))
            painting.draw_line(painter, theme, line, row.side, side_font, "soft")
        if kind.kicker:
            self._line(painter, spot, painting.elided(row.kicker, side_font, first_width), 12, 400, "soft")
            spot.y += px(1)
        if title and row.aside:
            left = spot.x + painting.text_width(title_font, title[0][1]) + px(12)
            line = QRectF(left, spot.y + px(2), spot.right - left, theme.line_height(12))
            painting.draw_line(
                painter, theme, line, painting.elided(row.aside, side_font, line.width()), side_font, "soft"
            )
        for start, line_text in title:
            marks = _within(row.title_marks, start, line_text)
            self._line(painter, spot, line_text, kind.title_size, kind.title_weight, row.title_tone, marks)
        if body:
            spot.y += px(1)
        for start, line_text in body:
            self._line(painter, spot, line_text, kind.body_size, 400, "soft", _within(row.marks, start, line_text))
        self._paint_foot(painter, row, spot, chosen)

    def _paint_foot(self, painter: QPainter, row: Row, spot: Spot, chosen: bool) -> None:
        theme, px = self.theme, self.theme.px
        height = px(painting.BADGE_HEIGHT)
        if self.kind.tags:
            spot.y += px(6)
            x = spot.x
            for text, state in row.tags:
                x += painting.draw_badge(painter, theme, x, spot.y, text, state, on_chosen=chosen) + px(6)
            if row.after:
                left = x + (px(4) if row.tags else 0)
                line = QRectF(left, spot.y, spot.right - left, height)
                painting.draw_line(
                    painter,
                    theme,
                    line,
                    painting.elided(row.after, theme.font(12), line.width()),
                    theme.font(12),
                    "soft",
                )
            spot.y += height
        if self.kind.meta:
            spot.y += px(4)
            badge = painting.badge_width(theme, row.meta_badge[0]) + px(10) if row.meta_badge else 0
            text = painting.elided(row.meta, theme.font(12), spot.right - spot.x - badge)
            painting.draw_line(
                painter, theme, QRectF(spot.x, spot.y, spot.right - spot.x, height), text, theme.font(12), "soft"
            )
            if row.meta_badge:
                left = spot.x + painting.text_width(theme.font(12), text) + px(10)
                painting.draw_badge(painter, theme, left, spot.y, *row.meta_badge, on_chosen=chosen)

    def _line(
        self, painter: QPainter, spot: Spot, text: str, size: int, weight: int, tone: str, marks: tuple[Span, ...] = ()
    ) -> None:
        height = self.theme.line_height(size)
        place = QRectF(spot.x, spot.y, spot.right - spot.x + 4, height)
        painting.draw_line(painter, self.theme, place, text, self.theme.font(size, weight), tone, marks)
        spot.y += height

    def _text_height(self, title_lines: int, body_lines: int) -> int:
        px, kind, line = self.theme.px, self.kind, self.theme.line_height
        height = title_lines * line(kind.title_size)
        if kind.kicker:
            height += line(12) + px(1)
        if body_lines:
            height += px(1) + body_lines * line(kind.body_size)
        if kind.tags:
            height += px(6) + px(painting.BADGE_HEIGHT)
        if kind.meta:
            height += px(4) + px(painting.BADGE_HEIGHT)
        return height


def _within(marks: tuple[Span, ...], start: int, line: str) -> tuple[Span, ...]:
    """The marks that fall into this line, counted from its beginning."""
    shown = [(max(0, a - start), min(len(line), b - start)) for a, b in marks]
    return tuple((a, b) for a, b in shown if a < b)
