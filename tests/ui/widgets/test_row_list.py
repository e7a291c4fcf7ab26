"""A list is used with keys, pointer and screen reader; every row is equally high; what was chosen stays chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import Appearance, Theme
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.row_painter import RowPainter
from desktop_app.ui.widgets.rows import Group, Row, RowKind, RowModel, marked
from desktop_app.ui.widgets.scroll import Scroll

QUEUE = (
    Group("Terlambat", 1, "danger"),
    Row("a", "Surat keterangan kerja", kicker="HR-1039 · Yohana", tags=(("terlambat 25 menit", "danger"),)),
    Group("Segera", 2, "warn"),
    Row("b", "Cuti melahirkan", kicker="HR-1042 · Sari", after="belum diambil"),
    Row("c", "Slip gaji", kicker="HR-1043 · Agus"),
)
TWO_LINES = RowKind(kicker=True, tags=True)
TASKS = (Row(1, "Perbarui kontak"), Row(2, "Akses sistem", ticked=None), Row(3, "Baca panduan", ticked=True))


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Callable[..., RowList]:
    def made(rows: Any = QUEUE, kind: RowKind = TWO_LINES, **options: Any) -> RowList:
        made_list = RowList(theme, "Antrean", kind, rows, **options)
        qtbot.addWidget(made_list)
        made_list.resize(400, made_list.sizeHint().height())
        made_list.show()
        made_list.setFocus()
        qtbot.waitUntil(made_list.hasFocus)
        return made_list

    return made


def drawn(rows: RowList) -> str:
    """The list as text: > is where the keyboard is, ## a heading."""
    lines = []
    model = rows.model()
    assert isinstance(model, RowModel)
    for i, row in enumerate(model.rows()):
        lead = "##" if isinstance(row, Group) else "> " if rows.currentIndex().row() == i else "  "
        lines.append(f"{lead} {row.title}")
    return "\n".join(lines)


def test_arrow_keys_step_over_headings(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    """Before and after two steps down.

    ## Terlambat
    >  Surat keterangan kerja
    ## Segera
       Cuti melahirkan
       Slip gaji
    """
    queue = shown()
    before = "## Terlambat\n>  Surat keterangan kerja\n## Segera\n   Cuti melahirkan\n   Slip gaji"
    assert drawn(queue) == before

    qtbot.keyClick(queue, Qt.Key.Key_Down)
    qtbot.keyClick(queue, Qt.Key.Key_Down)
    after = "## Terlambat\n   Surat keterangan kerja\n## Segera\n   Cuti melahirkan\n>  Slip gaji"
    assert drawn(queue) == after

    qtbot.keyClick(queue, Qt.Key.Key_Up)
    queue.step(-1)
    assert drawn(queue) == before


def test_a_badge_is_seen_on_the_chosen_row_too(shown: Callable[..., RowList], theme: Theme) -> None:
    rows = (Row("a", "Slip gaji", tags=(("1 baru", "accent"),)), Row("b", "Cuti", tags=(("1 baru", "accent"),)))
    queue = shown(rows, keeps=True)
    queue.choose("a")
    picture = queue.grab().toImage()
    line = int(queue.row_rect("a").bottom()) - theme.px(TWO_LINES.pad_y) - 3  # under the words of the badge
    grounds = {picture.pixelColor(x, line).name().upper() for x in range(10, 100)}

    assert {theme.tokens.accent_soft, theme.tokens.surface} <= grounds


def test_enter_and_a_click_open_a_row(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    queue, opened = shown(), list[object]()
    queue.opened.connect(opened.append)
    qtbot.keyClick(queue, Qt.Key.Key_Return)
    qtbot.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=queue.row_rect("c").center().toPoint())

    assert opened == ["a", "c"]


def test_a_heading_does_nothing_when_it_is_clicked(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    queue, opened = shown(), list[object]()
    queue.opened.connect(opened.append)
    qtbot.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))

    assert opened == []


def test_space_and_a_click_on_the_box_tick_a_task(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    tasks, ticked, opened = shown(TASKS, RowKind(lead="tick")), list[object](), list[object]()
    tasks.ticked.connect(lambda key, on: ticked.append((key, on)))
    tasks.opened.connect(opened.append)
    qtbot.keyClick(tasks, Qt.Key.Key_Space)
    qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=tasks.tick_rect(3).center().toPoint())

    assert ticked == [(1, True), (3, False)]
    assert opened == []


def test_what_another_team_does_cannot_be_ticked(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    tasks, ticked, opened = shown(TASKS, RowKind(lead="tick")), list[object](), list[object]()
    tasks.ticked.connect(lambda key, on: ticked.append(key))
    tasks.opened.connect(opened.append)
    tasks.choose(2)
    qtbot.keyClick(tasks, Qt.Key.Key_Space)
    qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=tasks.tick_rect(2).center().toPoint())

    assert (ticked, opened) == ([], [2])


