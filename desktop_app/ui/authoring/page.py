"""Writing: what one's teams own, and the editor for one article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui.actions import Action
from desktop_app.ui.authoring.articles_pane import ArticlesPane
from desktop_app.ui.authoring.editor import Editor
from desktop_app.ui.authoring.folder_view import FolderView
from desktop_app.ui.authoring.panes import TABS
from desktop_app.ui.authoring.taking_in import FolderTaken, TakenIn
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link, link
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text import Text


class AuthoringPage(PageWidget):
    """The tabs, or one article in the editor: `sigap://write/annual-leave?language=en`; `write/` begins a new one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        text, theme = context.text, context.theme
        self.panes_of: dict[str, Any] = {tab.id: tab.build(context) for tab in TABS}
        self.tabs = Segmented(theme, text("Writing"), [(tab.id, text(tab.title)) for tab in TABS], TABS[0].id)
        self.tabs.setVisible(len(TABS) > 1)
        self._stack = QStackedWidget()
        for pane in self.panes_of.values():
            self._stack.addWidget(pane)
        self.editor = Editor(context)
        self._inside = column(
            row(Text(text("Writing"), 24, 700, leading=0), None, self.tabs, gap=12), (self._stack, 1), gap=16
        )
        self._overview = Scroll(holder(self._inside))
        self._views = QStackedWidget()
        self._views.addWidget(self._overview)
        self._views.addWidget(self.editor)
        self.folder = FolderView(context)
        self._views.addWidget(self.folder)
        self.folder.closed.connect(self._back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._views)
        self.tabs.chosen.connect(self._turn)
        articles = self.panes_of["articles"]
        if isinstance(articles, ArticlesPane):
            articles.opened.connect(self.context.open)
            articles.beginning.connect(lambda: self.context.open(link("write")))
            articles.imports.document.connect(self._taken)
            articles.imports.folder.connect(self._look_at)
        self.editor.closed.connect(self._back)

    @property
    def writes(self) -> bool:
        """Whether the editor is in sight."""
        return self._views.currentWidget() is self.editor

    @property
    def looks(self) -> bool:
        """Whether a folder is in sight."""
        return self._views.currentWidget() is self.folder

    def refresh(self, changes: Changed | None) -> None:
        for pane in self.panes_of.values():
            pane.refresh(changes)
        self.editor.refresh(changes)

    def open(self, link: Link) -> None:
        if link.kind == "write":
            self.editor.open_article(link.key, link.get("language"), link.get("title"))
            self._views.setCurrentWidget(self.editor)
        elif link.anchor in self.panes_of:
            self._turn(link.anchor)

    def place(self) -> Link | None:
        if self.writes and self.editor.article:
            return link("write", self.editor.article, language=self.editor.language)
        return Link("page", "authoring", str(self.tabs.at() or ""))

    def leave(self) -> None:
        self.editor.keep()

    def page_actions(self) -> Sequence[Action]:
        if self.writes:
            return self.editor.keys()
        text, imports = self.context.text, self.panes_of["articles"].imports
        group = text("Writing")
        return (
            Action("import document", text("Import a document"), imports.choose_document, (), "file-text", group),
            Action("import folder", text("Import a folder"), imports.choose_folder, (), "folder-open", group),
        )

    def panes(self) -> Sequence[QWidget]:
        if self.writes:
            return self.editor.panes()
        return (self.folder,) if self.looks else (self._stack,)

    def _taken(self, taken: TakenIn, drafts: frozenset[str]) -> None:
        self._views.setCurrentWidget(self.editor)
        self.editor.open_taken(taken, drafts)

    def _look_at(self, taken: FolderTaken) -> None:
        self._views.setCurrentWidget(self.folder)
        self.folder.show_folder(taken)

    def _turn(self, tab: object) -> None:
        self._views.setCurrentWidget(self._overview)
        self.tabs.choose(tab)
        self._stack.setCurrentWidget(self.panes_of[str(tab)])

    def _back(self) -> None:
        self.editor.keep()
        self._views.setCurrentWidget(self._overview)
        pane = self.panes_of[str(self.tabs.at())]
        pane.refresh(None)
        if isinstance(pane, ArticlesPane):
            pane.take_focus()
        else:
            pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        gutter = self.margin()
        self._inside.setContentsMargins(gutter, 6, self._overview.beside_bar(gutter), 24)
