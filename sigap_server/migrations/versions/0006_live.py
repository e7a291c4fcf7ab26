"""Who listens to an open conversation.

A row a device, for some minutes: what is said in a request is announced only where somebody has it open, because a
notification takes a lock of the whole database when it commits.
"""

from sigap_server.migrations.columns import index, instant, key, table

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table(
        "follower", key("device"), key("login"), key("request"), key("channel"), instant("until"), primary=["device"],
        fill=50, pulled=False,
    )  # fmt: skip
    index("follower", "request")
    index("follower", "until")
