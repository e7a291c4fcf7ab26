"""A row of words that mean the same, as the product and a company write it."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge.glossary import BadGlossary, Concept, Kind, read_glossary

HEADING = "id,en,kind"


def test_a_row_is_read_as_it_is_written() -> None:
    assert read_glossary([HEADING, "cuti|libur,leave,same", "kerja,,near"][:2]) == [
        Concept({"id": ("cuti", "libur"), "en": ("leave",)}, Kind.SAME)
    ]
    assert read_glossary([HEADING, "tock|sistem absen,,near"])[0].weight < 1.0


@pytest.mark.parametrize(
    "row, reason",
    [
        ("cuti,leave", "columns"),
        ("cuti,leave,same,more", "columns"),
        ("cuti,leave,equal", "kind"),
        ("cuti,,same", "lonely"),
        ("cuti||libur,leave,same", "terms"),
        ("cuti|cuti,leave,same", "terms"),
        ("cuti ,leave,same", "terms"),
        ("c" * 81 + ",leave,same", "terms"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, reason: str) -> None:
    with pytest.raises(BadGlossary) as wrong:
        read_glossary([HEADING, "gaji,pay,same", row])

    assert (wrong.value.line, wrong.value.reason) == (3, reason)


def test_a_table_with_other_columns_is_refused() -> None:
    with pytest.raises(BadGlossary, match="columns"):
        read_glossary(["id,en"])
