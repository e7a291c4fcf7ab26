"""What a person read last and where they left it, their favourites and bookmarks; HTML knows its minor version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the tables and the column."""
    op.add_column("article_html", sa.Column("minor", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "visit",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("below", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_index("visit_by_at", "visit", ["at"])
    op.create_table(
        "favourite",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bookmark",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article", "language", "anchor"),
        sqlite_with_rowid=False,
    )
