"""A document taken in: it opens as a draft on this laptop, with its pictures, and nobody has it before it is saved."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage

from desktop_app.domain.knowledge.rows import Article, Manuscript, Picture
from desktop_app.store.queries import outbox
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.links import link
from desktop_app.ui.widgets.text import Text
from tests.documents.files import paragraph, picture, png, word
from tests.ui.audit import assert_usable
from tests.ui.authoring.bench import writing_of
from tests.ui.page_bench import Bench, echo

WORDS = "Ruang rapat dipesan lewat kalender, dan kuncinya ada di resepsionis."


def document(folder: Path, title: str = "Ruang rapat") -> Path:
    """With a picture, one that is not shown, and a comment."""
    return word(
        folder / "Rapat.docx",
        paragraph(title, "Title") + paragraph("Memesan", "Heading1") + paragraph(WORDS)
        + paragraph(picture("p1", "Denah")) + paragraph(picture("p2", "Skema")),
        parts={"word/media/image1.png": png(), "word/media/image2.emf": b"no picture"},
        relations={"p1": ("image", "media/image1.png"), "p2": ("image", "media/image2.emf")},
    )  # fmt: skip


def taken(page: Any, bench: Bench, qtbot: Any, path: Path) -> Any:
    imports = page.panes_of["articles"].imports
    imports.take(path)
    qtbot.waitUntil(lambda: not imports.work.busy, timeout=60_000)
    bench.settled(qtbot)
    return imports


def held(bench: Bench, of: type, *key: Any) -> Any:
    return bench.store.reader.read(lambda c: StoredRows(c).get(of, *key))


def waiting(bench: Bench) -> list[str]:
    return [each.kind for each in bench.store.reader.read(outbox.pending)]


def said(widget: Any) -> str:
    return "\n".join(each.accessibleName() for each in widget.findChildren(Text))


def test_a_word_file_opens_as_a_draft_that_only_this_laptop_has(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        taken(page, bench, qtbot, document(tmp_path))
        editor = page.editor

        assert page.writes
        assert (editor.article, editor.language, editor.title.text()) == ("ruang-rapat", "id", "Ruang rapat")
        assert editor.edit.toPlainText().startswith(f"## Memesan\n\n{WORDS}\n\n![Denah](sigap://picture/")
        notices = said(editor.notices)
        assert "Taken over from “Rapat.docx”. Nothing is saved for your team yet." in notices
        assert "pictures of a kind that is not shown" in notices
        assert waiting(bench) == []
        assert bench.store.drafts.get("manuscript", "id/ruang-rapat").body["title"] == "Ruang rapat"
        assert_usable(page)


def test_its_pictures_are_seen_at_once_and_go_to_the_team_with_the_text(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        taken(page, bench, qtbot, document(tmp_path))
        editor = page.editor
        qtbot.waitUntil(lambda: editor.preview.toPlainText() != "")
        (id,) = editor.material.carried
        assert "not on this laptop" not in editor.preview.toPlainText()
        assert editor.checks.isHidden() or "is not there" not in said(editor.checks)

        editor.title.setText("")
        qtbot.keyClicks(editor.title, "Tempat rapat")  # another title, so another name: the pictures come along
        editor.going_on.save()
        echo(page, bench, qtbot)

        assert waiting(bench) == ["AddPicture", "SaveManuscript"]
        assert held(bench, Picture, id, "tempat-rapat").owner == "hr"
        assert held(bench, Manuscript, "tempat-rapat", "id").title == "Tempat rapat"


def test_a_picture_pasted_into_a_new_article_follows_its_title(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        page.open(link("write"))
        bench.settled(qtbot)
        editor = page.editor
        qtbot.keyClicks(editor.title, "Rapat")
        given = QMimeData()
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        given.setImageData(image)
        editor.edit.insertFromMimeData(given)
        qtbot.waitUntil(lambda: "sigap://picture/" in editor.edit.toPlainText())
        page.refresh(None)  # a sync brings something before the text was kept
        bench.settled(qtbot)
        qtbot.keyClicks(editor.title, " tim")
        editor.going_on.save()
        echo(page, bench, qtbot)

        assert waiting(bench) == ["AddPicture", "SaveManuscript"]
        shown = bench.store.reader.read(lambda c: StoredRows(c).where(Picture))
        assert [each.article for each in shown] == ["rapat-tim"]


def test_after_a_crash_it_is_in_the_list_and_its_pictures_are_there(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        taken(page, bench, qtbot, document(tmp_path))
        page.editor.working = None  # as if the process had ended here
        page._back()
        bench.settled(qtbot)
        articles = page.panes_of["articles"]
        first = articles.list.model().rows()[0]
        assert (first.title, first.tags) == ("Ruang rapat", (("only on this laptop", "warn"),))

        articles.list.setFocus()
        articles.list.choose(first.key)
        qtbot.keyClick(articles.list, Qt.Key.Key_Return)
        assert bench.shell.opened == [link("write", "ruang-rapat", language="id")]
        page.open(bench.shell.opened[0])
        bench.settled(qtbot)

        assert len(page.editor.material.carried) == 1
        assert page.editor.edit.toPlainText().startswith("## Memesan")


def test_a_title_that_is_here_already_gets_a_name_of_its_own(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        taken(page, bench, qtbot, document(tmp_path, "Annual leave"))

        assert page.editor.article == "annual-leave-2"
        assert "this one is called annual-leave-2" in said(page.editor.notices)
        assert page.editor.is_new()


def test_a_page_of_markdown_brings_what_its_head_says_and_the_picture_beside_it(tmp_path: Path, qtbot: Any) -> None:
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(str(tmp_path / "map.png"))
    (tmp_path / "rooms.md").write_text(
        "---\ntitle: Meeting rooms\ncategory: facilities\naudience: site:jakarta\nowner: nobody\n---\n"
        "Book a room in the calendar, and fetch the key from the desk.\n\n![Map](map.png)\n\n[Prices](prices.md)\n",
        "utf-8",
    )
    with writing_of(tmp_path / "laptop", qtbot, language="id") as (page, bench):
        taken(page, bench, qtbot, tmp_path / "rooms.md")
        working = page.editor.working

        assert (working.article, working.language, working.category) == ("meeting-rooms", "en", "facilities")
        assert (working.audience, working.owner) == ("site:jakarta", "hr")
        (made,) = page.editor.material.carried.values()
        assert (made.width, made.height) == (1600, 1066)
        assert made.picture in working.body
        assert "tautan ke halaman yang tidak ada: prices.md" in said(page.editor.notices)


def test_a_file_that_is_none_says_so_and_nothing_changes(tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0 old Word")
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        imports = taken(page, bench, qtbot, tmp_path / "old.docx")

        assert not page.writes
        assert "“old.docx” could not be taken over" in said(imports)
        assert "Save it as .docx without a password and try again." in said(imports)
        assert bench.store.drafts.list() == ()

        taken(page, bench, qtbot, document(tmp_path))
        assert "could not be taken over" not in said(imports)


def test_cancelled_while_it_is_read_nothing_comes_of_it(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        imports = page.panes_of["articles"].imports
        imports.take(document(tmp_path))
        assert imports.strip.words.accessibleName() == "Reading Rapat.docx"
        assert imports.strip.stop.hasFocus()
        qtbot.keyClick(imports.strip.stop, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not imports.work.busy)
        bench.settled(qtbot)

        assert not page.writes
        assert bench.shell.told == ["Stopped. Nothing was taken over."]
        assert bench.store.drafts.list() == ()


def test_a_file_dropped_on_the_list_is_taken_in_and_others_are_not(tmp_path: Path, qtbot: Any) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a", "b")
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        pane = page.panes_of["articles"]

        def drop(path: Path) -> bool:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
            entering = QDragEnterEvent(QPoint(5, 5), *how)
            entering.ignore()
            pane.dragEnterEvent(entering)
            if entering.isAccepted():
                pane.dropEvent(QDropEvent(QPoint(5, 5), *how))
            return entering.isAccepted()

        assert not drop(tmp_path / "x.zip")
        assert drop(document(tmp_path))
        qtbot.waitUntil(lambda: page.writes and not pane.imports.work.busy, timeout=60_000)
        bench.settled(qtbot)
        assert page.editor.title.text() == "Ruang rapat"


def folder(place: Path) -> Path:
    """Four pages: new, published already, the same as published, another team's; a picture and a link to nowhere."""
    place.mkdir()
    (place / "pictures").mkdir()
    (place / "pictures" / "map.png").write_bytes(png())
    (place / "rooms.md").write_text(
        "---\ntitle: Meeting rooms\nlanguage: en\n---\n![Map](pictures/map.png)\n\n[Prices](prices.md)\n", "utf-8"
    )
    (place / "annual-leave.md").write_text("---\ntitle: Leave\nlanguage: en\n---\nNew words.\n", "utf-8")
    (place / "it-help.md").write_text("---\ntitle: IT\nlanguage: en\n---\nNot ours.\n", "utf-8")
    return place


