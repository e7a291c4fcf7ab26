"""`sigap article versions`, `write`, `review` … `retire`: the life of an article without a window."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop_app.domain.effects import Command
from desktop_app.domain.knowledge.in_force import ConfirmArticle, RetireArticle, next_review
from desktop_app.domain.knowledge.publishing import (
    AskReview,
    CancelPublication,
    DiscardManuscript,
    PublishArticle,
    ReturnManuscript,
    SaveManuscript,
)
from desktop_app.domain.knowledge.rows import Article, Edition, Manuscript
from desktop_app.entry.terminal.door import JSON, Door, emit, fail, text_or_stdin
from desktop_app.protocol.wire import microseconds
from desktop_app.store.queries.rows import StoredRows

In = Annotated[list[str], typer.Option("--in", metavar="LANGUAGE", help="A language of the article; again for more.")]
Written = Annotated[str, typer.Option("--in", metavar="LANGUAGE", help="The language it is written in.")]
Minor = Annotated[bool, typer.Option("--minor", help="The meaning is unchanged.")]
Note = Annotated[str, typer.Option(help="What readers are told has changed.")]
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
    written = [_manuscript(door, each) for each in manuscripts]
    emit(
        as_json,
        {"published": published, "written": written},
        lambda: [
            *(
                f"{row['language']}  {row['version']:<6} {row['published'] or '':<25}  {row['by']:<12} {row['note']}"
                for row in published
            ),
            *(f"{row['language']}  {row['state']:<9} {row['author']:<12} {row['returned']}" for row in written),
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
    emit(as_json, {"revision": revision + 1}, lambda: [door.saved])


def review(
    context: typer.Context, article: str, language: Written, minor: Minor = False, note: Note = "",
    as_json: bool = JSON,
) -> None:  # fmt: skip
    """Ask your team to read what is written."""
    _step(context.obj, as_json, AskReview, article, language, change="minor" if minor else "major", note=note)


def return_(
    context: typer.Context,
    article: str,
    reason: Annotated[str, typer.Argument(help="What its author reads, or `-` to read it.")],
    language: Written,
    as_json: bool = JSON,
) -> None:
    """Give what waits for a review back to its author, with the reason."""
    _step(context.obj, as_json, ReturnManuscript, article, language, returned=text_or_stdin(reason))


def cancel(context: typer.Context, article: str, language: Written, as_json: bool = JSON) -> None:
    """Make what waits for the day of its publication a draft again."""
    _step(context.obj, as_json, CancelPublication, article, language)


def discard(context: typer.Context, article: str, language: Written, as_json: bool = JSON) -> None:
    """Throw away what is written and not published. What is published stays."""
    _step(context.obj, as_json, DiscardManuscript, article, language)


def publish(
    context: typer.Context,
    article: str,
    languages: In,
    minor: Minor = False,
    note: Note = "",
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
    emit(as_json, {"published": list(languages)}, lambda: [door.saved])


def retire(
    context: typer.Context,
    article: str,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it is in force.")] = None,
    successor: Annotated[str, typer.Option(help="The article that takes its place.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="It is in force again, and stays so.")] = False,
    as_json: bool = JSON,
) -> None:
    """Say until when an article is in force, in every language."""
    door: Door = context.obj
    if undo == (until is not None) or (undo and successor):
        fail(door.laptop.text("Say until when with --until, or that it is in force again with --undo."), 2)
    door.meet_company()
    last = None if until is None else until.date().isoformat()
    door.run(door.make(RetireArticle, article=article, valid_until=last, successor=successor or None))
    emit(as_json, {"valid_until": last}, lambda: [door.saved])


def confirm(
    context: typer.Context,
    article: str,
    review_by: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When it is looked through next; without it, in a year."),
    ] = None,
    as_json: bool = JSON,
) -> None:
    """Say that an article was looked through and is still true, in every language."""
    door: Door = context.obj
    door.meet_company()
    next_time = (next_review(door.words.today()) if review_by is None else review_by.date()).isoformat()
    door.run(door.make(ConfirmArticle, article=article, review_by=next_time))
    emit(as_json, {"review_by": next_time}, lambda: [door.saved])


ALL = (versions, write, review, return_, publish, cancel, discard, retire, confirm)
"""As the help lists them."""


def _step(door: Door, as_json: bool, kind: type[Command], article: str, language: str, **own: Any) -> None:
    """Takes what is written in this language a step on, as it is on this laptop."""
    door.meet_company()
    found = door.laptop.read(lambda c: StoredRows(c).get(Manuscript, article, language))
    if found is None:
        fail(door.refusal("unknown", {}))
    door.say(as_json, kind, article=article, language=language, revision=found.revision, **own)


def _edition(door: Door, edition: Edition) -> dict[str, Any]:
    return {
        "language": edition.language, "version": f"{edition.version}.{edition.minor}", "change": edition.change,
        "published": door.iso(edition.published), "by": edition.by, "note": edition.note,
    }  # fmt: skip


def _manuscript(door: Door, manuscript: Manuscript) -> dict[str, Any]:
    return {
        "language": manuscript.language, "state": manuscript.state, "revision": manuscript.revision,
        "author": manuscript.author, "publish_at": door.iso(manuscript.publish_at), "change": manuscript.change,
        "note": manuscript.note, "returned": manuscript.returned, "reviewer": manuscript.reviewer,
    }  # fmt: skip
