"""What a person does with one request: saves what they say and do, changes it, takes it back, and marks it as read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.protocol.changes import Changes
from desktop_app.store.queries import outbox
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.conversation.draft_keeper import being_written
from desktop_app.ui.conversation.failures import why
from desktop_app.ui.conversation.reading import Reading
from desktop_app.ui.conversation.reply_box import ReplyBox
from desktop_app.ui.conversation.thread import Thread
from desktop_app.ui.conversation.ways import Words, said
from desktop_app.ui.operation import Failure

LOOKED_AT = 700
"""Milliseconds a request is in sight before its messages count as read: paging through a queue reads nothing."""


class Talk(QObject):
    """Stands between a pane's widgets and the store; `show` hands it each new reading.

    `submission(withdraw)`: the request itself, not sent yet, is to be changed or (True) withdrawn.
    """

    saved = Signal()
    submission = Signal(bool)

    def __init__(self, context: Context, box: ReplyBox, thread: Thread, pane: QWidget) -> None:
        super().__init__(pane)
        self._context, self._box, self._thread, self._pane = context, box, thread, pane
        self.reading: Reading | None = None
        self._looked = QTimer(self, singleShot=True, interval=LOOKED_AT)
        self._looked.timeout.connect(self._mark_read)
        box.sending.connect(self._send)
        box.amending.connect(self._amended)
        box.discarding.connect(self.discard)
        thread.changing.connect(self._change)
        thread.withdrawing.connect(self._withdraw)

    def show(self, reading: Reading) -> None:
        """The request as it is now."""
        self.reading = reading
        if self._box.amended and self._box.amended not in reading.waiting:
            self._box.stop_amending(reading.kept)  # it went out meanwhile
            self._context.toast(self._context.text("It is already on its way and can no longer be changed."))
        self.look()

    def look(self) -> None:
        """The request is in sight: soon its messages count as read."""
        if self.reading is not None:
            self._looked.start()

    def give(
        self, kind: type[Command], then: Callable[[], object] | None = None,
        failed: Callable[[str], object] | None = None, **own: Any,
    ) -> None:  # fmt: skip
        """Saves a command about this request; `failed(sentence)` says why it may not be, in place of a toast."""
        if self.reading is None:
            return
        given = command(self._context, kind, request=self.reading.item.id, **own)
        self._context.run(
            given, lambda changes: self._done(then), owner=self,
            failed=lambda failure: (failed or self._context.toast)(self._why(failure)),
        )  # fmt: skip

    def discard(self, no: int) -> None:
        """Forgets words that were refused."""
        self._context.write(lambda store: store.drafts.delete(no), owner=self)

    def understood(self, numbers: list[int]) -> None:
        """These refusals were looked at."""
        self._context.write(lambda store: store.notices.mark_seen(numbers), owner=self)

    def leave(self) -> None:
        """The request goes out of sight."""
        self._looked.stop()
        self._box.leave()

    def _done(self, then: Callable[[], object] | None) -> None:
        self.saved.emit()
        if then is not None:
            then()

    def _why(self, failure: Failure) -> str:
        reading = self.reading
        return why(failure, self._context, (lambda login: login) if reading is None else reading.name)

    def _send(self, words: Words) -> None:
        if self.reading is None:
            return
        request, commands = self.reading.item.id, said(self._context, self.reading, words)

        def save(store: Any) -> Changes:
            draft = being_written(store, "reply", request)
            before = [store.writer.run(each, self) for each in commands[:-1]]
            return _together([*before, store.writer.run(commands[-1], self, instead_of=draft)])

        def done(changes: Changes) -> None:
            if self._box.about == request:  # else the person is at another request by now
                self._box.sent()
                self._thread.to_end()
            self.saved.emit()

        def failed(failure: Failure) -> None:
            here = self._box.about == request
            (self._box.say_wrong if here else self._context.toast)(self._why(failure))

        self._context.write(save, done, owner=self, failed=failed)

    def _waiting_command(self, id: str, then: Callable[[Command], object]) -> None:
        def found(waiting: Command | None) -> None:
            if waiting is None:
                self._context.toast(self._context.text("It is already on its way and can no longer be changed."))
            else:
                then(waiting)

        self._context.read(lambda c: outbox.changeable(c, id), found, owner=self)

    def _change(self, id: str) -> None:
        if self.reading is not None and id == self.reading.item.id:
            self.submission.emit(False)
            return

        def take_up(waiting: Command) -> None:
            way = "note" if getattr(waiting, "internal", False) else "reply"
            self._box.amend(id, Words(waiting.words(), way, tuple(getattr(waiting, "files", ()))))

        self._waiting_command(id, take_up)

    def _amended(self, id: str, words: Words | None) -> None:
        """The unsent message `id` now says this; None: it stays as it was."""
        kept = None if self.reading is None else self.reading.kept
        if words is None:
            self._box.stop_amending(kept)
            return

        def save(waiting: Command) -> None:
            other: dict[str, Any] = {"text": words.text}
            if isinstance(waiting, AddReply):
                other["files"] = [dict(file) for file in words.files]
            changed = replace(waiting, **other)
            self._context.write(
                lambda store: store.writer.amend(changed, self), lambda _: self._box.stop_amending(kept), owner=self,
                failed=lambda failure: self._box.say_wrong(self._why(failure)),
            )  # fmt: skip

        self._waiting_command(id, save)

    def _withdraw(self, id: str) -> None:
        text = self._context.text
        if self.reading is not None and id == self.reading.item.id:
            self.submission.emit(True)
            return

        def take_back(waiting: Command) -> None:
            again = command(self._context, type(waiting), **_own(waiting))
            self._context.write(
                lambda store: store.writer.withdraw(id, self),
                lambda _: self._context.toast(text("Withdrawn. It was not sent."), lambda: self._context.run(again)),
                owner=self,
                failed=lambda _: self._context.toast(text("It is already on its way and can no longer be changed.")),
            )

        self._waiting_command(id, take_back)

    def _mark_read(self) -> None:
        reading = self.reading
        if reading is None or not self._pane.isVisible():
            return
        request, news = reading.item.id, reading.news
        if reading.item.unread:
            self._context.write(lambda store: store.markers.mark_read(request, self), owner=self)
        if news:
            self._context.write(lambda store: store.notices.mark_seen(news, self), owner=self)


def _together(changes: Sequence[Changes]) -> Changes:
    rows = frozenset().union(*(each.rows for each in changes))
    local = frozenset().union(*(each.local for each in changes))
    return Changes(rows, local, changes[-1].initiator)


def _own(waiting: Command) -> dict[str, Any]:
    return {name: value for name, value in waiting.__dict__.items() if name not in ("id", "person", "at")}
