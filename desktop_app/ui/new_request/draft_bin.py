"""Throwing drafts away, and taking them back while the word about it is in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.ui.context import Context, Store
from desktop_app.ui.new_request.opening import REQUEST


class DraftBin(QObject):
    """`reopen(form)` shows a form with the draft that was taken back."""

    def __init__(self, context: Context, reopen: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._reopen = context, reopen

    def throw_away(self, no: int, then: Callable[[], object]) -> None:
        """Throws a draft away by its number."""

        def delete(store: Store) -> Any:
            found = next((each for each in store.drafts.list() if each.no == no), None)
            if found is not None:
                store.drafts.delete(no)
            return found

        def told(found: Any) -> None:
            then()
            if found is not None:
                self.tell(self._context.text("The draft was thrown away."), str(found.body["form"]), found.body)

        self._context.write(delete, told, owner=self)

    def tell(self, words: str, form: str, body: Mapping[str, Any] | None) -> None:
        """Says that a draft is gone; with its `body` it can be taken back."""
        self._context.toast(words, (lambda: self._put_back(form, body)) if body else None)

    def _put_back(self, form: str, body: Mapping[str, Any]) -> None:
        now = self._context.now()
        self._context.write(
            lambda store: store.drafts.save(REQUEST, form, body, now), lambda _: self._reopen(form), owner=self
        )
