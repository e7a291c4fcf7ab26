"""The one style sheet over Fusion. `$name` is a token; every px above 2 grows with the size of text."""

from __future__ import annotations

import re
from string import Template

from desktop_app.ui.theme.tokens import TYPE, WEIGHTS, Tokens

_TONES = ("soft", "faint", "accent", "danger", "warn", "good", "info", "on_accent")

_SHEET = (
    """
QWidget[ground="canvas"] { background: $canvas; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QLabel { color: $text; background: transparent; }
QToolTip { background: $text; color: $surface; border: 0; padding: 5px 9px; font-size: 12px; font-weight: 600; }
QFrame[rule="true"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }

QPushButton { border: 1px solid $control; border-radius: 8px; background: $surface; color: $text;
    padding: 0 14px; min-height: 34px; font-size: 14px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 32px; }
QPushButton:disabled { color: $faint; border-color: $line; background: transparent; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_hover;
    border-color: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $sunken; border-color: $line; color: $soft; }
QPushButton[kind="quiet"], QPushButton[kind="plain"] { background: transparent; border-color: transparent;
    color: $accent; padding: 0 8px; font-weight: 600; }
QPushButton[kind="plain"] { color: $soft; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="plain"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QPushButton[kind="plain"]:focus { border: 2px solid $accent; padding: 0 7px;
    min-height: 32px; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="plain"]:disabled { color: $faint; border-color: transparent; }
QPushButton[kind="painted"] { border: 0; padding: 0; min-height: 0; background: transparent; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; border-radius: 6px; color: $accent;
    padding: 0 1px; min-height: 20px; min-width: 20px; font-size: 12px; font-weight: 600; text-align: left; }
QPushButton[kind="link"]:hover { background: transparent; color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="link"][tone="soft"] { color: $soft; }

QToolButton { border: 2px solid transparent; border-radius: 8px; background: transparent; color: $soft;
    min-width: 28px; min-height: 28px; padding: 0; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit { border: 1px solid $control;
    border-radius: 8px;
    background: $surface; color: $text; padding: 0 11px; min-height: 34px; font-size: 14px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $faint; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus { border: 2px solid $accent;
    padding: 0 10px;
    min-height: 32px; }
QLineEdit QToolButton { border: 0; min-width: 24px; min-height: 24px; }
QLineEdit[wrong="true"] { border: 2px solid $danger; padding: 0 10px; min-height: 32px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $sunken; color: $soft;
    border-color: $line; }
QLineEdit:read-only { background: $canvas; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $danger; }
QPlainTextEdit[bare="true"], QLineEdit[bare="true"], QTextEdit[bare="true"] { border: 0; padding: 0;
    background: transparent; }
QLineEdit[bare="true"] { min-height: 44px; font-size: 17px; }
QComboBox { padding-right: 30px; }
QComboBox:focus { padding-right: 29px; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { border: 1px solid $line; border-radius: 8px; background: $surface; color: $text;
    padding: 4px;
    selection-background-color: $accent_soft; selection-color: $text; outline: 0; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: 0; }

QScrollArea, QListView, QTableView, QTextBrowser { border: 0; background: transparent; outline: 0; padding: 0; }
QScrollArea > QWidget > QWidget[flow="true"] { background: transparent; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 2px; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 2px; }
QScrollBar::handle { background: $control; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover { background: $soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QMenu { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px; padding: 4px;
    font-size: 14px; }
QMenu::item { padding: 7px 28px 7px 14px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { border: 0; border-radius: 3px; background: $line; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: $accent; }
QDialog, QMessageBox { background: $surface; }
QHeaderView::section { background: transparent; border: 0; color: $soft; font-size: 12px; }
"""
    + "".join(f'QLabel[tone="{tone}"] {{ color: ${tone}; }}\n' for tone in _TONES)
    + "".join(f'QLabel[type="{size}"] {{ font-size: {size}px; }}\n' for size in TYPE)
    + "".join(f'QLabel[weight="{weight}"] {{ font-weight: {weight}; }}\n' for weight in WEIGHTS)
)


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The sheet in these colours, at this size of text (1.0 is 100 %)."""
    sheet = Template(_SHEET).substitute(tokens.by_name())
    return re.sub(r"\b(\d+)px", lambda found: f"{scaled(int(found[1]), scale)}px", sheet)


def scaled(size: int, scale: float) -> int:
    """A measure at this size of text; hairlines (up to 2 px) stay what they are."""
    return size if size <= 2 else round(size * scale)
