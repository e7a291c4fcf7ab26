"""One's own requests that are not closed yet, each with its state and what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.requests.promise import FIRST_RESPONSE, NEXT_UPDATE
from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.due_words import due_group
from desktop_app.ui.links import link
from desktop_app.ui.requests.state_words import state_badge
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.card_head import CardHead
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.wording import Wording

MOST = 4
_KIND = RowKind(kicker=True, tags=True, pad_y=10)


class OwnRequests(Card):
    """The last four that are not closed; hidden where there is none."""

    def __init__(self, context: Context) -> None:
        self._context = context
        text, theme = context.text, context.theme
        self.head = CardHead(theme, text("My requests"), text("See all"))
        self.head.more.clicked.connect(lambda: context.open(link("page", "requests")))
        self.list = RowList(theme, text("My requests"), _KIND)
        self.list.opened.connect(lambda key: context.open(link("request", str(key))))
        super().__init__(theme, column(self.head, self.list, gap=2), margins=(0, 2, 0, 6))
        self.hide()

    def show_requests(self, mine: Sequence[RequestItem], team_names: Mapping[str, str]) -> None:
        """These, as far as they are not closed."""
        words = self._context.words
        still = [item for item in mine if item.state in OPEN or item.state == State.RESOLVED]
        self.head.say(self._context.text("My requests"), len(still), has_more=True)
        self.list.set_rows([own_row(item, team_names, words) for item in still[:MOST]])
        self.setVisible(bool(still))


def own_row(item: RequestItem, team_names: Mapping[str, str], words: Wording) -> Row:
    """HR-1042 · HR, what it is about, whose turn it is and by when."""
    called = item.number or words.text("Short reference {reference}", reference=item.reference)
    return Row(
        key=item.id, kicker=f"{called} · {team_names.get(item.team, item.team)}", title=item.subject,
        tags=(state_badge(item, words),), after=promised(item, words),
        exact="" if item.due is None else words.exact(item.due), unread=item.unread > 0,
    )  # fmt: skip


def promised(item: RequestItem, words: Wording) -> str:
    """What comes next, in a few words."""
    text = words.text
    if item.state == State.RESOLVED:
        return text("waits for your confirmation")
    if item.received is None or item.due is None:
        return item.assignee_name or ""
    if due_group(item, words) == "late":
        return text("promised for {time}", time=words.time(item.due))
    if item.due_kind in (FIRST_RESPONSE, NEXT_UPDATE):
        return text("a reply by {time}", time=words.time(item.due))
    return text("solved by {time}", time=words.time(item.due))
