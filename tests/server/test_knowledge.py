"""Folders of Markdown, from our own hand and from other tools'."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from desktop_app import resources
from desktop_app.domain.knowledge.checks import Known, findings
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import split
from desktop_app.domain.languages import CODES
from sigap_server.knowledge import LARGEST, Finding, Oddity, read_folder, read_folder_with_findings

HANDBOOK = Path(__file__).parents[1] / "data" / "handbook"


def write(folder: Path, **pages: str | bytes) -> Path:
    """Pages by name, `a__b` for `a/b.md`."""
    for name, text in pages.items():
        path = folder / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def only(folder: Path) -> tuple[Article, list[Finding]]:
    (article,), findings = read_folder_with_findings(folder)
    return article, findings


@pytest.fixture
def handbook() -> dict[tuple[str, str], Article]:
    return {(article.id, article.language): article for article in read_folder(HANDBOOK)}


def test_every_page_becomes_an_article_in_its_language(handbook: dict[tuple[str, str], Article]) -> None:
    assert sorted(handbook) == [
        ("benefits/health", "id"),
        ("leave/index", "en"),
        ("leave/pay", "en"),
        ("sick-leave", "en"),
        ("sick-leave", "id"),
        ("tools/kartu", "id"),
        ("tools/vpn", "en"),
    ]


def test_front_matter_of_our_own_is_taken_whole(handbook: dict[tuple[str, str], Article]) -> None:
    article = handbook["sick-leave", "en"]

    assert (article.title, article.category, article.owner, article.version) == ("Sick leave", "leave", "hr", 3)
    assert (article.reviewed, article.form, article.acknowledge) == ("2026-10-01", "sick-leave", False)
    assert handbook["sick-leave", "id"].acknowledge
    assert handbook["sick-leave", "id"].audience == "all"


def test_a_title_comes_from_front_matter_a_heading_or_the_file(handbook: dict[tuple[str, str], Article]) -> None:
    assert handbook["leave/pay", "en"].title == "Pay: when and how"
    assert handbook["benefits/health", "id"].title == "Jaminan kesehatan"
    assert handbook["tools/kartu", "id"].title == "Kartu"
    assert handbook["leave/index", "en"].title == "Leave"
    assert handbook["tools/vpn", "en"].title == "VPN: connect from home"


def test_a_category_comes_from_front_matter_or_the_folder(handbook: dict[tuple[str, str], Article]) -> None:
    assert {id: article.category for (id, _), article in handbook.items()} == {
        "benefits/health": "benefits",
        "leave/index": "leave",
        "leave/pay": "leave",
        "sick-leave": "leave",
        "tools/kartu": "tools",
        "tools/vpn": "it",
    }


def test_template_tags_go_and_code_stays(handbook: dict[tuple[str, str], Article]) -> None:
    body = handbook["leave/pay", "en"].body

    text, code = body.split("```liquid")
    assert "{%" not in text
    assert "{{" not in text
    assert "Bob" not in text
    assert "Mind the date" in text
    assert '{% include "left alone" %} [code](/also/left/alone/)' in code


def test_links_between_pages_lead_to_articles(handbook: dict[tuple[str, str], Article]) -> None:
    assert "(sigap://article/benefits/health)" in handbook["sick-leave", "en"].body
    assert "[pay](sigap://article/leave/pay#when)" in handbook["sick-leave", "en"].body
    assert "[sick leave](sigap://article/sick-leave)" in handbook["leave/pay", "en"].body
    assert "[the old page](sigap://article/leave/pay#when)" in handbook["leave/pay", "en"].body
    assert "[Pay](sigap://article/leave/pay)" in handbook["leave/index", "en"].body
    assert "[up](sigap://article/tools/vpn)" in handbook["leave/index", "en"].body


def test_what_is_odd_is_said_with_page_and_line() -> None:
    _, findings = read_folder_with_findings(HANDBOOK)

    said = [str(finding) for finding in findings if finding.what is not Oddity.FRONT_MATTER]
    assert [(one.path, one.line) for one in findings if one.what is Oddity.FRONT_MATTER] == [("tools/vpn.md", 2)]
    assert said == [
        "leave/pay.md:2: fields of another tool, not used: layout, tags",
        'leave/pay.md:9: template tag, taken out: {% include "header.html" %}',
        "leave/pay.md:11: template tag, taken out: {% comment %}",
        'leave/pay.md:17: template tag, taken out: {% alert "Mind the date" %}',
        "leave/pay.md:19: link to no page of this folder: /no/such/page/",
        "leave/pay.md:19: link without encryption, shown as text: http://example.org/",
        "leave/pay.md:20: template tag, taken out: {% endalert %}",
        "tools/vpn.md:9: link to no page of this folder: icon.png",
        "tools/vpn.md:9: image, its description is shown: ![The icon](…)",
        "tools/vpn.md:11: HTML that is not shown: <script>",
    ]


def test_an_id_in_front_matter_wins_and_a_second_one_is_named_by_its_path(tmp_path: Path) -> None:
    page = "---\nid: cuti\nlanguage: id\n---\nIsi\n"
    articles, findings = read_folder_with_findings(write(tmp_path, a=page, b=page, cuti="---\nlanguage: id\n---\nIsi"))

    assert [article.id for article in articles] == ["cuti", "b"]
    assert [(one.path, one.what) for one in findings] == [
        ("b.md", Oddity.SAME_ID),
        ("cuti.md", Oddity.SAME_ID),
        ("cuti.md", Oddity.SAME_PAGE),
    ]


@pytest.mark.parametrize(
    ("name", "head", "id", "language"),
    [
        ("id__a", "", "a", "id"),
        ("docs__EN__a", "", "docs/a", "en"),
        ("a.id", "", "a", "id"),
        ("id__a", "lang: en-GB", "a", "en"),
        ("a", "language: fr", "a", "fr"),
        ("a", "language: [id]", "a", "en"),
    ],
)
def test_language_and_id_of_a_page(tmp_path: Path, name: str, head: str, id: str, language: str) -> None:
    article, _ = only(write(tmp_path, **{name: f"---\n{head}\n---\nText\n"}))

    assert (article.id, article.language) == (id, language)


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (b"Caf\xe9 yang buka\n", Oddity.NOT_UTF8),
        ("Isi\x00 dan\x08 lain\n", Oddity.CONTROL),
        ("---\ntitle: A\nno end\n", Oddity.FRONT_MATTER),
        ("---\n- a\n- b\n---\nIsi\n", Oddity.FRONT_MATTER),
        ("---\ntitle: [a, b]\n---\nIsi\n", Oddity.FIELD),
        ("---\nversion: soon\n---\nIsi\n", Oddity.FIELD),
        ("---\nversion: true\n---\nIsi\n", Oddity.FIELD),
        ("---\nreviewed: kapan-kapan\n---\nIsi\n", Oddity.FIELD),
        ("---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nIsi\n", Oddity.FIELD),
        ("---\ntitle: !!python/object:os.system x\n---\nIsi\n", Oddity.FRONT_MATTER),
        ("", Oddity.EMPTY),
        ("---\ntitle: A\n---\n", Oddity.EMPTY),
    ],
)
def test_an_odd_page_comes_through_and_is_named(tmp_path: Path, page: str | bytes, what: Oddity) -> None:
    article, findings = only(write(tmp_path, halaman=page))

    assert what in [finding.what for finding in findings]
    assert article.id == "halaman"
    assert article.title
    assert "\x00" not in article.body


def test_bytes_of_another_encoding_become_letters(tmp_path: Path) -> None:
    assert only(write(tmp_path, a=b"Caf\xe9 \x93ya\x94\n"))[0].body == "Café “ya”\n"
    assert only(write(tmp_path, a="\ufeff# Judul\r\nIsi\r\n"))[0].title == "Judul"
    assert only(write(tmp_path, a="# Judul\n\nIsi\n".encode("utf-16")))[0].title == "Judul"


def test_a_page_whose_readers_are_unclear_is_left_out(tmp_path: Path) -> None:
    articles, findings = read_folder_with_findings(write(tmp_path, a="---\naudience: [hr, it]\n---\nIsi\n", b="Isi\n"))

    assert [article.id for article in articles] == ["b"]
    assert [finding.what for finding in findings] == [Oddity.AUDIENCE]


def test_a_page_that_cannot_be_read_does_not_keep_the_others_away(tmp_path: Path) -> None:
    write(tmp_path, a="Isi\n", besar="x" * (LARGEST + 1))
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere")

    articles, findings = read_folder_with_findings(tmp_path)

    assert [article.id for article in articles] == ["a"]
    assert [(one.path, one.what) for one in findings] == [("besar.md", Oddity.TOO_LARGE)]


def test_hidden_folders_and_links_that_lead_out_are_not_read(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", secret="rahasia")
    folder = write(tmp_path / "folder", a="Isi\n")
    write(folder / ".git", description="x")
    os.symlink(outside / "secret.md", folder / "link.md")

    assert [article.id for article in read_folder(folder)] == ["a"]


def test_other_files_are_not_articles(tmp_path: Path) -> None:
    write(tmp_path, a="Isi\n")
    (tmp_path / "b.txt").write_text("Isi")
    (tmp_path / "c.MARKDOWN").write_text("Isi")

    assert [article.id for article in read_folder(tmp_path)] == ["a", "c"]


def test_no_folder_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        read_folder_with_findings(tmp_path / "none")


@pytest.mark.parametrize(
    "piece",
    ["{% comment %}", "{% x ", "{{", "](", "]({% ", "[a](b", "![", "<script ", "```\n", "{% endcomment %}", "[a]: b\n"],
)
def test_no_page_takes_more_than_its_length_in_time(tmp_path: Path, piece: str) -> None:
    """A quadratic one would take hours; the test's own limit is two minutes."""
    page = piece * (400_000 // len(piece))

    assert len(read_folder_with_findings(write(tmp_path, a=page))[0]) == 1


def test_the_sample_handbook_has_the_same_articles_in_both_languages() -> None:
    articles, oddities = read_folder_with_findings(resources.folder() / "knowledge")

    by_language = {lang: {a.id for a in articles if a.language == lang} for lang in ("id", "en")}
    assert by_language["id"] == by_language["en"]
    assert oddities == []


@pytest.fixture(scope="module")
def sample() -> dict[str, dict[str, Article]]:
    """The articles of the sample company by language and id."""
    articles = list(read_folder(resources.folder() / "knowledge"))
    return {lang: {a.id: a for a in articles if a.language == lang} for lang in CODES}


@pytest.mark.parametrize("language", CODES)
def test_every_link_of_the_sample_handbook_leads_to_an_article_a_section_or_a_form(
    sample: dict[str, dict[str, Article]], language: str
) -> None:
    forms = {path.stem for path in (resources.folder() / "forms").glob("*.yaml")}
    anchors = {id: {one.anchor for one in split(a.title, a.body)} for id, a in sample[language].items()}
    known = Known(anchors, forms, ())

    flaws = {id: findings(id, a.title, a.body, known) for id, a in sample[language].items()}
    assert {id: found for id, found in flaws.items() if found} == {}


def test_the_sample_handbook_has_section_for_section_the_same_tables_steps_notes_and_sums(
    sample: dict[str, dict[str, Article]],
) -> None:
    def shape(article: Article) -> tuple[list[str], list[int]]:
        """Heading levels, rows, items, quotes and footnotes in their order; then every amount of money, sorted."""
        marks = re.findall(r"^(#{2,} |\||- |\d+\. |> |\[\^)", article.body, re.MULTILINE)
        sums = sorted(int(re.sub(r"\D", "", one)) for one in re.findall(r"Rp[\d.,]*\d", article.body))
        return [re.sub(r"\d+", "1", mark) for mark in marks], sums

    assert [id for id, article in sample["id"].items() if shape(article) != shape(sample["en"][id])] == []
