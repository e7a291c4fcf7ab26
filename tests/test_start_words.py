"""What `sigap` makes of the words behind it: only options open the window, everything else is the terminal door's."""

from __future__ import annotations

import pytest

from desktop_app.__main__ import only_options


@pytest.mark.parametrize(
    "words",
    [
        ["--data-dir", "folder", "--backend", "postgresql://sari@host/sigap", "--language", "en"],
        ["--language=en", "--data-dir=folder", "--backend=postgresql://sari@host/sigap"],
    ],
)
def test_options_alone_are_read_for_the_window(words: list[str]) -> None:
    assert only_options(words) == {
        "--data-dir": "folder", "--backend": "postgresql://sari@host/sigap", "--language": "en",
    }  # fmt: skip


def test_no_words_open_the_window_of_the_last_laptop() -> None:
    assert only_options([]) == {}


@pytest.mark.parametrize(
    "words",
    [["--help"], ["sync"], ["--data-dir", "folder", "request", "list"], ["--data-dir"], ["--colour", "red"], ["demo"]],
)
def test_anything_else_is_left_to_the_terminal_door(words: list[str]) -> None:
    assert only_options(words) is None


def test_a_value_may_hold_an_equals_sign() -> None:
    assert only_options(["--backend=postgresql://sari@host/sigap?sslmode=require"]) == {
        "--backend": "postgresql://sari@host/sigap?sslmode=require"
    }
