"""The whole handbook as one PDF: a title, contents with page numbers, each article on a page of its own, an outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
)
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from desktop_app.catalogue import Catalogue
from desktop_app.child import Told, nothing_told
from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.render import Rendered
from desktop_app.ui.forms.categories import ORDER, category_name
from desktop_app.ui.knowledge.article_shown import PICTURE, Shown, shown_html
from desktop_app.ui.knowledge.article_style import dress, named_blocks, style_sheet, tables_of
from desktop_app.ui.knowledge.article_words import edition_number
from desktop_app.ui.knowledge.decoration import draw_grounds
from desktop_app.ui.knowledge.pictures import scaled_to
from desktop_app.ui.knowledge.printing import WIDEST, width_of
from desktop_app.ui.theme.paper import Paper

DOTS, SHARPER, MARGIN_MM, SIZE = 96, 4, 20.0, 13
POINT = 72 / DOTS
HEAD, FOOT, LINE = 34, 26, 24
_ARTICLE = "sigap://article/"


@dataclass(frozen=True)
class Chapter:
    """An article and what its Markdown became."""

    article: Article
    rendered: Rendered


@dataclass(frozen=True)
class _Entry:
    """A line of the contents: a category, or a chapter by its place."""

    words: str
    chapter: int | None


@dataclass(frozen=True)
class _Length:
    """How many pages a chapter has, and where its headings and footnotes stand: page of the chapter, y on the paper."""

    pages: int
    places: Mapping[str, tuple[int, float]]


class HandbookPdf:
    """One language of the handbook. `printed` says of which day it is; chapters come by category, then by title."""

    def __init__(
        self, theme: Paper, text: Catalogue, printed: str, chapters: Sequence[Chapter], pictures: Mapping[str, QImage]
    ) -> None:
        self._theme, self._text, self._printed, self._pictures = theme, text, printed, pictures
        rank = {category: place for place, category in enumerate(ORDER)}
        self._chapters = sorted(
            chapters,
            key=lambda one: (
                rank.get(one.article.category, len(rank)), one.article.category, one.article.title.casefold(),
            ),
        )  # fmt: skip
        self._room = QSizeF()
        self._places: list[tuple[int, float, int]] = []  # lines of the contents: page, y, chapter

    def write(self, path: Path, told: Told = nothing_told) -> int:
        """Saves it; how many pages it has. Raises OSError where it cannot, and what `told` raises: then half of it may
        be there. Each chapter is laid out twice, for the contents need to know where all of them begin."""
        steps = 2 * len(self._chapters) + 1
        path.write_bytes(b"")  # QPdfWriter says nothing of a folder that may not be written
        device = QPdfWriter(str(path))
        device.setResolution(DOTS * SHARPER)
        device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        device.setTitle(self._text("Handbook"))
        whole = device.pageLayout().paintRectPixels(device.logicalDpiX())
        self._room = QSizeF(whole.width() / SHARPER, whole.height() / SHARPER)
        lengths = []
        for at, chapter in enumerate(self._chapters):
            told(at, steps)
            lengths.append(self._length(self._laid_out(chapter)))
        entries = self._entries()
        starts = [1 + self._contents_pages(entries)]
        for length in lengths:
            starts.append(starts[-1] + length.pages)
        painter = QPainter(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SHARPER, SHARPER)
        self._title(painter)
        self._contents(painter, device, entries, starts)
        for at, chapter in enumerate(self._chapters):
            told(len(self._chapters) + at, steps)
            self._chapter(painter, device, chapter, starts[at], starts[-1])
        painter.end()
        told(steps - 1, steps)
        self._connect(path, starts, lengths)
        return starts[-1]

    def _length(self, document: QTextDocument) -> _Length:
        height, layout = document.pageSize().height(), document.documentLayout()
        smaller = self._room.width() / document.textWidth()
        places: dict[str, tuple[int, float]] = {}
        for name, block in named_blocks(document):
            page, y = divmod(layout.blockBoundingRect(block).top(), height)
            places.setdefault(name, (int(page), HEAD + y * smaller))
        return _Length(document.pageCount(), places)

    def _laid_out(self, chapter: Chapter) -> QTextDocument:
        theme, width = self._theme, self._room.width()
        shown = Shown(chapter.rendered, self._pictures)
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultStyleSheet(style_sheet(theme))
        document.setDefaultFont(theme.font(SIZE))
        for picture in chapter.rendered.pictures:
            image = self._pictures.get(picture.picture)
            if image is not None:
                kind = QTextDocument.ResourceType.ImageResource.value
                document.addResource(kind, PICTURE + picture.picture, scaled_to(image, theme, round(width), 3.0))
        title = f"<h1>{escape(chapter.article.title)}</h1>"
        document.setHtml(title + shown_html(shown, theme, self._text, measure=round(width), ways=False))
        document.setTextWidth(width)
        dress(document, theme)
        needed = max((width_of(table) for table in tables_of(document.rootFrame())), default=0.0)
        wide = max(width, min(needed + 2, WIDEST))  # a wide table makes its article smaller: nothing is cut off
        document.setPageSize(QSizeF(wide, (self._room.height() - HEAD - FOOT) * wide / width))
        return document

    def _entries(self) -> list[_Entry]:
        entries: list[_Entry] = []
        category = None
        for at, chapter in enumerate(self._chapters):
            if chapter.article.category != category:
                category = chapter.article.category
                entries.append(_Entry(category_name(self._text, category), None))
            entries.append(_Entry(chapter.article.title, at))
        return entries

    def _a_page(self) -> int:
        return int((self._room.height() - HEAD - FOOT) // LINE)

    def _contents_pages(self, entries: list[_Entry]) -> int:
        return -(-len(entries) // self._a_page())

    def _title(self, painter: QPainter) -> None:
        width, middle = self._room.width(), self._room.height() / 3
        self._line(painter, QRectF(0, middle, width, 48), self._text("Handbook"), size=24, weight=700)
        self._line(painter, QRectF(0, middle + 48, width, 28), self._printed, tone="soft")

    def _contents(self, painter: QPainter, device: QPdfWriter, entries: list[_Entry], starts: list[int]) -> None:
        right = Qt.AlignmentFlag.AlignRight
        for at, entry in enumerate(entries):
            page, line = divmod(at, self._a_page())
            if not line:
                device.newPage()
                self._edges(painter, self._text("Contents"), page + 1, starts[-1])
            y = float(HEAD + line * LINE)
            place = QRectF(0, y, self._room.width(), LINE)
            if entry.chapter is None:
                self._line(painter, place, entry.words, weight=700)
                continue
            self._line(painter, place.adjusted(16, 0, -48, 0), entry.words)
            self._line(painter, place, str(starts[entry.chapter] + 1), side=right, tone="soft")
            self._places.append((page + 1, y, entry.chapter))

    def _chapter(self, painter: QPainter, device: QPdfWriter, chapter: Chapter, start: int, total: int) -> None:
        document, theme = self._laid_out(chapter), self._theme
        article = chapter.article
        words = f"{article.title} · {self._text('version {n}', n=edition_number(article))}"
        height = document.pageSize().height()
        for at in range(document.pageCount()):
            device.newPage()
            self._edges(painter, words, start + at, total)
            painter.save()
            painter.translate(0, HEAD)
            painter.scale(self._room.width() / document.textWidth(), self._room.width() / document.textWidth())
            painter.translate(0, -at * height)
            seen = QRectF(0, at * height, document.pageSize().width(), height)
            painter.setClipRect(seen)
            draw_grounds(painter, document, theme, seen)
            document.drawContents(painter, seen)
            painter.restore()

    def _edges(self, painter: QPainter, words: str, page: int, total: int) -> None:
        width = self._room.width()
        self._line(painter, QRectF(0, 0, width, HEAD - 12), words, size=11, tone="soft")
        under = QRectF(0, self._room.height() - FOOT + 8, width, FOOT - 8)
        self._line(painter, under.adjusted(0, 0, -120, 0), self._printed, size=11, tone="soft")
        number = self._text("page {n} of {total}", n=page + 1, total=total)
        self._line(painter, under, number, size=11, tone="soft", side=Qt.AlignmentFlag.AlignRight)
        painter.setPen(self._theme.color("line"))
        painter.drawLine(0, HEAD - 10, round(width), HEAD - 10)

    def _line(
        self, painter: QPainter, place: QRectF, words: str, *, size: int = 14, weight: int = 400, tone: str = "text",
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        painter.setFont(self._theme.font(size, weight))
        painter.setPen(self._theme.color(tone))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _connect(self, path: Path, starts: list[int], lengths: list[_Length]) -> None:
        """What Qt cannot write: the outline, the lines of the contents as links, links from article to article."""
        writer = PdfWriter(clone_from=PdfReader(path))
        group: IndirectObject | None = None
        category = None
        for chapter, start in zip(self._chapters, starts, strict=False):
            if chapter.article.category != category:
                category = chapter.article.category
                group = writer.add_outline_item(title=category_name(self._text, category), page_number=start)
            writer.add_outline_item(title=chapter.article.title, page_number=start, parent=group)
        margin = MARGIN_MM / 25.4 * 72
        for page, y, at in self._places:
            top = float(writer.pages[page].mediabox.height) - margin - y * POINT
            place = (margin, top - LINE * POINT, margin + self._room.width() * POINT, top)
            writer.add_annotation(page, Link(rect=place, target_page_index=starts[at], fit=Fit.fit()))
        known = {chapter.article.id: at for at, chapter in enumerate(self._chapters)}
        for at, (start, length) in enumerate(zip(starts, lengths, strict=False)):
            for sheet in writer.pages[start : start + length.pages]:
                for reference in sheet.get("/Annots", ()):
                    link = reference.get_object()
                    name, anchor = _target(link)
                    to = known.get(name) if name else at
                    if to is None or (not name and anchor not in length.places):
                        continue  # a form, another page of the web
                    page, y = lengths[to].places.get(anchor, (0, 0.0))
                    _lead(link, writer, starts[to] + page, margin + y * POINT if y else None)
        with path.open("wb") as file:
            writer.write(file)


def _target(link: DictionaryObject) -> tuple[str, str]:
    """The article a link leads to, empty for the one it stands in, and the part of it."""
    action = link.get("/A")
    if action is None:
        return "", str(link.get("/Dest", ""))  # as Qt writes `#name`; several articles may have that name
    address = str(action.get_object().get("/URI", ""))
    if address.startswith(_ARTICLE):
        name, _, anchor = address.removeprefix(_ARTICLE).partition("#")
        return unquote(name.partition("?")[0]), unquote(anchor)
    return "", ""


def _lead(link: DictionaryObject, writer: PdfWriter, page: int, below: float | None) -> None:
    """To this page of the file, so many points below its upper edge; None: to the whole page."""
    sheet = writer.pages[page]
    link.pop("/A", None)
    how: list[PdfObject] = [NameObject("/Fit")]
    if below is not None:
        top = FloatObject(round(float(sheet.mediabox.height) - below, 1))
        how = [NameObject("/XYZ"), NullObject(), top, NullObject()]
    link[NameObject("/Dest")] = ArrayObject([sheet.indirect_reference, *how])
