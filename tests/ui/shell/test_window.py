"""The window: going around by keys, counts, languages, what a page is told and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.protocol.changes import Changes
from desktop_app.ui.links import link
from desktop_app.ui.operation import Failure
from desktop_app.ui.shell.palette_names import Entry
from desktop_app.ui.shell.palette_sources import ListSource
from desktop_app.ui.shell.window import MainWindow
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.theme import Appearance, Theme
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import Wording
from tests.ui.audit import assert_usable, said
from tests.ui.shell.window_bench import CTRL, PAGES, Bench, press, titles_in


def test_a_person_sees_only_the_pages_that_concern_them(bench: Bench) -> None:
    with pytest.raises(KeyError):
        bench.window.sidebar.item("desk")
    assert bench.window.sidebar.item("home").isChecked()
    bench.window.show_page("desk")
    assert bench.window.stack.at() is PAGES[0]


def test_the_sidebar_names_the_site_in_short_and_says_it_whole(bench: Bench) -> None:
    person = bench.window.sidebar.person

    assert person.place == "Keuangan · Jakarta"
    assert "Keuangan · Jakarta (kantor pusat)" in person.accessibleName()


def test_pages_are_built_when_they_are_asked_for(bench: Bench) -> None:
    assert bench.window.stack.count() == 1
    bench.window.show_page("knowledge")
    assert bench.window.stack.count() == 2


def test_ctrl_and_a_digit_turn_the_page(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench, Qt.Key.Key_2, CTRL)
    assert bench.window.stack.at() is PAGES[1]
    assert bench.window.sidebar.item("knowledge").isChecked()
    assert bench.window.windowTitle() == "Tampilan · Sigap"

    press(qtbot, bench, Qt.Key.Key_3, CTRL)
    assert bench.window.stack.at() is PAGES[4]


def test_a_page_without_a_place_in_the_sidebar_marks_the_one_it_stands_under(bench: Bench, qtbot: QtBot) -> None:
    bench.window.show_page("knowledge")
    press(qtbot, bench, Qt.Key.Key_N, CTRL)

    assert bench.window.stack.at() is PAGES[3]
    assert bench.window.sidebar.item("home").isChecked()


def test_the_page_in_sight_is_told_what_changed_and_the_others_ask_later(bench: Bench) -> None:
    home = bench.page
    bench.window.show_page("knowledge")
    knowledge = bench.page
    bench.window.announce(Changes(rows=frozenset({("request", ("1",))}), local=frozenset({"outbox"})))
    assert knowledge.log == ["all", "outbox,request"]
    assert home.log == ["all", "leave"]

    bench.window.show_page("home")
    assert home.log == ["all", "leave", "all"]
    bench.window.show_page("home")
    assert home.log == ["all", "leave", "all"], "nothing changed since"


def test_counts_follow_what_they_count(bench: Bench, qtbot: QtBot) -> None:
    item = bench.window.sidebar.item("knowledge")
    assert item.count() == 1
    assert item.accessibleName() == "Tampilan, 1 menunggu"

    bench.connection["unread"] = 4
    bench.window.announce(Changes(local=frozenset({"draft"})))
    bench.settled(qtbot)
    assert item.count() == 1

    bench.window.announce(Changes(rows=frozenset({("article", ("a", "id"))})))
    bench.settled(qtbot)
    assert item.count() == 4


def test_a_link_goes_to_the_page_that_shows_such_things(bench: Bench) -> None:
    bench.context.open(link("article", "sick-leave", "certificate"))

    assert bench.window.stack.at() is PAGES[1]
    assert bench.page.log == ["all", "open article sick-leave"]


def test_a_link_that_no_page_shows_leads_nowhere(bench: Bench) -> None:
    bench.context.open(link("team", "hr"))

    assert bench.window.stack.at() is PAGES[0]


def test_typing_in_the_search_field_turns_to_the_page_that_answers(bench: Bench, qtbot: QtBot) -> None:
    bench.window.focus_search()
    qtbot.keyClicks(bench.window.top_bar.field, "cu")
    qtbot.keyClick(bench.window.top_bar.field, Qt.Key.Key_Return)

    assert bench.window.stack.at() is PAGES[1]
    assert bench.page.log == ["all", "search 'c'", "search 'cu'", "search 'cu' whole"]
    assert bench.window.top_bar.field.hasFocus()
    qtbot.keyClick(bench.window.top_bar.field, Qt.Key.Key_Escape)
    assert bench.page.log[-1] == "search ''"


def test_words_of_a_search_stay_with_the_page_that_answers(bench: Bench, qtbot: QtBot) -> None:
    field = bench.window.top_bar.field
    qtbot.keyClicks(field, "cuti")
    bench.window.show_page("home")
    assert field.text() == ""
    assert bench.page.log == ["all", "leave"], "home was not asked to search"

    bench.window.show_page("knowledge")
    assert field.text() == "cuti"
    field.clear()
    bench.window.show_page("home")
    bench.window.show_page("knowledge")
    assert field.text() == ""


def test_another_language_is_spoken_at_once_and_the_place_is_kept(bench: Bench, qtbot: QtBot) -> None:
    bench.context.open(link("article", "sick-leave"))
    before = bench.page
    before_field = bench.window.top_bar.field.placeholderText()
    bench.window.use_language("en")
    bench.settled(qtbot)

    assert before_field == "Cari kebijakan, formulir, permintaan, orang…"
    assert bench.window.top_bar.field.placeholderText() == "Search policies, forms, requests, people…"
    assert bench.page is not before
    assert bench.page.title.text() == "Settings"
    assert bench.page.log == ["all", "open article sick-leave"]
    assert before.log[-1] == "leave"
    assert bench.kept["language"] == "en"
    assert bench.window.windowTitle() == "Display · Sigap"


def test_qt_speaks_indonesian_too_and_english_again(bench: Bench) -> None:
    def said() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    assert said() == "Batal"
    bench.window.use_language("en")
    assert said() == "Cancel"


def test_the_look_changes_at_once_and_is_kept(bench: Bench, qtbot: QtBot, theme: Theme) -> None:
    bench.context.shell.use_appearance(Appearance("dark", high_contrast=False, text_size=125))
    bench.settled(qtbot)

    assert theme.scheme == "dark"
    assert (bench.kept["theme"], bench.kept["text_size"], bench.kept["contrast"]) == ("dark", 125, "normal")


def test_text_grows_by_keys(bench: Bench, qtbot: QtBot, theme: Theme) -> None:
    press(qtbot, bench, Qt.Key.Key_Plus, CTRL)
    assert theme.appearance.text_size == 110
    press(qtbot, bench, Qt.Key.Key_0, CTRL)
    assert theme.appearance.text_size == 100


def test_f6_goes_through_the_parts_of_the_window(bench: Bench, qtbot: QtBot) -> None:
    seen: list[str] = []
    for _step in range(4):
        press(qtbot, bench, Qt.Key.Key_F6)
        widget = bench.window.focusWidget()
        for name, part in (("page", bench.page), ("bar", bench.window.top_bar), ("side", bench.window.sidebar)):
            if widget is part or part.isAncestorOf(widget):
                seen.append(name)
    assert seen == ["side", "bar", "page", "side"]


def test_a_page_in_front_shows_no_stray_focus_ring(bench: Bench) -> None:
    assert bench.window.focusWidget() is bench.page


def test_a_letter_is_a_shortcut_of_the_page_but_not_while_one_types(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench, Qt.Key.Key_R)
    assert "reply" in bench.page.log

    bench.page.field.setFocus()
    press(qtbot, bench, Qt.Key.Key_R)
    assert bench.page.log.count("reply") == 1
    assert bench.page.field.text() == "r"


def test_narrow_windows_show_icons_with_names_for_all_who_ask(bench: Bench, qtbot: QtBot) -> None:
    assert bench.window.sidebar.width() == 216
    bench.window.resize(1024, 700)
    assert bench.window.sidebar.width() == 57
    item = bench.window.sidebar.item("knowledge")
    assert item.toolTip().startswith("Tampilan, 1 menunggu")
    assert item.accessibleName() == "Tampilan, 1 menunggu"
    bench.window.resize(1440, 900)
    assert bench.window.sidebar.width() == 216


def test_the_state_of_the_sync_is_said_at_the_foot(bench: Bench, wording: Callable[..., Wording]) -> None:
    now = wording().clock()
    bench.window.show_sync(SyncView("offline", now, waiting=2))

    assert bench.window.sidebar.state.said().title == "Luring sejak 10.42"
    assert bench.window.sidebar.state.said().more == "2 menunggu dikirim"
    assert bench.window.sync_view().waiting == 2
    bench.window.use_language("en")
    assert bench.window.sidebar.state.said().title == "Offline since 10.42"


def test_what_was_done_can_be_taken_back(bench: Bench, qtbot: QtBot) -> None:
    undone: list[bool] = []
    bench.context.toast("Tugas selesai", lambda: undone.append(True))
    toast = bench.window.toaster.shown()
    assert toast.words == "Tugas selesai"
    undo = next(button for button in toast.findChildren(QPushButton) if button.text() == "Urungkan")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)

    assert undone == [True]
    assert bench.window.toaster.shown() is None


def test_a_failure_nobody_else_told_says_that_the_words_are_safe(bench: Bench) -> None:
    bench.window.fail(Failure(OSError("disk"), "save"))

    assert (
        bench.window.toaster.shown().words == "Ini belum tersimpan. Tulisan Anda masih ada di sini; silakan coba lagi."
    )


def test_news_are_a_toast_while_the_window_is_looked_at(bench: Bench, qtbot: QtBot) -> None:
    bench.window.notify("Budi Santoso menjawab", "Cuti melahirkan", link("article", "x"))
    toast = bench.window.toaster.shown()
    assert toast.words == "Budi Santoso menjawab: Cuti melahirkan"
    go = next(button for button in toast.findChildren(QPushButton) if button.text() == "Buka")
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)

    assert bench.window.stack.at() is PAGES[1]


def test_another_start_may_hand_over_a_link_or_nonsense(bench: Bench) -> None:
    bench.window.raise_and_go("sigap://article/x")
    assert bench.window.stack.at() is PAGES[1]
    bench.window.raise_and_go("https://example.com/")
    assert bench.window.stack.at() is PAGES[1]


def test_closing_keeps_what_was_typed_and_where_the_window_stood(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.window.closing):
        bench.window.close()
    bench.settled(qtbot)

    assert bench.page.log[-1] == "leave"
    assert bench.kept["window"].split()[2:] == ["1440", "900", "0"]


def test_the_palette_finds_pages_and_runs_actions(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench, Qt.Key.Key_K, CTRL)
    palette = bench.window.palette_view
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "tamp")
    titles = titles_in(palette.list)
    assert titles == ["Halaman", "Tampilan"]

    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert bench.window.stack.at() is PAGES[1]


def test_the_palette_offers_what_the_page_can_do(bench: Bench, qtbot: QtBot) -> None:
    bench.window.open_palette()
    palette = bench.window.palette_view
    qtbot.keyClicks(palette.field, "balas")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert bench.page.log[-1] == "reply"


def test_the_palette_says_when_it_finds_nothing_and_searches_everything(bench: Bench, qtbot: QtBot) -> None:
    bench.window.open_palette()
    palette = bench.window.palette_view
    qtbot.keyClicks(palette.field, "zzz")
    assert palette.list.model().rowCount() == 0
    qtbot.keyClick(palette.field, Qt.Key.Key_Return, CTRL)

    assert bench.page.log[-1] == "search 'zzz' whole"
    assert bench.window.top_bar.field.text() == "zzz"


def test_escape_closes_the_palette_and_the_focus_goes_back(bench: Bench, qtbot: QtBot) -> None:
    bench.page.field.setFocus()
    bench.window.open_palette()
    qtbot.keyClick(bench.window.palette_view.field, Qt.Key.Key_Escape)

    assert not bench.window.palette_view.isVisible()
    assert bench.page.field.hasFocus()


def test_tab_in_the_palette_keeps_to_one_kind(bench: Bench, qtbot: QtBot) -> None:
    bench.window.open_palette()
    palette = bench.window.palette_view
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert set(titles_in(palette.list)) == {"Halaman", "Pengaturan", "Tampilan"}
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.list.model().rowCount() > 5


def test_other_slices_add_what_the_palette_finds(theme: Theme, qapp: QApplication, bench: Bench, qtbot: QtBot) -> None:
    opened: list[str] = []
    people = ListSource("Orang", lambda: [Entry("Budi Santoso", lambda: opened.append("budi"), "HR · Jakarta", "user")])
    window = MainWindow(qapp, theme)
    qtbot.addWidget(window)
    window.start(bench.context, PAGES, lambda context: [people])
    window.open_palette()
    qtbot.keyClicks(window.palette_view.field, "san")
    qtbot.keyClick(window.palette_view.field, Qt.Key.Key_Return)
    bench.settled(qtbot)

    assert opened == ["budi"]


class LateSource:
    """Answers when it is told to."""

    title = "Artikel"

    def __init__(self) -> None:
        self.answer: Callable[[Sequence[Entry]], None] = lambda found: None

    def find(self, typed: str, then: Callable[[Sequence[Entry]], None]) -> None:
        self.answer = then


def test_what_was_chosen_stays_chosen_while_more_is_found(
    theme: Theme, qapp: QApplication, bench: Bench, qtbot: QtBot
) -> None:
    """So is what nobody can know before all have answered left out until then."""
    people = ListSource("Orang", lambda: [Entry(name, lambda: None) for name in ("Budi Santoso", "Sandi", "Bdui")])
    late = LateSource()
    window = MainWindow(qapp, theme)
    qtbot.addWidget(window)
    window.start(bench.context, PAGES, lambda context: [late, people])
    window.open_palette()
    palette = window.palette_view

    qtbot.keyClicks(palette.field, "san")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    chosen = palette.list.chosen()
    late.answer([Entry("San Diego", lambda: None), Entry("Sanur", lambda: None)])
    assert titles_in(palette.list) == ["Artikel", "San Diego", "Sanur", "Orang", "Sandi", "Budi Santoso"]
    assert palette.list.chosen() == chosen

    palette.field.clear()
    late.answer([])
    qtbot.keyClicks(palette.field, "bdui")
    assert titles_in(palette.list) == ["Orang", "Bdui"]
    late.answer([Entry("Bandung", lambda: None)])
    assert titles_in(palette.list) == [
        "Paling cocok", "Bdui", "Artikel", "Bandung", "Mungkin yang Anda maksud", "Budi Santoso",
    ]  # fmt: skip
    window.close()


def test_f1_shows_every_key_of_window_and_page(bench: Bench, qtbot: QtBot) -> None:
    press(qtbot, bench, Qt.Key.Key_F1)
    sheet = bench.window.help_view
    assert sheet.isVisible()
    said = {label.text() for label in sheet.findChildren(Text)}
    assert {"Balas", "Cari dan jalankan", "Perbesar teks", "Pintasan papan ketik"} <= said

    qtbot.keyClick(bench.window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("size", "width", "height"), [(100, 1440, 900), (100, 960, 640), (200, 1440, 900), (80, 960, 640)]
)
def test_everything_in_the_window_can_be_used(
    bench: Bench, qtbot: QtBot, theme: Theme, language: str, size: int, width: int, height: int
) -> None:
    bench.window.use_language(language)
    theme.show(Appearance("light", text_size=size))
    bench.window.resize(width, height)
    qtbot.waitUntil(lambda: bench.window.width() == width)
    bench.settled(qtbot)

    assert_usable(bench.window)
    for button in bench.window.findChildren(QPushButton):
        parent = button.parentWidget()
        assert not button.isVisible() or parent is None or button.geometry().right() <= parent.width(), said(button)


def test_palette_and_help_can_be_used(bench: Bench) -> None:
    bench.window.open_palette()
    assert_usable(bench.window.palette_view)
    bench.window.palette_view.close_over()
    bench.window.open_help()
    assert_usable(bench.window.help_view)


def test_the_menu_of_the_person_speaks_and_switches(bench: Bench, qtbot: QtBot) -> None:
    from desktop_app.ui.shell.menu import person_menu

    menu = person_menu(bench.context, bench.window.actions_now(), bench.window)
    qtbot.addWidget(menu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert names[:3] == ["Pengaturan", "Tampilan", "Bahasa"]
    language = menu.actions()[2].menu()
    assert isinstance(language, QMenu)
    english = next(action for action in language.actions() if action.text() == "English")
    english.trigger()
    bench.settled(qtbot)

    assert bench.kept["language"] == "en"
