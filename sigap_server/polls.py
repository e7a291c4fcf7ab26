"""Opens and closes the polls that people answer without a name, and makes the keys that their tickets are signed with.

All polls of a key share its modulus, and each has a prime of its own as exponent, as Chaum's coins had: the ticket of
one fits no other, and a poll costs no prime numbers of its own and a hundred bytes on a laptop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from math import isqrt

import psycopg
from psycopg.types.json import Jsonb

from desktop_app.domain.feedback.questions import ABOUT_AN_ARTICLE, about_article, poll_on_article
from desktop_app.domain.feedback.rows import Poll, SigningKey
from sigap_server.rows import put

FIRST_EXPONENT = 65_537


def keep_article_polls(connection: psycopg.Connection, articles: Collection[str]) -> None:
    """A poll for the newest version of each of these articles whose owner would read it.

    The poll on the version before stays, for answers that are under way; older ones end, and those of an article that
    is gone. Give it those whose rows were written or taken away.
    """
    rows = connection.execute(
        """
        select distinct on (id) id, version, owner, audience from portal.article
        where id = any (%s) and owner <> '' order by id, version desc, language
        """,
        [list(articles)],
    ).fetchall()
    by_about = {about_article(name): (name, version, owner, audience) for name, version, owner, audience in rows}
    held = connection.execute(
        "select id, about, version, key, exponent from portal.poll where about = any (%s) order by version desc",
        [[about_article(name) for name in articles]],
    ).fetchall()
    known = {poll: (key, exponent) for poll, _, _, key, exponent in held}
    new = [wanted for wanted in by_about.values() if poll_on_article(wanted[0], wanted[1]) not in known]
    free = _unused(connection, len(new))
    polls = []
    for name, version, owner, audience in by_about.values():
        poll = poll_on_article(name, version)
        key, exponent = known[poll] if poll in known else next(free)
        polls.append(Poll(poll, about_article(name), version, owner, audience, key, exponent))
    put(connection, polls, questions=lambda poll: Jsonb(ABOUT_AN_ARTICLE))
    connection.execute(
        "insert into portal.poll_count (poll) select unnest(%s::text[]) on conflict do nothing",
        [[poll.id for poll in polls]],
    )
    for poll, about, version, _, _ in held:
        newest = by_about[about][1] if about in by_about else None
        before = max((v for _, of, v, _, _ in held if of == about and v != newest), default=version)
        if newest is None or version not in (newest, before):
            connection.execute("select portal.close_poll(%s)", [poll])


def make_key(connection: psycopg.Connection, name: str) -> None:
    """A new pair of keys; the polls opened from now on use it. The secret half never leaves the database."""
    from cryptography.hazmat.primitives.asymmetric import rsa  # only where a key is made

    made = rsa.generate_private_key(public_exponent=FIRST_EXPONENT, key_size=2048).private_numbers()
    connection.execute("insert into portal.signing_secret (key, p, q) values (%s, %s, %s)", [name, made.p, made.q])
    put(connection, [SigningKey(name, f"{made.public_numbers.n:x}")])


def _unused(connection: psycopg.Connection, many: int) -> Iterator[tuple[str, int]]:
    """So many exponents of the newest key. None is given twice: a ticket of a poll that ended would fit the next."""
    if not many:
        return
    newest = "select key, p, q, last_exponent from portal.signing_secret order by key desc limit 1 for update"
    row = connection.execute(newest).fetchone()
    if row is None:
        make_key(connection, "0001")
        row = connection.execute(newest).fetchone()
        assert row is not None
    key, p, q, last = row
    fitting = (e for e in _primes(max(FIRST_EXPONENT, last + 2)) if (int(p) - 1) % e and (int(q) - 1) % e)
    given = list(islice(fitting, many))
    connection.execute("update portal.signing_secret set last_exponent = %s where key = %s", [given[-1], key])
    yield from ((key, exponent) for exponent in given)


def _primes(start: int) -> Iterator[int]:
    """The odd primes from `start`, an odd number, on."""
    number = start
    while True:
        if all(number % divisor for divisor in range(3, isqrt(number) + 1, 2)):
            yield number
        number += 2
