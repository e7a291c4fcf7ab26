"""A document read by a child: the same, or why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.child import Child, Crashed, Stopped
from desktop_app.documents import NotConvertible, Reason, convert
from desktop_app.documents.apart import convert_apart, read_apart
from desktop_app.documents.folder import read_base
from tests.documents.files import paragraph, picture, png, word


def _document(folder: Path) -> Path:
    return word(
        folder / "map.docx", paragraph("Di mana ruang rapat berada.") + paragraph(picture("p1", "Denah")),
        parts={"word/media/image1.png": png()}, relations={"p1": ("image", "media/image1.png")},
    )  # fmt: skip


def test_the_child_reads_what_this_process_would(tmp_path: Path) -> None:
    file = _document(tmp_path)

    assert convert_apart(file) == convert(file)


def test_a_file_that_takes_too_long_ends_its_reader_and_not_the_window(tmp_path: Path) -> None:
    with pytest.raises(NotConvertible) as refused:
        convert_apart(_document(tmp_path), longest=0.0)

    assert refused.value.reason is Reason.TOO_LARGE


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        convert_apart(tmp_path / "gone.docx")


def test_a_folder_is_read_as_this_process_would_and_says_how_far_it_is(tmp_path: Path) -> None:
    _document(tmp_path)
    (tmp_path / "cuti.md").write_text("---\nlanguage: id\n---\n# Cuti\n\n[Ke mana-mana](tidak-ada.md)\n", "utf-8")
    told: list[tuple[int, int]] = []

    base = read_apart(tmp_path, told=lambda done, total: told.append((done, total)))

    assert base == read_base(tmp_path)
    assert (len(base.articles), len(base.pictures), len(base.findings)) == (2, 1, 1)
    assert told == [(0, 2), (1, 2)]


def test_a_folder_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_apart(tmp_path / "gone")


def test_what_is_stopped_under_way_ends_its_child(tmp_path: Path) -> None:
    child = Child()
    (tmp_path / "a.md").write_text("Isi\n")
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(total)
        child.stop()

    with pytest.raises(Stopped):
        read_apart(tmp_path, child, told=stop)
    assert told == [1]


def test_what_was_stopped_before_it_began_never_does(tmp_path: Path) -> None:
    child = Child()
    child.stop()

    with pytest.raises(Stopped):
        convert_apart(_document(tmp_path), child=child)


def test_a_child_that_says_nothing_has_crashed() -> None:
    with pytest.raises(Crashed):
        Child().run(["--read-a-folder"])  # no folder: it ends with an error
