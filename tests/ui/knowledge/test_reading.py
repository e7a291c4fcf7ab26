"""Reading an article: its sections, both languages, words found in it, where one was, and the ways on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QRadioButton

from desktop_app.domain.knowledge.rows import Article
from desktop_app.ui.links import link
from desktop_app.ui.theme import Appearance
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window, rows_of
from tests.ui.laptop_builder import arrive, company

CONTROL = Qt.KeyboardModifier.ControlModifier


def article(id: str, language: str = "id") -> Article:
    return next(each for each in company().articles if (each.id, each.language) == (id, language))


def title(bench: KnowledgeBench) -> str:
    return str(bench.page.reader.head.title.accessibleName())


def place(bench: KnowledgeBench) -> int:
    return bench.page.reader.text.verticalScrollBar().value()


def test_a_link_opens_the_article_at_its_section_with_its_contents_beside(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi")

        reader = bench.page.reader
        assert title(bench) == "Cuti melahirkan"
        assert reader.text.section() == "bayi-kembar-dan-komplikasi"
        rows = [row.title for row in rows_of(reader.contents.list)]
        assert rows[0] == "Berapa lama cuti melahirkan dan siapa yang berhak"
        assert len(rows) == 10
        assert_usable(bench.window)


def test_the_head_says_how_old_it_is_and_who_answers_for_it_until_when(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        head = bench.page.reader.head
        assert head._path.accessibleName() == "Pengetahuan › HR › Cuti"
        assert head._facts.accessibleName() == "Versi 1 · ditinjau 2 November · 4 menit"
        assert head._owner.accessibleName() == "Tim HR, buka sampai 17.00\N{NO-BREAK SPACE}WIB"


def test_opened_from_its_results_it_stands_in_the_middle_at_once(tmp_path: Path, qtbot: Any, index: Any) -> None:
    def left_and_right(bench: Any) -> tuple[float, float]:
        margins = bench.page.reader.text.document().rootFrame().frameFormat()
        return margins.leftMargin(), margins.rightMargin()

    with knowledge_window(tmp_path, qtbot, index, size=(1280, 720)) as bench:
        bench.type("cuti sakit")
        assert left_and_right(bench)[0] < 40
        bench.open("sick-leave")

        left, right = left_and_right(bench)
        assert left > 100 and abs(left - right) <= 1


def test_an_unknown_section_opens_the_top(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "no-such-section")

        assert title(bench) == "Cuti melahirkan"
        assert place(bench) == 0


def test_an_article_that_is_not_here_is_said_to_be_missing(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("no-such-article")

        reader = bench.page.reader
        assert reader.states.currentWidget() is reader._missing
        assert not reader.foot.isVisible()
        assert_usable(bench.window)

        bench.click(next(b for b in reader.findChildren(QPushButton) if b.accessibleName() == "Cari di artikel"))
        assert bench.page.browse.isVisible()


def test_another_language_opens_at_the_same_heading_and_back_again(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi")
        languages = bench.page.reader.head.languages
        assert languages is not None

        english = languages.segments()[1]
        assert isinstance(english, QRadioButton)
        bench.click(english)
        assert title(bench) == "Maternity leave"
        assert bench.page.reader.text.section() == "twins-and-complications"

        bench.press(Qt.Key.Key_T, bench.page.reader.text)
        assert title(bench) == "Cuti melahirkan"
        assert bench.page.reader.text.section() == "bayi-kembar-dan-komplikasi"


def test_an_article_in_one_language_only_says_so(tmp_path: Path, qtbot: Any, index: Any) -> None:
    only = Article("visa", "en", "Visa for business travel", "Ask two weeks ahead.", "work", owner="hr")
    with knowledge_window(tmp_path, qtbot, index, rows=[only]) as bench:
        bench.open("visa")

        assert title(bench) == "Visa for business travel"
        assert bench.page.reader.head._only.isVisible()
        assert bench.page.reader.head.languages is not None
        assert not bench.page.reader.head.languages.isVisible()


def test_keys_go_from_section_to_section_and_through_the_text(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        text = bench.page.reader.text
        assert text.hasFocus()

        bench.press(Qt.Key.Key_J)
        bench.press(Qt.Key.Key_J)
        assert text.section() == "mengajukan-cuti-melahirkan-dan-surat-yang-diperlukan"
        bench.press(Qt.Key.Key_K)
        assert text.section() == "berapa-lama-cuti-melahirkan-dan-siapa-yang-berhak"

        bench.press(Qt.Key.Key_End)
        assert place(bench) == text.verticalScrollBar().maximum()
        bench.press(Qt.Key.Key_Up)
        assert place(bench) < text.verticalScrollBar().maximum()
        bench.press(Qt.Key.Key_Home)
        assert place(bench) == 0
        bench.press(Qt.Key.Key_Down)
        assert place(bench) > 0


def test_the_contents_lead_to_a_section_by_click_and_by_enter(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        listed, text = bench.page.reader.contents.list, bench.page.reader.text
        assert listed.accessibleName() == "Di halaman ini"

        qtbot.mouseClick(
            listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.place_of("bayi-kembar-dan-komplikasi").center()
        )
        bench.settled()
        assert text.section() == "bayi-kembar-dan-komplikasi"
        assert listed.at() == "bayi-kembar-dan-komplikasi"

        listed.setFocus(Qt.FocusReason.TabFocusReason)
        bench.press(Qt.Key.Key_Down, listed)
        bench.press(Qt.Key.Key_Return, listed)
        assert text.section() == "gaji-dan-tunjangan-selama-cuti-melahirkan"


def test_a_narrow_window_has_the_contents_in_a_drawer(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, size=(1024, 700)) as bench:
        bench.open("maternity-leave")
        reader = bench.page.reader
        assert not reader.contents.isVisible()

        bench.click(reader.head.contents_button)
        assert reader.contents.isVisible()
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Escape)
        assert not reader.contents.isVisible()
        assert reader.isVisible()


def test_the_next_key_goes_around_all_sections_that_were_found(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan tanggal")
        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)
        text, also = bench.page.reader.text, bench.page.reader.contents.also
        found = [text.section(), *(row.key for row in rows_of(also))]

        seen = []
        for _ in found:
            bench.press(Qt.Key.Key_N, text)
            seen.append(text.section())

        assert seen == [*found[1:], found[0]]


def test_ctrl_f_in_an_article_finds_in_it_and_esc_gives_the_search_back_its_marks(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan tanggal")
        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)
        reader = bench.page.reader
        before = reader.text.marks()

        bench.press(Qt.Key.Key_F, reader.text, CONTROL)
        assert reader.find_bar.field.hasFocus()
        qtbot.keyClicks(reader.find_bar.field, "surat dokter")
        count = len(reader.text.marks())
        assert count > 3
        assert reader.find_bar.count.accessibleName() == f"1 dari {count}"
        bench.press(Qt.Key.Key_Return, reader.find_bar.field)
        assert reader.find_bar.count.accessibleName() == f"2 dari {count}"
        assert [mark.here for mark in reader.text.marks()].index(True) == 1
        bench.press(Qt.Key.Key_Return, reader.find_bar.field, Qt.KeyboardModifier.ShiftModifier)
        bench.press(Qt.Key.Key_Up, reader.find_bar.field)
        assert reader.find_bar.count.accessibleName() == f"{count} dari {count}"
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Escape, reader.find_bar.field)
        assert not reader.find_bar.isVisible()
        assert reader.text.marks() == before
        assert reader.isVisible()


def test_words_that_are_not_in_the_article_are_said_not_to_be(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        bench.press(Qt.Key.Key_F, bench.page.reader.text, CONTROL)

        qtbot.keyClicks(bench.page.reader.find_bar.field, "gudang")

        assert bench.page.reader.find_bar.count.accessibleName() == "tidak ada di artikel ini"


def test_ctrl_f_outside_of_an_article_goes_to_the_search_field(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.page.browse.take_focus()

        bench.press(Qt.Key.Key_F, None, CONTROL)

        assert bench.window.top_bar.field.hasFocus()


def test_esc_goes_back_to_the_article_one_came_from_then_to_the_results(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan tanggal")
        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)
        was = place(bench)
        bench.page.reader.text.followed.emit("sigap://article/religious-holiday-allowance")
        bench.settled()
        assert title(bench) == "Tunjangan hari raya (THR)"

        bench.press(Qt.Key.Key_Escape, bench.page.reader.text)
        assert title(bench) == "Cuti melahirkan"
        assert place(bench) == was

        bench.press(Qt.Key.Key_Escape, bench.page.reader.text)
        assert bench.page.results.isVisible()
        assert bench.page.results.articles.hasFocus()


def test_an_article_read_again_opens_where_one_left_it(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        bench.page.reader.text.verticalScrollBar().setValue(700)

        bench.open("sick-leave")
        assert place(bench) == 0
        bench.press(Qt.Key.Key_Escape, bench.page.reader.text)
        bench.press(Qt.Key.Key_Escape, bench.page.reader.text)
        assert bench.page.browse.isVisible()

        bench.open("maternity-leave")
        assert place(bench) == 700


def test_a_new_version_is_shown_at_the_section_being_read(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi")
        old = article("maternity-leave")
        new = replace(old, version=2, title="Cuti melahirkan 2027", body="Baru.\n\n" + old.body)

        bench.tell(arrive(bench.store, "sari", new))

        assert title(bench) == "Cuti melahirkan 2027"
        assert bench.page.reader.text.section() == "bayi-kembar-dan-komplikasi"


def test_an_article_that_is_withdrawn_while_it_is_read_is_said_to_be_gone(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        gone = {"article": (("maternity-leave", "id"), ("maternity-leave", "en"))}
        bench.tell(arrive(bench.store, "sari", gone=gone))

        assert bench.page.reader.states.currentWidget() is bench.page.reader._missing


def test_another_theme_and_size_of_text_keep_the_place(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi")
        text = bench.page.reader.text
        light = text.document().defaultStyleSheet()

        bench.window.use_appearance(Appearance("dark", text_size=150))
        bench.settled()

        assert text.document().defaultStyleSheet() != light
        assert text.document().defaultFont().pixelSize() == 22
        assert text.section() == "bayi-kembar-dan-komplikasi"


def test_the_language_of_the_interface_keeps_the_article_and_the_section(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi", language="id")

        bench.window.use_language("en")
        bench.settled()

        assert title(bench) == "Maternity leave"


def test_what_was_not_answered_goes_on_with_its_form_and_the_article(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        ways = {each.accessibleName(): each for each in bench.page.reader.foot.findChildren(QPushButton)}

        bench.click(ways["Pertanyaan cuti"])
        bench.window.show_page("knowledge")
        bench.click(ways["Tanya HR"])

        assert bench.went == [
            link("form", "leave-question", article="maternity-leave"),
            link("form", "question", article="maternity-leave"),
        ]


def test_the_link_to_a_section_is_copied_by_key_and_beside_its_heading(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi")
        text = bench.page.reader.text

        bench.press(Qt.Key.Key_L, text)
        copied = QGuiApplication.clipboard().text()
        assert copied == "sigap://article/maternity-leave#bayi-kembar-dan-komplikasi"
        assert bench.toast() == "Tautan ke bagian ini sudah disalin."

        heading = next(block for each, block in text._headings if each.anchor == text.section())
        seen = text.document().documentLayout().blockBoundingRect(heading).translated(0, -place(bench))
        qtbot.mouseMove(text.viewport(), seen.center().toPoint())
        QGuiApplication.clipboard().clear()
        bench.click(text.copy_button)
        assert QGuiApplication.clipboard().text() == copied


def test_related_articles_are_those_the_text_leads_to(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        reading = bench.page.reader.reading
        assert reading is not None
        assert [each.title for each in reading.related] == [
            "Tunjangan hari raya (THR)", "BPJS dan asuransi kesehatan", "Jam kerja, lembur, dan kerja dari rumah",
            "Gedung, ruang rapat, dan AC",
        ]  # fmt: skip


def test_f6_goes_through_contents_text_and_the_ways_on(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        panes = bench.page.panes()

        assert [pane is bench.page.reader.text for pane in panes].count(True) == 1
        assert bench.page.reader.foot in panes
        assert bench.page.reader.left in panes


def test_the_library_lists_every_category_what_must_be_read_and_what_was(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert bench.page.browse.isVisible()
        lists = {each.accessibleName(): each for each in bench.page.browse.lists()}
        leave = [row.title for row in rows_of(lists["Cuti"])]
        assert leave == ["Cuti melahirkan", "Cuti sakit dan cuti haid", "Cuti tahunan dan izin keperluan penting"]
        must = [row.title for row in rows_of(lists["Wajib dibaca"])]
        assert sorted(must) == [
            "Data pribadi Anda dan data orang lain", "Hadiah dan benturan kepentingan sehari-hari",
            "Keamanan informasi", "Kode etik", "Pelecehan dan perundungan: mendapat bantuan",
        ]  # fmt: skip
        assert "Terakhir Anda baca" not in lists
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Down, bench.window.top_bar.field)
        bench.press(Qt.Key.Key_Return)
        assert title(bench) == "Cuti melahirkan"

        bench.press(Qt.Key.Key_Escape, bench.page.reader.text)
        lists = {each.accessibleName(): each for each in bench.page.browse.lists()}
        read = [row.title for row in rows_of(lists["Terakhir Anda baca"])]
        assert read == ["Cuti melahirkan"]


def test_a_laptop_without_articles_says_where_they_come_from(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, without=(Article,)) as bench:
        said = [each.accessibleName() for each in bench.page.browse.findChildren(type(bench.page.reader.head.title))]

        assert "Belum ada artikel" in said
        assert_usable(bench.window)
