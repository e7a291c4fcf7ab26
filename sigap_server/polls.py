"""Opens and closes the polls that people answer without a name, and makes the keys that their tickets are signed with.

All polls of a key share its modulus, and each has a prime of its own as exponent, as Chaum's coins had: the ticket of
one fits no other, and a poll costs no prime numbers of its own and a hundred bytes on a laptop.
"""

from __future__ import annotations

from collections.abc import Collection

import psycopg

from desktop_app.domain.feedback.rows import SigningKey
from sigap_server.rows import put

FIRST_EXPONENT = 65_537


def keep_article_polls(connection: psycopg.Connection, articles: Collection[str]) -> None:
    """A poll for the newest version of each of these articles whose owner would read it (sql/rules/article_polls.sql).

    Give it those whose rows were written or taken away. Whoever publishes in the application is served by the database,
    as soon as there is a key.
    """
    asked = connection.execute(
        "select exists (select from portal.article where id = any (%(a)s) and owner <> '')"
        " and not exists (select from portal.signing_secret)",
        {"a": list(articles)},
    ).fetchone()
    if asked == (True,):
        make_key(connection, "0001")
    connection.execute("select portal.keep_article_polls(%s)", [sorted(articles)])


def open_missing_polls(connection: psycopg.Connection) -> None:
    """For articles that were published before there was a key."""
    rows = connection.execute(
        "select distinct a.id from portal.article a where a.owner <> ''"
        " and not exists (select from portal.poll p where p.about = 'article:' || a.id)"
    ).fetchall()
    if rows:
        keep_article_polls(connection, {name for (name,) in rows})


def make_key(connection: psycopg.Connection, name: str) -> None:
    """A new pair of keys; the polls opened from now on use it. The secret half never leaves the database."""
    from cryptography.hazmat.primitives.asymmetric import rsa  # only where a key is made

    made = rsa.generate_private_key(public_exponent=FIRST_EXPONENT, key_size=2048).private_numbers()
    connection.execute("insert into portal.signing_secret (key, p, q) values (%s, %s, %s)", [name, made.p, made.q])
    put(connection, [SigningKey(name, f"{made.public_numbers.n:x}")])
