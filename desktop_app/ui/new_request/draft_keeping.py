"""Keeps the form that is being filled in on this laptop, a moment after the last change, and says when it could not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.context import Context, Store
from desktop_app.ui.operation import Failure

PAUSE = 800
"""Milliseconds without a change before a draft is kept."""


class FormDraft(QObject):
    """`kept(moment)`: it is on the disk. `not_kept(failure)`: it is not; the words are still in the form.

    `no` is the draft's number once there is one: who sends the request gives it to the command, which takes it away.
    """

    kept = Signal(object)
    not_kept = Signal(object)

    def __init__(self, context: Context, kind: str, about: str, no: int | None, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._kind, self._about, self.no = context, kind, about, no
        self._waiting: Mapping[str, Any] | None = None
        self._over = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.flush)

    def keep(self, body: Mapping[str, Any]) -> None:
        """This is to be kept, unless something newer comes before the pause is over."""
        if not self._over:
            self._waiting = body
            self._timer.start()

    def flush(self, then: Callable[[], object] | None = None) -> None:
        """Keeps at once what still waits; `then()` once all of it is on the disk, or could not be put there."""
        self._timer.stop()
        body, self._waiting = self._waiting, None
        if body is None:
            if then is not None:
                self._context.write(lambda store: None, lambda _: then(), owner=self)
            return
        now = self._context.now()

        def save(store: Store) -> Any:
            return store.drafts.save(self._kind, self._about, body, now, no=self.no)

        def saved(draft: Any) -> None:
            self.no = draft.no
            self.kept.emit(draft.at)
            if then is not None:
                then()

        def failed(failure: Failure) -> None:
            self._waiting = self._waiting or body
            self.not_kept.emit(failure)
            if then is not None:
                then()

        self._context.write(save, saved, owner=self, failed=failed)

    def stop(self) -> None:
        """Nothing more is kept: it was sent, or the person threw it away."""
        self._over = True
        self._timer.stop()
        self._waiting = None

    def forget(self, then: Callable[[Any], object] | None = None) -> None:
        """Throws it away; `then(draft)` with what it was, None where there was none."""
        self.stop()

        def delete(store: Store) -> Any:
            draft = store.drafts.get(self._kind, self._about)
            if draft is not None and draft.no == self.no:
                store.drafts.delete(draft.no)
                return draft
            return None

        self._context.write(delete, then, owner=self)
