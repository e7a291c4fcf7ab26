"""A poll in a portal, and people who answer it step by step, as their laptops would."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

import psycopg

from desktop_app.domain.feedback.blind_signature import Blinded, PublicKey, ballot_message, blind, finalize
from desktop_app.domain.feedback.questions import helped, poll_on_article
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Person
from sigap_server.articles import publish_articles
from sigap_server.logins import give_login
from sigap_server.publish import publish_people
from tests.server.portal_bench import PASSWORD, Portal, texts

YES, NO = json.dumps(helped(True)), json.dumps(helped(False))


def article(name: str = "cuti", version: int = 1, *, audience: str = "all", owner: str = "hr") -> Article:
    return Article(name, "id", "Cuti", "Isi", "leave", audience, owner, version)


def open_poll(portal: Portal, name: str = "cuti", version: int = 1, **more: str) -> str:
    """Publishes an article; the id of its poll."""
    publish_articles(portal.admin, [article(name, version, **more)])
    return poll_on_article(name, version)


def key_of(portal: Portal, poll: str) -> PublicKey:
    """As a laptop has it: from the rows that everybody pulls."""
    query = "select k.modulus, p.exponent from portal.poll p join portal.signing_key k on k.id = p.key where p.id = %s"
    row = portal.admin.execute(query, [poll]).fetchone()
    assert row is not None
    return PublicKey(int(row[0], 16), row[1])


def more_people(portal: Portal, many: int) -> list[str]:
    """So many more employees with logins."""
    logins = [f"t-p{at}" for at in range(many)]
    there = [Person(n, n, "it", "employee", texts("Staff"), "", "", "jakarta", "id") for n in logins]
    publish_people(portal.admin, there, [])
    for login in logins:
        give_login(portal.admin, login, PASSWORD)
    return logins


@dataclass
class Voter:
    """One person's laptop with a ticket to be, for one poll."""

    connection: psycopg.Connection
    poll: str
    key: PublicKey
    token: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    blinded: Blinded | None = None
    signature: bytes = b""
    place: int = 0

    @property
    def message(self) -> bytes:
        return ballot_message(self.poll, self.token)

    def sign(self) -> Voter:
        """Asks for the ticket; again with the same, if it was asked for before."""
        self.blinded = self.blinded or blind(self.key, self.message, secrets.token_bytes)
        said = self.call("select portal_api.ballot_sign(%s, %s)", self.poll, self.blinded.message)
        ticket = json.loads(str(said))
        self.place = ticket["place"]
        self.signature = finalize(self.key, self.message, self.blinded, bytes.fromhex(ticket["signature"]))
        return self

    def cast(self, answer: str = YES, *, poll: str | None = None) -> object:
        return self.call(
            "select portal_api.ballot_cast(%s, %s, %s, %s)", poll or self.poll, self.token, self.signature, answer
        )

    def call(self, query: str, *values: object) -> object:
        row = self.connection.execute(query, values).fetchone()  # type: ignore[call-overload]
        assert row is not None
        return row[0]


def voter(portal: Portal, login: str, poll: str) -> Voter:
    return Voter(portal.connect(login), poll, key_of(portal, poll))


def answered(portal: Portal, poll: str, logins: list[str], answers: list[str]) -> list[Voter]:
    """All of these ask for a ticket, then answer."""
    voters = [voter(portal, login, poll).sign() for login in logins]
    for each, answer in zip(voters, answers, strict=True):
        each.cast(answer)
    return voters


def tally(portal: Portal, poll: str) -> tuple[int, dict[str, int], list[list[str]]] | None:
    """What is published of it."""
    query = "select answers, counts, comments from portal.stream_tally where poll = %s"
    return portal.admin.execute(query, [poll]).fetchone()
