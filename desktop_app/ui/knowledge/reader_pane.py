"""One article to be read: head, text and foot, with its contents where there is room for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop_app.domain.knowledge.hidden_characters import revealed
from desktop_app.search.results import Place
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_banners import ArticleBanners
from desktop_app.ui.knowledge.article_foot import ArticleFoot
from desktop_app.ui.knowledge.article_head import ArticleHead
from desktop_app.ui.knowledge.article_shown import data_tables
from desktop_app.ui.knowledge.article_text import ArticleText
from desktop_app.ui.knowledge.aside_pane import AsidePane, PictureAlone, TextAlone
from desktop_app.ui.knowledge.beside_article import BesideArticle
from desktop_app.ui.knowledge.changes_view import changes_view
from desktop_app.ui.knowledge.contents_box import ContentsBox
from desktop_app.ui.knowledge.decoration import Marked
from desktop_app.ui.knowledge.find_bar import FindBar
from desktop_app.ui.knowledge.outside_link import OutsideLink
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane, Rule
from desktop_app.ui.widgets.columns import Drawer
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll

CONTENTS, CONTENTS_LEFT, BESIDE, DRAWER = 192, 240, 336, 320
SLOW = 400
"""Milliseconds after which a person is told that an article is still being prepared."""
Room = Literal["beside results", "tight", "alone", "narrow"]
"""What an article has to itself: `tight` is beside results without place for its contents."""


@dataclass(frozen=True)
class Spot:
    """Where an article is opened: at a section, at its so-manieth heading (another language), or where it was left.

    `words` were found there and in the sections `more`; `found`: say so at the heading. `resume`: where it was left
    last, should this laptop remember.
    """

    anchor: str = ""
    words: tuple[str, ...] = ()
    more: tuple[Place, ...] = ()
    found: bool = False
    heading: int | None = None
    scroll: int | None = None
    resume: bool = False


class ReaderPane(QWidget):
    """Signals say what is asked for: `back`, another language, a link of the text, a form, an acknowledgement."""

    back = Signal()
    language_chosen = Signal(str)
    followed = Signal(str)
    opened = Signal(object)
    asking = Signal(str)
    acknowledging = Signal()
    copying = Signal(str)
    searching = Signal()
    favourite_asked = Signal()
    bookmark_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.reading: Reading | None = None
        self._spot = Spot()
        self._room: Room | None = None
        self._hits: list[tuple[int, int]] = []
        self._hit = 0
        theme, text = context.theme, context.text
        self.head, self.foot, self.find_bar = ArticleHead(context), ArticleFoot(context), FindBar(context)
        self.text = ArticleText(theme, text)
        self.banners = ArticleBanners(context)
        self.outside = OutsideLink(context)
        self.contents = ContentsBox(context)
        self._contents_scroll = Scroll(self.contents)
        self.left_back = Button(theme, "", "quiet", "arrow-left")
        self.left_back.clicked.connect(self.back)
        self._left_place = column(gap=0)
        back = (self.left_back, Qt.AlignmentFlag.AlignLeft)
        left = column(back, (self._left_place, 1), gap=12, margins=(16, 14, 8, 8))
        self.left = Pane(theme, left, "canvas", ("right",))
        self.beside = BesideArticle(context)
        self._right = Scroll(self.beside)
        right = column(self._right, gap=0)
        self.right = Pane(theme, right, "canvas", ("left",))
        self._rule = column(Rule(), gap=0)
        article = column(self.head, self.banners, self._rule, self.find_bar, (self.text, 1), self.outside, gap=0)
        self._article = holder(article)
        self._preparing = self._state("hourglass-medium", text("The article is being prepared"), "")
        search = Button(theme, text("Search the articles"), "secondary", "magnifying-glass")
        search.clicked.connect(self.searching)
        self._missing = self._state(
            "book-open", text("This article is not on this laptop"),
            text("It may have been withdrawn, or be meant for another team. What it was called may still be found."),
            search,
        )  # fmt: skip
        self.aside = AsidePane(context)
        self.states = QStackedWidget()
        for widget in (QWidget(), self._article, self._preparing, self._missing, self.aside):
            self.states.addWidget(widget)
        self.sheet = Pane(theme, column(self.states, gap=0), "surface")
        self.sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setLayout(column((row(self.left, (self.sheet, 1), self.right, gap=0), 1), self.foot, gap=0))
        self.foot.hide()
        self.drawer = Drawer(theme, text("On this page"), text("Close"), DRAWER, self)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(lambda: self.states.setCurrentWidget(self._preparing))
        self._connect()
        theme.changed.connect(self._theme_changed)

    # What is shown

    def expect(self) -> None:
        """An article is being read from the disk; the old one stays meanwhile, but not for long."""
        self._slow.start()

    def show_reading(self, reading: Reading, spot: Spot) -> None:
        """This article, at this spot."""
        self._slow.stop()
        before = self.reading
        same = before is not None and before.shown == reading.shown and before.article.id == reading.article.id
        self.reading, self._spot = reading, spot
        self.outside.hide()
        self._show_around(reading)
        if not same or self.states.currentWidget() is not self._article:
            self.find_bar.close_bar()
            self.text.show_article(revealed(reading.article.title), reading.shown)
        self.contents.show_outline(reading.rendered.outline, spot.more)
        self.states.setCurrentWidget(self._article)
        self._settle_sides()
        self._go_to(spot)
        self.contents.list.mark(self.text.section())
        if not same:
            said = self._context.text("Article: {title}", title=revealed(reading.article.title))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def show_again(self, reading: Reading) -> None:
        """The same article after something about it changed; the text stays where it is, unless it is another text."""
        self._slow.stop()
        if self.reading is not None and self.reading.shown == reading.shown:
            self.reading = reading
            self._show_around(reading)
        else:
            self.show_reading(reading, Spot(anchor=self.text.section()))

    def _show_around(self, reading: Reading) -> None:
        for part in (self.head, self.banners, self.foot, self.beside):
            part.show_reading(reading)

    def show_missing(self) -> None:
        """There is no such article here."""
        self._slow.stop()
        self.reading = None
        self.foot.hide()
        self.drawer.close_drawer()
        self.states.setCurrentWidget(self._missing)

    def found_places(self) -> int:
        """How many sections the search found in this article."""
        return 1 + len(self._spot.more) if self._spot.found else 0

    def languages(self) -> int:
        """How many languages the article is written in."""
        return len(self.reading.languages) if self.reading is not None else 0

    def heading_number(self) -> int:
        """Which heading of the text is being read, counted from 0; -1 above the first."""
        if self.reading is None:
            return -1
        anchors = [heading.anchor for heading in self.reading.rendered.outline]
        return anchors.index(self.text.section()) if self.text.section() in anchors else -1

    # Going around in it

    def next_found(self) -> None:
        """To the next section that the search found, and around."""
        if not self._spot.found:
            return
        anchors = [self._spot.anchor, *(place.anchor for place in self._spot.more)]
        here = self.text.section()
        self.text.go_to(anchors[(anchors.index(here) + 1) % len(anchors) if here in anchors else 0])

    def open_find(self) -> None:
        """Find in this article."""
        if self.reading is not None:
            self.find_bar.open_bar()
            self._seek(self.find_bar.field.text())

    def step_find(self, by: int) -> None:
        """To the next place with the words, or the one before; around at the end."""
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._show_hits()

    def step_back(self) -> bool:
        """Closes what lies over the text; False where nothing does."""
        if self.drawer.isVisible():
            self.drawer.close_drawer()
        elif self.states.currentWidget() is self.aside:
            self.close_aside()
        elif self.find_bar.isVisible():
            self.find_bar.close_bar()
        elif self.outside.isVisible():
            self.outside.hide()
        else:
            return False
        return True

    def open_changes(self) -> None:
        """What changed since its reader knew it."""
        if self.reading is not None and (thing := changes_view(self._context, self.reading)) is not None:
            self._lay_over(self._context.text("What changed"), thing)

    def open_picture(self, picture: str) -> None:
        """One of its pictures alone."""
        image = self.reading.shown.pictures.get(picture) if self.reading is not None else None
        if image is not None and self.reading is not None:
            words = self.reading.shown.words_for(picture) or self._context.text("Picture without a description")
            self._lay_over(words, PictureAlone(self._context.theme, image, words))

    def open_table(self, place: int) -> None:
        """One of its tables alone, as wide as it needs."""
        if self.reading is None:
            return
        tables = data_tables(self.reading.rendered.html)
        if place < len(tables):
            name = self._context.text("Table")
            thing = TextAlone(self._context.theme, name, lambda width: tables[place], wraps=False)
            thing.followed.connect(self.followed)
            self._lay_over(name, thing)

    def close_aside(self) -> None:
        """The article again, where one was."""
        if self.states.currentWidget() is self.aside:
            self.states.setCurrentWidget(self._article)
            self._settle_sides()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_sides(self) -> None:
        """What stands beside and under an article, unless something lies over it."""
        reads = self.states.currentWidget() is not self.aside
        for side in (self.left, self.right):
            side.setVisible(reads and self._room == "alone")
        self.foot.setVisible(reads and self.reading is not None)

    def _lay_over(self, title: str, thing: QWidget) -> None:
        self.aside.show_thing(title, thing)
        self.states.setCurrentWidget(self.aside)
        for part in (self.left, self.right, self.foot):  # room for what is wide
            part.hide()
        self.aside.take_focus()

    def arrange(self, room: Room, back: str) -> None:
        """Puts contents and the rest where this room has place for them; `back` says where the way back leads."""
        alone = room == "alone"
        self.head.say_back("" if alone else back)
        self.left_back.say(back)
        self.left_back.setVisible(bool(back))
        self.head.offer_contents(room in ("tight", "narrow"))
        if room == self._room:
            return
        self._room = room
        px = self._context.theme.px
        self.drawer.close_drawer()
        self.left.setFixedWidth(px(CONTENTS_LEFT))
        self.right.setFixedWidth(px(BESIDE))
        self._settle_sides()
        centred = room in ("alone", "narrow")
        if centred != self.text.centred:
            self.text.centred = centred
            self.text.dress_anew()  # its size may have changed before it was told
        self.text.hold_beside(None)
        self.contents.name_itself(room not in ("narrow", "tight"))  # the drawer has a heading of its own
        if alone:
            self.contents.place.setContentsMargins(8, 0, 8, 16)
            self._left_place.addWidget(self._contents_scroll)
        elif room != "beside results":
            self.contents.place.setContentsMargins(16, 4, 16, 16)
            self.drawer.hold(self._contents_scroll)
        else:
            self.contents.place.setContentsMargins(8, 17, 16, 16)
            self.text.hold_beside(self._contents_scroll, px(CONTENTS))
        policy = Qt.ScrollBarPolicy
        beside_text = room == "beside results"  # two scroll bars side by side are one too many
        self._contents_scroll.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if beside_text else policy.ScrollBarAsNeeded
        )
        self._contents_scroll.show()

    # How it holds together

    def _connect(self) -> None:
        self.head.back.connect(self.back)
        self.head.language_chosen.connect(self.language_chosen)
        self.head.contents_asked.connect(self._open_contents)
        self.head.favourite_asked.connect(self.favourite_asked)
        self.head.bookmark_asked.connect(self.bookmark_asked)
        self.banners.opened.connect(self.opened)
        self.banners.changes_asked.connect(self.open_changes)
        self.aside.closed.connect(self.close_aside)
        self.foot.asking.connect(self.asking)
        self.foot.acknowledging.connect(self.acknowledging)
        self.beside.opened.connect(self.opened)
        self.text.followed.connect(self.followed)
        self.text.copying.connect(self.copying)
        self.text.at_section.connect(self._at_section)
        self.text.placed.connect(self._placed)
        self.contents.chosen.connect(self._chosen)
        self.find_bar.sought.connect(self._seek)
        self.find_bar.stepped.connect(self.step_find)
        self.find_bar.closed.connect(self._found_enough)

    def _go_to(self, spot: Spot) -> None:
        assert self.reading is not None
        outline = self.reading.rendered.outline
        if spot.found:
            self.text.mark_found(spot.anchor, [place.anchor for place in spot.more], spot.words)
        else:
            self.text.mark_found("", (), ())
        if spot.scroll is not None:
            self.text.scroll_to(spot.scroll)
        elif spot.resume and self.reading.visit is not None:
            self.text.go_below(self.reading.visit.anchor, self.reading.visit.below)
        elif spot.heading is not None and outline:
            self.text.go_to(outline[min(spot.heading, len(outline) - 1)].anchor if spot.heading >= 0 else "")
        else:
            self.text.go_to(spot.anchor)

    def _at_section(self, anchor: str) -> None:
        self.head.mark_section(anchor)
        listed = self.contents.list
        listed.mark(anchor)
        place = listed.place_of(anchor)
        if place.isValid() and not listed.hasFocus():
            at = listed.mapTo(self.contents, place.center())
            self._contents_scroll.ensureVisible(at.x(), at.y(), 0, 60)

    def _open_contents(self) -> None:
        self.drawer.open_drawer()
        self.contents.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, anchor: str) -> None:
        self.drawer.close_drawer()
        self.text.go_to(anchor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _placed(self, left: int, width: int) -> None:
        self.head.stand_at(left, 24)
        self.banners.stand_at(left, max(24, self.text.width() - left - width))
        self.find_bar.stand_at(left)
        self.outside.stand_at(left)
        self.foot.stand_at(*((32, 32) if self._room == "alone" else (left, min(left, 16))))
        inset = 0 if self.text.centred else left
        self._rule.setContentsMargins(inset, 0, 0 if self.text.centred else 24, 0)

    def _seek(self, words: str) -> None:
        self._hits, self._hit = self.text.find_all(words), 0
        self._show_hits()

    def _show_hits(self) -> None:
        self.text.mark([Marked(a, b, here=i == self._hit) for i, (a, b) in enumerate(self._hits)])
        if self._hits:
            self.text.bring_into_sight(self._hits[self._hit][0])
        self.find_bar.say(self._hit + 1, len(self._hits))

    def _found_enough(self) -> None:
        """The words of the search are marked again, at the place one has come to."""
        spot = self._spot
        if self.reading is not None:
            found = [place.anchor for place in spot.more]
            self.text.mark_found(spot.anchor if spot.found else "", found, spot.words if spot.found else ())
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _theme_changed(self) -> None:
        self.text.dress_anew()
        room, self._room = self._room, None
        self.banners.forget()
        if self.reading is not None:
            self.banners.show_reading(self.reading)
        if room is not None:
            self.arrange(room, self.left_back.accessibleName())

    def _state(self, icon: str, title: str, body: str, *actions: QWidget) -> QWidget:
        return holder(column(None, EmptyState(self._context.theme, icon, title, body, *actions, measure=380), None))
