"""Which article is open, where in it one is, where one came from, and what its reader does with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.effects import Refused
from desktop_app.domain.knowledge.acknowledgement import AcknowledgeArticle, DeclineArticle
from desktop_app.domain.knowledge.publishing import content_hash
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.knowledge.article_shown import PICTURE, TABLE
from desktop_app.ui.knowledge.own_marks import OwnMarks
from desktop_app.ui.knowledge.reader_pane import ReaderPane, Spot
from desktop_app.ui.knowledge.reading import Reading, read_article
from desktop_app.ui.links import LOOKED_FOR, BadLink, Link, link, parsed
from desktop_app.ui.operation import Failure

LONGEST = 120
"""Characters of what was looked for that go on into a form."""
MOST_RELATED = 5
MOST_READ = 20
"""Articles whose place is kept for the session."""


class ReadingPlace(QObject):
    """`shown()`: another article is in sight, or that there is none. `wanted(link)`: an article is to be read alone.
    `asked(article)`: a form was begun from it; `helped(article)`: its reader says that it helped. `looked_for` says the
    words that were searched for last.
    """

    shown = Signal()
    wanted = Signal(object)
    asked = Signal(str)
    helped = Signal(str)

    def __init__(self, context: Context, reader: ReaderPane, looked_for: Callable[[], str] = str) -> None:
        super().__init__(reader)
        self._context, self._reader, self._looked_for = context, reader, looked_for
        self._spot = Spot()
        self._focus = False
        self._left: dict[tuple[str, str], int] = {}
        self.at: Link | None = None
        self.trail: list[tuple[Link, Spot]] = []
        reader.language_chosen.connect(self.use_language)
        reader.followed.connect(self.follow)
        reader.opened.connect(self.wanted)
        reader.asking.connect(self.ask)
        reader.acknowledging.connect(self._acknowledge)
        reader.foot.declining.connect(self._decline)
        reader.foot.helped.helped.connect(self._say_helped)
        reader.copying.connect(self.copy)
        reader.text.copying_code.connect(self._copy_code)
        self.marks = OwnMarks(context, reader)

    @property
    def spot(self) -> Spot:
        """Where the open article was opened."""
        return self._spot

    def left_at(self, to: Link) -> Spot:
        """Where one left this article, its top where one has not read it."""
        scroll = self._left.get((to.key, to.get("language") or self._context.language))
        return Spot(scroll=scroll, resume=scroll is None)

    def show(self, to: Link, spot: Spot, *, focus: bool) -> None:
        """This article, at this spot; `focus`: to be read now, not only looked at."""
        self.keep()
        self.at, self._spot, self._focus = to, spot, focus
        self._read(to)

    def follow_to(self, to: Link, spot: Spot) -> None:
        """The same, from the article that is being read, which one may come back to."""
        if self.at is not None and self.at.key != to.key:
            self.trail.append((self.at, Spot(scroll=self._reader.text.verticalScrollBar().value())))
        self.show(to, spot, focus=True)

    def step_back(self) -> bool:
        """To the article one came from; False where one came from none."""
        if not self.trail:
            return False
        to, spot = self.trail.pop()
        self.show(to, spot, focus=True)
        return True

    def close(self) -> None:
        """No article is open."""
        self.keep()
        self.at = None
        self.trail.clear()

    def keep(self) -> None:
        """Keeps where one is, also for another day."""
        self.marks.left()
        reading = self._reader.reading
        if reading is not None and (reading.article.id, reading.article.language) in self._left:
            place = self._reader.text.verticalScrollBar().value()
            self._left[(reading.article.id, reading.article.language)] = place

    def again(self) -> None:
        """Something about the open article changed."""
        if self.at is not None:
            self._read(self.at, again=True)

    def place(self) -> Link | None:
        """The open article, at the section one is in."""
        if self.at is None:
            return None
        language = self.at.get("language")
        said = {} if language in ("", self._context.language) else {"language": language}
        return link("article", self.at.key, self._reader.text.section(), **said)

    # What its reader does

    def use_language(self, language: str) -> None:
        """The same article in another language, at the same heading."""
        if self.at is not None and self._reader.reading is not None:
            spot = Spot(heading=self._reader.heading_number())
            self.show(link("article", self.at.key, language=language), spot, focus=self._focus)

    def next_language(self) -> None:
        """The one after, around."""
        if (reading := self._reader.reading) is not None and len(reading.languages) > 1:
            at = reading.languages.index(reading.article.language)
            self.use_language(reading.languages[(at + 1) % len(reading.languages)])

    def follow(self, address: str) -> None:
        """A link in the text: to a place in it, in Sigap, or out of it."""
        if address.startswith("#"):
            self._reader.text.go_to(address[1:])
            return
        if address.startswith(PICTURE):
            self._reader.open_picture(address.removeprefix(PICTURE))
            return
        if address.startswith(TABLE):
            self._reader.open_table(int(address.removeprefix(TABLE)))
            return
        if address.partition(":")[0].lower() in ("https", "mailto"):
            self._reader.outside.ask(address)
            return
        try:
            to = parsed(address)
        except BadLink:
            self._context.toast(self._context.text("This link leads to nothing Sigap knows."))
            return
        if to.kind == "article" and self.at is not None and to.key == self.at.key:
            self._reader.text.go_to(to.anchor)
        elif to.kind == "article":
            self.wanted.emit(to)
        elif to.kind == "form":
            self.ask(to.key)
        else:
            self._context.open(to)

    def copy(self, anchor: str) -> None:
        """The link to a section, to be written somewhere else."""
        if self.at is not None:
            QGuiApplication.clipboard().setText(str(link("article", self.at.key, anchor)))
            self._context.toast(self._context.text("The link to this section is copied."))

    def _copy_code(self, code: str) -> None:
        QGuiApplication.clipboard().setText(code)
        self._context.toast(self._context.text("The code is copied."))

    def copy_here(self) -> None:
        """The link to the section being read."""
        self.copy(self._reader.text.section())

    def ask(self, form: str) -> None:
        """A form, with the article that did not answer as what was read, and what was looked for."""
        if self.at is not None:
            self.asked.emit(self.at.key)
            words = self._looked_for().strip()
            said = {LOOKED_FOR: words[:LONGEST]} if words else {}
            self._context.open(link("form", form, article=self.at.key, **said))

    def _say_helped(self) -> None:
        if self.at is not None:
            self.helped.emit(self.at.key)

    def _acknowledge(self) -> None:
        if (reading := self._reader.reading) is None:
            return
        self._reader.foot.hold_acknowledging()
        article = reading.article
        said = command(
            self._context, AcknowledgeArticle, article=article.id, language=article.language, version=article.version,
            minor=article.minor, hash=content_hash(article.title, article.body),
        )  # fmt: skip
        self._context.run(said, owner=self._reader, failed=self._not_acknowledged)

    def _decline(self, reason: str) -> None:
        if (reading := self._reader.reading) is None:
            return
        article = reading.article
        said = command(
            self._context, DeclineArticle, article=article.id, language=article.language, version=article.version,
            minor=article.minor, reason=reason,
        )  # fmt: skip
        self._context.run(said, owner=self._reader, failed=self._not_acknowledged)

    def _not_acknowledged(self, failure: Failure) -> None:
        if self._reader.reading is not None:
            self._reader.foot.show_reading(self._reader.reading)
        text = self._context.text
        if isinstance(failure.error, Refused):
            self._context.toast(
                text("This version is no longer the one in force. The new one comes with the next sync.")
            )
        else:
            self._context.toast(text("This could not be saved. Please try again."))

    # How it is read from the disk

    def _read(self, to: Link, again: bool = False) -> None:
        context, now, me = self._context, self._context.now(), self._context.me.login
        language, today = to.get("language") or context.language, context.words.today()
        if not again:
            self._reader.expect()
        context.operation.read(
            lambda: read_article(context.store, me, to.key, language, now, today),
            lambda reading: self._show(to, reading, again), doing="read", owner=self, latest="article",
            failed=self._not_read,
        )  # fmt: skip

    def _show(self, to: Link, reading: Reading | None, again: bool) -> None:
        if to != self.at:
            return
        if reading is None:
            self._reader.show_missing()
        elif again and self._reader.reading is not None:
            self._reader.show_again(reading)
        else:
            self._reader.show_reading(reading, self._spot)
            self._remember(reading.article.id, reading.article.language)
            self.marks.opened(alone=self._focus)
            self._relate(reading)
        self.shown.emit()
        if self._focus and not again:
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _relate(self, reading: Reading) -> None:
        """Articles about the same are found after the page is in sight: what their meanings need may yet be loaded."""
        index, article = self._context.index, reading.article
        if index is None:
            return
        self._context.operation.read(
            lambda: index.related(article.id, article.language, MOST_RELATED),
            lambda hits: self._reader.beside.show_like(article.id, hits), doing="search", owner=self, latest="related",
        )  # fmt: skip

    def _not_read(self, failure: Failure) -> None:
        self._reader.show_missing()
        self._context.shell.fail(failure)

    def _remember(self, id: str, language: str) -> None:
        self._left[(id, language)] = self._left.pop((id, language), 0)
        for oldest in list(self._left)[:-MOST_READ]:
            del self._left[oldest]
