"""What lies on this laptop, so that everything works without a network."""

from __future__ import annotations

from desktop_app.ui.context import Context
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.laptop import OnDisk
from desktop_app.ui.settings.share_bar import Part, ShareBar
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import file_size, number


class OfflineCard(Group):
    """Empty until the disk was read."""

    def __init__(self, context: Context) -> None:
        self._context, text = context, context.text
        self.words = Text("", wrap=True, leading=0)
        self.bar = ShareBar(context.theme)
        safe = text("Other people's accounts on this computer cannot open it.")
        about = Text(safe, 12, 400, "soft", wrap=True, leading=0)
        super().__init__(context.theme, text("Offline data"), self.words, self.bar, about, gap=12)

    def show_disk(self, disk: OnDisk) -> None:
        """Other sizes."""
        text, held = self._context.text, disk.held
        articles = text.plural("{count} article", "{count} articles", held.articles, count=number(held.articles))
        requests = text.plural("{count} request", "{count} requests", held.requests, count=number(held.requests))
        size = file_size(disk.whole)
        self.words.say(
            text("{size} on this laptop: {articles}, {requests}.", size=size, articles=articles, requests=requests)
        )
        self.bar.show_parts(
            (
                Part(text("Articles and requests"), disk.data, file_size(disk.data), "accent"),
                Part(text("Search index"), disk.index, file_size(disk.index), "info"),
                Part(text("Attachments"), disk.files, file_size(disk.files), "warn"),
            )
        )
