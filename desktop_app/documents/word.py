"""A Word file as Markdown: mammoth reads what its styles mean, markdownify writes it down."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import mammoth
from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from desktop_app.documents.converted import NOTE, Loss, Pictures, note_mark

# What mammoth does not map by itself; headings, lists, links and notes it does.
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
comment-reference => sup.comment
"""
_BORDER = "\ue002"  # a `|` in a cell, which is no border of it


def read(path: Path, names: frozenset[str], pictures: Pictures, lost: Counter[Loss]) -> tuple[str, str]:
    """Title (empty: none is marked as such) and Markdown. Raises what mammoth raises for a file that is none."""

    def picture(image: Any) -> dict[str, str]:
        try:
            with image.open() as stream:
                name = pictures.take(stream.read())
        except (OSError, mammoth.docx.files.ExternalFileAccessIsDisabledError):
            lost[Loss.LINKED_PICTURE] += 1
            return {"src": ""}
        if name is None:
            lost[Loss.PICTURE] += 1
        return {"src": name or ""}

    with path.open("rb") as file:
        result = mammoth.convert_to_html(file, style_map=_STYLES, convert_image=mammoth.images.img_element(picture))
    if any(name.endswith("vbaProject.bin") for name in names):
        lost[Loss.MACRO] += 1
    if embedded := sum(name.startswith("word/embeddings/") for name in names):
        lost[Loss.EMBEDDED] += embedded
    page = BeautifulSoup(result.value, "html.parser")
    title = _title(page)
    _comments(page, lost)
    _notes(page)
    _tables(page, lost)
    for image in page.find_all("img", src=""):
        image.replace_with(str(image.get("alt") or ""))
    text = MarkdownConverter(heading_style="ATX", bullets="-", table_infer_header=True).convert_soup(page)
    return title, NOTE.sub(r"[^\1]", text).replace(_BORDER, "\\|")


def _title(page: BeautifulSoup) -> str:
    found = page.find("h1", class_="title")
    if found is None:
        return ""
    found.extract()
    return " ".join(found.get_text().split())


def _comments(page: BeautifulSoup, lost: Counter[Loss]) -> None:
    for mark in page.find_all("sup", class_="comment"):
        lost[Loss.COMMENT] += 1
        mark.decompose()
    for list_ in page.find_all("dl"):
        if list_.find("dt", id=lambda name: bool(name) and "comment" in name):
            list_.decompose()


def _notes(page: BeautifulSoup) -> None:
    """`<sup><a href="#footnote-2">` and the list at the end become Markdown's notes."""
    numbers: dict[str, int] = {}
    for link in page.find_all("a", id=lambda name: bool(name) and "note-ref-" in name):
        target = str(link.get("href", "")).lstrip("#")
        numbers[target] = len(numbers) + 1
        mark = page.new_string(note_mark(numbers[target]))
        (link.parent if link.parent is not None and link.parent.name == "sup" else link).replace_with(mark)
    for item in page.find_all("li", id=lambda name: name in numbers):
        for back in item.find_all("a", href=lambda href: bool(href) and "note-ref-" in href):
            back.decompose()
        note = page.new_tag("p")
        note.append(f"{note_mark(numbers[str(item['id'])])}: {' '.join(item.get_text().split())}")
        list_ = item.parent
        if list_ is not None:
            list_.insert_before(note)
            item.decompose()
            if not list_.find("li"):
                list_.decompose()


def _tables(page: BeautifulSoup, lost: Counter[Loss]) -> None:
    for table in page.find_all("table"):
        if table.find_parent("table") is not None:
            lost[Loss.NESTED_TABLE] += 1
            table.replace_with(" · ".join(table.stripped_strings))
    for cell in page.find_all(["td", "th"]):
        if cell.has_attr("colspan") or cell.has_attr("rowspan"):
            lost[Loss.MERGED_CELLS] += 1
            cell.attrs.pop("rowspan", None)
        for paragraph in cell.find_all("p")[:-1]:
            paragraph.append(" ")
        for words in cell.find_all(string=lambda text: "|" in text):
            words.replace_with(words.replace("|", _BORDER))
