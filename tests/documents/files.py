"""Documents as small as they can be, made here: what is in them is what the test says."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_STYLES = {
    "Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Quote": "Quote",
}  # fmt: skip


def png(width: int = 4, height: int = 3) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x10\x80\x70" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def paragraph(text: str, style: str = "") -> str:
    """`w:p`; text is XML already where it has an angle bracket."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{named}{runs}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """`w:tbl`."""
    lines = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def note_mark(number: int) -> str:
    """A footnote's mark in the text."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def picture(relation: str, words: str = "", *, linked: bool = False) -> str:
    """A picture in the line; `linked`: it lies outside the file."""
    a, drawing = "http://schemas.openxmlformats.org/drawingml/2006/main", "wordprocessingDrawing"
    wp = f"http://schemas.openxmlformats.org/drawingml/2006/{drawing}"
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    kind = "link" if linked else "embed"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{wp}"><wp:docPr id="1" name="p" descr="{words}"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData><pic:pic xmlns:pic="{pic}"><pic:blipFill>'
        f'<a:blip xmlns:r="{_R}" r:{kind}="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def word(
    path: Path,
    body: str,
    *,
    parts: Mapping[str, bytes] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Path:
    """A Word file. `relations`: id → (kind, target); `parts`: further files in it."""
    known = dict(relations or {})
    known["styles"] = ("styles", "styles.xml")
    if notes:
        known["notes"] = ("footnotes", "footnotes.xml")
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
        for id, name in _STYLES.items()
    )
    told = "".join(
        f'<Relationship Id="{id}" Type="{_R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target or target.startswith("/") else "/>")
        for id, (kind, target) in known.items()
    )
    main = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>')
        file.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        file.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")
        file.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'
        )
        if notes:
            inner = "".join(f'<w:footnote w:id="{id}">{paragraph(text)}</w:footnote>' for id, text in notes.items())
            file.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{inner}</w:footnotes>")
        for name, data in (parts or {}).items():
            file.writestr(name, data)
    return path
