"""Between head and text: that an article no longer applies, waits for review, or is not what its reader remembers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue import _
from desktop_app.domain.knowledge.validity import Standing
from desktop_app.search.render import Oddity
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_words import edition_number
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.links import link
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import emptied, holder, row
from desktop_app.ui.widgets.notice import Strip
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_LEFT_OUT: Mapping[Oddity, str] = {
    Oddity.LONG_PARAGRAPH: _("bold, italics and links in a very long paragraph"),
    Oddity.DEEP: _("quotes or lists inside many others"),
    Oddity.IMAGE: _("images from elsewhere"),
    Oddity.LINK: _("links that lead nowhere from here"),
    Oddity.HTML: _("elements a reader has no use for"),
    Oddity.HIDDEN: _("characters that cannot be seen"),
}


class ArticleBanners(QWidget):
    """`opened(link)`: the article that takes its place is wanted. `changes_asked`: what changed is."""

    opened = Signal(object)
    changes_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.setLayout(self._lines)
        self._key: object = None
        self.stand_at(28, 24)

    def show_reading(self, reading: Reading) -> None:
        """This article's; nothing is made anew where it says what it said."""
        key = (
            reading.article.id, reading.article.language, reading.standing, reading.article.review_by,
            reading.article.valid_until, reading.successor, reading.since, reading.rendered.left_out,
            reading.rendered.oddities,
        )  # fmt: skip
        if key == self._key:
            return
        self._key = key
        emptied(self._lines)
        for made in (self._standing(reading), self._changed(reading), self._left_out(reading)):
            if made is not None:
                self._lines.addWidget(made)
        self.setVisible(self._lines.count() > 0)

    def forget(self) -> None:
        """Its colours are others now: it is to be made anew."""
        self._key = None

    def stand_at(self, left: int, right: int) -> None:
        """Level with the column of text."""
        self._lines.setContentsMargins(left, 0, right, 10)

    def sentences(self) -> list[str]:
        """What it says."""
        return [str(each.accessibleName()) for each in self.findChildren(Text) if each.isVisibleTo(self)]

    def _standing(self, reading: Reading) -> QWidget | None:
        text, article, theme = self._context.text, reading.article, self._context.theme
        if reading.standing is Standing.NO_LONGER_IN_FORCE and article.valid_until:
            said = text("No longer in force: it applied until {day}.", day=self._day(article.valid_until))
            if reading.successor is None:
                return Strip(theme, "danger", "prohibit", said)
            to = link("article", reading.successor.id)
            instead = Button(theme, text("Read what takes its place"), "secondary")
            instead.setToolTip(reading.successor.title)
            instead.clicked.connect(lambda: self.opened.emit(to))
            return Strip(theme, "danger", "prohibit", said, instead)
        if reading.standing is Standing.UNDER_REVIEW and article.review_by:
            said = text(
                "Waiting to be reviewed since {day}. It still applies; ask the team where it matters.",
                day=self._day(article.review_by),
            )
            return Strip(theme, "warn", "hourglass-medium", said)
        return None

    def _changed(self, reading: Reading) -> QWidget | None:
        if not reading.since:
            return None
        text, words, since = self._context.text, self._context.words, reading.since[0]
        number, time = edition_number(since), words.when(since.at)
        said = (
            text("Changed since you acknowledged version {n}, {time}.", n=number, time=time)
            if since.acknowledged
            else text("Changed since you read it, {time}.", time=time)
        )
        if reading.article.note:
            said = f"{said} {reading.article.note}"
        if all(each.text is None for each in reading.since):
            return Strip(self._context.theme, "info", "clock-counter-clockwise", said)
        see = Button(self._context.theme, text("See what changed"), "secondary")
        see.clicked.connect(self.changes_asked)
        return Strip(self._context.theme, "info", "clock-counter-clockwise", said, see)

    def _left_out(self, reading: Reading) -> QWidget | None:
        text, theme, rendered = self._context.text, self._context.theme, reading.rendered
        nowhere = reading.shown.nowhere
        if Oddity.PLAIN in rendered.oddities:
            said = text("This article is too much to be shown in its form: these are its words alone.")
        else:
            what = [text(_LEFT_OUT[each]) for each in rendered.oddities if each is not Oddity.CUT]
            if Oddity.CUT in rendered.oddities:
                what.append(text("its end, for it is too long"))
            if nowhere:
                links = text.plural(
                    "a link to what is not on this laptop", "{n} links to what is not on this laptop", len(nowhere)
                )
                what.append(links)
            if not what:
                return None
            said = text("Not shown as it was written: {what}.", what=self._context.words.joined(what))
        line = Text(said, 12, 400, "soft", wrap=True, leading=0)
        named = [f"{each.what}" for each in rendered.left_out] + sorted(nowhere)
        line.setToolTip("\n".join(named))
        line.setAccessibleDescription(" · ".join(named))
        return holder(row((Icon(theme, "info", "soft", 14), Qt.AlignmentFlag.AlignTop), (line, 1), gap=6))

    def _day(self, iso: str) -> str:
        return self._context.words.day(date.fromisoformat(iso), weekday=False)
