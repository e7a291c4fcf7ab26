"""The words that mean the same, as they come with the product, and what a search does with them."""

from __future__ import annotations

from desktop_app.search.glossary import shipped


def test_the_product_knows_what_people_say_in_both_languages() -> None:
    concepts = shipped()

    assert len(concepts) >= 400
    assert all(concept.terms["id"] and concept.terms["en"] for concept in concepts)
    said = {term for concept in concepts for terms in concept.terms.values() for term in terms}
    everyday = (
        "gajian", "off", "absen", "ot", "bpjs", "thr", "wfh", "pto", "npwp", "phk", "resign", "sp", "apd", "ppe", "ac",
        "ob", "kasbon", "reimburse",
    )  # fmt: skip
    assert set(everyday) <= said


def test_no_row_is_there_twice() -> None:
    rows = [concept.terms["id"][0] + "=" + concept.terms["en"][0] for concept in shipped()]

    assert len(set(rows)) == len(rows)
