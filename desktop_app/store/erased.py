"""What else on this laptop speaks of somebody who was erased: it goes with the rows that say so.

The rows themselves come changed, with a pseudonym where the login stood. Beside them lie words: drafts about their
requests, notices, commands that were given, files. What was deleted is overwritten (`secure_delete`), and what the log
of the database still holds is cut off once the transaction is done.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from desktop_app.domain.people.pseudonyms import is_erased
from desktop_app.protocol.streams import BY_NAME, Values
from desktop_app.protocol.wire import Reply
from desktop_app.store.schema import REPLICA, draft, file, file_chunk, notice, outbox

NAMING = {
    "request": ("requester", "assignee"), "message": ("author", "requester"), "event": ("actor", "requester"),
    "rating": ("person",), "task": ("person", "owner", "buddy", "done_by"),
}  # fmt: skip
"""The columns of rows that a person of a team is seen by, and where their login stands in them."""


def speaks_of_erased(reply: Reply) -> bool:
    """Whether any row that came stands for somebody who was erased, or a command was refused for that."""
    return any(outcome.code == "erased" for outcome in reply.outcomes) or any(
        is_erased(values[at])
        for name, columns in NAMING.items()
        for at in _places(name, columns)
        for values in reply.rows.get(name, ())
    )


def forget(connection: sa.Connection, reply: Reply, before: Iterable[tuple[str, Values]]) -> set[str]:
    """Takes away what speaks of the erased; `before` are the rows as they were, by stream. The tables touched."""
    at = BY_NAME["request"].names.index("requester")
    requests = {values[0] for values in reply.rows.get("request", ()) if is_erased(values[at])}
    logins = _logins(reply, before)
    touched = set()
    for request in sorted(requests):
        for table, column in ((draft, draft.c.about), (notice, notice.c.request)):
            if connection.execute(table.delete().where(column == request)).rowcount:
                touched.add(table.name)
        given = outbox.update().where(outbox.c.about == request, outbox.c.outcome.is_not(None))
        if connection.execute(given, {"kind": "Withdrawn", "body": "{}", "words": "", "data": "{}"}).rowcount:
            touched.add("outbox")
    for login in sorted(logins):  # who answered, took over, replied: named in notices and outcomes
        named = f'%"{login}"%'
        if connection.execute(notice.delete().where(notice.c.data.like(named))).rowcount:
            touched.add("notice")
        settled = outbox.update().where(outbox.c.outcome.is_not(None))
        connection.execute(settled.where(outbox.c.data.like(named)), {"data": "{}"})
        connection.execute(settled.where(outbox.c.body.like(named)), {"kind": "Withdrawn", "body": "{}"})
    return touched


def drop_unused_files(connection: sa.Connection, hashes: Iterable[str]) -> bool:
    """Takes away the bytes of these files unless something still names them; whether any went."""
    unused = [sha256 for sha256 in sorted(set(hashes)) if not is_named(connection, sha256)]
    for table in (file_chunk, file):
        connection.execute(table.delete().where(table.c.sha256.in_(unused)))
    return bool(unused)


def is_named(connection: sa.Connection, sha256: str) -> bool:
    """Whether an attachment, a draft or a command names this file."""
    attached = sa.select(REPLICA["attachment"].c.id).where(REPLICA["attachment"].c.sha256 == sha256)
    return connection.execute(attached.limit(1)).first() is not None or is_written(connection, sha256)


def is_written(connection: sa.Connection, sha256: str) -> bool:
    """Whether a draft or a command names it: one that was answered too, for a restored database hears it again (I6)."""
    drafted = sa.select(draft.c.no).where(sa.func.instr(draft.c.body, sha256) > 0)
    given = sa.select(outbox.c.no).where(sa.func.instr(outbox.c.body, sha256) > 0)
    return any(connection.execute(query.limit(1)).first() is not None for query in (drafted, given))


def _places(name: str, columns: Iterable[str]) -> list[int]:
    return [BY_NAME[name].names.index(column) for column in columns]


def _logins(reply: Reply, before: Iterable[tuple[str, Values]]) -> set[str]:
    """Whose login became a pseudonym: read off the rows that changed."""
    known = {(name, BY_NAME[name].key_of(values)): values for name, values in before}
    found = set()
    for name, columns in NAMING.items():
        for values in reply.rows.get(name, ()):
            was = known.get((name, BY_NAME[name].key_of(values)))
            found |= {was[at] for at in _places(name, columns) if was is not None and is_erased(values[at])}
    return {str(login) for login in found if login is not None and not is_erased(login)}
