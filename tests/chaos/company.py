"""A company of any size on a server that can be killed, for many laptops."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Membership, Person, Team
from sigap_server.embedded import EmbeddedPostgres
from tests.databases import Server, own_folder
from tests.domain.forms.form_builder import field as form_field
from tests.domain.forms.form_builder import form, texts
from tests.world import ARTICLES, World

SITES = ("jakarta", "makassar")
LAPTOPS_A_TEAM = 16
AGENTS_A_TEAM = 2
EACH_NTH_HAS_TWO = 7
PAGE = 40
"""Rows a page of a first pull: it takes several calls, and others write between them."""

KILLABLE = {"max_connections": "400", "synchronous_commit": "on", "full_page_writes": "on", "restart_after_crash": "on"}
"""What was answered survives the death of all its processes; the disk itself does not fail here."""


@contextmanager
def killable_server() -> Iterator[EmbeddedPostgres]:
    """A server of our own: nobody else's tests die with it."""
    server = EmbeddedPostgres(own_folder(), durable=False, settings=KILLABLE)
    server.start()
    try:
        yield server
    finally:
        server.remove()


class Company(World):
    """People with one laptop each, each seventh with two; teams of two agents, of whom one helps the next team."""

    def __init__(self, server: Server, url: str, laptops: int, *, page: int | None = None) -> None:
        persons: list[str] = []
        self.owners: list[str] = []
        while len(self.owners) < laptops:
            persons.append(f"c-{len(persons):03}")
            twice = len(persons) % EACH_NTH_HAS_TWO == 0
            self.owners += [persons[-1]] * (2 if twice and len(self.owners) + 1 < laptops else 1)
        self.persons = tuple(persons)
        self.team_ids = tuple(f"t{number:02}" for number in range(max(2, laptops // LAPTOPS_A_TEAM)))
        self.agents = tuple(self.persons[: len(self.team_ids) * AGENTS_A_TEAM])
        self.form_keys = tuple(f"{form}-{team}" for team in self.team_ids for form in ("question", "repair"))
        super().__init__(server, url, page=page)

    def people(self) -> list[Person]:
        return [
            Person(
                login, login.upper(), self.team_ids[at % len(self.team_ids)], "employee", texts("Staff"),
                f"{login}@example", "", SITES[at % 2], "id",
            )
            for at, login in enumerate(self.persons)
        ]  # fmt: skip

    def teams(self) -> list[Team]:
        return [
            Team(team, team.upper(), texts(team), f"{team}@example", "1", None, "office", self.agents[at])
            for at, team in enumerate(self.team_ids)
        ]

    def memberships(self) -> list[Membership]:
        of = len(self.team_ids)
        own = [Membership(agent, self.team_ids[at % of]) for at, agent in enumerate(self.agents)]
        second = [Membership(agent, self.team_ids[(at + 1) % of]) for at, agent in enumerate(self.agents) if at % 2]
        return own + second

    def forms(self) -> list[Form]:
        dear = {"ge": [{"answer": "cost"}, {"const": 100}]}
        found = []
        for team in self.team_ids:
            repair = form(
                form_field("kind", "choice"),
                form_field("what", required=True, show={"eq": [{"answer": "kind"}, {"const": "two"}]}),
                form_field("cost", "whole"),
                form_field("proof", "file"),
                team=team,
                priority=[[dear, "high"]],
            )
            question = form(form_field("text", required=True), team=team)
            found += [Form(f"question-{team}", 1, team, question), Form(f"repair-{team}", 1, team, repair)]
        return found

    def articles(self) -> list[Article]:
        audiences = ("all", f"team:{self.team_ids[0]}", f"person:{self.persons[-1]}", "site:jakarta")
        return [
            Article(name, "id", name, "Isi", "leave", audience, version=2)
            for name, audience in zip(ARTICLES, audiences, strict=True)
        ]

    def tasks(self) -> list[Task]:
        """Two for each fourth person, with the one before as their buddy."""
        made = []
        for at in range(1, len(self.persons), 4):
            owner, buddy = self.persons[at], self.persons[at - 1]
            for n in range(2):
                whose = ("start", owner, owner, buddy)
                name = f"{owner}-{n}"
                made.append(Task(name, *whose, texts(name), texts(""), texts("First"), n, "2026-12-01"))
        return made

    # ---- what befalls the server

    def reconnect(self) -> None:
        """The administrator's connection, after the server was away."""
        self.admin.close()
        self.admin = self.another_connection()

    def another_connection(self) -> psycopg.Connection:
        """One of the administrator's beside the usual one."""
        return psycopg.connect(self.server.url(self.database), autocommit=True)

    def cut_everybody_off(self) -> None:
        """Ends the connections of all laptops."""
        self.admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and usename like 'c-%%'",
            [self.database],
        )

    def some_request(self) -> str:
        """Any of the newest."""
        newest = (
            "select id from (select id from portal.request order by received desc limit 50) q order by random() limit 1"
        )
        return self.value(newest) or ""
