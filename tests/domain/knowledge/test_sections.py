"""Articles cut at their headings, and Markdown read as text."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge.markdown import Anchors, plain, slug
from desktop_app.domain.knowledge.sections import Section, split


def drawn(body: str, title: str = "Judul") -> list[str]:
    """Each section as `level heading #anchor | text`."""
    return [f"{one.level} {one.heading} #{one.anchor} | {one.text}" for one in split(title, body)]


def test_each_heading_begins_a_section_and_the_first_is_the_top_of_the_page() -> None:
    assert drawn("Awal.\n\n## Satu\n\nIsi satu.\n\n### Satu a\n\nIsi a.\n\nDua\n---\nIsi dua.\n") == [
        "1 Judul # | Awal.",
        "2 Satu #satu | Isi satu.",
        "3 Satu a #satu-a | Isi a.",
        "2 Dua #dua | Isi dua.",
    ]


def test_a_heading_that_repeats_the_title_is_the_top_of_the_page() -> None:
    assert drawn("# judul\n\nAwal.\n\n## Judul\n\nIsi.\n") == ["1 Judul # | Awal.", "2 Judul #judul-1 | Isi."]
    assert drawn("# Lain\n\nAwal.\n") == ["1 Judul # | ", "1 Lain #lain | Awal."]


def test_an_empty_article_is_one_section() -> None:
    assert split("Judul", "") == [Section("Judul", "", 1, "")]


def test_what_stands_in_code_is_no_heading_and_keeps_its_signs() -> None:
    assert drawn("```sh\n# bukan judul\ncp *.txt <dir>\n```\n\n~~~\n## juga bukan\n~~~\n") == [
        "1 Judul # | # bukan judul · cp *.txt <dir> · ## juga bukan"
    ]
    assert len(split("Judul", "```\n# tidak pernah ditutup\n## dua\n")) == 1


def test_paragraphs_items_and_rows_are_told_apart() -> None:
    assert drawn("Satu dua\ntiga\n\n- empat\n  lima\n- [x] enam.\n\n| a | b |\n|---|---|\n| c | d |\n\n> tujuh\n") == [
        "1 Judul # | Satu dua tiga · empat lima · enam. a · b · c · d · tujuh"
    ]


def test_comments_and_link_definitions_are_not_text() -> None:
    assert drawn("Satu <!-- dua\n## tiga -->empat\n\n[x]: https://x.id\n\n---\n\nlima <!-- enam\n") == [
        "1 Judul # | Satu empat · lima <!-- enam"
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**tebal** *miring* ~~salah~~ `kode`", "tebal miring salah kode"),
        ("[Cuti](sigap://article/cuti#a) dan [ini](<x y>)", "Cuti dan ini"),
        ("[![gambar](a.png)](https://x.id) ![denah](b.png)", "gambar denah"),
        ("snake_case __init__ 2 * 3 * 4", "snake_case init 2 * 3 * 4"),
        (r"\*bukan miring\* 5 \< 6", "*bukan miring* 5 < 6"),
        ("`**kwargs` dan `<b>`", "**kwargs dan <b>"),
        ("a<br>b <b>c</b> &amp; &lt;d&gt;", "a b c & <d>"),
        ("<https://x.id/a> {: .kelas} x[^1]", "https://x.id/a x"),
        ("[x] dan [y][z]", "x dan y"),
        ("  banyak \t spasi\n ", "banyak spasi"),
        ("5 < 6 dan 7 > 3", "5 < 6 dan 7 > 3"),
    ],
)
def test_markdown_as_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Lama cuti", "lama-cuti"),
        ("Cuti & izin: apa bedanya?", "cuti--izin-apa-bedanya"),
        ("Über Größe – 2026", "über-größe--2026"),
        ("snake_case-ok", "snake_case-ok"),
        ("???", "section"),
    ],
)
def test_anchors_are_github_s(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_headings_that_come_again_are_numbered_and_never_meet() -> None:
    anchors = Anchors()

    assert [anchors.of(heading) for heading in ("A", "A", "A-1", "A", "a")] == ["a", "a-1", "a-1-1", "a-2", "a-3"]


@pytest.mark.parametrize(
    "piece", ["[", "*", "<", "<!--", "`", "> ", "|", "a\n", "[a](", "# a\n", "\\", "![", "(a)", "{:"]
)
def test_no_text_takes_more_than_its_length_in_time(piece: str) -> None:
    """A quadratic one would take hours; the test's own limit is two minutes."""
    assert split("Judul", piece * 100_000)
