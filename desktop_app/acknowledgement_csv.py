"""Who has acknowledged an article and who has not, as a table for other programs; windows and terminal write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from desktop_app.store.queries.acknowledgements import Answer

COLUMNS = (
    "article", "person", "name", "team", "site", "state", "version", "language", "said", "reason", "before", "sha256",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(article: str, answers: Iterable[Answer]) -> str:
    """CSV with a head, comma and CRLF (RFC 4180). Times are ISO 8601 in UTC; `before` is the newest version they
    acknowledged before. What a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in answers:
        said = each.said
        version = "" if said is None else f"{said.version}.{said.minor}"
        writer.writerow(
            _plain(cell)
            for cell in (
                article, each.login, each.name, each.team, each.site, each.state, version,
                "" if said is None else said.language, "" if said is None else said.at.isoformat(timespec="seconds"),
                "" if said is None else said.declined, "" if each.before is None else str(each.before),
                "" if said is None else said.hash,
            )
        )  # fmt: skip
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
