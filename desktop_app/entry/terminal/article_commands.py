"""`sigap article versions`, `write`, `publish`, `retire`: the life of an article without a window."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop_app.domain.knowledge.in_force import RetireArticle
from desktop_app.domain.knowledge.publishing import PublishArticle, SaveManuscript
from desktop_app.domain.knowledge.rows import Article, Edition, Manuscript
from desktop_app.entry.terminal.door import JSON, Door, emit, fail
from desktop_app.protocol.wire import microseconds
from desktop_app.store.queries.rows import StoredRows

In = Annotated[list[str], typer.Option("--in", metavar="LANGUAGE", help="A language of the article; again for more.")]
Written = Annotated[str, typer.Option("--in", metavar="LANGUAGE", help="The language it is written in.")]
KEPT = (
    "owner", "title", "category", "audience", "form", "review_by", "valid_until", "successor", "acknowledge",
    "source_language", "source_version", "source_minor",
)  # fmt: skip
"""What a new text keeps of the one before it."""


def versions(context: typer.Context, article: str, as_json: bool = JSON) -> None:
    """Every published version of an article, the newest first, and what is being written."""
    door: Door = context.obj
    door.meet_company()
    editions = sorted(
        door.laptop.read(lambda c: StoredRows(c).where(Edition, article=article)),
        key=lambda each: (each.language, -each.version, -each.minor),
    )
    manuscripts = door.laptop.read(lambda c: StoredRows(c).where(Manuscript, article=article))
    if not editions and not manuscripts:
        fail(door.laptop.text("There is no article {name}.", name=article))
    published = [_edition(door, each) for each in editions]
    value = {"published": published, "written": [_manuscript(door, each) for each in manuscripts]}
    emit(
        as_json,
        value,
        lambda: [
            *(
                f"{row['language']}  {row['version']:<6} {row['published'] or '':<25}  {row['by']:<12} {row['note']}"
                for row in published
            ),
            *(f"{row['language']}  {row['state']:<6} {row['author']}" for row in value["written"]),
        ],
    )


def write(
    context: typer.Context,
    article: str,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The text in Markdown.")],
    language: Written,
    title: Annotated[str, typer.Option(help="Without it, the title of the text before.")] = "",
    owner: Annotated[str, typer.Option(help="The team that owns a new article.")] = "",
    category: Annotated[str, typer.Option(help="The category of a new article.")] = "",
    as_json: bool = JSON,
) -> None:
    """Save a text for your team. Others read it when it is published."""
    door: Door = context.obj
    door.meet_company()
    before = door.laptop.read(lambda c: StoredRows(c).get(Manuscript, article, language))
    published = door.laptop.read(lambda c: StoredRows(c).get(Article, article, language))
    base = before or published
    given: dict[str, Any] = {name: getattr(base, name) for name in KEPT} if base is not None else {}
    given |= {name: said for name, said in (("title", title), ("owner", owner), ("category", category)) if said}
    given = {"title": "", "owner": "", "category": ""} | given
    try:
        body = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fail(door.laptop.text("{name} cannot be read: {why}.", name=str(file), why=str(error)))
    revision = before.revision if before else 0
    begun = (published.version, published.minor) if published else (0, 0)
    if before is not None:
        begun = before.base_version, before.base_minor
    door.run(
        door.make(
            SaveManuscript, article=article, language=language, body=body, revision=revision, base_version=begun[0],
            base_minor=begun[1], **given,
        )
    )  # fmt: skip
    emit(as_json, {"revision": revision + 1}, lambda: [_saved(door)])


def publish(
    context: typer.Context,
    article: str,
    languages: In,
    minor: Annotated[bool, typer.Option("--minor", help="The meaning is unchanged.")] = False,
    note: Annotated[str, typer.Option(help="What readers are told has changed.")] = "",
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; without it, now.")] = None,
    as_json: bool = JSON,
) -> None:
    """Publish what your team has written, in each of these languages."""
    door: Door = context.obj
    door.meet_company()
    found = door.laptop.read(lambda c: [StoredRows(c).get(Manuscript, article, each) for each in languages])
    if None in found:
        fail(door.refusal("unknown", {}))
    begins = None if on is None else datetime.combine(on.date(), time(), door.words.zone)
    door.run(
        door.make(
            PublishArticle, article=article, languages=list(languages), change="minor" if minor else "major", note=note,
            revisions=[each.revision for each in found if each is not None],
            publish_at=None if begins is None else microseconds(begins),
        )
    )  # fmt: skip
    emit(as_json, {"published": list(languages)}, lambda: [_saved(door)])


def retire(
    context: typer.Context,
    article: str,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day it is in force.")],
    successor: Annotated[str, typer.Option(help="The article that takes its place.")] = "",
    as_json: bool = JSON,
) -> None:
    """Say until when an article is in force, in every language."""
    door: Door = context.obj
    door.meet_company()
    last = until.date().isoformat()
    door.run(door.make(RetireArticle, article=article, valid_until=last, successor=successor or None))
    emit(as_json, {"valid_until": last}, lambda: [_saved(door)])


def _saved(door: Door) -> str:
    return door.laptop.text("Saved on this laptop. It is sent at the next sync.")


def _edition(door: Door, edition: Edition) -> dict[str, Any]:
    return {
        "language": edition.language, "version": f"{edition.version}.{edition.minor}", "change": edition.change,
        "published": door.iso(edition.published), "by": edition.by, "note": edition.note,
    }  # fmt: skip


def _manuscript(door: Door, manuscript: Manuscript) -> dict[str, Any]:
    return {
        "language": manuscript.language, "state": manuscript.state, "revision": manuscript.revision,
        "author": manuscript.author, "publish_at": door.iso(manuscript.publish_at),
    }  # fmt: skip
