"""What the audit needs beside the chain of each device: the events that were taken out of it for a reason.

Of a range of numbers that retention or an erasure took out only the hash of its last event stays, so that the chain
goes on behind it. `why` says which of the two it was; there is no third. Erased events may stay, without their words.
"""

import sqlalchemy as sa
from alembic import op

from sigap_server.migrations.columns import instant, key, number, table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "forgotten",
        key("device"),
        number("first_no"),
        number("last_no"),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        key("why"),
        instant("at"),
        primary=["device", "first_no"],
        pulled=False,
    )
    op.execute(
        "alter table portal.forgotten add constraint forgotten_range check (first_no between 1 and last_no),"
        " add constraint forgotten_hash check (length(hash) = 32),"
        " add constraint forgotten_why check (why in ('retention', 'erased'))"
    )
