"""What can be done in the editor by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_app.catalogue import Catalogue
from desktop_app.ui.actions import Action


def editor_keys(
    text: Catalogue, save: Callable[[], object], show: Callable[[object], object], back: Callable[[], object]
) -> Sequence[Action]:
    """`show(which)` puts something beside the text."""
    group = text("Writing")

    def key(id: str, title: str, run: Callable[[], object], *keys: str) -> Action:
        return Action(f"write {id}", title, run, keys, "pencil-line", group)

    return (
        key("save", text("Save for the team"), save, "Ctrl+S"),
        key("preview", text("Preview"), lambda: show("preview"), "Alt+1"),
        key("source", text("Other language"), lambda: show("source"), "Alt+2"),
        key("changes", text("What changes"), lambda: show("changes"), "Alt+3"),
        key("details", text("Details"), lambda: show("details"), "Alt+4"),
        key("back", text("Back"), back, "Alt+Left"),
    )
