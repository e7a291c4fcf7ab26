"""`sigap article acknowledgements`, `sigap article remind`, `sigap upkeep …`: keeping articles true, no window."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from desktop_app.acknowledgement_csv import as_csv
from desktop_app.domain.knowledge.acknowledgement import RemindAcknowledgement
from desktop_app.domain.knowledge.upkeep import CompleteUpkeep
from desktop_app.entry.terminal.door import JSON, Door, emit, fail, text_or_stdin
from desktop_app.store.queries import acknowledgements as queries
from desktop_app.store.queries.acknowledgements import Answer
from desktop_app.store.queries.upkeep import upkeep as upkeep_query

upkeep = typer.Typer(help="What your teams have to do to their articles.", no_args_is_help=True)

_MARKS = {"missing": " ", "declined": "-", "done": "x"}


def acknowledgements(
    context: typer.Context,
    article: str,
    csv: Annotated[bool, typer.Option("--csv", help="As a table for other programs.")] = False,
    as_json: bool = JSON,
) -> None:
    """Who has acknowledged an article and who is missing: for its team, and for who oversees."""
    door: Door = context.obj
    door.meet_company()
    language = door.laptop.text.language
    kept = door.laptop.read(lambda c: queries.overview(c, door.me, language))
    asked = next((each for each in kept if each.item.id == article), None)
    if asked is None:
        fail(door.laptop.text("Nobody is asked to acknowledge {name}, or it is not your team's.", name=article))
    found = door.laptop.read(lambda c: queries.answers(c, article, language))
    if csv:
        typer.echo(as_csv(article, found), nl=False)
        return
    value = {
        "article": article, "version": asked.major, "due": asked.due, "asked": asked.asked, "done": asked.done,
        "declined": asked.declined, "people": [_person(door, each) for each in found],
    }  # fmt: skip
    text = door.laptop.text
    emit(
        as_json, value,
        lambda: [
            text("{done} of {asked} have said so", done=asked.done, asked=asked.asked),
            *(f"[{_MARKS[each.state]}] {each.name}  {each.site}" for each in found),
        ],
    )  # fmt: skip


def remind(context: typer.Context, article: str, as_json: bool = JSON) -> None:
    """Remind who has not acknowledged an article; once a day at most."""
    door: Door = context.obj
    door.meet_company()
    command = door.make(RemindAcknowledgement, article=article)
    door.run(command)
    emit(as_json, {"id": command.id}, lambda: [door.laptop.text("They see the reminder at their next sync.")])


@upkeep.command("list")
def list_upkeep(context: typer.Context, as_json: bool = JSON) -> None:
    """What is to be done, what is due first, first."""
    door: Door = context.obj
    door.meet_company()
    language = door.laptop.text.language
    found = door.laptop.read(lambda c: upkeep_query(c, door.me, language))
    rows = [
        {
            "id": each.task.id, "kind": each.task.kind, "article": each.task.article, "title": each.title,
            "text": each.task.text, "count": each.task.count, "due": each.task.due, "done": each.task.state == "done",
        }
        for each in found
    ]  # fmt: skip
    emit(as_json, rows, lambda: [_line(row) for row in rows])


@upkeep.command()
def done(
    context: typer.Context,
    upkeep: str,
    note: Annotated[str, typer.Argument(help="What you did, or `-` to read it.")] = "",
    as_json: bool = JSON,
) -> None:
    """Say that it is done, and how."""
    door: Door = context.obj
    door.meet_company()
    door.say(as_json, CompleteUpkeep, upkeep=upkeep, note=text_or_stdin(note))


def _line(row: dict[str, Any]) -> str:
    mark = "x" if row["done"] else " "
    return f"[{mark}] {row['due']}  {row['kind']:<11} {row['title'] or row['text']}  ({row['id']})"


def _person(door: Door, each: Answer) -> dict[str, Any]:
    said = each.said
    return {
        "person": each.login, "name": each.name, "team": each.team, "site": each.site, "state": each.state,
        "version": None if said is None else f"{said.version}.{said.minor}",
        "said": None if said is None else door.iso(said.at), "reason": "" if said is None else said.declined,
        "before": each.before,
    }  # fmt: skip
