"""An article on paper or as a PDF: in light colours, with a head that says which edition it is, and page numbers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextLength,
    QTextTable,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_shown import PICTURE, shown_html
from desktop_app.ui.knowledge.article_style import dress, style_sheet, tables_of
from desktop_app.ui.knowledge.article_words import BETWEEN, edition_number, facts, team_name
from desktop_app.ui.knowledge.decoration import draw_grounds
from desktop_app.ui.knowledge.pictures import scaled_to
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.theme.paper import Paper

DOTS = 96
"""An inch in the measures of the screen, in which the page is laid out."""
WIDEST = 1_000
MARGIN_MM = 20.0
_HEAD, _FOOT, _SIZE = 34, 26, 13


class PrintedArticle:
    """One reading, laid out for a page. `of` is the screen's theme, for its fonts."""

    def __init__(self, context: Context, reading: Reading) -> None:
        self._context, self._reading = context, reading
        self._theme = Paper(context.theme)

    def head(self) -> str:
        """What stands above each page."""
        article = self._reading.article
        about = facts(self._context.words, article.reviewed, 0, edition_number(article))
        return BETWEEN.join(part for part in (article.title, about) if part)

    def foot(self) -> str:
        """What stands under each page, beside its number."""
        text, words = self._context.text, self._context.words
        printed = text("Printed {day}. What applies is in Sigap.", day=words.day(words.today(), weekday=False))
        team = team_name(self._context, self._reading.team, self._reading.article.owner)
        return BETWEEN.join(part for part in (team, printed) if part)

    def write_pdf(self, path: Path) -> int:
        """Saves it as a PDF with text that can be selected; how many pages it has. Raises OSError where it cannot."""
        with path.open("wb"):
            pass  # QPdfWriter says nothing of a folder that may not be written
        writer = QPdfWriter(str(path))
        writer.setResolution(DOTS * 4)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        writer.setTitle(self._reading.article.title)
        return self.draw(writer)

    def draw(self, device: QPagedPaintDevice) -> int:
        """Paints all pages; how many there are."""
        whole = device.pageLayout().paintRectPixels(device.logicalDpiX())
        room = QSizeF(whole.width() * DOTS / device.logicalDpiX(), whole.height() * DOTS / device.logicalDpiY())
        document = self._laid_out(room.width())
        scale = room.width() / document.textWidth()
        page = QSizeF(document.textWidth(), (room.height() - _HEAD - _FOOT) / scale)
        document.setPageSize(page)
        pages = document.pageCount()
        painter = QPainter(device)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(device.logicalDpiX() / DOTS, device.logicalDpiY() / DOTS)
        for at in range(pages):
            if at:
                device.newPage()
            self._edges(painter, room, at + 1, pages)
            painter.save()
            painter.translate(0, _HEAD)
            painter.scale(scale, scale)
            painter.translate(0, -at * page.height())
            seen = QRectF(0, at * page.height(), page.width(), page.height())
            painter.setClipRect(seen)
            draw_grounds(painter, document, self._theme, seen)
            document.drawContents(painter, seen)
            painter.restore()
        painter.end()
        return pages

    def _laid_out(self, width: float) -> QTextDocument:
        """As wide as the page, or as its widest table needs: it is made smaller then, and nothing is cut off."""
        theme, shown = self._theme, self._reading.shown
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultStyleSheet(style_sheet(theme))
        document.setDefaultFont(theme.font(_SIZE))
        for id, image in shown.pictures.items():
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, PICTURE + id, scaled_to(image, theme, round(width), 3.0))
        document.setHtml(shown_html(shown, theme, self._context.text, measure=round(width), ways=False))
        document.setTextWidth(width)
        dress(document, theme)
        needed = max((width_of(table) for table in tables_of(document.rootFrame())), default=0.0)
        document.setTextWidth(max(width, min(needed + 2, WIDEST)))
        return document

    def _edges(self, painter: QPainter, room: QSizeF, at: int, pages: int) -> None:
        theme, text = self._theme, self._context.text
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("soft"))
        number = text("page {n} of {total}", n=at, total=pages)
        aside = painter.fontMetrics().horizontalAdvance(number) + 12
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        _line(painter, QRectF(0, 0, room.width(), _HEAD - 12), self.head(), left)
        under = QRectF(0, room.height() - _FOOT + 8, room.width(), _FOOT - 8)
        _line(painter, under.adjusted(0, 0, -aside, 0), self.foot(), left)
        _line(painter, under, number, right)
        painter.setPen(theme.color("line"))
        painter.drawLine(0, _HEAD - 10, round(room.width()), _HEAD - 10)


class Printing:
    """Asks where to, and says what came of it. Nothing here waits for a person."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def save_pdf(self, reading: Reading) -> None:
        """Where the person says."""
        text = self._context.text
        dialog = QFileDialog(self._owner.window(), text("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(text("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(file_name(reading.article.title))
        dialog.fileSelected.connect(lambda path: self.write(reading, Path(path)))
        _open(dialog)

    def write(self, reading: Reading, path: Path) -> None:
        """Into this file."""
        text = self._context.text
        try:
            pages = PrintedArticle(self._context, reading).write_pdf(path)
        except OSError as error:
            self._context.toast(text("The PDF could not be saved: {reason}", reason=error.strerror or str(error)))
            return
        self._context.toast(
            text.plural(
                "The article is saved as a PDF of one page.", "The article is saved as a PDF of {n} pages.", pages
            )
        )  # fmt: skip

    def print(self, reading: Reading) -> None:
        """On the printer the person chooses; where this computer has none, as a PDF."""
        if not QPrinterInfo.availablePrinterNames():
            self._context.toast(self._context.text("This computer has no printer. The article can be saved as a PDF."))
            self.save_pdf(reading)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(reading.article.title)
        dialog = QPrintDialog(printer, self._owner.window())
        dialog.accepted.connect(lambda: PrintedArticle(self._context, reading).draw(printer))
        _open(dialog)


def file_name(title: str) -> str:
    """Of a title, without what a file system refuses."""
    kept = "".join(letter if letter.isalnum() or letter in " -_.()" else " " for letter in title)
    return f"{' '.join(kept.split())[:80] or 'article'}.pdf"


def _open(dialog: QFileDialog | QPrintDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()


def _line(painter: QPainter, place: QRectF, words: str, side: Qt.AlignmentFlag) -> None:
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, fitting)


def width_of(table: QTextTable) -> float:
    """What a table of data was given, 0 where it has the column's."""
    whole = table.format().toTableFormat().width()
    return whole.rawValue() if whole.type() == QTextLength.Type.FixedLength else 0.0
