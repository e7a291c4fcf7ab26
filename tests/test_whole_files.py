"""What is written is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.whole_files import whole


def test_a_file_takes_the_place_of_one_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("old")

    with whole(tmp_path / "a.pdf") as part:
        part.write_text("new")
        assert (tmp_path / "a.pdf").read_text() == "old"

    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.pdf", "new")]


def test_a_folder_takes_the_place_of_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    with whole(tmp_path / "out") as part:
        part.mkdir()
        (part / "a.md").write_text("a")

    assert [each.name for each in (tmp_path / "out").iterdir()] == ["a.md"]


@pytest.mark.parametrize("is_folder", [False, True])
def test_what_is_stopped_leaves_nothing_and_spoils_nothing(tmp_path: Path, *, is_folder: bool) -> None:
    def half(part: Path) -> None:
        if is_folder:
            part.mkdir()
            part /= "a.md"
        part.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), whole(tmp_path / "x") as part:
        half(part)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")

    with pytest.raises(OSError, match="not empty"), whole(tmp_path / "out") as part:
        part.mkdir()

    assert [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*")] == ["out", "out/mine"]
