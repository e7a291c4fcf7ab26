"""The window: it arranges sidebar, top bar and pages, and is the `Shell` that pages speak to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app import settings
from desktop_app.catalogue import Catalogue
from desktop_app.ui.actions import Action, listen
from desktop_app.ui.appearance_settings import keep_appearance
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import BadLink, Link, link, parsed
from desktop_app.ui.operation import Failure
from desktop_app.ui.pages import NARROW, Page
from desktop_app.ui.shell import focus, geometry
from desktop_app.ui.shell.logo import NAME, window_icon
from desktop_app.ui.shell.page_stack import PageStack
from desktop_app.ui.shell.palette_sources import ListSource, Source, action_entries
from desktop_app.ui.shell.qt_texts import QtTexts
from desktop_app.ui.shell.sidebar import Sidebar
from desktop_app.ui.shell.toaster import Toaster
from desktop_app.ui.shell.top_bar import TopBar
from desktop_app.ui.shell.window_actions import window_actions
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.theme import Appearance, Theme

if TYPE_CHECKING:
    from desktop_app.ui.shell.cheat_sheet import CheatSheet
    from desktop_app.ui.shell.desktop_notice import DesktopNotices
    from desktop_app.ui.shell.palette import Palette

SourcesFor = Callable[[Context], Sequence[Source]]


class MainWindow(QWidget):
    """Made empty, filled by `start`. `sync_asked`: a person wants a sync now; `closing`: the window goes.
    `announced`: something was written, here or by a sync."""

    sync_asked = Signal()
    closing = Signal()
    announced = Signal(object)

    def __init__(self, application: QCoreApplication, theme: Theme) -> None:
        super().__init__()
        self.theme, self._application = theme, application
        self._sync = SyncView()
        self._own_texts: QtTexts | None = None
        self._searched = ""
        self._actions: list[Action] = []
        self.setObjectName("window")
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*geometry.LEAST)
        self.setWindowTitle(NAME)
        self.setWindowIcon(window_icon(theme))

    def start(self, context: Context, pages: Sequence[Page], sources: SourcesFor = lambda context: ()) -> None:
        """Shows the pages this person sees, the first one in front. `sources` are what else the palette finds."""
        self._sources_for = sources
        self._pages = [page for page in pages if page.seen_by(context.me)]
        self.sidebar = Sidebar(self.theme, self._pages)
        self.top_bar = TopBar(self.theme)
        self.stack = PageStack(self._pages)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addLayout(right, 1)
        self.toaster = Toaster(self.theme, self.stack)
        self.sidebar.chosen.connect(self.show_page)
        self.sidebar.state.clicked.connect(lambda: self.go(link("page", "settings", "sync")))
        self.sidebar.person.clicked.connect(self._open_menu)
        self.top_bar.new_request.clicked.connect(self.new_request)
        self.top_bar.field.textEdited.connect(lambda typed: self._typed(typed, False))
        self.top_bar.field.textChanged.connect(self._cleared)
        self.top_bar.field.stepped.connect(self._stepped)
        self.top_bar.field.returnPressed.connect(lambda: self._typed(self.top_bar.field.text(), True))
        self.stack.turned.connect(self._turned)
        self._speak(context)
        listen(self._actions, self, whole_window=True)
        if self._pages:
            self.show_page(self._pages[0].id)
        self._count(None)

    # What pages ask of the window

    def go(self, to: Link) -> None:
        """Brings the page to the front that shows such things, and lets it show this one."""
        page = self.stack.page_for(to)
        if page is None:
            return
        if to.kind == "search":
            self._searched = to.key
            self.top_bar.field.setText(to.key)
        self.show_page(page.id)
        widget = self.stack.widget_at()
        if widget is not None and (to.kind != "page" or to.anchor or to.said):
            widget.open(to)

    def tell(self, text: str, undo: Callable[[], object] | None = None, *, action: str = "") -> None:
        """Says that something was done; `undo` takes it back, or does what `action` says."""
        say = self._context.text
        self.toaster.tell(text, say("Close"), action=action or say("Undo"), act=undo)

    def announce(self, changes: Changed) -> None:
        """Lets every page know what differs."""
        self.stack.announce(changes)
        self._count(changes)
        self.announced.emit(changes)

    def fail(self, failure: Failure) -> None:
        """Says that something could not be done, where no page says it better."""
        text = self._context.text
        words = text("This could not be shown just now. Please try again.")
        if failure.doing == "save":
            words = text("This could not be saved. Your words are still here; please try again.")
        self.toaster.tell(words, text("Close"), icon="warning-circle", tone="danger")

    def use_language(self, language: str) -> None:
        """Speaks this language from now on; the page in sight is built anew, at the same place."""
        text = Catalogue.load(language)
        self._speak(replace(self._context, words=replace(self._context.words, text=text)))
        self._context.write(lambda store: store.settings.set(settings.LANGUAGE, language))

    def use_appearance(self, appearance: Appearance) -> None:
        """Looks like this from now on."""
        self.theme.show(appearance)
        self._settle()
        self._context.write(lambda store: keep_appearance(store.settings, appearance))

    def sync_now(self) -> None:
        """Asks for a sync at once."""
        self.sync_asked.emit()

    def sync_view(self) -> SyncView:
        """How the laptop stands with the company."""
        return self._sync

    # What the entry tells the window

    def show_sync(self, view: SyncView) -> None:
        """Another state of the sync."""
        self._sync = view
        self.sidebar.state.say(view, self._context.words)
        if (widget := self.stack.widget_at()) is not None:
            widget.stands(view)

    def notify(self, title: str, body: str, to: Link, *, by_desktop: bool = True) -> None:
        """Something came for this person: a toast while they look at the window, else a message of the desktop."""
        away = by_desktop and not self.isActiveWindow()
        if away and self.notices.show(title, body, lambda: self.raise_and_go(str(to))):
            return
        text = self._context.text
        words = f"{title}: {body}" if body else title
        open_it = partial(self.go, to)
        self.toaster.tell(words, text("Close"), action=text("Open"), act=open_it, icon="bell", tone="accent")

    def raise_and_go(self, address: str) -> None:
        """Comes to the front, and to a place where one is said: another start, a click on a message."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if address:
            try:
                self.go(parsed(address))
            except BadLink:
                return  # raised all the same; what another program hands over may be anything

    def context(self) -> Context:
        """What pages are given now."""
        return self._context

    def actions_now(self) -> list[Action]:
        """Everything a key does now, the page's own first."""
        widget = self.stack.widget_at()
        return [*(widget.page_actions() if widget is not None else ()), *self._actions]

    # What its actions do

    def show_page(self, page_id: str) -> None:
        """Brings a page to the front."""
        self.stack.show_page(page_id)

    @cached_property
    def palette_view(self) -> Palette:
        """Made when it is first asked for, as the two below."""
        from desktop_app.ui.shell.palette import Palette

        made = Palette(self.theme, self, self._search_everything)
        made.speak(self._context.text, self._sources())
        return made

    @cached_property
    def help_view(self) -> CheatSheet:
        """All keys."""
        from desktop_app.ui.shell.cheat_sheet import CheatSheet

        return CheatSheet(self.theme, self)

    @cached_property
    def notices(self) -> DesktopNotices:
        """Messages of the desktop."""
        from desktop_app.ui.shell.desktop_notice import DesktopNotices

        return DesktopNotices(self.windowIcon(), NAME, self)

    def open_palette(self) -> None:
        """Find and do."""
        self.palette_view.open_palette()

    def open_help(self) -> None:
        """All keys."""
        self.help_view.open_sheet(self._context.text, self.actions_now())

    def focus_search(self) -> None:
        """To the search field."""
        self.top_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.field.selectAll()

    def new_request(self) -> None:
        """To the choice of forms."""
        self.show_page("new_request")

    def next_pane(self, back: bool) -> None:
        """F6."""
        widget = self.stack.widget_at()
        focus.cycle([self.sidebar, self.top_bar, *(widget.panes() if widget is not None else ())], back)

    def resize_text(self, steps: int) -> None:
        """Larger, smaller, or (0) as at first."""
        self.use_appearance(self.theme.larger(steps) if steps else replace(self.theme.appearance, text_size=100))

    # How it holds together

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stack.leave()
        place = geometry.kept(self)
        self._context.write(lambda store: store.settings.set(settings.WINDOW, place))
        if "notices" in self.__dict__:
            self.notices.hide()
        if self._own_texts is not None:
            self._application.removeTranslator(self._own_texts)
        self.closing.emit()
        event.accept()

    def _speak(self, context: Context) -> None:
        self._context = context
        text = context.text
        if self._own_texts is not None:
            self._application.removeTranslator(self._own_texts)
        self._own_texts = QtTexts(text)
        self._application.installTranslator(self._own_texts)
        self._actions = window_actions(text, self, self._pages)
        if "palette_view" in self.__dict__:
            self.palette_view.speak(text, self._sources())
        self.sidebar.speak(context)
        self.sidebar.state.say(self._sync, context.words)
        self.top_bar.speak(text)
        self.stack.speak(context)

    def _sources(self) -> list[Source]:
        text = self._context.text
        pages = ListSource(text("Pages"), lambda: action_entries(a for a in self._actions if a.to_page))
        doing = ListSource(text("Actions"), lambda: action_entries(a for a in self.actions_now() if not a.to_page))
        return [pages, doing, *self._sources_for(self._context)]

    def _turned(self, page: Page) -> None:
        self.sidebar.mark(page.under or page.id)
        self.setWindowTitle(f"{self._context.text(page.title)} · {NAME}")
        words = self._searched if page.searches else ""  # they belong to the page that answers them
        if self.top_bar.field.text() != words:
            self.top_bar.field.setText(words)
        widget = self.stack.widget_at()
        if widget is not None:
            self.top_bar.hold(widget.top_widgets())
            self._settle()
            if not self.top_bar.field.hasFocus():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        if not hasattr(self, "stack"):
            return
        narrow = self.width() < self.theme.px(NARROW)
        self.sidebar.make_mini(narrow)
        widget = self.stack.widget_at()
        self.top_bar.settle(widget.margin() if widget is not None else 32, narrow)

    def _typed(self, typed: str, whole: bool) -> None:
        page = next((page for page in self._pages if page.searches), None)
        here = self.stack.at()
        if page is None or (not typed.strip() and here is not page):
            return
        self._searched = typed
        widget = self.stack.show_page(page.id)
        if widget is not None:
            widget.search(typed, whole)

    def _cleared(self, typed: str) -> None:
        if not typed:
            self._typed("", False)

    def _stepped(self, by: int) -> None:
        page, widget = self.stack.at(), self.stack.widget_at()
        if page is not None and page.searches and widget is not None:
            widget.search_step(by)

    def _search_everything(self, typed: str) -> None:
        self.top_bar.field.setText(typed)
        self._typed(typed, True)

    def _count(self, changes: Changed | None) -> None:
        for page in self._pages:
            if page.count is not None and (changes is None or page.counts_on & changes.kinds):
                show = partial(self.sidebar.count, page.id)
                self._context.read(page.count(self._context), show, owner=self, latest=("count", page.id))

    def _open_menu(self) -> None:
        from desktop_app.ui.shell.menu import person_menu

        menu = person_menu(self._context, self._actions, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.sidebar.person.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
