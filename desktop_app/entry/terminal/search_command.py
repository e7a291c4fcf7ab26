"""`sigap search`: the same search, in a terminal."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from desktop_app.entry.terminal.door import JSON, Door, emit, fail
from desktop_app.store.queries import knowledge as knowledge_queries

if TYPE_CHECKING:
    from desktop_app.search import Filters

_TAG = re.compile("<[^>]*>")
_FILTERS = ("category", "language", "audience")
"""The options that take a value of an article's, called as in it and in `Filters`."""


def search(
    context: typer.Context,
    text: str,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    category: Annotated[str | None, typer.Option(help="Only articles of this category.")] = None,
    language: Annotated[str | None, typer.Option(help="Only articles in this language, id or en.")] = None,
    audience: Annotated[str | None, typer.Option(help="Only articles for just this audience: all, team:hr …")] = None,
    reviewed_since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles reviewed on this day or later.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="What is in force on this day; without it, today.")
    ] = None,
    outdated: Annotated[bool, typer.Option("--outdated", help="Also what is no longer in force.")] = False,
    as_json: bool = JSON,
) -> None:
    """Search the knowledge base."""
    from desktop_app.search import Filters

    door: Door = context.obj
    door.meet_company()
    today = door.laptop.clock().astimezone().date()
    filters = Filters(
        category, language, audience, None if reviewed_since is None else reviewed_since.date(),
        None if outdated else on.date() if on is not None else today,
    )  # fmt: skip
    _check_values(door, filters)
    _make_searchable(door)
    read_in = language or door.laptop.text.language
    page = door.laptop.index.search(text, language=read_in, limit=limit, filters=filters, deep=True)
    rows = [
        {
            "article_id": hit.article_id,
            "title": hit.title,
            "heading": hit.heading,
            "language": hit.language,
            "snippet": html.unescape(_TAG.sub("", hit.snippet_html)),
            "score": hit.score,
            "anchor": hit.anchor,
        }
        for hit in [*page.hits, *page.other][:limit]
    ]
    emit(
        as_json,
        rows,
        lambda: (
            [
                f"{row['title']} › {row['heading']} ({row['article_id']}, {row['language']})\n    {row['snippet']}"
                for row in rows
            ]
            or [door.laptop.text("Nothing was found. Try other words, or ask: sigap request submit question …")]
        ),
    )


def _check_values(door: Door, filters: Filters) -> None:
    """A value that no article on this laptop has finds nothing: it is said, with those there are."""
    text, held = door.laptop.text, door.laptop.read(knowledge_queries.articles)
    for name in _FILTERS:
        value, known = getattr(filters, name), sorted({getattr(each, name) for each in held})
        if value is not None and held and value not in known:
            said = {"value": value, "option": f"--{name}", "known": ", ".join(known)}
            fail(text("No article has {value} for {option}. There are: {known}.", **said))


def _make_searchable(door: Door) -> None:
    """Brings the index level with the articles; while another Sigap does, what it has already is good enough."""
    from desktop_app.search import IndexBusy

    try:
        door.laptop.catch_up_index()
    except IndexBusy:
        if door.laptop.index.needs_rebuild:
            fail(door.laptop.text("Another Sigap is just preparing the search. Try again in a minute."))
    except OSError as error:
        fail(door.laptop.text("The search index cannot be written: {why}.", why=error.strerror or str(error)))
