"""The files that go with a message being written: put on this laptop at once, shown as chips, taken off again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app import sentences
from desktop_app.domain.requests.conversation import MOST_FILES
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.file_words import file_icon
from desktop_app.ui.operation import Failure
from desktop_app.ui.widgets.attachment_chip import AttachmentChip
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import emptied
from desktop_app.wording import file_size


class Attached(QWidget):
    """`changed`: another set of files. `refused(sentence)`: a file that cannot be sent, and why."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._files: list[Mapping[str, Any]] = []
        self._flow = FlowLayout()
        self.setLayout(self._flow)
        self.setAccessibleName(context.text("Attachments"))
        self.hide()

    def files(self) -> list[dict[str, Any]]:
        """As commands name them."""
        return [dict(file) for file in self._files]

    def show_files(self, files: Sequence[Mapping[str, Any]]) -> None:
        """Exactly these."""
        self._files = list(files)
        emptied(self._flow)
        for file in self._files:
            self._flow.addWidget(self._chip(file))
        self.setVisible(bool(self._files))
        self.updateGeometry()

    def choose(self) -> None:
        """Asks for files."""
        dialog = QFileDialog(self.window(), self._context.text("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, paths: Sequence[Path]) -> None:
        """These files, from the disk."""
        for path in paths:
            self._keep(lambda store, path=path: store.files.put_file(path), path.name)

    def take_picture(self, image: QImage) -> None:
        """A picture that was pasted; encoding it takes 40 ms, so not here."""
        picture, at = image.copy(), self._context.words.now()
        name = self._context.text("screenshot {time}.png", time=f"{at:%Y-%m-%d %H.%M.%S}")

        def put(store: Any) -> Any:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
            return store.files.put_file(bytes(buffer.data().data()), name)

        self._keep(put, name)

    def _keep(self, put: Any, name: str) -> None:
        def failed(failure: Failure) -> None:
            reason = str(getattr(failure.error, "reason", ""))
            if not reason:
                self._context.shell.fail(failure)
                return
            self.refused.emit(sentences.file_refusal(self._context.text, reason, name))

        self._context.write(put, self._add, owner=self, failed=failed)

    def _add(self, file: Mapping[str, Any]) -> None:
        if len(self._files) >= MOST_FILES:
            text = self._context.text
            self.refused.emit(
                text.plural("At most {n} file goes with a message.", "At most {n} files go with a message.", MOST_FILES)
            )
        elif file not in self._files:
            self.show_files([*self._files, file])
            self.changed.emit()

    def _remove(self, file: Mapping[str, Any]) -> None:
        self.show_files([each for each in self._files if each is not file])
        self.changed.emit()

    def _chip(self, file: Mapping[str, Any]) -> QWidget:
        name = str(file["name"])
        chip = AttachmentChip(self._context.theme, name, file_size(int(file["size"])), file_icon(name))
        remove = IconButton(self._context.theme, "x", self._context.text("Remove {name}", name=name))
        remove.clicked.connect(lambda: self._remove(file))
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(chip)
        line.addWidget(remove)
        return both
