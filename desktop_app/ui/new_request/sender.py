"""Who asks: the person's name and how they are reached, so that nobody has to type it."""

from __future__ import annotations

from desktop_app.ui.context import Context
from desktop_app.ui.theme.tokens import RADIUS_CONTROL
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text


class SenderLine(Card):
    """Sari Wulandari · Staf Keuangan, Jakarta; e-mail and phone under it."""

    def __init__(self, context: Context) -> None:
        me = context.me
        place = ", ".join(part for part in (context.local(me.title), context.local(me.site_names)) if part)
        reached = " · ".join(part for part in (place, me.email, me.phone) if part)
        said = column(
            Text(context.text("Sent as {name}", name=me.name), 14, 600, wrap=True, leading=0),
            Text(reached, 12, 400, "soft", wrap=True, leading=0), gap=1,
        )  # fmt: skip
        line = row(Avatar(context.theme, me.name, 36, me=True), (said, 1), gap=12)
        super().__init__(context.theme, line, fill="canvas", border=None, radius=RADIUS_CONTROL, margins=(12, 8, 12, 8))
        self.setAccessibleName(f"{context.text('Sent as {name}', name=me.name)}. {reached}")
