"""What becomes of a Word and of an OpenDocument file, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from odfdo import Document, Frame, Header, Link, List, Paragraph, Table

from desktop_app.documents import Loss, Lost, NotConvertible, Reason, convert
from desktop_app.documents.convert import from_said
from tests.documents.files import note_mark, paragraph, picture, png, table, word


def test_a_word_file_keeps_its_headings_tables_notes_and_pictures(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>12 hari</w:t></w:r>"
    file = word(
        tmp_path / "cuti.docx",
        paragraph("Cuti tahunan", "Title")
        + paragraph("Jatah", "Heading1")
        + paragraph(f"<w:r><w:t>Setahun </w:t></w:r>{bold}{note_mark(2)}")
        + paragraph("Rincian", "Heading2")
        + table(("Keadaan", "Biaya"), ("Hilang | rusak", "Rp50.000"))
        + paragraph(picture("p1", "Denah kantor"))
        + paragraph("Pesan yang penting.", "Quote"),
        parts={"word/media/image1.png": png()},
        relations={"p1": ("image", "media/image1.png")},
        notes={2: "Menurut undang-undang."},
    )

    found = convert(file)

    assert found.title == "Cuti tahunan"
    assert found.markdown == (
        "## Jatah\n\nSetahun **12 hari**[^1]\n\n### Rincian\n\n| Keadaan | Biaya |\n| --- | --- |\n"
        "| Hilang \\| rusak | Rp50.000 |\n\n![Denah kantor](picture-1.png)\n\n> Pesan yang penting.\n\n"
        "[^1]: Menurut undang-undang.\n"
    )
    assert found.pictures == {"picture-1.png": png()}
    assert found.lost == ()


def test_an_opendocument_text_keeps_the_same(tmp_path: Path) -> None:
    document = Document("text")
    body = document.body
    body.clear()
    body.append(Header(1, "Jatah"))
    line = Paragraph("Setahun 12 hari.")
    body.append(line)
    line.insert_note(after="hari", note_id="n1", citation="1", body="Menurut undang-undang.")
    body.append(Header(1, "Rincian"))
    body.append(List(["satu", "dua"]))
    cells = Table("Biaya", width=2, height=2)
    cells.set_values([["Keadaan", "Biaya"], ["Hilang | rusak", "Rp50.000"]])
    body.append(cells)
    see = Paragraph("Lihat ")
    see.append(Link("https://contoh.example", text="tautan"))
    body.append(see)
    (tmp_path / "p.png").write_bytes(png())
    shown = Paragraph("")
    shown.append(Frame.image_frame(document.add_file(str(tmp_path / "p.png")), size=("2cm", "2cm")))
    body.append(shown)
    document.save(tmp_path / "cuti-tahunan.odt")

    found = convert(tmp_path / "cuti-tahunan.odt")

    assert found.title == "Cuti tahunan"
    words = found.markdown
    assert words.startswith("## Jatah\n\nSetahun 12 hari[^1].\n")
    assert "\n## Rincian\n" in words
    assert "-  satu" in words
    assert "| Hilang \\| rusak | Rp50.000 |" in words
    assert "[tautan](https://contoh.example)" in words
    assert "![](picture-1.png)" in words
    assert words.endswith("[^1]: Menurut undang-undang.\n")
    assert found.pictures == {"picture-1.png": png()}
    assert found.lost == ()


def test_the_only_heading_of_the_first_level_is_the_title(tmp_path: Path) -> None:
    file = word(
        tmp_path / "x.docx", paragraph("Parkir", "Heading1") + paragraph("Motor", "Heading2") + paragraph("Gratis.")
    )

    found = convert(file)

    assert (found.title, found.markdown) == ("Parkir", "## Motor\n\nGratis.\n")


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    merged = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("dua kolom") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr></w:tbl>"
    )
    file = word(
        tmp_path / "x.docm",
        paragraph(picture("old", "Logo")) + paragraph(picture("far", linked=True)) + merged,
        parts={
            "word/media/old.emf": b"\x01\0\0\0 an old drawing",
            "word/vbaProject.bin": b"macro",
            "word/embeddings/sheet.xlsx": b"sheet",
        },
        relations={"old": ("image", "media/old.emf"), "far": ("image", "file:///etc/hostname")},
    )

    found = convert(file)

    assert found.pictures == {}
    assert "Logo" in found.markdown
    assert set(found.lost) == {
        Lost(Loss.EMBEDDED), Lost(Loss.LINKED_PICTURE), Lost(Loss.MACRO), Lost(Loss.MERGED_CELLS), Lost(Loss.PICTURE),
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 and no more"])
def test_what_is_no_document_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    file = tmp_path / f"x{suffix}"
    file.write_bytes(content)

    with pytest.raises(NotConvertible) as refused:
        convert(file)

    assert refused.value.reason is Reason.NOT_A_DOCUMENT


def test_a_file_under_a_password_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    with pytest.raises(NotConvertible) as refused:
        convert(file)

    assert refused.value.reason is Reason.ENCRYPTED


def test_entities_are_refused_before_anything_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "x.odt"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')

    with pytest.raises(NotConvertible) as refused:
        convert(file)

    assert refused.value.reason is Reason.UNSAFE


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(50):
            part.write(b" " * 1_000_000)

    with pytest.raises(NotConvertible) as refused:
        convert(file)

    assert refused.value.reason is Reason.TOO_LARGE
    assert file.stat().st_size < 100_000


def test_xml_of_another_kind_is_no_document(tmp_path: Path) -> None:
    for name, part in (("x.docx", "word/document.xml"), ("x.odt", "content.xml")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(part, "<other/>")
        with pytest.raises(NotConvertible):
            convert(tmp_path / name)


def test_the_child_process_says_the_same(tmp_path: Path) -> None:
    file = word(
        tmp_path / "x.docx", paragraph("Parkir", "Title") + paragraph(picture("p1")),
        parts={"word/media/image1.png": png()}, relations={"p1": ("image", "media/image1.png")},
    )  # fmt: skip

    printed = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--read-a-document", str(file)],
        check=True,
        capture_output=True,
        text=True,
    )

    assert from_said(json.loads(printed.stdout)) == convert(file)


def test_the_child_process_says_why_it_read_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.odt").write_bytes(b"no")

    printed = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--read-a-document", str(tmp_path / "x.odt")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert json.loads(printed.stdout) == {"reason": "not a document"}
