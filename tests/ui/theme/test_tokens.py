"""Every text can be read on every ground it is written on, in every theme: by calculation."""

from __future__ import annotations

from dataclasses import fields

import pytest

from desktop_app.ui.theme.contrast import contrast
from desktop_app.ui.theme.tokens import (
    DARK,
    DARK_CONTRAST,
    EDGE_PAIRS,
    LIGHT,
    LIGHT_CONTRAST,
    LINE_HEIGHT,
    STATE_TONE,
    TEXT_PAIRS,
    TYPE,
    Tokens,
    tokens_for,
)  # fmt: skip

THEMES = {"light": LIGHT, "dark": DARK, "light contrast": LIGHT_CONTRAST, "dark contrast": DARK_CONTRAST}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), sorted(set(TEXT_PAIRS)))
def test_text_is_readable(name: str, text: str, ground: str) -> None:
    tokens = THEMES[name].by_name()
    least = 7.0 if "contrast" in name else 4.5

    assert contrast(tokens[text], tokens[ground]) >= least


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_the_edge_of_a_control_is_seen(name: str, edge: str, ground: str) -> None:
    tokens = THEMES[name].by_name()

    assert contrast(tokens[edge], tokens[ground]) >= 3.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["canvas", "surface"])
def test_the_ground_of_a_neutral_badge_is_seen(name: str, ground: str) -> None:
    tokens = THEMES[name].by_name()

    assert contrast(tokens[STATE_TONE["neutral"][1]], tokens[ground]) >= 1.13


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_faint_is_never_promised_on_sunken() -> None:
    assert ("faint", "sunken") not in TEXT_PAIRS


def test_every_theme_is_its_own_and_whole() -> None:
    for tokens in THEMES.values():
        assert all(len(value) == 7 and value.startswith("#") for value in tokens.by_name().values())
    assert len({tokens.text for tokens in THEMES.values()}) == 4
    assert {field.name for field in fields(Tokens)} == set(LIGHT.by_name())


def test_each_choice_has_its_table() -> None:
    assert tokens_for("light", high_contrast=False) is LIGHT
    assert tokens_for("dark", high_contrast=False) is DARK
    assert tokens_for("light", high_contrast=True) is LIGHT_CONTRAST
    assert tokens_for("dark", high_contrast=True) is DARK_CONTRAST


def test_every_type_size_has_its_line() -> None:
    assert set(LINE_HEIGHT) == set(TYPE)
