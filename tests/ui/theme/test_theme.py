"""The theme switches every window at once: colours, size of text, icons."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import Appearance, Theme
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.sheet import scaled, style_sheet
from desktop_app.ui.theme.tokens import DARK, LIGHT
from desktop_app.ui.widgets.button import Button

UI = Path(__file__).parents[3] / "desktop_app" / "ui"


def inked(image: QImage) -> set[str]:
    """The colours of an image that are fully there."""
    return {
        QColor(image.pixelColor(x, y)).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def icon_names() -> Iterator[tuple[str, str]]:
    """Words of the code that can only be icons: given as `icon` or in the place of one."""
    calls = {
        "Icon": 1,
        "IconButton": 1,
        "IconTile": 1,
        "icon": 0,
        "show_icon": 0,
        "Notice": 2,
        "Strip": 2,
        "EmptyState": 1,
    }
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            at = calls.get(name)
            given = [node.args[at]] if at is not None and len(node.args) > at else []
            given += [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            for value in given:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    yield f"{path.name}:{node.lineno}", value.value


def test_dark_and_light_switch_while_it_runs(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.show(Appearance("dark"))

    assert theme.color("canvas").name().upper() == DARK.canvas
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.canvas

    theme.show(Appearance("light"))
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.canvas


def test_high_contrast_is_a_theme_of_its_own(theme: Theme) -> None:
    theme.show(Appearance("light", high_contrast=True))

    assert theme.color("text").name() == "#000000"


def test_text_grows_with_its_size(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Kirim", "primary", "check")
    qtbot.addWidget(button)
    button.show()
    before = button.sizeHint()
    theme.show(Appearance("light", text_size=200))

    assert theme.font(14).pixelSize() == 28
    assert button.sizeHint().height() >= before.height() * 2 - 6
    assert button.iconSize() == QSize(36, 36)


def test_hairlines_stay_hairlines_at_any_size_of_text() -> None:
    assert scaled(1, 2.0) == 1
    assert scaled(36, 1.5) == 54
    assert "border: 1px solid" in style_sheet(LIGHT, 2.0)


def test_text_size_stops_at_both_ends(theme: Theme) -> None:
    theme.show(Appearance("light", text_size=200))
    assert theme.larger(1).text_size == 200
    theme.show(Appearance("light", text_size=80))
    assert theme.larger(-1).text_size == 80
    theme.show(Appearance("light", text_size=100))
    assert theme.larger(1).text_size == 110


def test_reduced_motion_leaves_no_time_to_move(theme: Theme) -> None:
    assert theme.quick == 120
    theme.show(Appearance("light", reduced_motion=True))
    assert theme.quick == 0


def test_an_icon_follows_the_theme_by_itself(theme: Theme) -> None:
    icon = theme.icon("house", "accent")
    assert LIGHT.accent in inked(icon.pixmap(64, 64).toImage())

    theme.show(Appearance("dark"))
    assert DARK.accent in inked(icon.pixmap(64, 64).toImage())


def test_an_unknown_icon_is_an_error_where_it_is_named(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")


def test_every_icon_named_in_the_windows_exists(qapp: QApplication) -> None:
    icons = Icons()
    unknown = []
    for where, name in icon_names():
        try:
            icons.glyph(name)
        except KeyError:
            unknown.append(f"{where}: {name}")

    assert not unknown, "\n".join(unknown)


def test_icons_are_drawn_in_the_middle(theme: Theme) -> None:
    picture = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    theme.draw_icon(painter, QRectF(0, 0, 40, 40), "x", "text")
    painter.end()
    ink = [(x, y) for x in range(40) for y in range(40) if picture.pixelColor(x, y).alpha() > 100]

    assert sum(x for x, _ in ink) / len(ink) == pytest.approx(19.5, abs=1.5)
    assert sum(y for _, y in ink) / len(ink) == pytest.approx(19.5, abs=1.5)


def test_no_colour_is_named_outside_the_token_table() -> None:
    named = [
        f"{path.name}: {found}"
        for path in UI.rglob("*.py")
        if path.name != "tokens.py"
        for found in re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
    ]

    assert not named


def test_a_button_at_rest_is_as_high_as_one_with_the_focus(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Simpan")
    qtbot.addWidget(button)
    button.show()
    at_rest = button.sizeHint()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)

    assert button.sizeHint() == at_rest
