"""The life of an article: manuscripts, editions, pictures, what is in force."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with what follows."""
