"""A document read by a child: the same, or why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.documents import NotConvertible, Reason, convert
from desktop_app.documents.apart import HIDDEN_ARGUMENT, convert_apart
from desktop_app.documents.convert import from_line
from tests.documents.files import paragraph, picture, png, word


def _document(folder: Path) -> Path:
    return word(
        folder / "map.docx", paragraph("Di mana ruang rapat berada.") + paragraph(picture("p1", "Denah")),
        parts={"word/media/image1.png": png()}, relations={"p1": ("image", "media/image1.png")},
    )  # fmt: skip


def test_the_child_reads_what_this_process_would(tmp_path: Path) -> None:
    file = _document(tmp_path)

    assert convert_apart(file) == convert(file)


def test_a_bundle_reads_it_under_its_hidden_argument(tmp_path: Path) -> None:
    file = _document(tmp_path)
    said = subprocess.run(
        [sys.executable, "-m", "desktop_app", HIDDEN_ARGUMENT, str(file)], capture_output=True, check=True
    )

    assert from_line(said.stdout.decode()) == convert(file)


def test_a_file_that_takes_too_long_ends_its_reader_and_not_the_window(tmp_path: Path) -> None:
    with pytest.raises(NotConvertible) as refused:
        convert_apart(_document(tmp_path), longest=0.0)

    assert refused.value.reason is Reason.TOO_LARGE


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        convert_apart(tmp_path / "gone.docx")
