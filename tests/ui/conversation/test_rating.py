"""Stars and a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop_app.ui.conversation.rating_strip import RatingStrip
from tests.ui.audit import assert_usable
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, page_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with page_bench(filled_laptop(tmp_path, "sari", stories=[])) as made:
        yield made


def strip_of(bench: Bench, qtbot: Any, stars: int = 0, text: str = "") -> Any:
    strip = RatingStrip(bench.context)
    qtbot.addWidget(strip)
    strip.resize(700, 100)
    strip.show_request("r1", stars, text, None)
    strip.show()
    qtbot.waitExposed(strip)
    return strip


def test_nothing_is_chosen_and_nothing_can_be_sent_before_a_person_chooses(bench: Bench, qtbot: Any) -> None:
    strip = strip_of(bench, qtbot)

    assert strip.stars.stars() == 0
    assert not strip.send.isVisible()
    assert_usable(strip)


@pytest.mark.parametrize(
    ("keys", "stars"),
    [("4", 4), ("1", 1), ([Qt.Key.Key_Right] * 3, 3), ([Qt.Key.Key_Right] * 9, 5), (["5", Qt.Key.Key_Left], 4)],
)
def test_stars_are_given_by_keyboard(bench: Bench, qtbot: Any, keys: Any, stars: int) -> None:
    strip = strip_of(bench, qtbot)

    for key in keys:
        qtbot.keyClick(strip.stars, key)

    assert strip.stars.stars() == stars
    assert strip.stars.accessibleDescription() == f"{stars} dari 5 bintang"


def test_stars_are_given_by_pointer_and_sent_with_a_sentence(bench: Bench, qtbot: Any) -> None:
    strip, told = strip_of(bench, qtbot), []
    strip.rated.connect(lambda stars, text: told.append((stars, text)))

    qtbot.mouseClick(strip.stars, Qt.MouseButton.LeftButton, pos=QPoint(3 * 34 + 20, 18))
    qtbot.keyClicks(strip.sentence, "Cepat, terima kasih.")
    qtbot.keyClick(strip.sentence, Qt.Key.Key_Return)

    assert told == [(4, "Cepat, terima kasih.")]


def test_a_rating_given_is_shown_and_can_be_changed(bench: Bench, qtbot: Any) -> None:
    strip, told = strip_of(bench, qtbot, 5, "Jelas."), []
    strip.rated.connect(lambda stars, text: told.append((stars, text)))
    assert not strip.stars.isEnabled() and not strip.send.isVisible()

    qtbot.mouseClick(strip.change, Qt.MouseButton.LeftButton)
    qtbot.keyClick(strip.stars, "3")
    qtbot.mouseClick(strip.send, Qt.MouseButton.LeftButton)

    assert told == [(3, "Jelas.")]
