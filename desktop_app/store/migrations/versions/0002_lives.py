"""A restored database is known by its earlier lives; a full pull beside what is held counts what did not come again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds both."""
    op.add_column("checkpoint", sa.Column("swept", sa.Integer()))
    op.add_column("checkpoint", sa.Column("earlier", sa.Text()))
