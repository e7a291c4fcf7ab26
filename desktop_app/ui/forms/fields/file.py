"""Files and pictures: chosen, dropped, or pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import FileAnswer, Surroundings
from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import RADIUS_CONTROL
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.fields import FieldError
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import file_size

PICTURES = ("jpg", "jpeg", "png", "heic", "gif", "webp")
_PASTED = (("png", "PNG"), ("jpg", "JPEG"), ("jpeg", "JPEG"))


class DropArea(Card):
    """Where files can be dropped; its edge lights up while one is held over it."""

    def __init__(self, theme: Theme, words: str, limits: str, button: Button) -> None:
        about = column(
            Text(words, 14, wrap=True, leading=0), Text(limits, 12, 400, "soft", wrap=True, leading=0), gap=1
        )
        line = row(Icon(theme, "upload-simple", "accent", 22), (about, 1), button, gap=12)
        super().__init__(theme, line, border="control", radius=RADIUS_CONTROL, dashed=True, margins=(14, 10, 12, 10))

    def light(self, *, on: bool) -> None:
        """A file is held over it."""
        self.drawn("accent_soft" if on else "surface", "accent" if on else "control")


class FileRow(Card):
    """A file that was added: what it is called, how large it is, and a way to take it out again."""

    def __init__(self, theme: Theme, name: str, about: str, tone: str, remove: Button | None) -> None:
        picture = name.rpartition(".")[2].lower() in PICTURES
        said = column(Text(name, 14, 600, wrap=True, leading=0), Text(about, 12, 400, tone), gap=0)
        buttons = (remove,) if remove is not None else ()
        line = row(Icon(theme, "image" if picture else "file-text", "accent", 20), (said, 1), *buttons, gap=10)
        super().__init__(theme, line, radius=RADIUS_CONTROL, margins=(14, 6, 8, 6))
        self.setAccessibleName(f"{name}, {about}")


class File(Control):
    """The area and the files under it. What was refused says why and stays until the next one is added."""

    name = "file"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self._files: list[FileAnswer] = []
        self._coming: list[str] = []
        self._choose = Button(self.theme, self._text("Choose files"))
        self._choose.clicked.connect(self._open_dialog)
        self._area = DropArea(self.theme, self._invitation(), self._limits(), self._choose)
        self._rows = column(gap=6)
        self._refusals = column(gap=4)
        self.setLayout(column(self._area, self._rows, self._refusals, gap=8))
        self.setAcceptDrops(True)
        self.setFocusProxy(self._choose)
        self.watch(self._choose)

    def show_answer(self, answer: Any) -> None:
        files = [file for file in answer if isinstance(file, dict)] if isinstance(answer, list) else []
        if files != self._files:
            self._files = files
            self._show()

    def inputs(self) -> Sequence[QWidget]:
        return (self._choose,)

    def name_it(self, name: str, about: str) -> None:
        self.setAccessibleName(name)
        self._choose.setAccessibleDescription(f"{name}. {about}" if about else name)

    def mark(self, where: str, sentence: str) -> None:
        self._area.drawn("surface", "danger" if sentence else "control", 2 if sentence else 1)

    def add(self, paths: Sequence[Path]) -> None:
        """Adds files, as far as the form takes so many."""
        emptied(self._refusals)
        room = self.field["max_count"] - len(self._files) - len(self._coming)
        for path in paths[:room]:
            self._keep(path, path.name)
        if len(paths) > room:
            most = self._text.plural(
                "Only {n} file can be added here.", "Only {n} files can be added here.", self.field["max_count"]
            )
            self._refuse(most)

    def takes(self, data: QMimeData) -> bool:
        """Whether something dropped or pasted is a file or a picture."""
        return bool(_local_paths(data)) or data.hasImage()

    def take(self, data: QMimeData) -> None:
        """Adds what was dropped or pasted: files, else a picture."""
        if paths := _local_paths(data):
            self.add(paths)
        elif data.hasImage():
            self._add_picture(QImage(data.imageData()))

    def paste(self) -> bool:
        """Adds what is on the clipboard; False where that is no file and no picture."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self.takes(data):
            return False
        self.take(data)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.takes(event.mimeData()):
            self._area.light(on=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._area.light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._area.light(on=False)
        self.take(event.mimeData())
        event.acceptProposedAction()

    def _invitation(self) -> str:
        pictures = any(ending in PICTURES for ending in self.field["types"])
        if pictures and "pdf" in self.field["types"]:
            return self._text("Drop a photo or PDF here, or paste it with Ctrl V")
        return self._text("Drop files here, or paste them with Ctrl V")

    def _limits(self) -> str:
        most = self._text.plural("{n} file", "{n} files", self.field["max_count"])
        size = file_size(self.field["max_size"])
        return self._text("Up to {size} each, at most {n}. Kept on this laptop until it is sent.", size=size, n=most)

    def _open_dialog(self) -> None:
        endings = " ".join(f"*.{ending} *.{ending.upper()}" for ending in self.field["types"])
        dialog = QFileDialog(self, self._text("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{self._text('Files that fit')} ({endings})", f"{self._text('All files')} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda chosen: self.add([Path(path) for path in chosen]))
        dialog.open()

    def _add_picture(self, picture: QImage) -> None:
        ending, kind = next(((e, k) for e, k in _PASTED if e in self.field["types"]), _PASTED[0])
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, kind)  # type: ignore[call-overload]  # as Qt documents it
        emptied(self._refusals)
        if len(self._files) + len(self._coming) < self.field["max_count"]:
            self._keep(bytes(content.data()), f"{self._text('picture')}-{self.words.now():%Y%m%d-%H%M%S}.{ending}")

    def _keep(self, source: Path | bytes, name: str) -> None:
        self._coming.append(name)
        self._show()
        self.around.keep(source, name, self.field, partial(self._kept, name), partial(self._not_kept, name))

    def _kept(self, name: str, file: FileAnswer) -> None:
        self._coming.remove(name)
        if all(file["sha256"] != other["sha256"] for other in self._files):
            self._files = [*self._files, file]
            self.given.emit(self._files)
        self._show()

    def _not_kept(self, name: str, why: str) -> None:
        self._coming.remove(name)
        self._show()
        self._refuse(why)

    def _refuse(self, why: str) -> None:
        line = FieldError(self.theme)
        line.say(why)
        line.setAccessibleName(why)
        self._refusals.addWidget(line)

    def _remove(self, sha256: str) -> None:
        self._files = [file for file in self._files if file["sha256"] != sha256]
        self._show()
        self.given.emit(self._files)
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        emptied(self._rows)
        for file in self._files:
            remove = Button(self.theme, self._text("Remove"), "plain")
            remove.setAccessibleName(self._text("Remove {name}", name=file["name"]))
            remove.clicked.connect(partial(self._remove, file["sha256"]))
            about = self._text("{size} · ready to be sent", size=file_size(file["size"]))
            self._rows.addWidget(FileRow(self.theme, file["name"], about, "good", remove))
        for name in self._coming:
            self._rows.addWidget(FileRow(self.theme, name, self._text("Being kept…"), "soft", None))


def _local_paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
