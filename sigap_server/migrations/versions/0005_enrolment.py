"""Blocked people, wiped laptops, replicas that lock themselves.

A way in is a role: a person's first laptop comes in by their login, each further one by a role of its own
(`sari~2`), so that one laptop can be shut out and the others not. Which device came in by which is kept with it.
"""

import sqlalchemy as sa
from alembic import op

from sigap_server.migrations.columns import instant, key, table, truth

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "barred", key("way"), key("login"), key("reason"), instant("since"), truth("wipe", True),
        primary=["way"], pulled=False,
    )  # fmt: skip
    for column in (
        key("way", optional=True), instant("entered", optional=True), instant("seen", optional=True),
        instant("told", optional=True), instant("wiped", optional=True),
    ):  # fmt: skip
        op.add_column("device", column, schema="portal")
    op.add_column(
        "meta", sa.Column("lock_after_days", sa.Integer, nullable=False, server_default="30"), schema="portal"
    )
