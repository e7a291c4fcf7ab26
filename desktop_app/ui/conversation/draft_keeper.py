"""Keeps what is being written on this laptop, a moment after the last key: nothing typed is lost by closing the lid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.context import Context

PAUSE = 800
"""Milliseconds without a key before a draft is saved."""


class DraftKeeper(QObject):
    """One draft at a time. `saved(moment)`: it is on the disk; `saved(None)`: there is nothing to keep any more."""

    saved = Signal(object)

    def __init__(self, context: Context, kind: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._about = ""
        self._kept: Mapping[str, Any] | None = None
        self._wanted: Mapping[str, Any] | None = None
        self._continues: int | None = None
        self._paused = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.flush)

    def begin(self, about: str, kept: Mapping[str, Any] | None) -> None:
        """From now on for this request, where `kept` is on the disk already. What was being written before is saved."""
        self.flush()
        self._about, self._kept, self._wanted, self._continues = about, kept, kept, None
        self._paused = False

    def keep(self, body: Mapping[str, Any] | None, continues: int | None = None) -> None:
        """What is written now, None for nothing. `continues`: the refused draft these words come from."""
        self._wanted = body
        self._continues = continues if continues is not None else self._continues
        if body != self._kept or continues is not None:
            self._timer.start()

    def flush(self) -> None:
        """Saves at once what was not saved yet."""
        self._timer.stop()
        if self._paused or not self._about or self._wanted == self._kept:
            return
        about, body, kind, now, continues = self._about, self._wanted, self._kind, self._context.now(), self._continues
        self._kept, self._continues = body, None

        def save(store: Any) -> Any:
            if body is not None:
                return store.drafts.save(kind, about, body, now, no=continues).at
            return forget(store, kind, about)

        self._context.write(save, lambda done: self._told(about, body, now), owner=self, failed=self._failed)

    def pause(self) -> None:
        """Saves what is written, and then nothing until `resume` or `sent`: its command is being saved, which takes
        this draft with it; one saved behind it would stay."""
        self.flush()
        self._paused = True

    def resume(self) -> None:
        """The command was not saved: goes on keeping."""
        self._paused = False
        self.keep(self._wanted)

    def sent(self) -> None:
        """What was written went out with its command, which took the draft with it."""
        self._timer.stop()
        self._paused = False
        self._kept = self._wanted = None
        self._continues = None

    def _told(self, about: str, body: Mapping[str, Any] | None, now: datetime) -> None:
        if about == self._about and body == self._kept:
            self.saved.emit(None if body is None else now)

    def _failed(self, failure: Any) -> None:
        self._kept = {"unsaved": True}  # differs from anything written: the next pause tries again
        self._context.shell.fail(failure)


def forget(store: Any, kind: str, about: str) -> Any:
    """Forgets what is being written about this, where anything is; refused words stay."""
    no = being_written(store, kind, about)
    return None if no is None else store.drafts.delete(no)


def being_written(store: Any, kind: str, about: str) -> int | None:
    """The number of the draft that is being written about this."""
    draft = store.drafts.get(kind, about)
    return None if draft is None or draft.refused is not None else int(draft.no)
