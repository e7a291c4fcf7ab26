"""What has ended leaves the laptops, and later the server.

The tables that are written all day stay as they are: partitioned by month, a push cost more than twice as much. What
ended long ago moves into tables of the same columns, partitioned by the month it ended in, so that a month that nothing
holds any longer is dropped and not deleted row by row. `ended` comes first, so that a column that a table gains later
stands in the same place in both.
"""

import sqlalchemy as sa
from alembic import op

from sigap_server.migrations.columns import Xid8, index, instant, key, number, table, words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ARCHIVED = {
    "request": ("id", ("requester",)),
    "message": ("id", ("request", "author")),
    "event": ("device, no", ("request", "person")),
    "attachment": ("id", ("request",)),
    "rating": ("request", ("person",)),
}
"""Each table that has an archive: its key there, and by what else its rows are looked for."""


def policy() -> None:
    """How long is kept what: for a form of a team, a form, a team, or ("*" and "*") everything."""
    table(
        "retention",
        key("team"),
        key("form"),
        number("laptop_months"),
        number("server_months"),
        sa.Column("basis", sa.dialects.postgresql.JSONB, nullable=False),
        primary=["team", "form"],
    )
    op.execute(
        "alter table portal.retention add constraint retention_months"
        " check (laptop_months between 1 and 1200 and server_months between laptop_months and 1200)"
    )
    op.execute(
        """
        insert into portal.retention (team, form, laptop_months, server_months, basis) values ('*', '*', 12, 60, '{
          "id": "Data pribadi disimpan tidak lebih lama dari yang diperlukan (UU No. 27 Tahun 2022).",
          "en": "Personal data is kept no longer than it is needed (Indonesian Law No. 27 of 2022)."}')
        """
    )
    table(
        "hold",
        key("id"),
        key("request", optional=True),
        key("person", optional=True),
        words("reason"),
        instant("placed"),
        instant("released", optional=True),
        primary=["id"],
        pulled=False,
    )
    op.execute("alter table portal.hold add constraint hold_on check (num_nonnulls(request, person) = 1)")


def erasures() -> None:
    """One that is under way: it goes on under the same pseudonym, which is forgotten when it ends."""
    table("erasure", key("login"), key("pseudonym"), instant("begun"), primary=["login"], pulled=False)


def archives() -> None:
    for name, (primary, looked_for) in ARCHIVED.items():
        op.execute(
            f"create table portal.{name}_archive (ended bigint not null, like portal.{name} including defaults,"
            f" constraint {name}_archive_pkey primary key ({primary}, ended)) partition by range (ended)"
        )
        for column in looked_for:
            index(f"{name}_archive", column)
    # what belongs to a request is found by it: to move it, to give it to who asks for their data, to erase it
    for name in ("message", "attachment"):
        index(name, "request")
    # of another kind: "has a request" is a condition of the timeline, and a plan made while the table is small would
    # walk a tree for it
    op.execute("create index event_request on portal.event using hash (request)")


def tombstones() -> None:
    """Which transactions had ended when: by it a tombstone's age is known. A laptop that stands before the floor begins
    again."""
    table("watermark", instant("at"), sa.Column("xid", Xid8, nullable=False), primary=["at"], pulled=False)
    op.add_column("meta", sa.Column("floor", Xid8, nullable=False, server_default="0"), schema="portal")


def attachments() -> None:
    """When a file was announced, and that its bytes will not come any more."""
    op.add_column("attachment", instant("announced", optional=True), schema="portal")
    op.add_column("attachment", sa.Column("lost", sa.Boolean, nullable=False, server_default="false"), schema="portal")
    index("attachment", "announced", where="not complete")


def upgrade() -> None:
    policy()
    erasures()
    attachments()
    archives()
    tombstones()
