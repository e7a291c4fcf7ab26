"""What is called as was typed, what nearly so, and which is the best."""

from __future__ import annotations

import pytest

from desktop_app.ui.shell.palette_names import FEW, Entry, Names, best_of, matched


def entry(title: str, aside: str = "", *known_as: str) -> Entry:
    return Entry(title, lambda: None, aside, known_as=known_as)


def found(typed: str, *entries: Entry | str, most: int = 4) -> list[str]:
    """Titles, with a ? where some letters are taken to be wrong."""
    names = Names(entry(each) if isinstance(each, str) else each for each in entries)
    return [each.title + "?" * bool(each.errors) for each in names.find(typed, most)]


def test_titles_go_before_asides_and_only_the_first_few_are_kept() -> None:
    entries = [entry(f"Sari {n}", "Jakarta") for n in range(3)]
    entries += [entry("Made", "Sari"), entry("Wulan Sari"), entry("Besari")]

    assert found("sari", *entries) == ["Sari 0", "Sari 1", "Sari 2", "Wulan Sari"]
    assert Names(entries).find("made", 4)[0].marks == ((0, 4),)
    assert found("made sari", *entries) == ["Made"]


def test_the_whole_title_goes_before_one_that_goes_on_and_a_number_names_its_request() -> None:
    assert found("cuti sakit", "Cuti sakit keluarga", "Cuti sakit") == ["Cuti sakit", "Cuti sakit keluarga"]
    assert found("hr-1042", "HR-1042 lagi", entry("Cuti", "", "HR-1042", "K7M-4QX")) == ["Cuti", "HR-1042 lagi"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("bdui", "Budi Santoso"),  # two letters in the wrong order
        ("santozo", "Budi Santoso"),  # another letter
        ("sntoso", "Budi Santoso"),  # one left out
        ("buddi santso", "Budi Santoso"),  # in each word
        ("satno", "Budi Santoso"),  # before the word is ended
        ("pengantian", "Penggantian biaya"),
        ("tampilna gelap", "Tampilan gelap"),
    ],
)
def test_a_letter_or_two_may_be_wrong(typed: str, title: str) -> None:
    assert found(typed, title, "Yohana Wenda") == [title + "?"]


@pytest.mark.parametrize("typed", ["bid", "san1oso", "1043", "bxyi", "xantxzo"])
def test_short_words_numbers_and_more_errors_are_not_forgiven(typed: str) -> None:
    assert found(typed, "Budi Santoso", "HR-1042 1042") == []


def test_accents_are_no_error_and_what_is_marked_is_what_is_seen() -> None:
    assert found("jose", "José Álvarez") == ["José Álvarez"]
    assert found("álvarez", "Jose Alvarez") == ["Jose Alvarez"]
    assert matched("strasse", "Die Straße") == ((4, 10),)
    assert matched("cafe", "Le cafe\u0301 noir") == ((3, 7),)


def test_what_is_nearly_called_so_comes_last_and_not_beside_a_few_that_are_called_so() -> None:
    few = [f"Sari {n}" for n in range(FEW)]

    assert found("sari", "Asri Dewi", *few[:-1], most=8) == [*few[:-1], "Asri Dewi?"]
    assert found("sari", "Asri Dewi", *few, most=8) == few
    assert found("santoso", "Sandoso", "Wantosa", "Budi Santosa") == ["Sandoso?", "Budi Santosa?", "Wantosa?"]


def test_other_words_are_asked_where_nothing_is_called_so() -> None:
    names = Names([entry("Slip gaji"), entry("Gajian bersama")])

    def titles(typed: str) -> list[str]:
        return [each.title for each in names.find(typed, 4, {"payroll": ["slip", "bersama"]}.get)]  # type: ignore[arg-type]

    assert titles("payroll") == ["Slip gaji", "Gajian bersama"]
    assert titles("gajian") == ["Gajian bersama", "Slip gaji"]


def test_the_best_is_the_only_one_that_is_called_just_so_else_the_only_one_that_begins_so() -> None:
    entries = [
        entry("Cuti sakit"), entry("Cuti sakit keluarga"), entry("Biaya", "", "K7M-4QX"), entry("Laptop"),
        entry("biaya"),
    ]  # fmt: skip

    def best(typed: str) -> str | None:
        at = best_of(typed, entries)
        return None if at is None else entries[at].title

    assert [best(typed) for typed in ("cuti sakit", "CUTI  SAKÍT", "cuti sakit k", "k7m-4qx", "lap")] == [
        "Cuti sakit", "Cuti sakit", "Cuti sakit keluarga", "Biaya", "Laptop",
    ]  # fmt: skip
    assert [best(typed) for typed in ("cuti", "sakit", "biaya", "la", "")] == [None] * 5
