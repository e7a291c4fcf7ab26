"""Taking the handbook along: as what, in which language, into which place; and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop_app.child import Stopped
from desktop_app.documents import markdown_folder
from desktop_app.domain.languages import LANGUAGES
from desktop_app.store.queries import knowledge
from desktop_app.ui.context import Context, Store
from desktop_app.ui.knowledge.handbook_apart import Handbook, write_apart
from desktop_app.ui.long_work import LongWork, Reins
from desktop_app.ui.operation import Failure
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.work_strip import WorkStrip

Shape = Literal["pdf", "folder", "zip"]
SHAPES: tuple[str, ...] = get_args(Shape)


@dataclass(frozen=True)
class Wanted:
    """What is to be written, and where. `language` empty: all of them; a PDF has one."""

    shape: Shape
    language: str
    path: Path


class NothingToExport(Exception):
    """No article is in this language."""


class ExportPane(Pane):
    """At the foot of the page: asks, then says how far it is. `closed()`: nothing of it is in sight any more."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        text, theme = context.text, context.theme
        self._context = context
        shapes = [("pdf", text("One PDF")), ("folder", text("Folder")), ("zip", text("ZIP file"))]
        self.shape = Segmented(theme, text("Export as"), shapes, "pdf")
        self.about = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.language = Choice(theme, text("Language"))
        self._picked: object = None
        self.language.activated.connect(lambda _: self._pick())
        self.go = Button(theme, text("Choose where…"), "primary")
        self.not_now = Button(theme, text("Not now"), "plain")
        asking = column(
            row(Text(text("Export the handbook"), 15, 600), None, self.shape, gap=12), self.about,
            row(Text(text("Language"), 12, 400, "soft"), self.language, None, self.not_now, self.go, gap=10), gap=8,
        )  # fmt: skip
        self._asking = holder(asking)
        self.strip = WorkStrip(theme, text("Cancel"))
        super().__init__(theme, column(self._asking, self.strip, gap=0, margins=(16, 12, 16, 12)), "surface", ("top",))
        self.setAccessibleName(text("Export the handbook"))
        self.work = LongWork(context.operation, self)
        self.work.moved.connect(self.strip.move_to)
        self.work.ended.connect(self.close_pane)
        self.strip.stopping.connect(self.work.stop)
        self.shape.chosen.connect(lambda _: self._settle())
        self.go.clicked.connect(self._choose)
        self.not_now.clicked.connect(self.close_pane)
        self.hide()

    def open_pane(self) -> None:
        """Asks; while something is being written, shows how far it is."""
        self._asking.setVisible(not self.work.busy)
        self.strip.setVisible(self.work.busy)
        self._settle()
        self.show()
        first = self.strip.stop if self.work.busy else self.shape.segments()[SHAPES.index(self._shape())]
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def write(self, wanted: Wanted) -> None:
        """Begins; says in the end what came of it."""
        context, text = self._context, self._context.text
        words = context.words
        printed = text("Printed {day}. What applies is in Sigap.", day=words.day(words.today(), weekday=False))
        store, speaks = context.store, context.language
        self.strip.say(text("Laying out the PDF") if wanted.shape == "pdf" else text("Writing the articles"))
        self.work.start(
            lambda reins: written(store, wanted, printed, speaks, reins), self._told(wanted), self._failed,
            doing="export",
        )  # fmt: skip
        self.open_pane()

    def asks(self) -> bool:
        """Whether somebody is just being asked here: the keys that lead back close it then."""
        at = self.window().focusWidget()
        return self.isVisible() and not self.work.busy and at is not None and self.isAncestorOf(at)

    def close_pane(self) -> None:
        """Not now."""
        self.hide()
        self.closed.emit()

    def _shape(self) -> Shape:
        at = self.shape.at()
        return "folder" if at == "folder" else "zip" if at == "zip" else "pdf"

    def _settle(self) -> None:
        """What can be chosen for this shape, and what it is for."""
        text, shape = self._context.text, self._shape()
        said = {
            "pdf": text("To print or to send: contents, page numbers, links that lead to their pages."),
            "folder": text("One Markdown file an article, with its pictures. Sigap can take such a folder in again."),
            "zip": text("The same files in one ZIP file."),
        }  # fmt: skip
        self.about.say(said[shape])
        self.language.clear()
        if shape != "pdf":
            self.language.addItem(text("All languages"), "")
        for one in LANGUAGES:
            self.language.addItem(one.names[one.code], one.code)
        likely = self._context.language if shape == "pdf" else ""
        picked = self._picked if self.language.findData(self._picked) >= 0 else likely
        self.language.setCurrentIndex(self.language.findData(picked))

    def _pick(self) -> None:
        self._picked = self.language.currentData()

    def _choose(self) -> None:
        text, shape = self._context.text, self._shape()
        name = f"{text('Handbook')} {self._context.words.today().isoformat()}"
        dialog = QFileDialog(self.window(), text("Export the handbook"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        if shape == "folder":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilter(text("PDF files (*.pdf)") if shape == "pdf" else text("ZIP files (*.zip)"))
            dialog.setDefaultSuffix(shape)
            dialog.selectFile(f"{name}.{shape}")
        language = str(self.language.currentData() or "")

        def chosen(path: str) -> None:
            place = free(Path(path) / name) if shape == "folder" else Path(path)
            self.write(Wanted(shape, language, place))

        dialog.fileSelected.connect(chosen)
        dialog.show()

    def _told(self, wanted: Wanted) -> Callable[[int], None]:
        def told(count: int) -> None:
            text = self._context.text
            folder = wanted.path if wanted.shape == "folder" else wanted.path.parent
            said = text.plural(
                "{n} article is written to {path}.", "{n} articles are written to {path}.", count,
                path=wanted.path.name,
            )  # fmt: skip
            self._context.toast(said, lambda: _show(folder), action=text("Show in folder"))

        return told

    def _failed(self, failure: Failure) -> None:
        text, error = self._context.text, failure.error
        if isinstance(error, Stopped):
            self._context.toast(text("Stopped. Nothing was written."))
        elif isinstance(error, NothingToExport):
            self._context.toast(text("There is no article to export."))
        elif isinstance(error, OSError):
            said = text("The export could not be written: {reason}", reason=error.strerror or str(error))
            self._context.toast(said)
        else:
            self._context.toast(text("The export broke off, and nothing was written. Please try again."))


def written(store: Store, wanted: Wanted, printed: str, speaks: str, reins: Reins) -> int:
    """Writes it, or nothing of it; how many articles. Off the UI thread. Raises OSError, `NothingToExport`,
    `Stopped`."""
    every = store.reader.read(knowledge.every_article)
    articles = [each for each in every if wanted.language in ("", each.language)]
    if not articles:
        raise NothingToExport
    pictures = store.reader.read(knowledge.every_picture)
    if wanted.shape == "pdf":
        write_apart(Handbook(articles, pictures, printed, speaks), wanted.path, reins.child, reins.told)
    else:
        write = markdown_folder.write if wanted.shape == "folder" else markdown_folder.write_archive
        write(wanted.path, articles, markdown_folder.picture_files(pictures), reins.told)
    return len(articles)


def free(path: Path) -> Path:
    """This path, with a number behind it where something is there already."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name} {number}")
    return found


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
