"""One window a person: a second start raises the first."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.shell.instance import SingleInstance


@pytest.fixture
def first(qapp: object) -> Iterator[SingleInstance]:
    made = SingleInstance(f"sigap-test-{uuid.uuid4().hex}")
    yield made
    made.close()


def test_the_first_start_finds_nobody(first: SingleInstance) -> None:
    assert not first.hand_over()
    assert first.listen()


def test_a_second_start_hands_its_link_over(first: SingleInstance, qtbot: QtBot) -> None:
    first.listen()
    second = SingleInstance(first._name)
    with qtbot.waitSignal(first.asked) as told:
        assert second.hand_over("sigap://request/42")

    assert told.args == ["sigap://request/42"]


def test_a_second_start_without_a_link_only_raises(first: SingleInstance, qtbot: QtBot) -> None:
    first.listen()
    with qtbot.waitSignal(first.asked) as told:
        assert SingleInstance(first._name).hand_over()

    assert told.args == [""]


def test_two_people_on_one_computer_have_a_window_each(first: SingleInstance) -> None:
    first.listen()

    assert not SingleInstance(first._name + "-ayu").hand_over()


def test_after_the_window_is_gone_the_next_start_is_the_first(first: SingleInstance) -> None:
    first.listen()
    first.close()
    again = SingleInstance(first._name)

    assert not again.hand_over()
    assert again.listen()
    again.close()
