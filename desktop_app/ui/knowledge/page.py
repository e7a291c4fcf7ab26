"""The knowledge page: found as one types, read beside the results or alone, browsed when nothing is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.catalogue import _
from desktop_app.domain.effects import Refused
from desktop_app.domain.knowledge.commands import AcknowledgeArticle
from desktop_app.store.queries import knowledge
from desktop_app.ui.actions import Action, shown_keys
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.knowledge.browse_pane import BrowsePane
from desktop_app.ui.knowledge.chips_band import ChipsBand
from desktop_app.ui.knowledge.finding import Asked, Finding, look
from desktop_app.ui.knowledge.library import READ_OF, Library, read_library
from desktop_app.ui.knowledge.reader_pane import ReaderPane, Room, Spot
from desktop_app.ui.knowledge.reading import Reading, read_article
from desktop_app.ui.knowledge.result_rows import found_words
from desktop_app.ui.knowledge.results_pane import ResultsPane, more_of
from desktop_app.ui.links import BadLink, Link, link, parsed
from desktop_app.ui.operation import Failure
from desktop_app.ui.pages import NARROW, Page, PageWidget
from desktop_app.ui.widgets.card import Rule
from desktop_app.ui.widgets.columns import NARROW as TIGHT
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll

View = Literal["browse", "results", "reader"]
RESULTS, RESULTS_TIGHT = 448, 376
PREVIEW_PAUSE = 120
"""Milliseconds the mark rests on a result before its article is shown beside it."""
MOST_READ = 20


class KnowledgePage(PageWidget):
    """Three views: the library, results (with the marked article beside them where there is room), one article alone."""

    gutter = 16

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view: View = "browse"
        self._asked = Asked("")
        self._finding: Finding | None = None
        self._library: Library | None = None
        self._at: Link | None = None
        self._spot = Spot()
        self._trail: list[tuple[Link, Spot]] = []
        self._left: dict[tuple[str, str], int] = {}
        self._open_when_found = False
        self._index_is_behind = ""
        self.band, self.results = ChipsBand(context), ResultsPane(context)
        self.browse, self.reader = BrowsePane(context), ReaderPane(context, self._reading_keys())
        self._split = holder(column(self.band, (row(self.results, (self.reader, 1), gap=0), 1), gap=0))
        self.stack = QStackedWidget()
        self._browse_scroll = Scroll(self.browse)
        self.stack.addWidget(self._browse_scroll)
        self.stack.addWidget(self._split)
        self._edge = Rule()
        self.setLayout(column(self._edge, (self.stack, 1), gap=0))
        self._preview = QTimer(self, singleShot=True, interval=PREVIEW_PAUSE)
        self._preview.timeout.connect(self._show_marked)
        self._connect()
        self._arrange()

    # What the window asks

    def refresh(self, changes: Changed | None) -> None:
        context, me, now = self.context, self.context.me.login, self.context.now()
        if changes is None or changes.kinds & READ_OF:
            context.read(lambda c: read_library(c, me, now), self._show_library, owner=self, latest="library")
        if changes is not None and "index" in changes.kinds:
            self._say_index(changes.initiator)
        if changes is not None and changes.kinds & {"index", "article"} and self._asked.typed.strip():
            self._look()
        if self._at is not None and (changes is None or changes.kinds & {"article", "acknowledgement", "team", "form"}):
            self._read(self._at, again=True)

    def open(self, link: Link) -> None:
        if link.kind == "search":
            self.search(link.key, False)
        elif link.kind == "article" and link.key:
            self._go(link, self._spot_for(link))

    def place(self) -> Link | None:
        if self._view == "reader" and self._at is not None:
            said = {"language": self._at.get("language")} if self._at.get("language") else {}
            return link("article", self._at.key, self.reader.text.section(), **said)
        return link("search", self._asked.typed) if self._asked.typed.strip() else None

    def leave(self) -> None:
        self._keep_place()
        self._preview.stop()

    def search(self, typed: str, whole: bool) -> None:
        if not typed.strip():
            self._asked, self._finding = Asked(""), None
            if self._view == "results":
                self._turn("browse")
            return
        same = typed == self._asked.typed
        if whole and same and self._view == "results":
            self._open_marked()
            return
        if not same:
            self._asked = Asked(typed, self._asked.category)
            self.results.start_anew()
        self._keep_place()
        self._trail.clear()
        self._turn("results")
        self._look()

    def search_step(self, by: int) -> None:
        if self._view == "results":
            self.results.step(by)
        elif self._view == "browse":
            self.browse.take_focus()
        else:
            self.reader.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def page_actions(self) -> Sequence[Action]:
        text, group = self.context.text, self.context.text("Reading")
        back = Action(
            "knowledge back", text("Back"), self._back, ("Esc", "Alt+Left"), "arrow-left", group, when=self._can_go_back
        )
        return (*self._reading_keys(), back)

    def panes(self) -> Sequence[QWidget]:
        if self._view == "browse":
            return (self.browse,)
        shown = [self.band, *self.results.lists, self.reader.left, self.reader.text, self.reader.foot, self.reader.right]
        return [pane for pane in shown if pane.isVisible()]

    # Keys

    def event(self, event: QEvent) -> bool:
        # In an article Ctrl+F finds in it; elsewhere it is the window's way to the search field.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._finds(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._finds(event):
            self.reader.open_find()
        else:
            super().keyPressEvent(event)

    def _finds(self, event: QKeyEvent) -> bool:
        return event.matches(QKeySequence.StandardKey.Find) and self._reads()

    def _reading_keys(self) -> tuple[Action, ...]:
        text, group, reads = self.context.text, self.context.text("Reading"), self._reads
        find = shown_keys("Ctrl+F")
        return (
            Action("article next", text("Next section"), lambda: self.reader.text.go_by(1), ("J",), "", group, when=reads),
            Action("article before", text("Section before"), lambda: self.reader.text.go_by(-1), ("K",), "", group, when=reads),
            Action("article found", text("Next place found"), lambda: self.reader.next_found(), ("N",), "", group, when=reads),
            Action("article language", text("Other language"), self._next_language, ("T",), "translate", group, when=reads),
            Action("article link", text("Copy the link to this section"), self._copy_here, ("L",), "link", group, when=reads),
            Action("article find", text("Find in this article"), lambda: self.reader.open_find(), (), "magnifying-glass", group,
                   find, when=reads),
        )  # fmt: skip

    def _reads(self) -> bool:
        return self._view != "browse" and self.reader.isVisible() and self.reader.reading is not None

    def _can_go_back(self) -> bool:
        return self._view == "reader"

    def _back(self) -> None:
        if self.reader.step_back():
            return
        self._keep_place()
        if self._trail:
            to, spot = self._trail.pop()
            self._show_at(to, spot)
        elif self._asked.typed.strip():
            self._turn("results")
            self.results.take_focus()
            self._preview.start()
        else:
            self._turn("browse")
            self.browse.take_focus()

    # Searching

    def _look(self) -> None:
        index, asked, library, language = self.context.index, self._asked, self._library, self.context.language
        if index is None:
            self.results.say_preparing(self.context.text("The search is being prepared."))
            return
        self.context.operation.read(
            lambda: look(index, asked, language, library), self._found, doing="search", owner=self, latest="search"
        )  # fmt: skip

    def _found(self, finding: Finding) -> None:
        if finding.asked != self._asked:
            return
        self._finding = finding
        self.results.show_finding(finding, self._library)
        self.band.show_finding(finding)
        if finding.page.complete:
            self._index_is_behind = ""
        behind = self.context.text("The search is being prepared. There may be more than what is shown.")
        self.results.say_preparing("" if finding.page.complete else self._index_is_behind or behind)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.band.count.accessibleName()))
        if self._open_when_found:
            self._open_marked()
        elif self.results.chosen() is None:
            self._at = None
        self._arrange()

    def _say_index(self, news: object) -> None:
        """How far the index is, from what its keeper tells."""
        done, total = getattr(news, "done", 0), getattr(news, "total", 0)
        ready = bool(getattr(news, "ready", True))
        self._index_is_behind = ""
        if not ready and total:
            self._index_is_behind = self.context.text(
                "The search is being prepared: {done} of {total} articles. There may be more than what is shown.",
                done=done, total=total,
            )  # fmt: skip

    def _filter(self, category: str) -> None:
        self._asked = Asked(self._asked.typed, category or None)
        self.results.start_anew()
        self._look()

    def _more(self) -> None:
        self._asked = replace(self._asked, limit=more_of(self._asked.limit))
        self._look()

    # Results and their articles

    def _moved(self, key: Link) -> None:
        if key.kind == "article":
            self._preview.start()

    def _show_marked(self) -> None:
        key = self.results.chosen()
        if self._view == "results" and key is not None and key.kind == "article" and self._room() != "narrow":
            self._show_beside(key)

    def _show_beside(self, key: Link) -> None:
        self._keep_place()
        self._at, self._spot = key, self._spot_for(key)
        self._read(key)

    def _open_marked(self) -> None:
        self._open_when_found = False
        key = self.results.chosen()
        if key is not None:
            self._opened(key, True)
        elif self._finding is None or self._finding.asked != self._asked:
            self._open_when_found = True

    def _opened(self, key: Link, whole: bool) -> None:
        if key.kind == "person":
            self._tell_contact(key.key)
        elif key.kind != "article":
            self.context.open(key)
        elif whole or self._room() == "narrow":
            self._go(key, self._spot_for(key), follow=False)
        else:
            self._preview.stop()
            self._show_beside(key)

    def _tell_contact(self, login: str) -> None:
        person = next((each for each in self._library.people if each.login == login), None) if self._library else None
        if person is not None:
            self.context.toast(" · ".join(part for part in (person.name, person.phone, person.email) if part))

    def _spot_for(self, to: Link) -> Spot:
        """At the section that was found, with the words that were; else at the link's own, else where one left it."""
        hit = self.results.hit(to) if self._asked.typed.strip() else None
        if hit is not None:
            return Spot(to.anchor, found_words(hit), hit.more, found=True)
        if to.anchor:
            return Spot(to.anchor)
        return Spot(scroll=self._left.get((to.key, to.get("language") or self.context.language)))

    # Reading

    def _go(self, to: Link, spot: Spot, follow: bool = True) -> None:
        """To an article alone. `follow`: from the one that is read, which one may come back to."""
        self._keep_place()
        if follow and self._view == "reader" and self._at is not None and self._at.key != to.key:
            self._trail.append((self._at, Spot(scroll=self.reader.text.verticalScrollBar().value())))
        self._show_at(to, spot)

    def _show_at(self, to: Link, spot: Spot) -> None:
        self._preview.stop()
        self._at, self._spot = to, spot
        self._turn("reader")
        self._read(to)

    def _read(self, to: Link, again: bool = False) -> None:
        context, now, me = self.context, self.context.now(), self.context.me.login
        language = to.get("language") or context.language
        if not again:
            self.reader.expect()
        context.operation.read(
            lambda: read_article(context.store, me, to.key, language, now),
            lambda reading: self._show(to, reading, again), doing="read", owner=self, latest="article",
        )  # fmt: skip

    def _show(self, to: Link, reading: Reading | None, again: bool) -> None:
        if to != self._at:
            return
        if reading is None:
            self.reader.show_missing()
        elif again and self.reader.reading is not None:
            self.reader.show_again(reading)
        else:
            self.reader.show_reading(reading, self._spot)
            self._remember(reading.article.id, reading.article.language)
            if self._view == "reader":
                self.reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()

    def _remember(self, id: str, language: str) -> None:
        self._left[(id, language)] = self._left.pop((id, language), 0)
        for oldest in list(self._left)[:-MOST_READ]:
            del self._left[oldest]

    def _keep_place(self) -> None:
        reading = self.reader.reading
        if reading is not None and (reading.article.id, reading.article.language) in self._left:
            place = self.reader.text.verticalScrollBar().value()
            self._left[(reading.article.id, reading.article.language)] = place

    def _use_language(self, language: str) -> None:
        """The same article in another language, at the same heading."""
        if self._at is not None and self.reader.reading is not None:
            heading = self.reader.heading_number()
            to = link("article", self._at.key, language=language)
            self._at, self._spot = to, Spot(heading=heading)
            self._read(to)

    def _next_language(self) -> None:
        if (reading := self.reader.reading) is not None and len(reading.languages) > 1:
            at = reading.languages.index(reading.article.language)
            self._use_language(reading.languages[(at + 1) % len(reading.languages)])

    def _followed(self, address: str) -> None:
        """A link in the text: to a place in it, in Sigap, or out of it."""
        if address.startswith("#"):
            self.reader.text.go_to(address[1:])
            return
        if address.partition(":")[0].lower() in ("https", "mailto"):
            self.reader.outside.ask(address)
            return
        try:
            to = parsed(address)
        except BadLink:
            self.context.toast(self.context.text("This link leads to nothing Sigap knows."))
            return
        if to.kind == "article" and self._at is not None and to.key == self._at.key:
            self.reader.text.go_to(to.anchor)
        elif to.kind == "form" and self._at is not None:
            self._ask(to.key)
        else:
            self.context.open(to)

    def _copy(self, anchor: str) -> None:
        if self._at is not None:
            QGuiApplication.clipboard().setText(str(link("article", self._at.key, anchor)))
            self.context.toast(self.context.text("The link to this section is copied."))

    def _copy_here(self) -> None:
        self._copy(self.reader.text.section())

    def _ask(self, form: str) -> None:
        """A form, with the article that did not answer as what was read."""
        if not form:
            self.context.open(link("page", "new_request"))
        elif self._at is not None and self._view != "browse" and self.reader.isVisible():
            self.context.open(link("form", form, article=self._at.key))
        else:
            self.context.open(link("form", form))

    def _acknowledge(self) -> None:
        reading = self.reader.reading
        if reading is None:
            return
        self.reader.foot.hold_acknowledging()
        article = reading.article
        said = command(
            self.context, AcknowledgeArticle, article=article.id, language=article.language, version=article.version
        )
        self.context.run(said, owner=self, failed=self._not_acknowledged)

    def _not_acknowledged(self, failure: Failure) -> None:
        if self.reader.reading is not None:
            self.reader.foot.show_reading(self.reader.reading)
        text = self.context.text
        if isinstance(failure.error, Refused):
            self.context.toast(text("This version is no longer the one in force. The new one comes with the next sync."))
        else:
            self.context.toast(text("This could not be saved. Please try again."))

    # How it holds together

    def _connect(self) -> None:
        self.band.chosen.connect(self._filter)
        results, reader, browse = self.results, self.reader, self.browse
        results.moved.connect(self._moved)
        results.opened.connect(self._opened)
        results.more.connect(self._more)
        results.searching.connect(lambda words: self.context.open(link("search", words)))
        results.asking.connect(self._ask_from_results)
        browse.opened.connect(lambda to: self._go(to, self._spot_for(to)))
        browse.asking.connect(self._ask)
        reader.back.connect(self._back)
        reader.language_chosen.connect(self._use_language)
        reader.followed.connect(self._followed)
        reader.opened.connect(lambda to: self._go(to, Spot()))
        reader.asking.connect(self._ask)
        reader.acknowledging.connect(self._acknowledge)
        reader.copying.connect(self._copy)
        reader.searching.connect(self._search_instead)

    def _ask_from_results(self, form: str) -> None:
        self.context.open(link("form", form) if form else link("page", "new_request"))

    def _search_instead(self) -> None:
        self._at = None
        self._turn("results" if self._asked.typed.strip() else "browse")

    def _show_library(self, library: Library) -> None:
        self._library = library
        self.browse.show_library(library, list(reversed(self._left)))
        if self._finding is not None:
            self.results.show_finding(self._finding, library)

    def _turn(self, view: View) -> None:
        self._view = view
        if view == "browse" and self._library is not None:
            self._at = None
            self.browse.show_library(self._library, list(reversed(self._left)))
        self._arrange()

    def _room(self) -> Room:
        width, px = self.window().width(), self.context.theme.px
        if self._view == "results":
            return "narrow" if width < px(NARROW) else "beside results" if width >= px(TIGHT) else "tight"
        return "alone" if width >= px(TIGHT) else "narrow"

    def _arrange(self) -> None:
        px, room = self.context.theme.px, self._room()
        self._edge.setVisible(self._view == "reader")
        self.stack.setCurrentWidget(self._browse_scroll if self._view == "browse" else self._split)
        self.browse.settle(self.window().width() >= px(TIGHT))
        self.band.setVisible(self._view == "results")
        self.results.setVisible(self._view == "results")
        nothing = self._finding is not None and self._finding.is_empty
        beside = self._view == "results" and room != "narrow" and self._at is not None and not nothing
        self.reader.setVisible(self._view == "reader" or beside)
        if beside:
            self.results.setFixedWidth(px(RESULTS if room == "beside results" else RESULTS_TIGHT))
        else:
            self.results.setMinimumWidth(0)
            self.results.setMaximumWidth(16_777_215)
        self.reader.arrange(room, self._back_words() if self._view == "reader" else "")

    def _back_words(self) -> str:
        text = self.context.text
        if self._trail:
            return text("Back")
        return text("Back to the results") if self._asked.typed.strip() else text("All articles")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _to_read(context: Context) -> Any:
    me = context.me.login
    return lambda c: len(knowledge.must_read(c, me))


PAGE = Page(
    "knowledge", _("Knowledge"), "book-open", KnowledgePage, opens=("article", "search"), searches=True, count=_to_read,
    counts_on=frozenset(("article", "acknowledgement")),
)  # fmt: skip
