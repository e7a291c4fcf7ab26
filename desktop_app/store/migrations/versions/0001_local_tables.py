"""The local tables as the first version has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes them."""
    op.create_table(
        "outbox",
        sa.Column("no", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about", sa.Text()),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("data", sa.Text()),
        sa.Column("settled_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("outbox_pending", "outbox", ["no"], sqlite_where=sa.text("outcome IS NULL"))
    op.create_index("outbox_by_about", "outbox", ["about"])
    op.create_table(
        "shadow",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.PrimaryKeyConstraint("stream", "key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checkpoint",
        sa.Column("only", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("cursor", sa.Text()),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("first_cursor", sa.Text()),
        sa.Column("first_scopes", sa.Text()),
        sa.Column("paged_scopes", sa.Text(), nullable=False),
        sa.Column("last_no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("only"),
    )
    op.create_table(
        "replica_state",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_table(
        "feed",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("stream", "key", name="feed_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notice",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("command", sa.Text()),
        sa.Column("request", sa.Text()),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "draft",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.Text()),
        sa.PrimaryKeyConstraint("no"),
        sqlite_autoincrement=True,
    )
    op.create_index("draft_written", "draft", ["kind", "about"], unique=True, sqlite_where=sa.text("refused IS NULL"))
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "identity",
        sa.Column("only", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("login", sa.Text()),
        sa.Column("backend", sa.Text()),
        sa.PrimaryKeyConstraint("only"),
    )
    op.create_table(
        "read_marker",
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "file_chunk",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "at"),
    )
    op.create_table(
        "article_html",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("render_version", sa.Integer(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "language"),
    )
