"""What the window itself can do, by key, menu and palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from desktop_app.catalogue import Catalogue
from desktop_app.ui.actions import Action
from desktop_app.ui.pages import Page


class Doer(Protocol):
    """The window, as far as actions need it."""

    def show_page(self, page_id: str) -> None: ...
    def open_palette(self) -> None: ...
    def open_help(self) -> None: ...
    def focus_search(self) -> None: ...
    def new_request(self) -> None: ...
    def next_pane(self, back: bool) -> None: ...
    def resize_text(self, steps: int) -> None: ...
    def sync_now(self) -> None: ...
    def close(self) -> bool: ...


def window_actions(text: Catalogue, window: Doer, pages: Sequence[Page]) -> list[Action]:
    """All of them, in the reader's language."""
    move, do, look = text("Going around"), text("Doing"), text("Display")

    def to_page(page: Page) -> Callable[[], None]:
        return lambda: window.show_page(page.id)

    listed = [page for page in pages if page.in_sidebar]
    actions = [
        Action("palette", text("Find and do"), window.open_palette, ("Ctrl+K",), group=move, in_palette=False),
        Action("search", text("To the search field"), window.focus_search, ("Ctrl+F",), group=move, in_palette=False),
    ]
    for i, page in enumerate(listed):
        keys = (f"Ctrl+{i + 1}",) if i < 9 else ()
        actions.append(Action(f"page {page.id}", text(page.title), to_page(page), keys, page.icon, move, to_page=True))
    on, back = partial(window.next_pane, False), partial(window.next_pane, True)
    return [
        *actions,
        Action("pane", text("Next part of the window"), on, ("F6",), group=move, in_palette=False),
        Action("pane back", text("Part before"), back, ("Shift+F6",), group=move, in_palette=False),
        Action("new request", text("New request"), window.new_request, ("Ctrl+N",), "plus", do),
        Action("sync", text("Sync now"), window.sync_now, ("F5",), "arrows-clockwise", do),
        Action("larger", text("Larger text"), lambda: window.resize_text(1), ("Ctrl++", "Ctrl+="), "text-aa", look),
        Action("smaller", text("Smaller text"), lambda: window.resize_text(-1), ("Ctrl+-",), "text-aa", look),
        Action("normal", text("Text as at first"), lambda: window.resize_text(0), ("Ctrl+0",), "text-aa", look),
        Action("help", text("Keyboard shortcuts"), window.open_help, ("F1", "Ctrl+/", "?"), "keyboard", do),
        Action("quit", text("Quit"), window.close, ("Ctrl+Q",), "sign-out", do),
    ]  # fmt: skip
