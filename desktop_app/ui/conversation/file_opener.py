"""Opens files of a request: fetched first where their bytes are not here, and only handed on where that is harmless."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.store.queries.requests import AttachmentItem
from desktop_app.ui.context import Context

SHOWN = frozenset((
    ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic", ".txt", ".csv", ".odt", ".ods", ".odp", ".docx",
    ".xlsx", ".pptx", ".mp4", ".mp3",
))  # fmt: skip
"""Opened with the program the person uses for them. Anything else may do something then: it is only saved."""


class FileOpener(QObject):
    """Copies live in a folder of this run, which goes with the page."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._awaited: dict[str, AttachmentItem] = {}

    def open(self, file: AttachmentItem) -> None:
        """Shows the file, or says what it waits for."""
        text = self._context.text
        if file.local:
            self._load(file)
        elif file.lost:
            said = text("{name} never arrived. Please attach it again, or ask for it again.", name=file.name)
            self._context.toast(said)
        elif not file.complete:
            self._context.toast(text("{name} has not arrived yet. It comes by itself.", name=file.name))
        else:
            self._awaited[file.sha256] = file
            fetch = self._context.services.get("fetch")
            if fetch is not None:
                fetch(file.id)
            else:
                self._context.shell.sync_now()
            self._context.toast(text("Fetching {name}. It opens once it is here.", name=file.name))

    def arrived(self, files: tuple[AttachmentItem, ...]) -> None:
        """The files of the request as they are now: what was waited for and is here opens."""
        for file in files:
            if file.local and self._awaited.pop(file.sha256, None) is not None:
                self._load(file)

    def close(self) -> None:
        """Forgets the copies."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _load(self, file: AttachmentItem) -> None:
        store = self._context.store
        self._context.operation.read(
            lambda: store.files.read_file(file.sha256),
            lambda content: self._show(file, content),
            doing="read",
            owner=self,
        )

    def _show(self, file: AttachmentItem, content: bytes | None) -> None:
        if content is None:
            return
        if Path(file.name).suffix.lower() not in SHOWN:
            self._save_as(file, content)
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sigap-")
            self.destroyed.connect(self._folder.cleanup)
        folder = Path(self._folder.name) / file.sha256[:16]

        def write() -> str:
            folder.mkdir(exist_ok=True)
            (folder / file.name).write_bytes(content)
            return str(folder / file.name)

        opened = self._context.operation.read
        opened(write, lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(path)), doing="read", owner=self)

    def _save_as(self, file: AttachmentItem, content: bytes) -> None:
        dialog = QFileDialog(self._page.window(), self._context.text("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        text = self._context.text

        def save(name: str) -> None:
            self._context.operation.write(
                lambda: Path(name).write_bytes(content),
                lambda _: self._context.toast(text("Saved as {name}.", name=Path(name).name)),
                doing="save", owner=self,
            )  # fmt: skip

        dialog.fileSelected.connect(save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
