"""The handbook taken along from the window: as what, how far it is, and nothing half."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import Qt

from desktop_app.documents.folder import read_base
from desktop_app.domain.knowledge.rows import Article
from desktop_app.ui.knowledge.exporting import ExportPane, Wanted, free
from desktop_app.ui.widgets.button import Button
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window
from tests.ui.laptop_builder import company


def asked(bench: KnowledgeBench) -> ExportPane:
    bench.click(bench.page.browse.export)
    (pane,) = bench.page.findChildren(ExportPane)
    return pane


def ended(bench: KnowledgeBench, pane: ExportPane) -> None:
    bench.qtbot.waitUntil(lambda: not pane.work.busy, timeout=60_000)
    bench.settled()


def test_it_asks_as_what_and_in_which_language_by_keyboard_too(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, language="en") as bench:
        pane = asked(bench)
        assert (pane.shape.at(), pane.language.currentText(), pane.language.count()) == ("pdf", "English", 2)

        bench.press(Qt.Key.Key_Right)

        assert (pane.shape.at(), pane.language.currentText(), pane.language.count()) == ("folder", "All languages", 3)
        assert pane in bench.page.panes()
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Escape)
        assert not pane.isVisible()
        assert bench.page.browse.export.hasFocus()


def test_a_folder_holds_all_of_it_and_the_toast_leads_there(
    tmp_path: Path, qtbot: Any, index: Any, monkeypatch: Any
) -> None:
    led: list[str] = []
    monkeypatch.setattr(
        "desktop_app.ui.knowledge.exporting.QDesktopServices.openUrl", lambda url: led.append(url.toLocalFile())
    )
    with knowledge_window(tmp_path / "laptop", qtbot, index) as bench:
        pane = asked(bench)
        pane.write(Wanted("folder", "", tmp_path / "out"))
        ended(bench, pane)

        read = {(each.id, each.language): each.body for each in read_base(tmp_path / "out").articles}
        assert read == {
            (row.id, row.language): row.body for row in company().rows() if isinstance(row, Article)
        }  # fmt: skip
        assert bench.toast() == f"{len(read)} artikel ditulis ke out."
        assert not pane.isVisible()

        shown = bench.window.toaster.shown()
        assert shown is not None
        show = next(each for each in shown.findChildren(Button) if each.accessibleName() == "Tampilkan di folder")
        bench.click(show)
        assert led == [str(tmp_path / "out")]


def test_a_zip_in_one_language_takes_the_place_of_an_older_one(tmp_path: Path, qtbot: Any, index: Any) -> None:
    (tmp_path / "all.zip").write_bytes(b"older")
    with knowledge_window(tmp_path / "laptop", qtbot, index) as bench:
        pane = asked(bench)
        pane.write(Wanted("zip", "en", tmp_path / "all.zip"))
        ended(bench, pane)

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"en"}


def test_one_pdf_says_how_far_it_is(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index) as bench:
        pane = asked(bench)
        moved: list[tuple[int, int]] = []
        pane.work.moved.connect(lambda done, total: moved.append((done, total)))
        pane.write(Wanted("pdf", "id", tmp_path / "all.pdf"))
        assert pane.strip.isVisible()
        assert pane.strip.words.accessibleName() == "Menyusun PDF"
        ended(bench, pane)

    titles = [row for row in company().rows() if isinstance(row, Article) and row.language == "id"]
    assert len(moved) > 1 and moved == sorted(set(moved))
    assert moved[-1] == (2 * len(titles), 2 * len(titles) + 1)
    assert len(PdfReader(tmp_path / "all.pdf").pages) > len(titles)


def test_cancelled_it_leaves_nothing_and_spoils_nothing(tmp_path: Path, qtbot: Any, index: Any) -> None:
    place = tmp_path / "there"
    place.mkdir()
    (place / "all.pdf").write_bytes(b"mine")
    with knowledge_window(tmp_path / "laptop", qtbot, index) as bench:
        pane = asked(bench)
        pane.work.moved.connect(lambda done, total: pane.strip.stop.click())
        pane.write(Wanted("pdf", "id", place / "all.pdf"))
        ended(bench, pane)

        assert bench.toast() == "Dihentikan. Tidak ada yang ditulis."
        assert not pane.isVisible()
    assert [(each.name, each.read_bytes()) for each in place.iterdir()] == [("all.pdf", b"mine")]


def test_a_place_that_takes_nothing_is_said(tmp_path: Path, qtbot: Any, index: Any) -> None:
    (tmp_path / "file").write_text("no folder")
    with knowledge_window(tmp_path / "laptop", qtbot, index) as bench:
        pane = asked(bench)
        pane.write(Wanted("zip", "", tmp_path / "file" / "all.zip"))
        ended(bench, pane)

        assert bench.toast().startswith("Hasil ekspor tidak dapat ditulis: ")


def test_a_folder_never_goes_into_one_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "Handbook").mkdir()
    (tmp_path / "Handbook 2").mkdir()

    assert free(tmp_path / "Handbook").name == "Handbook 3"
