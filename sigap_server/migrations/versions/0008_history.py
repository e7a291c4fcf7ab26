"""What tells one history of a database from another: promotions, recoveries, files put back, dumps restored.

`epoch` is the present one: one run of a server, told by when it was `started` and where its last recovery ended.
`timeline` is PostgreSQL's; `forks` says where each earlier epoch was left, the last one first.
`earlier` lists the incarnations before this one. `written` is the transaction that wrote the row: a copy made by dump
and restore was written by another one.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from sigap_server.migrations.columns import KEY, PgLsn, Xid8

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("epoch", KEY, nullable=False, server_default="0-"),
        sa.Column("timeline", sa.Integer, nullable=False, server_default="0"),
        sa.Column("started", sa.DateTime(timezone=True)),
        sa.Column("recovered", PgLsn),
        sa.Column("forks", JSONB, nullable=False, server_default="[]"),
        sa.Column("earlier", JSONB, nullable=False, server_default="[]"),
        sa.Column("written", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
    ):
        op.add_column("meta", column, schema="portal")
