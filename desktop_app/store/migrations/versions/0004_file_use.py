"""Files know when they were used last, and since when nothing names them: so that they do not fill a laptop."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds both."""
    op.add_column("file", sa.Column("used", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("file", sa.Column("idle_since", sa.BigInteger()))
