"""Word and OpenDocument files among the Markdown of a folder, and a folder that is written and read again."""

from __future__ import annotations

import base64
from pathlib import Path

from desktop_app.documents import markdown_folder
from desktop_app.resources import folder as resources
from sigap_server.knowledge import Base, Finding, Oddity, read_base
from tests.documents.files import paragraph, picture, png, word


def _written(folder: Path, base: Base) -> Base:
    markdown_folder.write(folder, base.articles, markdown_folder.picture_files(base.pictures))
    return read_base(folder)


def _keyed(base: Base) -> dict[tuple[str, str], object]:
    return {(article.id, article.language): article for article in base.articles}


def test_a_document_is_an_article_like_a_page_of_markdown(tmp_path: Path) -> None:
    (tmp_path / "pay.md").write_text("# Pay\n\nSee the leave page of the company.\n", encoding="utf-8")
    body = paragraph("Cuti tahunan", "Title") + paragraph("Setiap karyawan yang sudah bekerja setahun berhak cuti.")
    shown = paragraph(picture("p1", "Denah"))
    word(
        tmp_path / "cuti.id.docx", body + shown,
        parts={"word/media/image1.png": png()}, relations={"p1": ("image", "media/image1.png")},
    )  # fmt: skip

    base = read_base(tmp_path)

    leave, pay = base.articles
    assert (leave.id, leave.language, leave.title, pay.id) == ("cuti", "id", "Cuti tahunan", "pay")
    (kept,) = base.pictures
    assert (kept.article, base64.b64decode(kept.data)) == ("cuti", png())
    assert f"![Denah](sigap://picture/{kept.id})" in leave.body
    assert base.findings == []


def test_two_documents_of_one_folder_keep_their_own_pictures(tmp_path: Path) -> None:
    for name, size in (("one", 4), ("two", 5)):
        word(
            tmp_path / f"{name}.docx", paragraph("Where the rooms of this floor are.") + paragraph(picture("p1", name)),
            parts={"word/media/image1.png": png(size)}, relations={"p1": ("image", "media/image1.png")},
        )  # fmt: skip

    base = read_base(tmp_path)

    assert {one.article: one.width for one in base.pictures} == {"one": 4, "two": 5}


def test_a_document_that_cannot_be_read_is_named_and_the_rest_comes_in(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"nothing of the kind")
    (tmp_path / "pay.md").write_text("# Pay\n\nWages come on the 25th.\n", encoding="utf-8")

    base = read_base(tmp_path)

    assert [article.id for article in base.articles] == ["pay"]
    assert base.findings == [Finding("broken.docx", 1, Oddity.DOCUMENT, "not a document")]


def test_what_an_article_has_no_place_for_is_named(tmp_path: Path) -> None:
    linked = paragraph(picture("p1", "Denah", linked=True))
    word(
        tmp_path / "map.docx", paragraph("Where the rooms of this floor are.") + linked,
        relations={"p1": ("image", "https://elsewhere.example/a.png")},
    )  # fmt: skip

    lost = [finding.words for finding in read_base(tmp_path).findings if finding.what is Oddity.LOST]

    assert lost == ["picture that lies elsewhere, left out (1)"]


def test_one_file_alone_is_read(tmp_path: Path) -> None:
    (tmp_path / "beside.md").write_text("# Beside\n\nNot asked for.\n", encoding="utf-8")
    file = word(tmp_path / "leave.docx", paragraph("Who is on leave says so to the team before."))

    assert [article.id for article in read_base(file).articles] == ["leave"]


def test_the_sample_company_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    before = read_base(resources() / "knowledge")

    after = _written(tmp_path, before)

    assert len(before.articles) > 30
    assert _keyed(after) == _keyed(before)
    assert after.findings == []


def test_pictures_links_and_odd_names_survive_being_written_and_read(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "a" / "deep").mkdir(parents=True)
    (source / "floor.png").write_bytes(png())
    page = (
        "---\nid: CON\ntitle: 'Denah: \"lantai\" 2'\nlanguage: id\nowner: facilities\nversion: 3\nminor: 2\n"
        "audience: site:jakarta\nvalid_until: 2027-01-31\nsuccessor: rooms\nacknowledge: true\n---\n\n"
        "![Lantai](../../floor.png) dan [lain](sigap://article/rooms#lift).\n"
    )
    (source / "a" / "deep" / "floor.md").write_text(page, encoding="utf-8")
    before = read_base(source)

    after = _written(tmp_path / "out", before)

    assert len(before.pictures) == 1
    assert (after.articles, after.pictures, after.findings) == (before.articles, before.pictures, [])
