"""What has to be said before all else: a refusal, a repair, that the search is being prepared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app import sentences
from desktop_app.store.queries.notices import NoticeItem
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link, link
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.notice import Strip
from desktop_app.ui.widgets.progress import Progress
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

MOST = 3
_OF_WRITING = (
    "SaveManuscript", "AskReview", "ReturnManuscript", "PublishArticle", "CancelPublication", "DiscardManuscript",
    "AddPicture",
)  # fmt: skip
_TOLD_HERE = ("refused", "repaired", "unanswered", "reminded")


class Strips(QWidget):
    """Under the greeting; takes no room while there is nothing to say."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: object = None
        self._notices = column(gap=8)
        self.index = IndexStrip(context)
        self._lack = column(gap=8)
        self._lacks = ""
        self.setLayout(column(self._lack, self.index, self._notices, gap=8, margins=(0, 0, 0, 14)))
        self._settle()

    def show_notices(self, notices: Sequence[NoticeItem], name_of: Callable[[str], str]) -> None:
        """The newest that nobody has looked at yet."""
        told = [notice for notice in notices if notice.kind in _TOLD_HERE][:MOST]
        if [notice.no for notice in told] != self._shown:
            self._shown = [notice.no for notice in told]
            emptied(self._notices)
            for notice in told:
                self._notices.addWidget(self._strip(notice, name_of))
        self._settle()

    def show_lack(self, nothing_here: bool, view: SyncView) -> None:
        """Whether the laptop has met the company but has nothing to read yet."""
        text = self._context.text
        words = ""
        if nothing_here and view.standing in ("fetching", "sending", "connecting"):
            words = text("Articles and forms of the company are being fetched. They appear here as they come.")
        elif nothing_here:
            words = text("Articles and forms of the company are fetched as soon as the laptop is connected.")
        if words != self._lacks:
            self._lacks = words
            emptied(self._lack)
            if words:
                self._lack.addWidget(Strip(self._context.theme, "info", "cloud-arrow-down", words))
        self._settle()

    def show_index(self, changes: Changed | None) -> None:
        """How far the search is."""
        self.index.hear(changes)
        self._settle()

    def _strip(self, notice: NoticeItem, name_of: Callable[[str], str]) -> Strip:
        context, text = self._context, self._context.text
        words = sentences.notice(text, notice.kind, notice.data, name_of, context.words.when)
        seen = Button(context.theme, text("Understood"), "quiet")
        seen.clicked.connect(lambda: self._mark(notice))
        buttons: list[QWidget] = [seen]
        if (to := leads_to(notice)) is not None:
            look = Button(context.theme, text("Look at it"), "secondary")
            look.clicked.connect(lambda: context.open(to))
            buttons.insert(0, look)
        warns = notice.kind == "refused"
        icon = {"refused": "hand", "reminded": "book-open"}.get(notice.kind, "wrench")
        strip = Strip(context.theme, "warn" if warns else "info", icon, words, *buttons)
        strip.words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return strip

    def _mark(self, notice: NoticeItem) -> None:
        self._context.write(lambda store: store.notices.mark_seen([notice.no], self), owner=self)

    def _settle(self) -> None:
        self.setVisible(bool(self._shown or self._lacks) or self.index.is_needed)


def leads_to(notice: NoticeItem) -> Link | None:
    """Where the words that were refused are kept (a request never sent is a draft among the forms), or what to read."""
    if notice.kind == "reminded":
        return link("article", str(notice.data["article"]))
    if notice.kind == "refused" and notice.data.get("command") in _OF_WRITING:
        said = {"language": str(notice.data["language"])} if "language" in notice.data else {}
        return link("write", str(notice.data["article"]), **said)
    if notice.kind != "refused" or notice.request is None:
        return None
    if notice.data.get("command") == "Submit":
        return link("page", "new_request")
    return link("request", notice.request)


class IndexStrip(Card):
    """Calm: nobody has to act, everything but the search works meanwhile."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.is_needed = False
        text, theme = context.text, context.theme
        self._far = Text("", 12, 400, "soft")
        self.bar = Progress(theme, text("The search is being prepared"), tone="control", thickness=4)
        more = Text(
            text("Until then it finds part of the articles. Everything else works."), 12, 400, "soft", wrap=True
        )
        head = row(Text(text("The search is being prepared"), 12, 600), None, self._far, gap=10)
        lines = holder(column(head, self.bar, more, gap=6))
        super().__init__(
            theme, row(Icon(theme, "wrench", "soft"), (lines, 1), gap=12), fill="sunken", border=None,
            margins=(14, 10, 14, 10),
        )  # fmt: skip
        self.hide()

    def hear(self, changes: Changed | None) -> None:
        """None: what it said may be old. News of the index come as a change of the kind `index`."""
        news: Any = None if changes is None else changes.initiator
        if changes is not None and "index" not in changes.kinds:
            return
        waits = news is not None and getattr(news, "ready", True) is False
        done, total = (int(news.done), int(news.total)) if waits else (0, 0)
        self.is_needed = waits and not 0 < total <= done  # with the last article it is as good as ready
        self.setVisible(self.is_needed)
        if self.is_needed:
            self.bar.say(done, total)
            self._far.say(self._context.text("{n} of {total}", n=done, total=total) if total else "")
