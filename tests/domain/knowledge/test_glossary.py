"""A row of words that mean the same, as the product and a company write it."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge.glossary import BadGlossary, Concept, Kind, read_glossary, row_of, together
from desktop_app.domain.knowledge.rows import GlossaryRow

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
        (",,off", "lonely"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, reason: str) -> None:
    with pytest.raises(BadGlossary) as wrong:
        read_glossary([HEADING, "gaji,pay,same", row])

    assert (wrong.value.line, wrong.value.reason) == (3, reason)


def test_a_table_with_other_columns_is_refused() -> None:
    with pytest.raises(BadGlossary, match="columns"):
        read_glossary(["id,en"])


SHIPPED = read_glossary([HEADING, "gaji|upah,pay,same", "kantin|dapur,canteen|kitchen,same", "libur,leave,near"])


def both(*own: str) -> list[str]:
    """What counts where a company has these rows, as it would be written."""
    rows = together(SHIPPED, map(row_of, read_glossary([HEADING, *own])))
    return [",".join(["|".join(row.terms["id"]), "|".join(row.terms["en"]), row.kind]) for row in rows]


def test_a_companys_row_stands_beside_the_shipped_ones_or_in_the_place_of_the_one_that_begins_so() -> None:
    assert both("tock|absen,,same") == [
        "gaji|upah,pay,same", "kantin|dapur,canteen|kitchen,same", "libur,leave,near", "tock|absen,,same",
    ]  # fmt: skip
    assert both("Kantin|warung,canteen,same") == [
        "gaji|upah,pay,same", "libur,leave,near", "Kantin|warung,canteen,same",
    ]  # fmt: skip
    assert both("kantin|warung,cafeteria,same")[1] == "kantin|dapur,canteen|kitchen,same"  # begins otherwise in English


def test_a_company_takes_a_shipped_row_away() -> None:
    assert both("kantin,canteen,off") == ["gaji|upah,pay,same", "libur,leave,near"]


def test_a_row_of_a_kind_or_language_that_a_newer_version_knows_does_no_harm() -> None:
    newer = [GlossaryRow("gaji|pay", {"id": ["gaji"], "en": ["pay"]}, "opposite")]
    assert together(SHIPPED, newer) == tuple(SHIPPED)
    other = GlossaryRow("kas|", {"id": ["kas"], "jv": ["dhuwit"]}, "same")
    assert together(SHIPPED, [other])[-1].terms == {"id": ("kas",), "jv": ("dhuwit",)}
