"""The box to answer in: always in reach, saved while one writes, sent by Ctrl+Enter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.domain.text import is_blank
from desktop_app.ui.actions import shown_keys
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.attached import Attached
from desktop_app.ui.conversation.draft_keeper import DraftKeeper
from desktop_app.ui.conversation.growing_edit import GrowingEdit, local_files
from desktop_app.ui.conversation.kept import Kept
from desktop_app.ui.conversation.offer import Offer
from desktop_app.ui.conversation.ways import Way, Words, takes_files
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.fields import FieldError
from desktop_app.ui.widgets.layout import column, holder, restyled, row
from desktop_app.ui.widgets.text import Text


class ReplyBox(Card):
    """`sending(Words)`: the person wants it sent; `sent()` or `say_wrong()` answers. `with_notes`: team notes too.

    `editing(id)` tells that an unsent message is taken up again instead: `changed(id, Words)` when it is to be saved.
    `discarding(no)`: refused words are to be forgotten.
    """

    sending = Signal(object)
    amending = Signal(str, object)
    discarding = Signal(int)
    writing = Signal(bool)

    def __init__(self, context: Context, *, with_notes: bool = False) -> None:
        self._context, theme, text = context, context.theme, context.text
        self._about, self._noting, self._amended = "", False, ""
        self._ways: list[Way] = []
        self._way = ""
        self._continues: int | None = None
        self._loading = False
        self.edit = GrowingEdit(theme)
        self.attached = Attached(context)
        self.error = FieldError(theme)
        self.saved = Text("", 12, 400, "soft")
        self.reply_tab = _tab(theme, text("Reply"))
        self.note_tab = _tab(theme, text("Team note"))
        self.attach = Button(theme, text("Attach"), "plain", "paperclip")
        self.send = Button(theme, text("Send reply"), "secondary")
        self.more = IconButton(theme, "caret-down", text("Other ways to send"))
        self.cancel = Button(theme, text("Leave as it was"), "plain")
        self.offer = Offer(context)
        tabs = row(
            self.reply_tab, 10, self.note_tab, Kbd(theme, "N"), None, *((self.saved,) if with_notes else ()), gap=8
        )
        self._with_notes = with_notes
        self._tabs = holder(column(tabs, Rule(), gap=7))
        keys = Kbd(theme, shown_keys("Ctrl+Enter"))
        foot = row(
            self.attach,
            None,
            *(() if with_notes else (self.saved, 4)),
            keys,
            2,
            self.cancel,
            self.send,
            self.more,
            gap=8,
        )
        inner = column(self.offer, self.edit, self.attached, self.error, foot, gap=5, margins=(8, 0, 0, 0))
        super().__init__(theme, column(self._tabs, inner, gap=5), border="control", margins=(6, 9, 8, 8))
        self._tabs.setVisible(with_notes)
        self.setAcceptDrops(True)
        self._keeper = DraftKeeper(context, "reply", self)
        self._connect()
        self._settle()

    def show_request(self, about: str, hint: str, ways: Sequence[Way], kept: Kept | None, refused: Sequence[Kept],
                     *, prominent: bool = False) -> None:  # fmt: skip
        """For this request, these ways. Words being typed stay; another request brings the words kept for it."""
        self._ways = list(ways)
        restyled(self.send, kind="primary" if prominent else "secondary")
        if about != self._about:
            self._load(about, kept)
        if self._way not in {way.key for way in self._ways}:
            self._way = self._ways[0].key if self._ways else ""
        if not self._ways and self._with_notes:
            self._noting = True
        self._hint = hint
        self.offer.offer([each for each in refused if each.no != self._continues])
        self._settle()

    def words(self) -> Words:
        """What is written now."""
        return Words(self.edit.toPlainText(), "note" if self._noting else self._way, self.attached.files())

    @property
    def about(self) -> str:
        """The request that is being written about."""
        return self._about

    def sent(self) -> None:
        """It is saved: the box is empty again."""
        self._keeper.sent()
        self._write(None)
        self.send.setEnabled(True)

    def say_wrong(self, sentence: str) -> None:
        """Why it was not sent; the words stay."""
        self.error.say(sentence)
        self.send.setEnabled(True)
        if not self._amended:
            self._keeper.resume()

    def write_reply(self) -> None:
        """To the words, as a reply."""
        self._note(False)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write_note(self) -> None:
        """To the words, as a note."""
        self._note(True)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def use_again(self, kept: Kept, *, as_note: bool = False) -> None:
        """Refused words are taken up; what is being written stays before them."""
        before = self.edit.toPlainText()
        self._continues = None if before.strip() else kept.no
        self._loading = True
        self._noting = as_note or kept.internal
        self.edit.setPlainText(f"{before.rstrip()}\n\n{kept.text}" if before.strip() else kept.text)
        self.attached.show_files([*self.attached.files(), *kept.files])
        self._loading = False
        self._keeper.keep(self._body(), self._continues)
        self._keeper.flush()
        if before.strip():
            self.discarding.emit(kept.no)
        self.offer.but(kept.no)
        self._settle()
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def amend(self, id: str, words: Words) -> None:
        """An unsent message is changed here; what was being written waits as a draft meanwhile."""
        self._keeper.flush()
        self._amended, self._loading = id, True
        self._noting = words.way == "note"
        self.edit.setPlainText(words.text)
        self.attached.show_files(list(words.files))
        self._loading = False
        self._settle()
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def amended(self) -> str:
        """The id of the unsent message that is being changed, empty otherwise."""
        return self._amended

    def stop_amending(self, kept: Kept | None) -> None:
        """Back to what was being written before."""
        self._amended = ""
        self._write(kept)
        self.send.setEnabled(True)

    def insert(self, words: str) -> None:
        """Puts words where the cursor is, with a space before them where one is missing."""
        cursor = self.edit.textCursor()
        before = self.edit.toPlainText()[: cursor.position()]
        cursor.insertText(f" {words}" if before and not before[-1].isspace() else words)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Saves what is written at once."""
        self._keeper.flush()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.edit.insertFromMimeData(event.mimeData())
        event.acceptProposedAction()

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._typed)
        self.edit.submitted.connect(self._send)
        self.edit.entered.connect(lambda: self._focused(True))
        self.edit.left.connect(lambda: self._focused(False))
        self.edit.files_given.connect(self.attached.take)
        self.edit.picture_given.connect(self.attached.take_picture)
        self.edit.too_much_given.connect(self._refuse_too_much)
        self.attached.changed.connect(self._typed)
        self.attached.refused.connect(self.error.say)
        self.attach.clicked.connect(self.attached.choose)
        self.send.clicked.connect(self._send)
        self.more.clicked.connect(self._open_ways)
        self.cancel.clicked.connect(lambda: self.amending.emit(self._amended, None))
        self.reply_tab.clicked.connect(self.write_reply)
        self.note_tab.clicked.connect(self.write_note)
        self.offer.taken.connect(self.use_again)
        self.offer.discarded.connect(self.discarding)
        self._keeper.saved.connect(self._say_saved)

    def _load(self, about: str, kept: Kept | None) -> None:
        self._keeper.begin(about, None if kept is None else _body_of(kept))
        self._about, self._amended = about, ""
        self.send.setEnabled(True)
        self._write(kept)

    def _write(self, kept: Kept | None) -> None:
        self._loading = True
        self._continues = None
        self._noting = bool(kept and kept.internal)
        self._way = kept.way if kept and kept.way else self._ways[0].key if self._ways else ""
        if kept is None or kept.text != self.edit.toPlainText():
            self.edit.setPlainText("" if kept is None else kept.text)
            self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.attached.show_files([] if kept is None else kept.files)
        self._loading = False
        self.error.say("")
        self._say_saved(None if kept is None else kept.at)
        self._settle()

    def _body(self) -> dict[str, Any] | None:
        words = self.words()
        if is_blank(words.text) and not words.files:
            return None
        return {"text": words.text, "internal": self._noting, "take": words.way == "take", "way": self._way,
                "files": [dict(file) for file in words.files]}  # fmt: skip

    def _typed(self) -> None:
        if self._loading:
            return
        self.error.say("")
        self.writing.emit(bool(self.edit.toPlainText()))
        if not self._amended:
            self._keeper.keep(self._body(), self._continues)

    def _refuse_too_much(self) -> None:
        text = self._context.text
        self.error.say(text("It is longer than a message may be. Shorten it, or attach it as a file."))

    def _send(self) -> None:
        words, text = self.words(), self._context.text
        if not self.send.isEnabled() or (not words.way and not self._amended):
            return
        if is_blank(words.text):
            self.error.say(text("Write something first."))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif words.files and not takes_files(words.way) and not self._amended:
            self.error.say(text("Files go with a reply. Send them as a reply first, or remove them."))
        else:
            self.error.say("")
            self.send.setEnabled(False)
            if self._amended:
                self.amending.emit(self._amended, words)
            else:
                self._keeper.pause()
                self.sending.emit(words)

    def _note(self, on: bool) -> None:
        if self._with_notes and not self._amended and (on or self._ways):
            self._noting = on
            self._settle()
            self._typed()

    def _open_ways(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for way in self._ways:
            menu.addAction(way.title, partial(self._choose, way))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose(self, way: Way) -> None:
        self._way = way.key
        self._settle()
        self._typed()
        self.send.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        text = self._context.text
        titles = {way.key: way.title for way in self._ways}
        title = (
            text("Save change")
            if self._amended
            else text("Save note")
            if self._noting
            else titles.get(self._way, text("Send reply"))
        )
        self.send.say(title)
        self.more.setVisible(not self._noting and not self._amended and len(self._ways) > 1)
        self.cancel.setVisible(bool(self._amended))
        self.reply_tab.setEnabled(bool(self._ways))
        for tab, on in ((self.reply_tab, not self._noting), (self.note_tab, self._noting)):
            tab.setChecked(on)
            restyled(tab, kind="quiet" if on else "plain")
        hint = text("Write a note that only the team reads…") if self._noting else getattr(self, "_hint", "")
        self.edit.say_hint(hint)
        self.offer.setVisible(self.offer.has_words() and not self._amended)
        self._focused(self.edit.hasFocus())

    def _focused(self, on: bool) -> None:
        self.drawn("warn_soft" if self._noting else "surface", "accent" if on else "control", 2 if on else 1)
        if not on:
            self._keeper.flush()

    def _say_saved(self, at: datetime | None) -> None:
        words = self._context.words
        self.saved.say("" if at is None else words.text("Draft saved {time}", time=words.short(at)))


def _tab(theme: Any, title: str) -> QPushButton:
    tab = Button(theme, title, "plain")
    tab.setCheckable(True)
    return tab


def _body_of(kept: Kept) -> dict[str, Any]:
    return {"text": kept.text, "internal": kept.internal, "take": kept.way == "take", "way": kept.way,
            "files": [dict(file) for file in kept.files]}  # fmt: skip
