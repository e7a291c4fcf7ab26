"""What of the database speaks of a person: every column of every table, and what becomes of it when they are erased.

A table or column that is not here fails a test: whoever adds one says here whether it names somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fate = Literal["renamed", "deleted"]
"""What becomes of the rows that name a person: a pseudonym takes the place of the login, or they go."""


@dataclass(frozen=True)
class Table:
    """`logins`: columns that hold a login; `ways`: a login or the name of a further way in of theirs. `words`: what a
    person wrote, or others about them, in what they asked. `rest`: columns that name nobody. `exported` says under
    which heading a person gets their rows; if none, `why`."""

    rest: str
    logins: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    fate: Fate = "renamed"
    exported: str = ""
    why: str = ""
    ways: tuple[str, ...] = ()


def nobody(rest: str) -> Table:
    return Table(rest, why="names nobody")


REQUEST = Table(
    "id team form form_version priority approvals state written number received assigned resolved calendar changed",
    ("requester", "assignee"), ("subject", "answers"), exported="requests",
)  # fmt: skip
MESSAGE = Table(
    "id request written team received changed", ("author", "requester"), ("text", "files"), exported="messages"
)
EVENT = Table(
    "device no id kind at request team received hash changed", ("person", "requester"), ("body", "outcome", "data"),
    exported="events",
)  # fmt: skip
ATTACHMENT = Table(
    "id request message size team complete wrong announced lost changed", ("requester", "sender"), ("name", "sha256"),
    exported="files",
)  # fmt: skip
RATING = Table("request stars team written changed", ("person",), ("text",), exported="ratings")


def archived(table: Table) -> Table:
    """The same table in the archive."""
    return Table(f"ended {table.rest}", table.logins, table.words, table.fate, table.exported, table.why)


TABLES: dict[str, Table] = {
    "person": Table(
        "team role site language employment changed", ("login", "buddy", "manager"),
        ("name", "title", "email", "phone", "start"),
        fate="deleted", exported="profile",
    ),
    "membership": Table("team changed", ("person",), fate="deleted", exported="memberships"),
    "team": Table(
        "id prefix names email phone on_call calendar sequence oversees publishing changed", ("lead",),
        exported="leads",
    ),
    "request": REQUEST, "request_archive": archived(REQUEST),
    "message": MESSAGE, "message_archive": archived(MESSAGE),
    "event": EVENT, "event_archive": archived(EVENT),
    "attachment": ATTACHMENT, "attachment_archive": archived(ATTACHMENT),
    "rating": RATING, "rating_archive": archived(RATING),
    "chunk": Table("attachment index", (), ("bytes",), exported="files"),
    "article": Table(
        "id language title body category audience owner version minor reviewed review_by valid_until successor form"
        " acknowledge note source_language source_version source_minor published changed",
        ("published_by",), why="what a company has published, and who pressed the button",
    ),
    "edition": Table(
        "article language version minor title body change note audience owner published changed", ("by",),
        why="what a company has published, and who pressed the button",
    ),
    "manuscript": Table(
        "article language owner title body category audience revision form review_by valid_until successor acknowledge"
        " source_language source_version source_minor base_version base_minor state change note returned publish_at"
        " saved changed",
        ("author", "reviewer"), why="what a team writes for the company, and who has it in hand",
    ),
    "acknowledgement": Table(
        "article language version at minor hash team overseer changed", ("person",), ("declined",),
        exported="acknowledgements",
    ),
    "acknowledgement_rule": Table(
        "article audience major due owner readers overseer reminded changed", ("set_by",),
        why="what a team asks of others, in its name",
    ),
    "upkeep": Table(
        "id team kind article language text count due made state changed", ("done_by",), ("done_note",),
        why="what a team did to its articles",
    ),
    "task": Table(
        "id checklist title about phase position due state article done changed",
        ("person", "owner", "buddy", "done_by"), exported="tasks",
    ),
    "device": Table(
        "id last_no head quota_hour quota_used revoked entered seen told wiped", ("login",), exported="devices",
        ways=("way",),
    ),
    "barred": Table(
        "reason since wipe", ("login",), fate="deleted", why="which of their laptops are shut out", ways=("way",)
    ),
    "upload": Table("day bytes", ("person",), fate="deleted", exported="uploads"),
    "enrolment": Table("expires", fate="deleted", why="a code that waits, not what it is", ways=("login",)),
    "follower": Table(
        "device request channel until", ("login",), fate="deleted", why="who looks at a request for some minutes"
    ),
    "ticket": Table(
        "poll blinded signature place changed", ("person",), exported="took part",
    ),
    "hold": Table("id request placed released", ("person",), ("reason",), why="what others must keep, and why"),
    "erasure": Table("pseudonym begun", ("login",), fate="deleted", why="an erasure that is under way"),
    "departed": Table("stream changed", ("scope", "key"), why="tombstones: what laptops must still take away"),
    "told": Table("stream changed", ("scope",), why="that something in a scope changed"),
    "site": nobody("id names timezone address places changed"),
    "calendar": nobody("id version definition open changed"),
    "transition": nobody("state command guard next rank changed"),
    "form": nobody("form version team definition offered changed"),
    "glossary": nobody("name terms kind changed"),
    "picture": nobody("id article media_type width height data audience owner changed"),
    "checklist": nobody("id version definition"),
    "retention": nobody("team form laptop_months server_months basis changed"),
    "watermark": nobody("at xid"),
    "forgotten": nobody("device first_no last_no hash why at"),
    "meta": nobody(
        "one_row incarnation schema_min schema_max version functions floor earlier epoch forks timeline written"
        " lock_after_days recovered started"
    ),
    "migration": nobody("version_num"),
    "signing_key": nobody("id modulus changed"),
    "signing_secret": nobody("key p q last_exponent"),
    "poll": nobody("id about version team audience key exponent questions changed"),
    "poll_count": nobody("poll tickets"),
    "ballot": nobody("poll token answer"),
    "spent": nobody("poll token"),
    "readership": nobody("article team first_day read helped stuck avoided changed"),
    "gap": nobody("day language words category times"),
    "visit": nobody("day article read stuck avoided"),
    "upkeep_round": nobody("team day"),
    "tally": nobody("poll about version team answers counts comments changed"),
}  # fmt: skip
SCOPES = ("departed", "told")
"""Tables whose logins stand in scopes."""
