"""Taking in a document or a folder: chosen or dropped, read apart, with progress; what came to nothing is said here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from desktop_app.child import Stopped
from desktop_app.documents.converted import NotConvertible
from desktop_app.documents.folder import SUFFIXES
from desktop_app.ui.authoring.left_words import reason_words
from desktop_app.ui.authoring.pictures import keep_picture
from desktop_app.ui.authoring.taking_in import FolderTaken, TakenIn, can_be_taken_in, take_in, take_in_folder
from desktop_app.ui.authoring.working import DRAFT
from desktop_app.ui.context import Context, Store
from desktop_app.ui.long_work import LongWork
from desktop_app.ui.operation import Failure
from desktop_app.ui.widgets.layout import emptied
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.work_strip import WorkStrip


class ImportArea(QWidget):
    """`document(TakenIn, names)`: to be opened in the editor; `names`: of drafts that only this laptop has.
    `folder(FolderTaken)`: to be looked at."""

    document = Signal(object, object)
    folder = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.strip = WorkStrip(context.theme, context.text("Cancel"))
        self.work = LongWork(context.operation, self)
        self.trouble = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        layout.addLayout(self.trouble)
        self.work.began.connect(self._begin)
        self.work.moved.connect(self.strip.move_to)
        self.work.ended.connect(self.strip.hide)
        self.strip.stopping.connect(self.work.stop)
        self.strip.hide()
        self.hide()

    def ask(self, at: QPoint) -> QMenu:
        """Which of the two it is to be."""
        text, theme = self._context.text, self._context.theme
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = menu.addAction(theme.icon("file-text"), text("A document: Word, OpenDocument or Markdown…"))
        one.triggered.connect(self.choose_document)
        many = menu.addAction(theme.icon("folder-open"), text("A folder of such files…"))
        many.triggered.connect(self.choose_folder)
        menu.popup(at)
        return menu

    def choose_document(self) -> None:
        """Asks for the file."""
        text = self._context.text
        dialog = QFileDialog(self.window(), text("Import a document"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog.setNameFilter(text("Documents ({kinds})", kinds=kinds))
        self._open(dialog)

    def choose_folder(self) -> None:
        """Asks for the folder."""
        dialog = QFileDialog(self.window(), self._context.text("Import a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.fileSelected.connect(lambda path: self.take(Path(path)))
        dialog.show()

    def take(self, path: Path) -> None:
        """Reads it, whichever it is."""
        text, language = self._context.text, self._context.language
        self.strip.say(text("Reading {name}", name=path.name))
        failed = self._failed(path.name)
        if path.is_dir():
            self.work.start(lambda reins: take_in_folder(path, reins), self._folder, failed, doing="import")
        else:
            self.work.start(lambda reins: take_in(path, reins, language), self._document, failed, doing="import")

    def _begin(self) -> None:
        emptied(self.trouble)
        self.strip.show()
        self.show()
        self.strip.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _document(self, taken: TakenIn) -> None:
        self.hide()
        self._context.write(
            lambda store: kept(store, taken), lambda names: self.document.emit(taken, names), owner=self,
        )  # fmt: skip

    def _folder(self, taken: FolderTaken) -> None:
        self.hide()
        self.folder.emit(taken)

    def _failed(self, name: str) -> Callable[[Failure], None]:
        def failed(failure: Failure) -> None:
            text, error = self._context.text, failure.error
            if isinstance(error, Stopped):
                self.hide()
                self._context.toast(text("Stopped. Nothing was taken over."))
                return
            if isinstance(error, NotConvertible):
                why = reason_words(text, error.reason)
            elif isinstance(error, OSError):
                why = text("It cannot be opened: {why}.", why=error.strerror or str(error))
            else:
                why = text("Reading it broke off. Please try again.")
            title = text("“{name}” could not be taken over", name=name)
            self.trouble.addWidget(Notice(self._context.theme, "warn", "warning-circle", title, why))
            self.show()

        return failed


def dropped(mime: QMimeData) -> Path | None:
    """The one file or folder that is held over the page, where it can be taken in."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if can_be_taken_in(path) else None


def kept(store: Store, taken: TakenIn) -> frozenset[str]:
    """Keeps its pictures on this laptop, until its text is saved; the names of articles that only have a draft here."""
    for picture in taken.pictures.values():
        keep_picture(store, picture)
    return frozenset(each.about.partition("/")[2] for each in store.drafts.list() if each.kind == DRAFT)
