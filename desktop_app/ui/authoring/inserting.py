"""What is put into the text by a button, a key or the clipboard: marks, links, pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop_app.domain.knowledge.pictures import AddPicture
from desktop_app.store.queries import forms
from desktop_app.ui.authoring.link_picker import LinkPicker, targets
from desktop_app.ui.authoring.markdown_edit import TABLE, MarkdownEdit
from desktop_app.ui.authoring.material import Material
from desktop_app.ui.authoring.pictures import MadePicture, keep_picture, made_fit
from desktop_app.ui.authoring.taking_steps import Steps
from desktop_app.ui.authoring.working import Working
from desktop_app.ui.context import Context


class Opened(Protocol):
    """The editor, as this sees it."""

    working: Working | None
    material: Material | None

    def is_new(self) -> bool: ...


class Inserting(QObject):
    """Puts things into one field."""

    def __init__(self, context: Context, editor: Opened, edit: MarkdownEdit, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._editor, self._edit, self._steps = context, editor, edit, steps
        self.picker = LinkPicker(context, parent)
        self.picker.picked.connect(self._put_link)
        self.picker.closed.connect(lambda: edit.setFocus(Qt.FocusReason.OtherFocusReason))
        edit.link_wanted.connect(self.open_picker)
        edit.picture_given.connect(self._take_picture)
        too_much = context.text("That is more than one article holds. Divide it into several.")
        edit.too_much_given.connect(lambda: context.toast(too_much))

    def mark(self, how: str) -> None:
        """A button of the bar."""
        text, edit = self._context.text, self._edit
        match how:
            case "link":
                self.open_picker()
                return
            case "bold" | "italic":
                edit.wrap("**" if how == "bold" else "*")
            case "heading" | "list" | "numbers":
                edit.begin_line({"heading": "## ", "list": "- ", "numbers": "1. "}[how])
            case "callout":
                edit.insert_block(f"> **{text('Mind:')}** ")
            case "table":
                edit.insert_block(TABLE.format(one=text("First"), two=text("Second")))
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace_words(self, start: int, end: int, words: str) -> None:
        """Puts these words in the place of what stands there; a step that can be undone."""
        cursor = self._edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(min(end, self._edit.document().characterCount() - 1), cursor.MoveMode.KeepAnchor)
        cursor.insertText(words)

    def open_picker(self) -> None:
        """Asks where a link shall lead."""
        material, working, context = self._editor.material, self._editor.working, self._context
        if material is not None and working is not None:
            places, language, me = material.places, working.language, context.me.login
            context.read(
                lambda c: targets(places, forms.offered(c, me), language), self.picker.open_with, owner=self,
                latest="targets",
            )  # fmt: skip

    def _put_link(self, title: str, address: str) -> None:
        chosen = self._edit.textCursor().selectedText() or title
        self._edit.insert_words(f"[{chosen}]({address})")

    def _take_picture(self, image: QImage) -> None:
        text, working = self._context.text, self._editor.working
        if working is None or not working.article or not working.title.strip():
            self._context.toast(text("Give the article a title first; then the picture has a place."))
            return

        def made(picture: MadePicture | None) -> None:
            if picture is None:
                self._context.toast(text("This is no picture that can be shown."))
                return
            if self._editor.is_new():  # its name may still change, and pictures go by the name
                self._context.write(
                    lambda store: keep_picture(store, picture), lambda _: self._put_carried(picture), owner=self
                )
                return
            self._steps.give(
                AddPicture, lambda _: self._put_picture(picture), article=working.article, owner=working.owner,
                picture=picture.picture, media_type=picture.media_type, width=picture.width, height=picture.height,
                data=picture.data,
            )  # fmt: skip

        self._context.operation.read(lambda: made_fit(image), made, doing="read", owner=self, latest="picture")

    def _put_carried(self, picture: MadePicture) -> None:
        material = self._editor.material
        if material is not None:
            self._editor.material = replace(material, carried={**material.carried, picture.picture: picture})
        self._insert(picture)

    def _put_picture(self, picture: MadePicture) -> None:
        material = self._editor.material
        if material is not None:
            self._editor.material = replace(material, pictures=material.pictures | {picture.picture})
        self._insert(picture)

    def _insert(self, picture: MadePicture) -> None:
        words = self._edit.textCursor().selectedText() or self._context.text("What the picture shows")
        self._edit.insert_words(f"![{words}](sigap://picture/{picture.picture})")
