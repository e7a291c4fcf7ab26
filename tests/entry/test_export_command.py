"""The handbook taken along as files, at the terminal."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination
from typer.testing import CliRunner

from desktop_app.domain.knowledge.rows import Article
from desktop_app.entry.terminal.app import app
from sigap_server.knowledge import read_base
from tests.ui.laptop_builder import company, filled_laptop

SECRET = Article("bonus", "id", "Bonus", "Hanya untuk keuangan.\n", "pay", audience="team:finance")


@pytest.fixture
def sigap(tmp_path: Path) -> Any:
    """`sigap(…)` as Sari: what is printed, and the exit code."""
    filled_laptop(tmp_path / "sari", "sari", rows=[SECRET]).close()
    before = ["--data-dir", str(tmp_path / "sari"), "--backend", "postgresql://sari@127.0.0.1:1/x", "--language", "id"]

    def run(*arguments: str) -> tuple[str, int]:
        done = CliRunner().invoke(app, [*before, *arguments])
        return done.output, done.exit_code

    return run


def _articles() -> dict[tuple[str, str], str]:
    rows = [row for row in company().rows() if isinstance(row, Article)]
    return {(row.id, row.language): row.body for row in rows}


def test_a_folder_holds_every_article_this_person_may_read_and_no_other(sigap: Any, tmp_path: Path) -> None:
    printed, code = sigap("article", "export", "--out", str(tmp_path / "out"))

    read = {(article.id, article.language): article.body for article in read_base(tmp_path / "out").articles}
    assert code == 0
    assert read == _articles()
    assert f"{len(read)} artikel ditulis" in printed


def test_a_zip_holds_one_language(sigap: Any, tmp_path: Path) -> None:
    printed, _ = sigap("article", "export", "--out", str(tmp_path / "all.zip"), "--language", "en", "--json")

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = archive.namelist()
    assert json.loads(printed)["articles"] == len(names) > 10
    assert {name.split("/")[0] for name in names} == {"en"}


def test_what_is_there_already_is_left_alone(sigap: Any, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(b"mine")

    printed, code = sigap("article", "export", "--out", str(tmp_path / "all.zip"))

    assert (code, (tmp_path / "all.zip").read_bytes()) == (1, b"mine")
    assert "sudah ada" in printed


def test_one_pdf_has_contents_an_outline_and_links_that_lead_to_its_pages(sigap: Any, tmp_path: Path) -> None:
    printed, code = sigap("article", "export", "--out", str(tmp_path / "all.pdf"), "--pdf", "--json")

    book = PdfReader(tmp_path / "all.pdf")
    titles = {row.title for row in company().rows() if isinstance(row, Article) and row.language == "id"}
    inner = [one for group in book.outline if isinstance(group, list) for one in group]
    chapters = {str(one.title): book.get_destination_page_number(one) for one in inner if isinstance(one, Destination)}
    links = [one.get_object() for page in book.pages for one in page.get("/Annots", ())]
    assert (code, json.loads(printed)["pages"]) == (0, len(book.pages))
    assert set(chapters) == titles
    for title, page in chapters.items():
        assert page is not None
        begins = re.split(r"[^\w ]", title)[0].strip()  # what a font joins to other signs is read back as those
        assert " ".join(book.pages[page].extract_text().split()).count(begins) > 1  # above the page and over the text
    assert len([one for one in links if "/Dest" in one]) > len(titles)
    led = [str(one["/A"].get("/URI", "")) for one in links if "/A" in one]
    assert [address for address in led if address.startswith("sigap://article/")] == []


def test_a_link_to_a_heading_leads_to_where_it_stands(sigap: Any, tmp_path: Path) -> None:
    sigap("article", "export", "--out", str(tmp_path / "all.pdf"), "--pdf")

    book = PdfReader(tmp_path / "all.pdf")
    inner = [one for group in book.outline if isinstance(group, list) for one in group]
    chapters = {str(one.title): book.get_destination_page_number(one) for one in inner if isinstance(one, Destination)}
    title = next(row.title for row in company().articles if (row.id, row.language) == ("annual-leave", "id"))
    leave = chapters[title]
    sheets = {page.indirect_reference.idnum: page for page in book.pages if page.indirect_reference is not None}
    assert leave is not None
    led = [
        (sheets[one["/Dest"][0].idnum], float(one["/Dest"][3]))
        for page in book.pages[leave : leave + 4]
        for one in (reference.get_object() for reference in page.get("/Annots", ()))
        if "/Dest" in one and len(one["/Dest"]) == 5
    ]
    headings = [" ".join(line_at(page, top).split()) for page, top in led]
    assert "Surat dokter untuk cuti sakit" in headings
    assert "Cuti pendampingan istri" in headings


def test_a_footnote_leads_to_its_words_in_the_same_article(sigap: Any, tmp_path: Path) -> None:
    sigap("article", "export", "--out", str(tmp_path / "all.pdf"), "--pdf")

    book = PdfReader(tmp_path / "all.pdf")
    named = [
        one["/Dest"]
        for page in book.pages
        for one in (reference.get_object() for reference in page.get("/Annots", ()))
        if "/Dest" in one and not isinstance(one["/Dest"], list)
    ]
    assert named == []


def line_at(page: Any, top: float) -> str:
    """The first words at this height of a page, or below it."""
    found: list[tuple[float, str]] = []

    def seen(words: str, cm: list[float], tm: list[float], *_: Any) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if words.strip() and y <= top:
            found.append((y, words))

    page.extract_text(visitor_text=seen)
    highest = max(y for y, _ in found)
    return "".join(words for y, words in found if highest - y < 3)


def test_an_export_that_cannot_be_ended_leaves_nothing_behind(sigap: Any, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file where a folder should be")

    printed, code = sigap("article", "export", "--out", str(tmp_path / "there" / "all.pdf"), "--pdf")

    assert code == 1
    assert "tidak dapat ditulis" in printed or "there" in printed
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
