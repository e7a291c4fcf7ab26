"""The laptop's tables: the replica read off the streams, and those that are only local.

`metadata` holds the local ones: Alembic migrates them (`migrations/`), a test holds both equal. A replica table is made
anew whenever its stream's shape changes (`replica.py`), so it never migrates.
"""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.protocol.streams import STREAMS, Stream

LOCAL_VERSION = "0006"
"""The newest migration: a new database is made from `metadata` and stamped with it."""

replica_metadata = sa.MetaData()
metadata = sa.MetaData()

_TEXT_KINDS = (str, dict, list)


def replica_table(stream: Stream) -> sa.Table:
    """The table of a stream: its row type's columns, its key, an index for each column that lists ask for."""
    columns = [
        sa.Column(
            column.name,
            sa.Text() if column.kind in _TEXT_KINDS else sa.BigInteger(),
            nullable=column.optional,
            primary_key=column.name in stream.key,
            autoincrement=False,
        )
        for column in stream.columns
    ]
    indexes = [sa.Index(f"{stream.name}_by_{name}", name) for name in stream.indexed]
    return sa.Table(stream.name, replica_metadata, *columns, *indexes, sqlite_with_rowid=not _is_small(stream))


def _is_small(stream: Stream) -> bool:
    return len(stream.columns) <= 6 and all(column.kind not in (dict, list) for column in stream.columns)


REPLICA = {stream.name: replica_table(stream) for stream in STREAMS}

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False, doc="1, 2, 3 … on this device, without a gap"),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column(
        "words", sa.Text, nullable=False, doc="the person's own, readable when this version no longer knows the kind"
    ),
    sa.Column("about", sa.Text, doc="the request it belongs to"),
    sa.Column("sent", sa.Boolean, nullable=False, doc="marked before it is sent; from then on it never changes"),
    sa.Column("outcome", sa.Text, doc="None: pending; ok: applied; else the code it was refused with"),
    sa.Column("data", sa.Text, doc="JSON that explains the outcome"),
    sa.Column("settled_at", sa.BigInteger),
    sqlite_autoincrement=False,
)
sa.Index("outbox_pending", outbox.c.no, sqlite_where=outbox.c.outcome.is_(None))
sa.Index("outbox_by_about", outbox.c.about)

shadow = sa.Table(
    "shadow",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True, doc="JSON array"),
    sa.Column("before", sa.Text, doc="the checkpoint's row by column name; None: there was none"),
    sqlite_with_rowid=False,
)

checkpoint = sa.Table(
    "checkpoint",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("cursor", sa.Text, doc="opaque; None before the first pull is in"),
    sa.Column("scopes", sa.Text, nullable=False, doc="JSON array: what the person held at the cursor"),
    sa.Column("incarnation", sa.Text, doc="the database this laptop knows"),
    sa.Column("after", sa.Text, doc="JSON array: where the last page of a full pull ended"),
    sa.Column("first_cursor", sa.Text, doc="of a first pull under way: its first page's, which counts in the end"),
    sa.Column("first_scopes", sa.Text, doc="likewise"),
    sa.Column(
        "paged_scopes", sa.Text, nullable=False, doc="JSON array: scopes that pages came by since the last increment"
    ),
    sa.Column("last_no", sa.Integer, nullable=False, doc="the last number the database is known to have"),
    sa.Column("swept", sa.Integer, doc="while all is pulled anew beside what is held: rows that did not come again"),
    sa.Column("earlier", sa.Text, doc="JSON array: incarnations the same database had before"),
)

replica_state = sa.Table(
    "replica_state",
    metadata,
    sa.Column("stream", sa.Text, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("full", sa.Boolean, nullable=False, doc="all its rows are to be pulled"),
)

feed = sa.Table(
    "feed",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("stream", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.UniqueConstraint("stream", "key", name="feed_key"),
    sqlite_autoincrement=True,
)

notice = sa.Table(
    "notice",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("command", sa.Text, doc="the id of the command it is about"),
    sa.Column("request", sa.Text),
    sa.Column("data", sa.Text, nullable=False, doc="JSON: what the sentence needs"),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("seen", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

draft = sa.Table(
    "draft",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False, doc="JSON"),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("refused", sa.Text, doc="the id of the refused command whose words these are"),
    sqlite_autoincrement=True,
)
sa.Index("draft_written", draft.c.kind, draft.c.about, unique=True, sqlite_where=draft.c.refused.is_(None))

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False, doc="JSON"),
    sqlite_with_rowid=False,
)

identity = sa.Table(
    "identity",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("login", sa.Text),
    sa.Column("backend", sa.Text),
)

ballot = sa.Table(
    "ballot",
    metadata,
    sa.Column("poll", sa.Text, primary_key=True),
    sa.Column("answer", sa.Text, doc="JSON; None: taken back, with the ticket kept for another"),
    sa.Column("step", sa.Text, nullable=False, doc="`domain.feedback.moments.Step`"),
    sa.Column("due", sa.BigInteger, nullable=False, doc="when it goes its next step"),
    sa.Column("token", sa.LargeBinary),
    sa.Column("blinded", sa.LargeBinary),
    sa.Column("inverse", sa.LargeBinary, doc="makes the signature readable; gone once it is"),
    sa.Column("signature", sa.LargeBinary),
    sa.Column("place", sa.Integer, doc="the how-manieth ticket of the poll"),
    sqlite_with_rowid=False,
)

tallies = sa.Table(
    "tallies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True, doc="what is counted: words that found nothing, an article's use"),
    sa.Column("said", sa.Text, doc="JSON: all that will leave; None: told, and not again before `due`"),
    sa.Column("due", sa.BigInteger, nullable=False, doc="when it leaves"),
    sqlite_with_rowid=False,
)

read_marker = sa.Table(
    "read_marker",
    metadata,
    sa.Column("message", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

file = sa.Table(
    "file",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("whole", sa.Boolean, nullable=False, doc="all bytes are here and their hash was checked"),
    sa.Column("used", sa.Integer, nullable=False, server_default="0", doc="grows with each use of any file"),
    sa.Column("idle_since", sa.BigInteger, doc="when it was first seen that nothing names it"),
    sqlite_with_rowid=False,
)

file_chunk = sa.Table(
    "file_chunk",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
)

article_html = sa.Table(
    "article_html",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("render_version", sa.Integer, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("minor", sa.Integer, nullable=False, server_default="0"),
)

visit = sa.Table(
    "visit",
    metadata,
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, doc="the edition that was read last"),
    sa.Column("minor", sa.Integer, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False, doc="when it was opened last"),
    sa.Column("read_at", sa.BigInteger, nullable=False, doc="when that edition was"),
    sa.Column("anchor", sa.Text, nullable=False, doc="the section it was left in; empty: above the first"),
    sa.Column("below", sa.Integer, nullable=False, doc="how far below that heading, in pixels at 100 %"),
    sqlite_with_rowid=False,
)
sa.Index("visit_by_at", visit.c.at)

favourite = sa.Table(
    "favourite",
    metadata,
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

bookmark = sa.Table(
    "bookmark",
    metadata,
    sa.Column("article", sa.Text, primary_key=True),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("anchor", sa.Text, primary_key=True, doc="empty: the top of the article"),
    sa.Column("at", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
