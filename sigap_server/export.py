"""All that the database holds about one person, for that person: JSON for machines, a page for people, the files.

What their team wrote to itself about a request of theirs is not among it; that and the rest that is left out is said on
the page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import psycopg

from desktop_app.protocol import wire
from sigap_server.erasure import NobodyToErase

TIMES = frozenset((
    "written", "received", "assigned", "resolved", "at", "done", "announced", "ended",
))  # fmt: skip
QUERIES: dict[str, str] = {
    "profile": "select to_jsonb(p) from portal.person p where p.login = %(login)s",
    "memberships": "select to_jsonb(m) from portal.membership m where m.person = %(login)s order by m.team",
    "leads": "select to_jsonb(x) from (select id, names from portal.team where lead = %(login)s order by id) x",
    "requests": """
        select to_jsonb(r) from portal.request r where r.requester = %(login)s
        union all select to_jsonb(r) from portal.request_archive r where r.requester = %(login)s order by 1""",
    "messages": """
        select to_jsonb(m) from portal.message m where m.requester = %(login)s or m.author = %(login)s
        union all
        select to_jsonb(m) from portal.message_archive m where m.requester = %(login)s or m.author = %(login)s
        order by 1""",
    "events": """
        select to_jsonb(e) from portal.all_events e where e.person = %(login)s
          or (e.requester = %(login)s and e.outcome is null) order by e.received, e.device, e.no""",
    "files": """
        select to_jsonb(a) from portal.attachment a where a.requester = %(login)s or a.sender = %(login)s
        union all
        select to_jsonb(a) from portal.attachment_archive a where a.requester = %(login)s or a.sender = %(login)s
        order by 1""",
    "ratings": """
        select to_jsonb(t) from portal.rating t where t.person = %(login)s
        union all select to_jsonb(t) from portal.rating_archive t where t.person = %(login)s order by 1""",
    "acknowledgements": "select to_jsonb(a) from portal.acknowledgement a where a.person = %(login)s order by a.at",
    "tasks": """
        select to_jsonb(t) from portal.task t where %(login)s in (t.person, t.owner, t.buddy, t.done_by)
        order by t.due, t.position""",
    "devices": """
        select to_jsonb(x) from (
          select id, last_no, revoked from portal.device where login = %(login)s order by id) x""",
    "uploads": "select to_jsonb(u) from portal.upload u where u.person = %(login)s order by u.day",
    "took part": "select to_jsonb(x) from (select poll from portal.ticket where person = %(login)s order by poll) x",
}
HIDDEN = frozenset(("changed", "hash", "head", "wrong"))
"""Columns that say nothing about anybody."""


def collected(connection: psycopg.Connection, login: str) -> dict[str, list[dict[str, Any]]]:
    """Everything, by heading. Raises `NobodyToErase` when there is nothing."""
    found = {
        heading: [_shown(row) for (row,) in connection.execute(query, {"login": login})]
        for heading, query in QUERIES.items()
    }
    if not any(found.values()):
        raise NobodyToErase(login)
    return found


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: wire.moment(value).isoformat() if name in TIMES and isinstance(value, int) else value
        for name, value in row.items()
        if name not in HIDDEN
    }


def export(connection: psycopg.Connection, login: str, out: Path, now: datetime) -> Path:
    """Writes it all into a new folder that only its owner reads; the page to open. Raises `NobodyToErase`."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        found = collected(connection, login)
        folder = out / f"{login}-{now:%Y%m%d-%H%M%S}"
        folder.mkdir(mode=0o700)
        for file in found["files"]:
            _write_file(connection, folder, file)
    whole = {"login": login, "written": now.isoformat(), **found}
    _write(folder / "data.json", json.dumps(whole, ensure_ascii=False, indent=1).encode())
    page = folder / "index.html"
    _write(page, "\n".join(_page(login, now, found)).encode())
    return page


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _write_file(connection: psycopg.Connection, folder: Path, file: dict[str, Any]) -> None:
    """The bytes, if the database has them all; where they lie is added to what is said of the file."""
    pieces = connection.execute(
        'select bytes from portal.chunk where attachment = %s order by "index"', [file["id"]]
    ).fetchall()
    content = b"".join(piece for (piece,) in pieces)
    if file["complete"] and len(content) == file["size"]:
        name = f"{file['id'].replace('/', '-')}-{Path(file['name']).name}"
        _write(folder / "files" / name, content)
        file["copy"] = f"files/{name}"


TITLES = {
    "profile": "Profil · Profile", "memberships": "Keanggotaan tim · Teams answered for", "leads": "Memimpin · Leads",
    "requests": "Permintaan · Requests", "messages": "Pesan · Messages", "events": "Langkah · Steps",
    "files": "Berkas · Files", "ratings": "Penilaian · Ratings", "acknowledgements": "Pernyataan sudah membaca · Read",
    "tasks": "Tugas · Tasks", "devices": "Perangkat · Devices", "uploads": "Kiriman berkas · Bytes sent by day",
    "took part": "Ikut serta · Took part in",
}  # fmt: skip


def _page(login: str, now: datetime, found: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    yield "<!doctype html><html lang='id'><meta charset='utf-8'>"
    yield f"<title>{escape(login)}</title>"
    yield "<style>body{font:15px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}table{border-collapse:"
    yield "collapse;margin:.5em 0 1.5em}td{border-top:1px solid #ccc;padding:.25em .75em;vertical-align:top}</style>"
    yield f"<h1>{escape(login)}</h1><p>{now:%Y-%m-%d %H:%M} UTC</p>"
    yield (
        "<p>Semua data tentang Anda di Sigap. Tidak termasuk: catatan yang hanya dibaca tim, dan jawaban tanpa nama."
        " Lembar yang sama untuk mesin: data.json.</p>"
        "<p>All that Sigap holds about you. Not among it: notes that only a team reads, and answers without a name."
        " The same for machines: data.json.</p>"
    )
    for heading, rows in found.items():
        yield f"<h2>{escape(TITLES[heading])} ({len(rows)})</h2>"
        for row in rows:
            yield "<table>"
            for name, value in row.items():
                if value not in (None, "", [], {}):
                    yield f"<tr><td>{escape(name)}</td><td>{_cell(name, value)}</td></tr>"
            yield "</table>"
    yield "</html>"


def _cell(name: str, value: Any) -> str:
    shown = escape(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    if name == "copy":
        return f'<a href="{shown}">{shown}</a>'
    return shown.replace("\n", "<br>")
