"""Opening the files of a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.store.queries.requests import AttachmentItem
from desktop_app.ui.conversation.file_opener import FileOpener
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, page_bench


class Viewer(QObject):
    """Stands for the programs of the desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type] # PySide takes str alone
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with page_bench(filled_laptop(tmp_path / "laptop", "sari", stories=[])) as made:
        yield made


def kept(bench: Bench, name: str, content: bytes = b"isi") -> AttachmentItem:
    file = bench.store.files.put_file(content, name)
    return AttachmentItem("a1", None, name, file["size"], file["sha256"], True, True)


def test_a_document_opens_as_a_copy_that_goes_with_the_page(bench: Bench, qtbot: Any, viewer: Viewer) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    opener = FileOpener(bench.context, page)

    opener.open(kept(bench, "surat.pdf"))

    qtbot.waitUntil(lambda: bool(viewer.shown))
    [copy] = viewer.shown
    assert (copy.name, copy.read_bytes()) == ("surat.pdf", b"isi")
    opener.close()
    assert not copy.exists()


def test_copies_go_when_the_page_goes(bench: Bench, qtbot: Any, viewer: Viewer) -> None:
    page = QWidget()
    FileOpener(bench.context, page).open(kept(bench, "surat.pdf"))
    qtbot.waitUntil(lambda: bool(viewer.shown))

    page.deleteLater()

    qtbot.waitUntil(lambda: not viewer.shown[0].exists())


def test_what_could_run_is_only_saved(bench: Bench, qtbot: Any, viewer: Viewer, tmp_path: Path) -> None:
    page = QWidget()
    qtbot.addWidget(page)

    FileOpener(bench.context, page).open(kept(bench, "surat.pdf.exe", b"MZ"))
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "salinan.exe"))
    dialog.reject()

    qtbot.waitUntil(lambda: bench.shell.told == ["Tersimpan sebagai salinan.exe."])
    assert (tmp_path / "salinan.exe").read_bytes() == b"MZ"
    assert viewer.shown == []


def test_a_file_elsewhere_is_fetched_and_opens_when_it_is_here(bench: Bench, qtbot: Any, viewer: Viewer) -> None:
    page = QWidget()
    asked: list[str] = []
    qtbot.addWidget(page)
    opener = FileOpener(replace(bench.context, services={"fetch": asked.append}), page)
    here = kept(bench, "surat.pdf")

    opener.open(replace(here, local=False))
    opener.arrived((replace(here, local=False),))
    assert asked == ["a1"]
    assert bench.shell.told == ["Mengambil surat.pdf. Berkasnya terbuka begitu sampai."]
    opener.arrived((here,))
    opener.arrived((here,))

    qtbot.waitUntil(lambda: len(viewer.shown) == 1)
    opener.close()


def test_a_file_still_on_its_way_says_so(bench: Bench, qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)

    FileOpener(bench.context, page).open(replace(kept(bench, "surat.pdf"), complete=False, local=False))

    assert bench.shell.told == ["surat.pdf belum sampai. Berkasnya akan datang sendiri."]
