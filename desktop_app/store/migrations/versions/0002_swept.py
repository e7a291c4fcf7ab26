"""A full pull beside what is held counts the rows that did not come again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds the count."""
    op.add_column("checkpoint", sa.Column("swept", sa.Integer()))