def looked_at(page: Any, bench: Bench, qtbot: Any, place: Path) -> Any:
    taken(page, bench, qtbot, place)
    qtbot.waitUntil(lambda: page.folder.plan is not None)
    bench.settled(qtbot)
    return page.folder


def rows(view: Any) -> list[str]:
    return [each.title for each in view.list.model().rows()]


def test_a_folder_shows_what_would_come_before_anything_is_saved(tmp_path: Path, qtbot: Any) -> None:
    theirs = Article("it-help", "en", "IT help", "Theirs.\n", "it", owner="it")
    with writing_of(tmp_path / "laptop", qtbot, rows=[theirs]) as (page, bench):
        view = looked_at(page, bench, qtbot, folder(tmp_path / "hand"))

        assert view.title.accessibleName() == "From the folder “hand”"
        assert rows(view) == [
            "New articles", "Meeting rooms",
            "Published already, with another text", "Leave",
            "Cannot come", "IT",
            "To be looked at", "rooms.md, line 7",
        ]  # fmt: skip
        assert view.counts.accessibleName() == (
            "New articles: 1 · Published already, with another text: 1 · Cannot come: 1 · To be looked at: 1"
        )
        assert view.go.accessibleName() == "Save 1 draft"
        assert view.go.hasFocus()
        assert waiting(bench) == []
        assert_usable(page)

        view.existing.setChecked(True)
        assert view.go.accessibleName() == "Save 2 drafts"


