"""A small company with a secret in everything that somebody may not read, so that any leak is found by its words."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import psycopg

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.feedback.questions import poll_on_article
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article, Manuscript, Picture, Upkeep
from desktop_app.domain.people.rows import Membership, Person, Site
from desktop_app.domain.requests.conversation import AddReply, Resolve
from desktop_app.domain.requests.handling import Claim, Rate
from desktop_app.domain.requests.submission import Submit
from sigap_server.logins import give_login
from sigap_server.publish import publish_people
from sigap_server.rows import put
from sigap_server.ways_in import bar
from tests.domain.forms.form_builder import field as form_field
from tests.domain.forms.form_builder import form
from tests.security.persons import LOGINS, Who
from tests.server.ballot_bench import open_poll
from tests.server.portal_bench import NOW, PASSWORD, Laptop, Portal, some_id, texts

TODAY = NOW.date().isoformat()
HR, REQUESTER = frozenset({"t-bona", "t-citra"}), frozenset({"t-ani"})


@dataclass
class Secrets:
    """Words that stand in one place each, and who may read them."""

    readers: dict[str, frozenset[str]] = field(default_factory=dict)

    def new(self, where: str, readers: frozenset[str] = frozenset()) -> str:
        word = f"rahasia-{where}-{secrets.token_hex(5)}"
        self.readers[word] = readers
        return word

    def kept_from(self, login: str) -> tuple[str, ...]:
        """What this person must not come to read."""
        return tuple(word for word, readers in self.readers.items() if login not in readers)


@dataclass
class Town:
    """The company, its secrets, and the ids of what attacks aim at: `<name>` in an attack stands for one of them."""

    portal: Portal
    secrets: Secrets
    ids: dict[str, str]
    opened: dict[str, psycopg.Connection] = field(default_factory=dict)
    """Connections that were open before something happened, by what they are."""
    known: dict[str, str] = field(default_factory=dict)
    """A hash of everything, as it was before the attack that goes on."""
    touched: bool = False
    """Whether the attack that goes on may have left something."""

    def fill(self, text: str) -> str:
        for name, id in self.ids.items():
            text = text.replace(f"<{name}>", id)
        return text

    def device(self, login: str) -> str:
        """A device of this person, known to the database, with nothing sent from it."""
        device = f"device-{some_id()}"
        self.portal.admin.execute("insert into portal.device (id, login) values (%s, %s)", [device, login])
        return device

    def close(self) -> None:
        for connection in self.opened.values():
            connection.close()

    def undo(self, device: str) -> None:
        """What this device did with success never happened."""
        self.portal.admin.execute(UNDO, {"device": device})
        self._forget_news()

    def tidy(self) -> None:
        """The devices of attacks go, with what was refused to them, or no more could come in."""
        self.portal.admin.execute(
            "delete from portal.event where device like 'device-%';"
            "delete from portal.device where id like 'device-%'; delete from portal.follower;"
            "delete from portal.ticket; delete from portal.ballot; delete from portal.spent;"
            "delete from portal.tally; update portal.poll_count set tickets = 0"
        )
        self._forget_news()

    def _forget_news(self) -> None:
        for table in ("told", "departed"):
            self.portal.admin.execute(f"delete from portal.{table} where changed > %s::xid8", [self.ids["founded"]])


def person(login: str, team: str, role: str, site: str = "jakarta") -> Person:
    return Person(login, login[2:].title(), team, role, texts("Staff"), f"{login}@example", "", site, "id")


def forms() -> list[Form]:
    """One that asks for everything answers are checked for, and one that was withdrawn."""
    kind: dict[str, Any] = {"answer": "kind"}
    decided = form(
        form_field("contact", "email"),
        form_field("amount", "money", max=1000),
        form_field("kind", "choice", required=True),
        form_field("why", show={"eq": [kind, {"const": "one"}]}),
        form_field("many", "choices", max=2),
        form_field("day", "date"),
        form_field("lines", "table", max=2),
        route=[[{"eq": [kind, {"const": "two"}]}, "it"]],
        priority=[[{"eq": [kind, {"const": "three"}]}, "high"]],
        approvals=[[{"eq": [kind, {"const": "three"}]}, "manager"]],
    )
    return [Form("decided", 1, "hr", decided), Form("gone", 1, "hr", form(form_field("text")), offered=False)]


def found(portal: Portal, company: Secrets) -> Town:
    """Everybody comes in, and things happen in the company."""
    admin = portal.admin
    put(admin, [Site("bandung", texts("Bandung"), "Asia/Jakarta", texts("Jalan"))])
    newcomers = [
        person("t-fajar", "it", "employee", "bandung"),
        person("t-gita", "hr", "agent"),
        person("t-indra", "hr", "agent"),
        person("t-hadi", "it", "lead"),
    ]
    publish_people(
        admin, newcomers, [Membership("t-gita", "hr"), Membership("t-indra", "hr"), Membership("t-hadi", "it")]
    )
    for newcomer in newcomers:
        give_login(admin, newcomer.login, PASSWORD)
    put(admin, forms())
    everybody = frozenset(LOGINS.values()) | HR
    jakarta = company.new("article-site", everybody - {"t-fajar"})
    audience_hr = company.new("article-team", HR)
    put(
        admin,
        [
            Article("plan", "id", company.new("title", HR), audience_hr, "pay", "team:hr", "hr"),
            Article("site-plan", "id", "Rencana", jakarta, "site", "site:jakarta", "hr"),
            Article("interns", "id", "Magang", company.new("article-intern", HR), "hr", "employment:intern", "hr"),
            Article("desk", "id", "Meja", company.new("article-department", HR), "hr", "department:hr", "hr"),
        ],
    )
    written = Manuscript(
        "plan", "id", "hr", company.new("manuscript-title", HR), company.new("manuscript", HR), "pay", "all", 1,
        "t-bona", base_version=1,
    )  # fmt: skip
    image = base64.b64encode(company.new("picture", HR).encode()).decode()
    in_years = datetime(2099, 1, 1, tzinfo=UTC)
    put(admin, [written, replace(written, article="site-plan", state="scheduled", publish_at=in_years)])
    put(admin, [Picture("1" * 64, "plan", "image/png", 4, 3, image, "team:hr", "hr")])
    open_poll(portal, "kantin")
    open_poll(portal, "gaji", audience="team:hr")
    upkeep = company.new("upkeep", HR)
    put(admin, [Upkeep("upkeep-of-hr", "hr", "gap", None, "id", upkeep, 3, TODAY, NOW)])
    chore = company.new("task", frozenset({"t-ani", "t-bona"}))
    put(
        admin,
        [
            Task(
                "first-day/t-ani/1",
                "first-day",
                "t-ani",
                "t-bona",
                None,
                texts(chore),
                texts(chore),
                texts("Fase"),
                1,
                TODAY,
            )
        ],
    )
    town = Town(portal, company, happen(portal, company))
    somebody_leaves(town)
    bar(admin, [LOGINS[Who.BARRED]], "blocked", wipe=True, now=datetime.now(UTC))
    town.ids["founded"] = str(portal.value("select pg_current_xact_id()"))
    town.known = everything(admin)
    return town


def somebody_leaves(town: Town) -> None:
    """An agent of HR; of their connections two were not ended, and one of these looks at a moment before."""
    login, admin = LOGINS[Who.LEAVER], town.portal.admin
    town.ids["device of the leaver"] = town.device(login).replace("device-", "laptop-")
    admin.execute("update portal.device set id = replace(id, 'device-', 'laptop-') where login = %s", [login])
    town.opened = {name: town.portal.connect(login) for name in ("open", "stale")}
    stale = "set idle_in_transaction_session_timeout = 0; begin isolation level repeatable read; select 1"
    town.opened["stale"].execute(stale)
    admin.execute("delete from portal.membership where person = %s", [login])
    admin.execute("delete from portal.person where login = %s", [login])
    admin.execute(f'alter role "{login}" nologin')


def happen(portal: Portal, company: Secrets) -> dict[str, str]:
    """A request with a conversation, a note, a file and a rating; what was refused; and a request of the attacker's."""
    both = HR | REQUESTER
    content = company.new("bytes", both).encode()
    paper = {
        "name": f"{company.new('file', both)}.pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    ani = portal.laptop("t-ani", company.new("device"))
    bona = portal.laptop("t-bona", company.new("device"))
    asked = Submit(
        id=some_id(),
        person="t-ani",
        at=NOW,
        form="proof",
        version=1,
        subject=company.new("subject", both),
        answers={"text": company.new("answer", both), "paper": [paper]},
        today=TODAY,
    )
    about: dict[str, Any] = {"at": NOW, "request": asked.id}
    reply = AddReply(id=some_id(), person="t-ani", text=company.new("reply", both), **about)
    note = AddReply(id=some_id(), person="t-bona", text=company.new("note", HR), internal=True, **about)
    taken(ani, asked)
    ani.connection.execute("select portal_api.chunk_put(%s, 0, %s)", [f"{asked.id}/0", content])
    taken(bona, Claim(id=some_id(), person="t-bona", **about))
    taken(ani, reply)
    taken(bona, note)
    refused = AddReply(id=some_id(), person="t-bona", at=NOW, request="nowhere", text=company.new("refused"))
    assert bona.sync(refused).outcomes[-1].code == "unknown"
    done = Submit(
        id=some_id(),
        person="t-ani",
        at=NOW,
        form="question",
        version=1,
        subject=company.new("subject-2", both),
        answers={"text": company.new("answer-2", both)},
        today=TODAY,
    )
    taken(ani, done)
    taken(bona, Claim(id=some_id(), person="t-bona", at=NOW, request=done.id))
    taken(bona, Resolve(id=some_id(), person="t-bona", at=NOW, request=done.id, text=company.new("solved", both)))
    taken(ani, Rate(id=some_id(), person="t-ani", at=NOW, request=done.id, stars=2, text=company.new("rating", both)))
    eka = portal.laptop("t-eka")
    own = Submit(
        id=some_id(),
        person="t-eka",
        at=NOW,
        form="question",
        version=1,
        subject="Milik Eka",
        answers={"text": "?"},
        today=TODAY,
    )
    taken(eka, own)
    for laptop in (ani, bona, eka):
        laptop.connection.close()
    return {
        "request": asked.id,
        "file": f"{asked.id}/0",
        "reply": reply.id,
        "note": note.id,
        "resolved": done.id,
        "own": own.id,
        "task": "first-day/t-ani/1",
        "device of the requester": ani.device,
        "device of HR": bona.device,
        "cursor": str(bona.cursor),
        "number": str(portal.value("select number from portal.request where id = %s", asked.id)),
        "beginning": "3:3:",
        "poll": poll_on_article("kantin", 1),
        "poll of HR": poll_on_article("gaji", 1),
        "database": portal.value("select current_database()"),
    }


def taken(laptop: Laptop, command: Any) -> None:
    assert laptop.sync(command).outcomes[-1].code is None


UNDO = """
    with own as (select id from portal.event where device = %(device)s and outcome is null),
    chunks as (delete from portal.chunk c using own where c.attachment like own.id || '/%%'),
    files as (delete from portal.attachment a using own where a.id like own.id || '/%%'),
    messages as (delete from portal.message m using own where m.id = own.id),
    requests as (delete from portal.request r using own where r.id = own.id),
    sent as (delete from portal.upload u using portal.device d where d.id = %(device)s and u.person = d.login)
    delete from portal.event e using own where e.id = own.id and e.outcome is null
"""


def everything(admin: psycopg.Connection) -> dict[str, str]:
    """A hash of each table of the portal, and of what the database knows of roles, rights and objects.

    Events that were refused stand apart: a refusal is recorded. So do attackers' own devices.
    """
    tables = admin.execute(
        "select oid::regclass::text from pg_class where relnamespace = 'portal'::regnamespace"
        " and relkind in ('r', 'p') and not relispartition and relname not in ('event', 'device') order by 1"
    ).fetchall()
    parts = [(name, f"select t::text as line from {name} t") for (name,) in tables]
    parts += [
        ("portal.event", "select t::text as line from portal.event t where outcome is null"),
        ("portal.device", "select t::text as line from portal.device t where id not like 'device-%'"),
        ("what was refused", "select t::text as line from portal.event t where outcome is not null"),
        *CATALOGUE.items(),
    ]
    query = " union all ".join(
        f"select '{name}', md5(coalesce(string_agg(line, '|' order by line), '')) from ({lines}) x (line)"
        for name, lines in parts
    )
    return dict(admin.execute(query).fetchall())  # type: ignore[call-overload]


CATALOGUE = {
    "roles": "select (rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,"
    " rolconnlimit, rolpassword, rolvaliduntil, rolbypassrls)::text as line from pg_authid",
    "who is member of what": "select pg_auth_members::text as line from pg_auth_members",
    "settings of roles": "select pg_db_role_setting::text as line from pg_db_role_setting",
    "databases": "select (datname, datacl, datconnlimit, datallowconn)::text as line from pg_database"
    " where datname = current_database()",
    "schemas": "select (nspname, nspowner, nspacl)::text as line from pg_namespace where nspname !~ '^pg_t'",
    "relations": "select (oid, relname, relkind, relowner, relacl, relrowsecurity, relforcerowsecurity)::text as line"
    " from pg_class where relnamespace <> 'pg_toast'::regnamespace",
    "functions": "select (oid, proname, proowner, proacl, prosecdef, proconfig)::text as line from pg_proc",
    "languages": "select (lanname, lanacl)::text as line from pg_language",
    "types": "select (oid, typname, typacl)::text as line from pg_type",
    "policies": "select (polname, polrelid, polroles)::text as line from pg_policy",
    "triggers": "select (tgname, tgrelid, tgenabled)::text as line from pg_trigger",
    "large objects": "select oid::text as line from pg_largeobject_metadata",
    "rights to come": "select (defaclrole, defaclobjtype, defaclacl)::text as line from pg_default_acl",
    "extensions and the rest": "select extname::text as line from pg_extension union all"
    " select pubname from pg_publication union all select evtname from pg_event_trigger union all"
    " select oprname || oid from pg_operator union all select collname || oid from pg_collation union all"
    " select slot_name from pg_replication_slots union all select description from pg_shdescription",
    "sequences": "select sequencename || last_value from pg_sequences where schemaname = 'portal'",
}
"""What an attack could leave behind outside the tables, by what it is."""

MAY_COUNT = frozenset({"sequences", "portal.upkeep_round"})
"""A number drawn for a command that is then refused stays away: gaps are allowed. The first of a team to be here on
a day has its upkeep looked through."""
