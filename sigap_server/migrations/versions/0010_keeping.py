"""What keeps articles true: acknowledgement rules, upkeep, anonymous counters."""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with what follows."""
