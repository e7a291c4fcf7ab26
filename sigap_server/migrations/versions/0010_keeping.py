"""What keeps articles true: who must acknowledge them, what their teams have to do, what was counted of their use.

`gap` and `visit` are counters by day. No column of theirs says who, on which device or when that day; what is counted
together is never written together.
"""

import sqlalchemy as sa
from alembic import op

from sigap_server.migrations.columns import KEY, index, instant, key, number, table, truth, words

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        number("minor", 0),
        sa.Column("hash", sa.Text, nullable=False, server_default=""),
        sa.Column("declined", sa.Text, nullable=False, server_default=""),
        sa.Column("team", KEY, nullable=False, server_default=""),
        sa.Column("overseer", KEY),
    ):
        op.add_column("acknowledgement", column, schema="portal")
    op.add_column("team", truth("oversees", False), schema="portal")
    op.execute("update portal.team set oversees = true where id = 'hr'")
    op.execute("update portal.acknowledgement a set overseer = 'hr' from portal.team t where t.id = 'hr'")
    op.execute(
        "update portal.acknowledgement a set team = q.owner"
        " from (select distinct on (id) id, owner from portal.article order by id, language) q where q.id = a.article"
    )
    index("acknowledgement", "team", "changed")
    index("acknowledgement", "overseer", "changed")
    index("acknowledgement", "article")
    table(
        "acknowledgement_rule", key("article"), key("audience"), number("major"), key("due"), key("set_by"),
        key("owner"), key("readers"), key("overseer", optional=True), instant("reminded", optional=True),
        primary=["article"],
    )  # fmt: skip
    for column_name in ("readers", "owner", "overseer"):
        index("acknowledgement_rule", column_name, "changed")
    table(
        "upkeep", key("id"), key("team"), key("kind"), key("article", optional=True), key("language"), words("text"),
        number("count", 0), key("due"), instant("made"), key("state"), key("done_by", optional=True),
        words("done_note"), primary=["id"],
    )  # fmt: skip
    index("upkeep", "team", "changed")
    table(
        "readership", key("article"), key("team"), key("first_day"), number("read"), number("helped"), number("stuck"),
        number("avoided"), primary=["article"],
    )  # fmt: skip
    index("readership", "team", "changed")
    table(
        "gap", key("day"), key("language"), key("words"), key("category"), number("times"),
        primary=["language", "words", "category", "day"], pulled=False,
    )  # fmt: skip
    index("gap", "day")
    table(
        "visit", key("day"), key("article"), number("read", 0), number("stuck", 0), number("avoided", 0),
        primary=["article", "day"], pulled=False,
    )  # fmt: skip
    index("visit", "day")
    table("upkeep_round", key("team"), key("day"), primary=["team"], pulled=False)
