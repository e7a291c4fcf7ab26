"""What tells one history of a database from another: promotions, recoveries to a point in time, dumps restored.

`epoch` is the present one, `timeline` the one of PostgreSQL it began with, `forks` where each earlier epoch was left.
`earlier` lists the incarnations before this one. `written` is the transaction that wrote the row: a copy made by dump
and restore was written by another one.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from sigap_server.migrations.columns import KEY, Xid8

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("epoch", KEY, nullable=False, server_default="0-"),
        sa.Column("timeline", sa.Integer, nullable=False, server_default="0"),
        sa.Column("forks", JSONB, nullable=False, server_default="{}"),
        sa.Column("earlier", JSONB, nullable=False, server_default="[]"),
        sa.Column("written", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
    ):
        op.add_column("meta", column, schema="portal")
