"""The table that ships with the product: loaded when a question first needs it, or done without."""

from __future__ import annotations

import logging
import threading
from functools import cached_property
from pathlib import Path

from desktop_app.search.meaning.table import Table, Unusable, identity

_log = logging.getLogger(__name__)


class ShippedTable:
    """Loads the table once, from whatever thread asks first. Without one, all that is asked of it is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._loading = threading.Lock()
        self._table: Table | None = None
        self._is_tried = False

    @cached_property
    def identity(self) -> str | None:
        """What tells this table from another; None where there is none."""
        try:
            return identity(self._folder) if self._folder is not None else None
        except Unusable:
            return None

    def load(self) -> Table | None:
        """The table, at once when it was loaded before; else in a fifth of a second."""
        with self._loading:
            if not self._is_tried:
                self._is_tried = True
                if self._folder is not None and self._folder.is_dir():
                    try:
                        self._table = Table.load(self._folder)
                    except Unusable as error:
                        _log.info("searching by words only, without the table of meanings: %s", error)
            return self._table
