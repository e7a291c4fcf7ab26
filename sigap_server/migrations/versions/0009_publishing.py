"""The life of an article: what is in force and until when, its editions, manuscripts and pictures; kinds of employment.

`article` keeps one row a language, the edition in force. What was published before this revision becomes an edition.
"""

import sqlalchemy as sa
from alembic import op

from sigap_server.migrations.columns import KEY, index, instant, key, number, table, truth, words

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    people()
    articles()
    editions()
    manuscripts()
    pictures()


def people() -> None:
    for of, column, default in (("person", "employment", "permanent"), ("team", "publishing", "second")):
        op.add_column(of, sa.Column(column, KEY, nullable=False, server_default=default), schema="portal")


def articles() -> None:
    for column in (
        number("minor", 0), key("review_by", optional=True), key("valid_until", optional=True),
        key("successor", optional=True), sa.Column("note", sa.Text, nullable=False, server_default=""),
        key("source_language", optional=True), sa.Column("source_version", sa.Integer),
        sa.Column("source_minor", sa.Integer), sa.Column("published_by", KEY, nullable=False, server_default=""),
        instant("published", optional=True),
    ):  # fmt: skip
        op.add_column("article", column, schema="portal")
    index("article", "owner", "changed")
    index("poll", "about")


def editions() -> None:
    table(
        "edition", key("article"), key("language"), number("version"), number("minor"), words("title"), words("body"),
        key("change"), words("note"), key("by"), key("audience"), key("owner"),
        instant("published", optional=True),
        primary=["article", "language", "version", "minor"],
    )  # fmt: skip
    index("edition", "audience", "changed")
    index("edition", "owner", "changed")
    op.execute(
        "insert into portal.edition (article, language, version, minor, title, body, change, note, by, audience, owner)"
        " select id, language, version, 0, title, body, 'major', '', '', audience, owner from portal.article"
    )


def manuscripts() -> None:
    table(
        "manuscript", key("article"), key("language"), key("owner"), words("title"), words("body"), key("category"),
        key("audience"), number("revision"), key("author"), key("form", optional=True), key("review_by", optional=True),
        key("valid_until", optional=True), key("successor", optional=True), truth("acknowledge", False),
        key("source_language", optional=True), sa.Column("source_version", sa.Integer),
        sa.Column("source_minor", sa.Integer), number("base_version"), number("base_minor"), key("state"),
        key("change"), words("note"), key("reviewer", optional=True), words("returned"),
        instant("publish_at", optional=True), instant("saved", optional=True), primary=["article", "language"],
    )  # fmt: skip
    index("manuscript", "owner", "changed")
    index("manuscript", "publish_at", where="state = 'scheduled'")


def pictures() -> None:
    table(
        "picture", key("id"), key("article"), key("media_type"), number("width"), number("height"), words("data"),
        key("audience"), key("owner"), primary=["id", "article"],
    )  # fmt: skip
    index("picture", "audience", "changed")
    index("picture", "owner", "changed")
    index("picture", "article")
