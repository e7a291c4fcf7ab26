"""The kept HTML of an article as it is given to Qt: with the laptop's pictures, and the ways to copy and to enlarge.

Addresses of these ways are the reader's own and lead nowhere else: `copy:2` is the third block of code, `table:0` the
first table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from PySide6.QtGui import QImage

from desktop_app.catalogue import Catalogue
from desktop_app.search.boxes import CALLOUTS
from desktop_app.search.render import Rendered
from desktop_app.ui.knowledge.article_style import CALLOUT_EDGE, COPY_EDGE, MEASURE
from desktop_app.ui.theme import Theme

COPY, TABLE, PICTURE = "copy:", "table:", "sigap://picture/"
_TITLE_OF_CALLOUT = re.compile(r'(<td class="callout [a-z]+">\s*<p>)\s*<strong>([^<]{1,60}[.?!:])</strong>\s*(?=\S)')
_UNTITLED = re.compile(r'<td class="callout (tip|warn)">(?!\s*<p>\s*<strong>)')
_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<a href="(sigap://picture/([0-9a-f]{64}))"><img src="[^"]*"></a>')
_TABLE = re.compile(r"<(/?)table\b([^>]*)>")


@dataclass(frozen=True)
class Shown:
    """What of an article is shown, and what this laptop has for it. `nowhere`: links that lead to nothing here."""

    rendered: Rendered
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    nowhere: frozenset[str] = frozenset()

    def words_for(self, picture: str) -> str:
        """What stands for a picture, empty where nobody wrote any."""
        return next((each.words for each in self.rendered.pictures if each.picture == picture and each.words), "")


def shown_html(
    shown: Shown, theme: Theme, text: Catalogue, wide: Collection[int] = (), measure: int = 0, *, ways: bool = True
) -> str:
    """`wide`: tables that are wider than the column, by their place; `measure`: how wide pictures may be; `ways`: with
    links to copy code, which paper has no use for."""
    html = _linked(shown, text)
    html = _PICTURE.sub(lambda found: _picture(shown, found[1], found[2], theme, text, measure), html)
    for place, kind in enumerate(CALLOUTS):
        edge = theme.px(CALLOUT_EDGE) + place
        html = html.replace(f'class="callout-edge {kind}"', f'class="callout-edge" width="{edge}"')
    html = _TITLE_OF_CALLOUT.sub(r"\1<strong>\2</strong></p><p>", html)
    titles = {"tip": text("Tip"), "warn": text("Please note")}
    html = _UNTITLED.sub(lambda found: f"{found[0]}<p><strong>{escape(titles[found[1]])}</strong></p>", html)
    html = _coded(html, theme, text("Copy") if ways else "")
    return _tabled(html, text, wide)


def data_tables(html: str) -> list[str]:
    """The tables of data in it, each with what is in it, in the order they begin."""
    found: list[tuple[int, str]] = []
    opened: list[tuple[int, bool]] = []
    for tag in _TABLE.finditer(html):
        if not tag[1]:
            opened.append((tag.start(), 'class="data"' in tag[2]))
        elif opened:
            start, is_data = opened.pop()
            if is_data:
                found.append((start, html[start : tag.end()]))
    return [table for _, table in sorted(found)]


def fitting(width: int, height: int, theme: Theme, measure: int) -> tuple[int, int]:
    """How large a picture stands in the text: as it is, but no wider than the column."""
    most = measure or theme.px(MEASURE)
    if width <= most:
        return width, height
    return most, max(1, round(height * most / width))


def _picture(shown: Shown, address: str, id: str, theme: Theme, text: Catalogue, measure: int) -> str:
    image = shown.pictures.get(id)
    if image is None or image.isNull():
        words = shown.words_for(id)
        missing = text("Picture that is not on this laptop: {words}", words=words) if words else ""
        return f'<span class="gone">{escape(missing or text("Picture that is not on this laptop"))}</span>'
    width, height = fitting(image.width(), image.height(), theme, measure)
    return f'<a href="{address}"><img src="{address}" width="{width}" height="{height}"></a>'


def _linked(shown: Shown, text: Catalogue) -> str:
    if not shown.nowhere:
        return shown.rendered.html
    gone = {escape(address, quote=False) for address in shown.nowhere} | shown.nowhere
    leads = escape(text("not on this laptop"))

    def link(found: re.Match[str]) -> str:
        if found[1] not in gone:
            return found[0]
        return f'{found[3]} <span class="gone">({leads})</span>'

    return _LINK.sub(link, shown.rendered.html)


def _coded(html: str, theme: Theme, words: str) -> str:
    parts = html.split('<td class="copy"></td>')
    way = '<td class="copy" width="{edge}" align="right" valign="top"><a href="{address}">{words}</a></td>'
    coded = parts[0]
    for place, part in enumerate(parts[1:]):
        coded += way.format(edge=theme.px(COPY_EDGE), address=f"{COPY}{place}", words=escape(words)) + part
    return coded


def _tabled(html: str, text: Catalogue, wide: Collection[int]) -> str:
    words = escape(text("Show this table alone"))

    def ways() -> Iterator[str]:
        for place, part in enumerate(html.split('<table class="data"')):
            if place and place - 1 in wide:
                yield f'<p class="way"><a href="{TABLE}{place - 1}">{words}</a></p>'
            yield f'<table class="data" width="100%"{part}' if place else part

    return "".join(ways())
