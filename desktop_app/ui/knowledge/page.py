"""The knowledge page: found as one types, read beside the results or alone, browsed when nothing is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.settings import LEARN_FROM_OPENED
from desktop_app.ui.actions import Action, shown_keys
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.knowledge.browse_pane import BrowsePane
from desktop_app.ui.knowledge.chips_band import ChipsBand
from desktop_app.ui.knowledge.counting import Counting
from desktop_app.ui.knowledge.library import READ_OF, Library, read_library
from desktop_app.ui.knowledge.printing import Printing
from desktop_app.ui.knowledge.reader_pane import ReaderPane, Room, Spot
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.knowledge.reading_place import ReadingPlace
from desktop_app.ui.knowledge.result_rows import found_words
from desktop_app.ui.knowledge.results_pane import ResultsPane
from desktop_app.ui.knowledge.searching import Searching
from desktop_app.ui.knowledge.typed_filters import taken_out
from desktop_app.ui.links import Link, link
from desktop_app.ui.pages import NARROW, PageWidget
from desktop_app.ui.widgets.card import Rule
from desktop_app.ui.widgets.columns import NARROW as TIGHT
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from desktop_app.ui.knowledge.exporting import ExportPane

When = Callable[[], bool]
View = Literal["browse", "results", "reader"]
RESULTS, RESULTS_TIGHT = 448, 376
_IN_MENU = ("article link", "article changes", "article print", "article pdf")
_WIDEST = 16_777_215
_OF_AN_ARTICLE = frozenset((
    "article", "acknowledgement", "acknowledgement_rule", "readership", "team", "calendar", "form", "outbox", "poll",
    "ballot", "ticket", "tally", "edition", "picture", "shelf", "article_html",
))  # fmt: skip


class KnowledgePage(PageWidget):
    """Three views: the library, results (the marked article beside them where there is room), one article alone."""

    gutter = 16

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view: View = "browse"
        self.band, self.results, self.browse = ChipsBand(context), ResultsPane(context), BrowsePane(context)
        self.reader = ReaderPane(context)
        self.search_in = Searching(context, self.band, self.results)
        self.reading = ReadingPlace(context, self.reader, lambda: self.search_in.words)
        self.counting = Counting(context, self.search_in, self.reading)
        self.printing = Printing(context, self)
        self._exports: list[ExportPane] = []
        keys = self._reading_keys()
        self.reader.beside.name_keys(keys)
        self.reader.head.offer([key for key in keys if key.id in _IN_MENU])
        split = column(self.band, (row(self.results, (self.reader, 1), gap=0), 1), gap=0)
        self._browse_scroll, self._split = Scroll(self.browse), holder(split)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._browse_scroll)
        self.stack.addWidget(self._split)
        self._edge = Rule()
        self._lines = column(self._edge, (self.stack, 1), gap=0)
        self.setLayout(self._lines)
        self._connect()
        self._arrange()

    # What the window asks

    def refresh(self, changes: Changed | None) -> None:
        context, me, now = self.context, self.context.me.login, self.context.now()
        today = context.words.today()
        if changes is None or changes.kinds & READ_OF:
            settings = context.store.settings
            context.read(
                lambda c: replace(read_library(c, me, now, today), learns=settings.get(LEARN_FROM_OPENED)),
                self._show_library, owner=self, latest="library",
            )  # fmt: skip
        if changes is not None and "index" in changes.kinds:
            self.search_in.say_index(changes.initiator)
        elif changes is not None and "article" in changes.kinds:
            self.search_in.again()
        if changes is None or changes.kinds & _OF_AN_ARTICLE:
            self.reading.again()

    def open(self, link: Link) -> None:
        if link.kind == "search":
            self.search(link.key, False)
            self.search_in.narrow(dict(link.said))
        elif link.kind == "article" and link.key:
            self._go(link)

    def place(self) -> Link | None:
        if self._view == "reader":
            return self.reading.place()
        return link("search", self.search_in.words, **self.search_in.narrows) if self.search_in.words else None

    def leave(self) -> None:
        self.reading.keep()
        self.search_in.stop_resting()

    def search(self, typed: str, whole: bool) -> None:
        words, filters = taken_out(f"{typed} " if whole else typed, self.band.choices())
        if filters:
            self.context.open(link("search", words, **self.search_in.narrows | filters))
        elif not typed.strip():
            self.search_in.forget()
            if self._view == "results":
                self._turn("browse")
        elif whole and self._view == "results" and self.search_in.asks(typed):
            self.search_in.open_marked()
        else:
            self.reading.keep()
            self.reading.trail.clear()
            self._turn("results")
            self.search_in.ask(typed)

    def search_step(self, by: int) -> None:
        if self._view == "results":
            self.results.step(by)
        elif self._view == "browse":
            self.browse.take_focus()
        else:
            self.reader.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def page_actions(self) -> Sequence[Action]:
        text, group = self.context.text, self.context.text("Reading")
        keys, open_ = ("Esc", "Alt+Left"), lambda: self._view != "browse" or self._asks_export()
        back = Action("article back", text("Back"), self._back, keys, "arrow-left", group, when=open_)
        export = Action("handbook export", text("Export the handbook…"), self.open_export, (), "export", group)
        return (*self._reading_keys(), back, export)

    def panes(self) -> Sequence[QWidget]:
        export = tuple(each for each in self._exports if each.isVisible())
        if self._view == "browse":
            return (self.browse, *export)
        reader = (self.reader.left, self.reader.text, self.reader.right, self.reader.foot)
        return [pane for pane in (self.band, *self.results.lists, *reader, *export) if pane.isVisible()]

    def open_export(self) -> None:
        """Asks as what the handbook is to be taken along; made when it is first asked for."""
        if not self._exports:
            from desktop_app.ui.knowledge.exporting import ExportPane

            self._exports.append(ExportPane(self.context))
            self._lines.addWidget(self._exports[0])
            self._exports[0].closed.connect(self._export_closed)
        self._exports[0].open_pane()

    def _export_closed(self) -> None:
        self.browse.export.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _reads(self) -> bool:
        return self._view != "browse" and self.reader.isVisible() and self.reader.reading is not None

    def _reading_keys(self) -> tuple[Action, ...]:
        text, group = self.context.text, self.context.text("Reading")
        reader, reads = self.reader, self._reads

        def key(
            id: str, title: str, run: Callable[[], object], keys: str, icon: str = "", when: When = reads
        ) -> Action:
            return Action(f"article {id}", title, run, (keys,), icon, group, when=when)

        find = Action(
            "article find", text("Find in this article"), reader.open_find, (), "magnifying-glass", group,
            shown_keys("Ctrl+F"), when=reads,
        )  # fmt: skip
        found, other = (lambda: reads() and reader.found_places() > 1), (lambda: reads() and reader.languages() > 1)
        marks, printing = self.reading.marks, self.printing
        changed = lambda: reads() and bool(reader.reading and reader.reading.since)  # noqa: E731
        return (
            key("next", text("Next section"), lambda: reader.text.go_by(1), "J"),
            key("before", text("Section before"), lambda: reader.text.go_by(-1), "K"),
            key("found", text("Next place found"), reader.next_found, "N", when=found),
            key("language", text("Other language"), self.reading.next_language, "T", "translate", when=other),
            key("link", text("Copy the link to this section"), self.reading.copy_here, "L", "link"),
            find,
            key("favourite", text("Favourite, or no longer"), marks.turn_favourite, "S", "star"),
            key("bookmark", text("Bookmark this section, or no longer"), marks.turn_bookmark, "B", "bookmark-simple"),
            key("changes", text("What changed"), reader.open_changes, "C", "git-diff", when=changed),
            key("print", text("Print"), lambda: self._printed(printing.print), "Ctrl+P", "printer"),
            key("pdf", text("Save as PDF"), lambda: self._printed(printing.save_pdf), "Ctrl+Shift+P", "file-pdf"),
        )

    def _printed(self, way: Callable[[Reading], None]) -> None:
        if self.reader.reading is not None:
            way(self.reader.reading)

    # Where one goes

    def _go(self, to: Link) -> None:
        """To an article alone; from one that is read alone, with a way back to it."""
        was = self._view
        self._turn("reader")
        if was == "reader":
            self.reading.follow_to(to, self._spot_for(to))
        else:
            self.reading.trail.clear()
            self.reading.show(to, self._spot_for(to), focus=True)

    def _asks_export(self) -> bool:
        return any(each.asks() for each in self._exports)

    def _back(self) -> None:
        if self._asks_export():
            self._exports[0].close_pane()
            return
        if self.reader.step_back():
            return
        if self._view == "results":
            self.context.open(link("search"))
        elif self.reading.step_back():
            self._arrange()
        elif self.search_in.words:
            self._turn("results")
            self.results.take_focus()
            self.search_in.rest()
        else:
            self._turn("browse")
            self.browse.take_focus()

    def _spot_for(self, to: Link) -> Spot:
        """At the section that was found, with the words that were; else at the link's own, else where one left it."""
        hit = self.results.hit(to) if self.search_in.words else None
        if hit is not None:
            return Spot(to.anchor, found_words(hit), hit.more, found=True)
        return Spot(to.anchor) if to.anchor else self.reading.left_at(to)

    def _rested(self, to: Link) -> None:
        spot = self._spot_for(to)
        if self._view == "results" and self._room() != "narrow" and (to, spot) != (self.reading.at, self.reading.spot):
            self.reading.show(to, spot, focus=False)

    def _opened(self, to: Link, whole: bool) -> None:
        if to.kind == "person":
            self._tell_contact(to.key)
        elif to.kind != "article":
            self.context.open(to)
        elif whole or self._room() == "narrow":
            self._go(to)
        else:
            self._rested(to)

    def _tell_contact(self, login: str) -> None:
        library = self.search_in.library
        person = next((each for each in library.people if each.login == login), None) if library else None
        if person is not None:
            self.context.toast(" · ".join(part for part in (person.name, person.phone, person.email) if part))

    def _ask(self, form: str) -> None:
        self.context.open(link("form", form) if form else link("page", "new_request"))

    def _search_instead(self) -> None:
        self._turn("results" if self.search_in.words else "browse")

    # How it holds together

    def _connect(self) -> None:
        self.search_in.found.connect(self._found)
        self.search_in.rested.connect(self._rested)
        self.search_in.opened.connect(self._opened)
        self.results.searching.connect(lambda words: self.context.open(link("search", words, **self.search_in.narrows)))
        self.results.asking.connect(self._ask)
        self.browse.opened.connect(self._go)
        self.browse.asking.connect(self._ask)
        self.browse.exporting.connect(self.open_export)
        self.browse.forgetting.connect(lambda: self.context.write(lambda store: store.shelf.forget_visits()))
        self.reading.shown.connect(self._arrange)
        self.reading.wanted.connect(self._go)
        self.reader.back.connect(self._back)
        self.reader.searching.connect(self._search_instead)

    def _found(self) -> None:
        if not self.results.has_articles():
            self.reading.close()
        self._arrange()

    def _show_library(self, library: Library) -> None:
        self.search_in.hold(library)
        self.browse.show_library(library)

    def _turn(self, view: View) -> None:
        self._view = view
        if view == "browse":
            self.reading.close()
            if self.search_in.library is not None:
                self.browse.show_library(self.search_in.library)
        self._arrange()

    def _room(self) -> Room:
        width, px = self.window().width(), self.context.theme.px
        if self._view == "results":
            return "narrow" if width < px(NARROW) else "beside results" if width >= px(TIGHT) else "tight"
        return "alone" if width >= px(TIGHT) else "narrow"

    def _arrange(self) -> None:
        px, room, results = self.context.theme.px, self._room(), self._view == "results"
        self._edge.setVisible(self._view == "reader")
        self.stack.setCurrentWidget(self._browse_scroll if self._view == "browse" else self._split)
        self.browse.settle(self.window().width() >= px(TIGHT))
        self.band.setVisible(results)
        self.results.setVisible(results)
        beside = results and room != "narrow" and self.search_in.has_articles
        self.reader.setVisible(self._view == "reader" or beside)
        width = px(RESULTS if room == "beside results" else RESULTS_TIGHT)
        self.results.setMinimumWidth(width if beside else 0)
        self.results.setMaximumWidth(width if beside else _WIDEST)
        self.reader.arrange(room, "" if results else self._back_words())

    def _back_words(self) -> str:
        text = self.context.text
        if self.reading.trail:
            return text("Back")
        return text("Back to the results") if self.search_in.words else text("All articles")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
