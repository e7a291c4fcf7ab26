"""An OpenDocument text as Markdown, by way of odfdo."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from odfdo import Document

from desktop_app.documents.converted import NOTE, Loss, Pictures, note_mark

_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(([^()\s]*)\)")


def read(path: Path, names: frozenset[str], pictures: Pictures, lost: Counter[Loss]) -> tuple[str, str]:
    """Title (empty: none is marked as such) and Markdown. Raises what odfdo raises for a file that is none."""
    document = Document(path)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        lost[Loss.MACRO] += 1
    if embedded := sum(bool(re.fullmatch(r"Object [^/]*/content\.xml", name)) for name in names):
        lost[Loss.EMBEDDED] += embedded
    body = document.body
    for comment in body.get_elements("descendant::office:annotation | descendant::office:annotation-end"):
        lost[Loss.COMMENT] += comment.tag == "office:annotation"
        comment.delete()
    lost[Loss.NESTED_TABLE] += len(body.get_elements("descendant::table:table[ancestor::table:table]"))
    lost[Loss.MERGED_CELLS] += len(body.get_elements("descendant::table:covered-table-cell"))
    title = _title(document)
    notes = _notes(document)
    text = _IMAGE.sub(lambda found: _picture(found, document, pictures, lost), str(document.to_markdown()))
    text = NOTE.sub(r"[^\1]", text)
    return title, "\n\n".join([text.rstrip(), *notes])


def _title(document: Document) -> str:
    for paragraph in document.body.get_elements("text:p"):
        style = paragraph.get_attribute("text:style-name")
        if isinstance(style, str) and _is_title(document, style):
            words = " ".join(paragraph.text_recursive.split())
            paragraph.delete()
            return words
    return ""


def _is_title(document: Document, name: str) -> bool:
    """Whether the style is `Title`, or an automatic one made from it."""
    style = document.get_style("paragraph", name)
    return name == "Title" or getattr(style, "parent_style", None) == "Title"


def _notes(document: Document) -> list[str]:
    written = []
    for number, note in enumerate(document.body.get_elements("descendant::text:note"), 1):
        body = note.get_element("text:note-body")
        words = body.text_recursive.split() if body is not None else []
        written.append(f"[^{number}]: {' '.join(words)}")
        note.tail = note_mark(number) + (note.tail or "")
        note.delete()  # its tail stays
    return written


def _picture(found: re.Match[str], document: Document, pictures: Pictures, lost: Counter[Loss]) -> str:
    if "://" in found[2] or found[2] not in document.get_parts():
        lost[Loss.LINKED_PICTURE] += 1
        return found[1]
    data = document.get_part(found[2])
    name = pictures.take(data if isinstance(data, bytes) else b"")
    if name is None:
        lost[Loss.PICTURE] += 1
        return found[1]
    return f"![{'' if found[1] == 'image' else found[1]}]({name})"