def test_confirmed_they_are_drafts_of_the_team_with_their_pictures(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        view = looked_at(page, bench, qtbot, folder(tmp_path / "hand"))
        view.existing.setChecked(True)
        qtbot.keyClick(view.go, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(bench.shell.told))
        echo(page, bench, qtbot)

        assert bench.shell.told == ["3 drafts are saved for your team."]
        assert not page.looks
        rooms, leave = held(bench, Manuscript, "rooms", "en"), held(bench, Manuscript, "annual-leave", "en")
        assert (rooms.owner, rooms.state, rooms.base_version) == ("hr", "draft", 0)
        assert (leave.title, leave.base_version, leave.category) == ("Leave", 1, "leave")
        assert rooms.category == "work"
        assert waiting(bench).count("AddPicture") == 1
        assert held(bench, Article, "annual-leave", "en").title != "Leave"


def test_a_page_without_a_head_shows_nobody_more_than_the_published_one(tmp_path: Path, qtbot: Any) -> None:
    here = Article("rooms", "en", "Rooms", "Old.\n", "work", "team:hr", "hr", form="question", acknowledge=True)
    with writing_of(tmp_path / "laptop", qtbot, rows=[here]) as (page, bench):
        view = looked_at(page, bench, qtbot, folder(tmp_path / "hand"))

        (coming,) = [each for each in view.plan.of("exists") if each.working.article == "rooms"]
        working = coming.working
        assert (working.audience, working.form, working.acknowledge) == ("team:hr", "question", True)


def test_both_can_be_chosen_by_key(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot, language="id") as (page, _):
        assert [each.title for each in page.page_actions()] == ["Impor dokumen", "Impor folder"]


def test_what_the_team_is_writing_on_is_left_alone(tmp_path: Path, qtbot: Any) -> None:
    theirs = Manuscript("annual-leave", "en", "hr", "Leave", "Dewi's.", "leave", "all", 3, "dewi", base_version=1)
    with writing_of(tmp_path / "laptop", qtbot, rows=[theirs]) as (page, bench):
        view = looked_at(page, bench, qtbot, folder(tmp_path / "hand"))

        assert "Your team is writing on it: stays as it is" in rows(view)
        assert not view.existing.isVisible()


def test_stopped_between_two_drafts_it_says_how_many_there_are(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        view = looked_at(page, bench, qtbot, folder(tmp_path / "hand"))
        view.existing.setChecked(True)
        view.go.click()
        view.strip.stop.click()
        qtbot.waitUntil(lambda: bool(bench.shell.told))
        bench.settled(qtbot)

        assert bench.shell.told == ["1 of 3 drafts are saved for your team."]


def test_not_now_saves_nothing(tmp_path: Path, qtbot: Any) -> None:
    with writing_of(tmp_path / "laptop", qtbot) as (page, bench):
        view = looked_at(page, bench, qtbot, folder(tmp_path / "hand"))
        qtbot.keyClick(view.go, Qt.Key.Key_Escape)
        bench.settled(qtbot)

        assert not page.looks
        assert waiting(bench) == []
