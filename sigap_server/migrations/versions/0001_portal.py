"""The first tables.

Narrow and without foreign keys: four of them would take a push from 253 to 797 µs, and the functions, which have just
locked or inserted what they name, are the only writers. `sigap-admin db check` proves the references by query.

Instants are whole microseconds since 1970, UTC, as on the wire and on the laptop, so that nothing that is sent or
hashed depends on a setting of the session; `portal.moment` makes a timestamp of one. Identifiers are text of the
collation "C", which an index can compare with `session_user`. `changed` is the transaction that last wrote the row:
what a pull compares with its snapshot. The row that shows a request's state is a stream of its own; the laptop needs
it either way, and its second index costs an update less than a second kind of local table would cost everybody.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSTZMULTIRANGE

from sigap_server.migrations.columns import Xid8, data, index, instant, key, number, table, truth, words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def people() -> None:
    table("site", key("id"), data("names"), key("timezone"), data("address"), data("places"), primary=["id"])
    table(
        "calendar",
        key("id"),
        number("version"),
        data("definition"),
        sa.Column("open", TSTZMULTIRANGE, nullable=True),
        primary=["id", "version"],
    )
    table(
        "team",
        key("id"),
        key("prefix"),
        data("names"),
        key("email"),
        key("phone"),
        key("on_call", optional=True),
        key("calendar"),
        key("lead"),
        key("sequence"),
        primary=["id"],
    )
    table(
        "person",
        key("login"),
        words("name"),
        key("team"),
        key("role"),
        data("title"),
        key("email"),
        key("phone"),
        key("site"),
        key("language"),
        key("start", optional=True),
        key("buddy", optional=True),
        key("manager", optional=True),
        primary=["login"],
    )
    table("membership", key("person"), key("team"), primary=["person", "team"])
    for name in ("site", "calendar", "team", "person", "membership"):
        index(name, "changed")


def published() -> None:
    table(
        "transition",
        key("state"),
        key("command"),
        key("guard"),
        key("next"),
        number("rank"),
        primary=["state", "command", "guard"],
    )
    table(
        "form",
        key("form"),
        number("version"),
        key("team"),
        data("definition"),
        truth("offered", True),
        primary=["form", "version"],
    )
    index("transition", "changed")
    index("form", "changed")
    table(
        "article",
        key("id"),
        key("language"),
        words("title"),
        words("body"),
        key("category"),
        key("audience"),
        key("owner"),
        number("version"),
        key("reviewed", optional=True),
        key("form", optional=True),
        truth("acknowledge", False),
        primary=["id", "language"],
    )
    index("article", "audience", "changed")
    table(
        "acknowledgement",
        key("article"),
        key("language"),
        number("version"),
        key("person"),
        instant("at"),
        primary=["article", "language", "version", "person"],
    )
    index("acknowledgement", "person", "changed")
    table("checklist", key("id"), number("version"), data("definition"), primary=["id", "version"], pulled=False)
    table(
        "task",
        key("id"),
        key("checklist"),
        key("person"),
        key("owner"),
        key("buddy", optional=True),
        data("title"),
        data("about"),
        data("phase"),
        number("position"),
        key("due"),
        key("state"),
        key("done_by", optional=True),
        key("article", optional=True),
        instant("done", optional=True),
        primary=["id"],
        fill=80,
    )
    index("task", "owner", "changed")
    index("task", "person", "changed")
    index("task", "buddy", "changed", where="buddy is not null")


def requests() -> None:
    table(
        "request",
        key("id"),
        key("requester"),
        key("team"),
        key("form"),
        number("form_version"),
        words("subject"),
        data("answers"),
        key("priority"),
        data("approvals"),
        key("state"),
        instant("written"),
        key("assignee", optional=True),
        key("number"),
        instant("received"),
        instant("assigned", optional=True),
        instant("resolved", optional=True),
        key("calendar", optional=True),
        primary=["id"],
        fill=80,
    )
    index("request", "requester", "changed")
    index("request", "team", "changed")
    index("request", "number", unique=True)
    table(
        "message",
        key("id"),
        key("request"),
        key("author"),
        words("text"),
        instant("written"),
        key("requester", optional=True),
        key("team"),
        data("files"),
        instant("received"),
        primary=["id"],
    )
    index("message", "requester", "changed", where="requester is not null")
    index("message", "team", "changed")
    table(
        "attachment",
        key("id"),
        key("request"),
        key("message", optional=True),
        words("name"),
        sa.Column("size", sa.BigInteger, nullable=False),
        key("sha256"),
        key("requester", optional=True),
        key("team"),
        key("sender"),
        truth("complete", False),
        number("wrong", 0),
        primary=["id"],
    )
    index("attachment", "requester", "changed", where="requester is not null")
    index("attachment", "team", "changed")
    table(
        "rating",
        key("request"),
        key("person"),
        number("stars"),
        words("text"),
        key("team"),
        instant("written"),
        primary=["request"],
    )
    index("rating", "person", "changed")
    index("rating", "team", "changed")


def traffic() -> None:
    table(
        "device",
        key("id"),
        key("login"),
        number("last_no", 0),
        sa.Column("head", sa.LargeBinary, nullable=False, server_default=sa.text("'\\x'")),
        number("quota_hour", 0),
        number("quota_used", 0),
        truth("revoked", False),
        primary=["id"],
        fill=50,
        pulled=False,
    )
    index("device", "login")
    table(
        "event",
        key("device"),
        number("no"),
        key("id"),
        key("kind"),
        key("person"),
        instant("at"),
        words("body"),
        sa.Column("outcome", JSONB, nullable=True),
        key("request", optional=True),
        key("requester", optional=True),
        key("team", optional=True),
        sa.Column("data", JSONB, nullable=True),
        instant("received"),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        primary=["device", "no"],
    )
    # A refused command may name an id that was used. The condition is one that no query implies, or a plan made while
    # the table is small would walk this index.
    index("event", "id", where="coalesce(outcome, 'null') = 'null'", unique=True)
    index("event", "requester", "changed")
    index("event", "team", "changed")
    table(
        "chunk",
        key("attachment"),
        number("index"),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        primary=["attachment", "index"],
        pulled=False,
    )
    op.execute("alter table portal.chunk alter column bytes set storage external")  # files rarely shrink
    table(
        "upload",
        key("person"),
        number("day"),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        primary=["person", "day"],
        fill=50,
        pulled=False,
    )
    table("enrolment", key("login"), instant("expires"), primary=["login"], pulled=False)
    op.create_table(
        "departed",
        key("stream"),
        data("key"),
        key("scope"),
        sa.Column("changed", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
        schema="portal",
    )
    index("departed", "scope", "changed")
    op.create_table(
        "told",
        key("stream"),
        key("scope"),
        sa.Column("changed", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
        schema="portal",
    )
    index("told", "scope", "changed")
    table(
        "meta",
        truth("one_row", True),
        key("incarnation"),
        number("schema_min"),
        number("schema_max"),
        key("version"),
        key("functions"),
        primary=["one_row"],
        pulled=False,
    )
    op.execute("alter table portal.meta add constraint meta_one check (one_row)")


def upgrade() -> None:
    people()
    published()
    requests()
    traffic()
