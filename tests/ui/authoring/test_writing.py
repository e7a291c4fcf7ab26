"""Writing an article, by keys and pointer, over a real laptop of somebody in HR."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage

from desktop_app.domain.knowledge.publishing import LONGEST_BODY
from desktop_app.domain.knowledge.rows import Article, GlossaryRow, Manuscript
from desktop_app.domain.people.rows import Team
from desktop_app.store.queries import outbox
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.links import link
from tests.ui.authoring.bench import writing_of
from tests.ui.laptop_builder import NOW, arrive
from tests.ui.page_bench import Bench, echo

LEAVE = link("write", "annual-leave", language="id")


def opened(page: Any, bench: Bench, qtbot: Any, to: Any = LEAVE) -> Any:
    page.open(to)
    bench.settled(qtbot)
    qtbot.waitUntil(lambda: page.editor.working is not None)
    return page.editor


def held(bench: Bench, of: type, *key: Any) -> Any:
    return bench.store.reader.read(lambda c: StoredRows(c).get(of, *key))


def waiting(bench: Bench) -> list[str]:
    return [each.kind for each in bench.store.reader.read(outbox.pending)]


def test_the_list_shows_what_ones_teams_own_and_opens_it_by_key(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        articles = page.panes_of["articles"]
        titles = [row.title for row in articles.list.model().rows()]
        assert "Annual leave and leave for family events" in titles
        assert "Laptop, accounts and IT help" not in titles  # IT's

        articles.list.setFocus()
        articles.list.choose("annual-leave")
        qtbot.keyClick(articles.list, Qt.Key.Key_Return)

        assert bench.shell.opened == [link("write", "annual-leave")]


def test_what_is_written_is_kept_and_is_there_again_after_a_crash(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)
        qtbot.keyClicks(editor.edit, "Satu kalimat lagi. ")
        qtbot.waitUntil(lambda: bench.store.drafts.get("manuscript", "id/annual-leave") is not None)
        bench.settled(qtbot)
        editor.working = None  # as if the process had ended here: nothing more is kept

        again = opened(page, bench, qtbot)

        assert again.edit.toPlainText().startswith("Satu kalimat lagi. ")
        assert again.edit.toPlainText().count("Satu kalimat lagi.") == 1
        assert waiting(bench) == []


def test_saved_for_the_team_it_is_a_manuscript_and_no_draft_any_more(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)
        qtbot.keyClicks(editor.title, "!")
        editor.going_on.save()
        echo(page, bench, qtbot)

        row = held(bench, Manuscript, "annual-leave", "id")
        assert (row.author, row.revision, row.title[-1], row.base_version) == ("budi", 1, "!", 1)
        assert bench.store.drafts.get("manuscript", "id/annual-leave") is None
        assert editor.head.steps["review"].isVisible()  # HR wants a second person to publish
        assert not editor.head.steps["publish"].isVisible()


def test_a_colleague_who_saved_first_costs_no_word(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)
        qtbot.keyClicks(editor.edit, "Kata saya. ")
        theirs = Manuscript(
            "annual-leave", "id", "hr", "Cuti", "Kata Dewi.", "leave", "all", 3, "dewi", base_version=1, saved=NOW
        )
        arrive(bench.store, "budi", theirs)
        editor.going_on.save()
        qtbot.waitUntil(lambda: editor.head.besides.at() == "changes")
        bench.settled(qtbot)

        assert editor.edit.toPlainText().startswith("Kata saya. ")
        assert editor.working.revision == 3
        assert "Kata Dewi." in editor.changes.toPlainText()
        assert held(bench, Manuscript, "annual-leave", "id").body == "Kata Dewi."


def test_who_reads_it_publishes_it_with_a_note(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        theirs = Manuscript(
            "annual-leave", "id", "hr", "Cuti", "Isi baru.", "leave", "all", 1, "dewi", base_version=1, state="review"
        )
        arrive(bench.store, "budi", theirs)
        editor = opened(page, bench, qtbot)
        qtbot.mouseClick(editor.head.steps["publish"], Qt.MouseButton.LeftButton)
        bench.settled(qtbot)
        qtbot.keyClicks(editor.panel.note, "Jatah baru")
        qtbot.keyClick(editor.panel.note, Qt.Key.Key_Return)
        echo(page, bench, qtbot)

        row = held(bench, Article, "annual-leave", "id")
        assert (row.body, row.version, row.note, row.published_by) == ("Isi baru.", 2, "Jatah baru", "budi")
        assert held(bench, Manuscript, "annual-leave", "id") is None


def test_a_minor_change_of_what_people_acknowledged_is_not_offered_to_its_author_alone(
    tmp_path: Path, qtbot: Any
) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        team = replace(held(bench, Team, "hr"), publishing="own")
        for article, offered in (("code-of-conduct", False), ("annual-leave", True)):
            mine = Manuscript(
                article, "id", "hr", "Judul", "Isi.", "leave", "all", 1, "budi", base_version=1, change="minor"
            )
            arrive(bench.store, "budi", team, mine)
            editor = opened(page, bench, qtbot, link("write", article, language="id"))
            assert editor.head.steps["publish"].isVisible() is offered
            assert editor.head.steps["review"].isVisible() is not offered


def test_what_could_not_be_published_on_its_day_says_so_in_words(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        mine = Manuscript(
            "annual-leave", "id", "hr", "Cuti", "Isi.", "leave", "all", 1, "budi", base_version=1, returned="failed"
        )
        arrive(bench.store, "budi", mine)
        editor = opened(page, bench, qtbot)
        said = editor.head.standing.accessibleName()
        assert "not published on its day" in said and "failed" not in said


def test_a_small_screen_has_room_for_it_whatever_it_says(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot, width=860) as (page, bench):
        assert page.width() == 860
        head = opened(page, bench, qtbot).head
        for step in ("publish", "return", "discard"):
            {**head.steps, **head.quiet}[step].show()
        head.standing.say("en 1.0 · “" + "Mohon periksa lagi angka pada bagian ketiga. " * 5 + "”")
        head.say_saved(NOW)
        bench.settled(qtbot)

        assert page.width() == 860 and page.minimumSizeHint().width() <= 860


def test_a_new_article_gets_its_name_from_its_title(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        page.open(link("write"))
        bench.settled(qtbot)
        editor = page.editor
        qtbot.waitUntil(lambda: editor.working is not None)
        qtbot.keyClicks(editor.title, "Cuti ayah & ibu")
        qtbot.keyClicks(editor.edit, "Isi")
        editor.going_on.save()
        echo(page, bench, qtbot)

        assert held(bench, Manuscript, "cuti-ayah-ibu", "en").body == "Isi"


def test_a_picture_that_is_pasted_goes_along_and_is_named_in_the_text(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)
        image = QImage(3000, 20, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        given = QMimeData()
        given.setImageData(image)
        editor.edit.insertFromMimeData(given)
        qtbot.waitUntil(lambda: "sigap://picture/" in editor.edit.toPlainText())

        assert waiting(bench) == ["AddPicture"]


def test_more_than_an_article_holds_stays_out_and_the_window_alive(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)
        before = editor.edit.toPlainText()
        given = QMimeData()
        given.setText("x" * 5_000_000)
        editor.edit.insertFromMimeData(given)

        assert editor.edit.toPlainText() == before
        assert len(before) < LONGEST_BODY
        assert len(bench.shell.told) == 1


def test_lists_go_on_and_end_and_marks_go_around_what_is_chosen(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        edit = opened(page, bench, qtbot).edit
        edit.set_text("")
        qtbot.keyClicks(edit, "1. satu")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.keyClicks(edit, "dua")
        assert edit.toPlainText() == "1. satu\n2. dua"
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
        assert edit.toPlainText() == "1. satu\n    2. dua"
        qtbot.keyClick(edit, Qt.Key.Key_Backtab)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert edit.toPlainText() == "1. satu\n2. dua\n"
        edit.selectAll()
        qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert edit.toPlainText().startswith("**1. satu")
        edit.undo()
        assert edit.toPlainText() == "1. satu\n2. dua\n"


def test_what_is_wrong_is_said_under_the_text_with_the_way_to_it(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)
        editor.edit.set_text("Lihat [ini](sigap://article/tidak-ada) soal reimbursmen.\n")
        qtbot.waitUntil(editor.checks.isVisible)
        bench.settled(qtbot)

        said = " ".join(
            label.accessibleName() or label.text() for label in editor.checks.findChildren(type(editor.head.kept))
        )
        assert "sigap://article/tidak-ada" in said
        assert "reimburs" in said


def test_a_slip_in_a_word_of_the_company_is_said_while_one_writes(tmp_path: Path, qtbot: Any) -> None:
    own = GlossaryRow("presensi|", {"id": ["presensi", "hadiratama"], "en": []}, "same")
    with writing_of(tmp_path, qtbot) as (page, bench):
        editor = opened(page, bench, qtbot)

        def said() -> list[str]:
            labels = editor.checks.findChildren(type(editor.head.kept))
            return [label.accessibleName() or label.text() for label in labels]

        qtbot.keyClicks(editor.edit, "Lewat hadirattama. ")
        bench.settled(qtbot)
        assert not any("hadiratama" in line for line in said())

        arrive(bench.store, "budi", own)
        qtbot.keyClicks(editor.edit, "Lalu pulang. ")
        qtbot.waitUntil(lambda: "“hadirattama”: is “hadiratama” meant?" in said())
