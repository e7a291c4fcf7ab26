"""Files of a form: chosen, dropped, pasted; kept off the UI thread; refused with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from desktop_app.ui.forms.fields.file import File
from desktop_app.ui.forms.keeping import NotTaken, keep_file
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.fields import FieldError
from tests.domain.forms.form_builder import field
from tests.ui.forms.surrounded import Surrounded

GB = 1024**3


def file_control(sari: Surrounded, **more: Any) -> File:
    control = sari.control(field("a", "file", types=["pdf", "jpg", "png"], **more))
    assert isinstance(control, File)
    return control


def said(control: File) -> list[str]:
    return [each.text() for each in control.findChildren(FieldError) if not each.isHidden()]


def add(sari: Surrounded, control: File, *paths: Path) -> None:
    control.add(paths)
    sari.bench.settled(sari.qtbot)


def test_a_chosen_file_is_kept_and_named_in_the_answer(sari: Surrounded, tmp_path: Path) -> None:
    letter = tmp_path / "surat-dokter.pdf"
    letter.write_bytes(b"surat")
    control = file_control(sari)
    add(sari, control, letter)
    (file,) = sari.told[-1]
    assert (file["name"], file["size"]) == ("surat-dokter.pdf", 5)
    letter.unlink()
    assert sari.bench.store.files.read_file(file["sha256"]) == b"surat"


def test_the_same_file_counts_once_and_can_be_taken_out(sari: Surrounded, tmp_path: Path) -> None:
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(b"surat")
    control = file_control(sari)
    add(sari, control, letter)
    add(sari, control, letter)
    assert len(sari.told) == 1
    remove = next(each for each in control.findChildren(Button) if each.accessibleName() == "Hapus surat.pdf")
    remove.click()
    assert sari.told[-1] == []


def test_a_file_is_dropped_on_the_area(sari: Surrounded, tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"foto")
    control = file_control(sari)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(photo))])
    assert control.takes(dropped)
    control.take(dropped)
    sari.bench.settled(sari.qtbot)
    assert [file["name"] for file in sari.told[-1]] == ["foto.jpg"]


def test_a_picture_is_pasted_under_a_name_of_its_own(sari: Surrounded) -> None:
    control = file_control(sari)
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    assert control.paste()
    sari.bench.settled(sari.qtbot)
    (file,) = sari.told[-1]
    assert file["name"] == "gambar-20261123-104200.png"
    content = sari.bench.store.files.read_file(file["sha256"])
    assert content is not None
    assert QImage.fromData(content).size() == picture.size()


def test_text_on_the_clipboard_is_not_a_file(sari: Surrounded) -> None:
    control = file_control(sari)
    QGuiApplication.clipboard().setText("bukan berkas")
    assert not control.paste()


def empty(folder: Path) -> Path:
    path = folder / "kosong.pdf"
    path.write_bytes(b"")
    return path


def five_gigabytes(folder: Path) -> Path:
    path = folder / "video.pdf"
    with path.open("wb") as file:
        file.truncate(5 * GB)  # takes no room on the disk
    return path


def a_folder(folder: Path) -> Path:
    path = folder / "folder.pdf"
    path.mkdir()
    return path


def gone(folder: Path) -> Path:
    return folder / "hilang.pdf"


def another_kind(folder: Path) -> Path:
    path = folder / "program.exe"
    path.write_bytes(b"MZ")
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (empty, "kosong.pdf kosong. Pilih berkas lain."),
        (five_gigabytes, "video.pdf lebih besar dari 10\u00a0MB. Perkecil dahulu, atau kirim dengan cara lain."),
        (a_folder, "folder.pdf tidak dapat dibaca."),
        (gone, "hilang.pdf tidak dapat dibaca."),
        (another_kind, "program.exe tidak dapat dipakai di sini. Pilih salah satu jenis ini: PDF, JPG, PNG."),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused_with_the_reason(
    sari: Surrounded, tmp_path: Path, make: Any, sentence: str
) -> None:
    control = file_control(sari)
    add(sari, control, make(tmp_path))
    assert sari.told == []
    (refused,) = said(control)
    assert refused.startswith(sentence)


def test_a_name_with_a_path_in_it_is_refused(sari: Surrounded) -> None:
    control = file_control(sari)
    with pytest.raises(Exception, match="name"):
        keep_file(sari.bench.store, b"isi", "../../etc/passwd.pdf", control.field)
    control._keep(b"isi", "../rahasia.pdf")
    sari.bench.settled(sari.qtbot)
    (refused,) = said(control)
    assert "rahasia.pdf" in refused
    assert sari.told == []


def test_nothing_of_a_file_the_form_does_not_take_is_read(sari: Surrounded, tmp_path: Path) -> None:
    control = file_control(sari, max_size=3)
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(b"surat")
    with pytest.raises(NotTaken):
        keep_file(sari.bench.store, letter, "surat.pdf", control.field)
    assert sari.bench.store.reader.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM file").scalar()) == 0


def test_only_as_many_files_are_taken_as_the_form_allows(sari: Surrounded, tmp_path: Path) -> None:
    paths = [tmp_path / f"{at}.pdf" for at in range(3)]
    for at, path in enumerate(paths):
        path.write_bytes(b"x" * (at + 1))
    control = file_control(sari, max_count=2)
    add(sari, control, *paths)
    assert [file["name"] for file in sari.told[-1]] == ["0.pdf", "1.pdf"]
    assert said(control) == ["Di sini paling banyak 2 berkas."]


def test_a_refusal_goes_away_with_the_next_file(sari: Surrounded, tmp_path: Path) -> None:
    control = file_control(sari)
    add(sari, control, empty(tmp_path))
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(b"surat")
    add(sari, control, letter)
    QTest.qWait(1)
    assert said(control) == []
