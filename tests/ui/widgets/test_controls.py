"""Each control works by keyboard and pointer, has a name, and grows with the size of text."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import Appearance, Theme
from desktop_app.ui.widgets.attachment_chip import AttachmentChip
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.fields import FieldError, SearchField, field_label
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.foldable import Foldable
from desktop_app.ui.widgets.layout import column, emptied, holder
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.slider import StepSlider
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.toggle import Option, TickBox, Toggle

Shown = TypeVar("Shown", bound=QWidget)


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def shown(qtbot: QtBot, widget: Shown) -> Shown:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_every_control_has_a_role_that_a_screen_reader_knows(theme: Theme, qtbot: QtBot) -> None:
    roles = {
        Chip(theme, "Saya", 4, checkable=True): QAccessible.Role.CheckBox,
        Chip(theme, "Slip gaji"): QAccessible.Role.Button,
        Toggle(theme, "Jam tenang"): QAccessible.Role.CheckBox,
        TickBox(theme, "Saya setuju"): QAccessible.Role.CheckBox,
        Option(theme, "Ya"): QAccessible.Role.RadioButton,
        AttachmentChip(theme, "surat.pdf", "388 KB"): QAccessible.Role.Button,
        Choice(theme, "Kota", [(1, "Jakarta")]): QAccessible.Role.ComboBox,
    }
    for widget, expected in roles.items():
        qtbot.addWidget(widget)
        assert role(widget) == expected, widget
        assert widget.accessibleName()


def test_targets_are_at_least_24_pixels(theme: Theme, qtbot: QtBot) -> None:
    for widget in (
        Chip(theme, "A"), Toggle(theme, "x"), TickBox(theme, "x"), Option(theme, "x"), Button(theme, "x", "link"),
        IconButton(theme, "x", "Tutup"), AttachmentChip(theme, "a", ""), Segmented(theme, "x", [(1, "A"), (2, "B")]),
    ):  # fmt: skip
        shown(qtbot, widget)
        widget.adjustSize()
        assert min(widget.width(), widget.height()) >= 24, widget


def test_a_chip_says_its_count(theme: Theme, qtbot: QtBot) -> None:
    chip = shown(qtbot, Chip(theme, "Saya", 4, checkable=True))
    before = chip.sizeHint().width()
    chip.say("Saya", 1204)

    assert chip.accessibleName() == "Saya, 1204"
    assert chip.sizeHint().width() > before
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()


def test_arrow_keys_move_between_segments(theme: Theme, qtbot: QtBot) -> None:
    language = shown(qtbot, Segmented(theme, "Bahasa", [("id", "Indonesia"), ("en", "English")], "id"))
    chosen: list[object] = []
    language.chosen.connect(chosen.append)
    first, second = language.segments()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Right)

    assert language.at() == "en"
    assert chosen == ["en"]
    assert second.hasFocus()


def test_choosing_by_code_tells_nobody(theme: Theme, qtbot: QtBot) -> None:
    language = shown(qtbot, Segmented(theme, "Bahasa", [("id", "Indonesia"), ("en", "English")]))
    assert language.at() is None
    with qtbot.assertNotEmitted(language.chosen):
        language.choose("en")

    assert language.at() == "en"


def test_a_size_is_chosen_by_key_and_by_pointer_and_said(theme: Theme, qtbot: QtBot) -> None:
    sizes = [(90, "90%"), (100, "100%"), (125, "125%"), (150, "150%")]
    slider = shown(qtbot, StepSlider(theme, "Ukuran teks", sizes, 100))
    chosen: list[object] = []
    slider.chosen.connect(chosen.append)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 5, 10))
    slider.choose(90)

    assert chosen == [125, 150]
    assert slider.at() == 90
    assert (slider.accessibleName(), slider.accessibleDescription()) == ("Ukuran teks", "90%")


def test_a_toggle_is_switched_by_space(theme: Theme, qtbot: QtBot) -> None:
    toggle = shown(qtbot, Toggle(theme, "Jam tenang"))
    toggle.setFocus()
    qtbot.keyClick(toggle, Qt.Key.Key_Space)

    assert toggle.isChecked()


def test_an_ampersand_is_an_ampersand(theme: Theme, qtbot: QtBot) -> None:
    button = shown(qtbot, Button(theme, "Orang & tim"))

    assert button.accessibleName() == "Orang & tim"
    assert "&&" in button.text()


def test_controls_grow_with_the_size_of_text(theme: Theme, qtbot: QtBot) -> None:
    widgets = [
        Chip(theme, "A"),
        Badge(theme, "baru"),
        Toggle(theme, "x"),
        Button(theme, "Kirim"),
        Text("Halo", 24, 700),
    ]
    before = [shown(qtbot, widget).sizeHint().height() for widget in widgets]
    theme.show(Appearance("light", text_size=200))

    for widget, height in zip(widgets, before, strict=True):
        assert widget.sizeHint().height() >= height * 1.9 - 4, widget


def test_text_is_never_read_as_html(theme: Theme, qtbot: QtBot) -> None:
    said = "<b>Budi</b> & Sari"
    plain, wrapped = shown(qtbot, Text(said)), shown(qtbot, Text(said, wrap=True))

    assert plain.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;Budi" in wrapped.text()
    assert wrapped.accessibleName() == said


def test_wrapped_text_keeps_its_line_breaks_and_has_room(theme: Theme, qtbot: QtBot) -> None:
    label = Text("Satu\ndua\ntiga", wrap=True)
    shown(qtbot, label)

    assert label.heightForWidth(300) >= 3 * label.fontMetrics().lineSpacing()


def test_escape_empties_a_search_field_and_the_hint_comes_back(theme: Theme, qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField(theme, "Cari artikel…", "Kosongkan", "Ctrl K"))
    qtbot.keyClicks(field, "cuti")
    clear = field.findChild(IconButton)
    assert clear.isVisible()
    assert clear.accessibleName() == "Kosongkan"

    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not clear.isVisible()


def test_escape_in_an_empty_search_field_is_left_to_the_page(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    pressed: list[int] = []
    page.keyPressEvent = lambda event: pressed.append(event.key())  # type: ignore[method-assign]
    field = SearchField(theme, "Cari", "Kosongkan")
    page.setLayout(column(field))
    shown(qtbot, page)
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert pressed == [Qt.Key.Key_Escape]


def test_a_label_names_its_field_and_an_error_marks_it(theme: Theme, qtbot: QtBot) -> None:
    field, error = QLineEdit(), FieldError(theme)
    form = holder(column(field_label("Berapa?", "Angka saja", "wajib", field), field, error))
    shown(qtbot, form)
    assert (field.accessibleName(), field.accessibleDescription()) == ("Berapa?", "wajib Angka saja")
    assert not error.isVisible()

    error.say("Tulis dengan angka saja.", field)
    assert error.isVisible()
    assert field.property("wrong") is True

    error.say("", field)
    assert not error.isVisible()
    assert field.property("wrong") is False


def test_chips_go_on_in_the_next_line(theme: Theme, qtbot: QtBot) -> None:
    chips = [Chip(theme, f"Kata kunci {i}") for i in range(8)]
    box = QWidget()
    box.setLayout(FlowLayout(*chips))
    box.resize(300, 400)
    shown(qtbot, box)

    assert chips[-1].y() > chips[0].y()
    assert all(chip.geometry().right() <= 300 for chip in chips)
    assert box.heightForWidth(2000) == chips[0].height()


def test_a_phase_is_folded_by_its_head(theme: Theme, qtbot: QtBot) -> None:
    phase = shown(qtbot, Foldable(theme, "Minggu pertama", "3 dari 5 selesai", 0.6, Text("tugas")))
    folded: list[bool] = []
    phase.folded.connect(folded.append)
    phase.head.setFocus()
    qtbot.keyClick(phase.head, Qt.Key.Key_Space)

    assert folded == [False]
    assert not phase.content.isVisible()
    assert phase.head.accessibleName() == "Minggu pertama, 3 dari 5 selesai"


def test_a_toast_can_be_taken_back_and_goes_by_itself(theme: Theme, qtbot: QtBot) -> None:
    undone: list[bool] = []
    page = shown(qtbot, holder(column(QLineEdit(), None)))
    page.resize(900, 600)

    def told(lasts: int) -> Toast:
        act = partial(undone.append, True)
        toast = Toast(theme, "Selesai", "Tutup", action="Urungkan", act=act, lasts=lasts, parent=page)
        toast.move(300, 300)  # away from the pointer, which would keep it
        return toast

    brief = told(lasts=10)
    with qtbot.waitSignal(brief.over):
        brief.show()
    again = told(lasts=8_000)
    again.show()
    with qtbot.waitSignal(again.over):
        qtbot.mouseClick(again.findChild(Button), Qt.MouseButton.LeftButton)

    assert undone == [True]


def test_a_layout_is_emptied_with_all_that_is_in_it(theme: Theme, qtbot: QtBot) -> None:
    inner, box = Text("dalam"), QWidget()
    layout = column(Text("luar"), column(inner), 8, None)
    box.setLayout(layout)
    shown(qtbot, box)
    with qtbot.waitSignal(inner.destroyed):
        emptied(layout)

    assert layout.count() == 0


def test_enter_presses_the_button_that_has_the_focus(theme: Theme, qtbot: QtBot) -> None:
    button = shown(qtbot, Button(theme, "Lanjut", "primary"))
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)
    assert len(pressed) == 3
