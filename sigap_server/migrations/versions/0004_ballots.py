"""Answers without a name.

Who holds a ticket for a poll is known and stands in `ticket`; what was answered stands in `ballot` until five have
come, and then only as numbers in `tally`. No column of the one stands in the other: no person, no device, no time, no
number that grows. `signing_secret` is the one table whose rows must never leave the server.
"""

import sqlalchemy as sa
from alembic import op

from sigap_server.migrations.columns import data, index, key, number, table, words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table("signing_key", key("id"), words("modulus"), primary=["id"])
    index("signing_key", "changed")
    table(
        "signing_secret", key("key"), sa.Column("p", sa.Numeric, nullable=False),
        sa.Column("q", sa.Numeric, nullable=False), number("last_exponent", 0), primary=["key"], pulled=False,
    )  # fmt: skip
    table(
        "poll", key("id"), key("about"), number("version"), key("team"), key("audience"), key("key"),
        number("exponent"), data("questions"), primary=["id"],
    )  # fmt: skip
    index("poll", "audience", "changed")
    index("poll", "key", "exponent", unique=True)
    table("poll_count", key("poll"), number("tickets", 0), primary=["poll"], fill=50, pulled=False)
    table(
        "ticket", key("person"), key("poll"), sa.Column("blinded", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False), number("place"), primary=["person", "poll"],
    )  # fmt: skip
    index("ticket", "person", "changed")
    index("ticket", "poll")
    table(
        "ballot", key("poll"), sa.Column("token", sa.LargeBinary, nullable=False), data("answer"),
        primary=["poll", "token"], pulled=False,
    )  # fmt: skip
    # What was counted leaves no dead rows for long: they would still say which answers came one after the other.
    op.execute("alter table portal.ballot set (autovacuum_vacuum_threshold = 4, autovacuum_vacuum_scale_factor = 0)")
    table(
        "spent", key("poll"), sa.Column("token", sa.LargeBinary, nullable=False), primary=["poll", "token"],
        pulled=False,
    )  # fmt: skip
    table(
        "tally", key("poll"), key("about"), number("version"), key("team"), number("answers"), data("counts"),
        data("comments"), primary=["poll"],
    )  # fmt: skip
    index("tally", "team", "changed")
