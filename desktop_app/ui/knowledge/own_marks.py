"""The reader's own: what they read and where they left it, their favourites, places they marked. All on this laptop."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.reader_pane import ReaderPane
from desktop_app.ui.knowledge.reading import Reading

LOOKED_AT = 4_000
"""Milliseconds beside the results after which an article counts as read; opened alone it counts at once."""


class OwnMarks(QObject):
    """Writes what the reader pane shows; `Reading` brings it back."""

    def __init__(self, context: Context, reader: ReaderPane) -> None:
        super().__init__(reader)
        self._context, self._reader = context, reader
        self._visited: Reading | None = None
        self.looks = QTimer(self, singleShot=True, interval=LOOKED_AT)
        self.looks.timeout.connect(self._visit)
        reader.favourite_asked.connect(self.turn_favourite)
        reader.bookmark_asked.connect(self.turn_bookmark)

    def opened(self, *, alone: bool) -> None:
        """Another article is shown."""
        self.looks.stop()
        if alone:
            self._visit()
        else:
            self.looks.start()

    def left(self) -> None:
        """The article goes out of sight: how far it was read is kept."""
        self.looks.stop()
        reading, self._visited = self._visited, None
        now = self._reader.reading
        if reading is None or now is None or now.article.id != reading.article.id:
            return
        article, anchor, below = now.article, self._reader.text.section(), self._reader.text.below()
        moment = self._context.now()
        self._context.write(
            lambda store: store.shelf.left(
                article.id, article.language, article.version, article.minor, anchor, below, moment
            )
        )  # fmt: skip

    def turn_favourite(self) -> None:
        """Into the favourites, or out of them."""
        if (reading := self._reader.reading) is None:
            return
        wanted, now, text = not reading.favourite, self._context.now(), self._context.text
        said = text("Among your favourites.") if wanted else text("No longer among your favourites.")
        self._context.write(
            lambda store: store.shelf.set_favourite(reading.article.id, wanted, now),
            lambda _: self._context.toast(said), owner=self._reader,
        )  # fmt: skip

    def turn_bookmark(self) -> None:
        """A bookmark at the section being read, or away with it."""
        if (reading := self._reader.reading) is None:
            return
        article, anchor = reading.article, self._reader.text.section()
        now, text = self._context.now(), self._context.text
        if anchor in reading.bookmarks:
            self._context.write(
                lambda store: store.shelf.remove_bookmark(article.id, article.language, anchor),
                lambda _: self._context.toast(text("The bookmark is gone.")), owner=self._reader,
            )  # fmt: skip
        else:
            self._context.write(
                lambda store: store.shelf.add_bookmark(article.id, article.language, anchor, now),
                lambda _: self._context.toast(text("A bookmark lies at this section.")), owner=self._reader,
            )  # fmt: skip

    def _visit(self) -> None:
        if (reading := self._reader.reading) is None:
            return
        self._visited, article, now = reading, reading.article, self._context.now()
        self._context.write(
            lambda store: store.shelf.opened(article.id, article.language, article.version, article.minor, now)
        )  # fmt: skip
