"""Answers without a name that have not left this laptop yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes their table."""
    op.create_table(
        "ballot",
        sa.Column("poll", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.LargeBinary()),
        sa.Column("blinded", sa.LargeBinary()),
        sa.Column("inverse", sa.LargeBinary()),
        sa.Column("signature", sa.LargeBinary()),
        sa.Column("place", sa.Integer()),
        sa.PrimaryKeyConstraint("poll"),
        sqlite_with_rowid=False,
    )
