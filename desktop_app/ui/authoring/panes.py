"""The tabs of the page: what a team owns, what it has to do to it, and who has acknowledged what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop_app.catalogue import _
from desktop_app.ui.context import Context


@dataclass(frozen=True)
class Tab:
    """One of them. `build` gives a widget with `refresh(changes)`; `title` is a msgid marked with `_()`."""

    id: str
    title: str
    build: Callable[[Context], QWidget]


def _articles(context: Context) -> QWidget:
    from desktop_app.ui.authoring.articles_pane import ArticlesPane

    return ArticlesPane(context)


def _upkeep(context: Context) -> QWidget:
    from desktop_app.ui.authoring.upkeep_pane import UpkeepPane

    return UpkeepPane(context)


def _acknowledgements(context: Context) -> QWidget:
    from desktop_app.ui.authoring.acknowledgements_pane import AcknowledgementsPane

    return AcknowledgementsPane(context)


TABS: tuple[Tab, ...] = (
    Tab("articles", _("Articles"), _articles),
    Tab("upkeep", _("Upkeep"), _upkeep),
    Tab("acknowledgements", _("Acknowledgements"), _acknowledgements),
)
