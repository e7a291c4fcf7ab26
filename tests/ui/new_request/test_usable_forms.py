"""No page of any form has a control without a name, a target too small to hit, or words that are cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui.new_request.filling import REVIEW
from tests.ui.audit import assert_usable, clipped
from tests.ui.laptop_builder import company
from tests.ui.new_request.asking import OFFLINE, Asking, asking

WIDE, NARROW = (1224, 836), (746, 636)
"""What is left for the page in a window of 1440 × 900, and in one as narrow as windows can be."""


def usable(asked: Asking) -> None:
    """Once the layout has come to rest."""
    asked.qtbot.waitUntil(lambda: not clipped(asked.page), timeout=20_000)
    assert_usable(asked.page)


def all_pages(asked: Asking) -> None:
    """Every page that shows, with everything that is missing on it said."""
    filling = asked.wizard.filling
    for at in range(len(filling.view.pages)):
        asked.wizard._go(at)
        asked.wizard._attempt()
        asked.settled()
        usable(asked)
    filling.at = REVIEW
    asked.wizard.settle()
    asked.settled()
    usable(asked)


@pytest.mark.parametrize("form", [form.form for form in company().forms])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_form_is_usable(tmp_path: Path, qtbot: Any, form: str, language: str) -> None:
    with asking(tmp_path / "laptop", qtbot, language=language, size=NARROW, sync=OFFLINE) as sari:
        sari.open(f"sigap://form/{form}")
        all_pages(sari)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_form_with_much_open_is_usable(tmp_path: Path, qtbot: Any, size: tuple[int, int]) -> None:
    with asking(tmp_path / "laptop", qtbot, size=size) as sari:
        sari.open("sigap://form/expense-claim")
        sari.answer(purpose="travel")
        sari.answer(destination="Jayapura", trip={"from": "2026-12-21", "to": "2027-01-04"})
        sari.go_on()
        sari.answer(lines=[{"date": "2026-10-01", "kind": "meals", "what": "Makan", "amount": "dua ratus"}, {}])
        all_pages(sari)
        sari.open("sigap://form/sick-leave")
        sari.answer(dates={"from": "2026-11-25", "to": "2026-11-30"}, from_work=True)
        all_pages(sari)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_choice_of_forms_is_usable(tmp_path: Path, qtbot: Any, size: tuple[int, int]) -> None:
    with asking(tmp_path / "laptop", qtbot, size=size) as sari:
        sari.open("sigap://form/question")
        sari.type("subject", "Slip gaji")
        sari.page.close_form()
        sari.settled()
        usable(sari)
        sari.page.catalogue.field.setText("zzz")
        sari.settled()
        usable(sari)
        sari.open("sigap://form/question")
        usable(sari)