def test_an_action_of_a_row_is_not_the_row(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    articles, acted, opened = (
        shown((Row("x", "Surat untuk bank", action="Sisipkan"),), RowKind()),
        list[object](),
        list[object](),
    )
    articles.acted.connect(acted.append)
    articles.opened.connect(opened.append)
    right = articles.row_rect("x")
    qtbot.mouseClick(
        articles.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(right.right()) - 40, int(right.center().y()))
    )
    qtbot.keyClick(articles, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert (acted, opened) == (["x", "x"], [])


def test_letters_are_left_to_the_page(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    queue = shown()
    qtbot.keyClick(queue, Qt.Key.Key_C)

    assert queue.chosen() == "a"


def test_the_chosen_row_stays_chosen_when_others_come_before_it(shown: Callable[..., RowList]) -> None:
    queue = shown()
    queue.choose("c")
    queue.set_rows((QUEUE[0], Row("new", "Kartu akses"), *QUEUE[1:]))

    assert queue.chosen() == "c"


def test_the_same_rows_are_repainted_in_place(shown: Callable[..., RowList], qtbot: QtBot) -> None:
    queue = shown()
    model = queue.model()
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        queue.set_rows((*QUEUE[:4], Row("c", "Slip gaji Oktober", kicker="HR-1043 · Agus")))

    assert told.args[0].row() == 4


def test_every_row_of_a_kind_is_equally_high(shown: Callable[..., RowList]) -> None:
    queue = shown((Row(1, "Pendek"), Row(2, "Panjang " * 60, body="Isi " * 80, kicker="HR", tags=(("baru", "info"),))))

    assert queue.row_rect(1).height() == queue.row_rect(2).height()


def test_a_list_is_as_high_as_its_rows(shown: Callable[..., RowList]) -> None:
    queue = shown()
    total = sum(queue.visualRect(queue.model().index(i, 0)).height() for i in range(5))

    assert queue.sizeHint().height() == total
    queue.set_rows(QUEUE[:2])
    assert queue.sizeHint().height() < total


def test_rows_grow_with_the_size_of_text(shown: Callable[..., RowList], theme: Theme) -> None:
    queue = shown()
    before = queue.sizeHint().height()
    theme.show(Appearance("light", text_size=150))

    assert queue.sizeHint().height() == pytest.approx(before * 1.5, abs=10)


def test_the_page_scrolls_to_the_row_with_the_focus(theme: Theme, qtbot: QtBot) -> None:
    rows = RowList(theme, "Panjang", RowKind(), [Row(i, f"Baris {i}") for i in range(60)])
    page = Scroll(column(rows, None))
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    qtbot.waitExposed(page)
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    qtbot.keyClick(rows, Qt.Key.Key_End)

    seen = page.viewport().rect()
    last = rows.row_rect(59).translated(rows.mapTo(page.viewport(), QPoint(0, 0)))
    assert seen.contains(last.center().toPoint())


def test_a_screen_reader_hears_the_whole_row(shown: Callable[..., RowList]) -> None:
    queue = shown()
    interface = QAccessible.queryAccessibleInterface(queue)

    assert interface.text(QAccessible.Text.Name) == "Antrean"
    spoken = [interface.child(i).text(QAccessible.Text.Name) for i in range(interface.childCount())]
    assert "HR-1039 · Yohana. Surat keterangan kerja. terlambat 25 menit" in spoken


def test_the_model_keeps_the_rules_of_qt(qapp: object) -> None:
    model = RowModel(QUEUE)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(QUEUE[:3])
    model.set_rows(())
    model.set_rows(QUEUE)

    assert tester.model() is model


def test_twenty_thousand_rows_are_shown_at_once(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row(i, f"Baris {i}", body="Isi") for i in range(20_000)]
    many = RowList(theme, "Semua", RowKind(body_lines=2), rows, fit=False, uniform=True)
    qtbot.addWidget(many)
    asked: list[int] = []
    measure = RowPainter.height

    def counted(painter: RowPainter) -> int:
        asked.append(1)
        return measure(painter)

    monkeypatch.setattr(RowPainter, "height", counted)
    many.resize(400, 600)
    many.show()
    qtbot.waitExposed(many)

    assert len(asked) < 200, "each row was measured"


def test_marks_come_from_snippets_and_neighbours_join() -> None:
    text, spans = marked("<mark>Tanggal</mark> mulai <mark>cuti</mark> <mark>melahirkan</mark> &amp; upah")

    assert text == "Tanggal mulai cuti melahirkan & upah"
    assert [text[a:b] for a, b in spans] == ["Tanggal", "cuti melahirkan"]
