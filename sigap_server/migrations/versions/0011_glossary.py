"""What the company calls the same thing: its own rows of the glossary, which every laptop pulls."""

from sigap_server.migrations.columns import data, index, key, table

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table("glossary", key("name"), data("terms"), key("kind"), primary=["name"])
    index("glossary", "changed")
