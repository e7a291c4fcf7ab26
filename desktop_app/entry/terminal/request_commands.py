"""`sigap request …`: raise, follow and answer requests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop_app import answer_reasons, sentences
from desktop_app.domain.forms import answers as form_answers
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Close, Rate, Release, Resume, TakeOver, WaitForOther
from desktop_app.domain.requests.submission import Submit
from desktop_app.domain.requests.submission import context as form_context
from desktop_app.entry.terminal.door import JSON, Door, emit, fail, text_or_stdin
from desktop_app.store.errors import FileRefused
from desktop_app.store.queries import forms as form_queries
from desktop_app.store.queries import requests as request_queries
from desktop_app.store.queries.requests import RequestItem

app = typer.Typer(help="Raise, follow and answer requests.", no_args_is_help=True)
Request = Annotated[str, typer.Argument(metavar="ID", help="An id, a number (HR-1042) or a short reference.")]
Files = Annotated[list[str], typer.Option("--attach", metavar="FILE", help="A file (FIELD=FILE for a certain field).")]


@app.command()
def submit(
    context: typer.Context,
    form: str,
    answers: Annotated[str, typer.Option(help="A JSON file with the answers, or - for standard input.")],
    attach: Files = [],  # noqa: B006 - typer reads the default, nobody changes it
    as_json: bool = JSON,
) -> None:
    """Raise a request with a form."""
    door: Door = context.obj
    person = door.person
    held = door.laptop.read(lambda c: form_queries.form(c, form))
    if held is None or not held.offered:
        fail(door.laptop.text("There is no form {name}. `sigap form list` shows those you can use.", name=form))
    given = _read_answers(answers)
    for field, files in _stored(door, attach, held.definition).items():
        given[field] = [*given.get(field, []), *files]
    given = form_answers.cleaned(held.definition, given, door.laptop.text.language)
    now = door.laptop.clock()
    today = now.astimezone(door.words.zone).date()
    if abs(today - now.date()) > timedelta(days=1):
        fail("The date of this computer cannot be right.")
    verdict = form_answers.judge(held.definition, given, form_context(person, today.isoformat()))
    if verdict.problem:
        said = answer_reasons.reason(door.laptop.text, held.definition, verdict.problem, door.laptop.text.language)
        fail(f"{verdict.problem[0]}: {said}")
    subject = form_answers.subject(held.definition, verdict.kept, door.laptop.text.language)
    command = door.make(
        Submit, form=held.form, version=held.version, subject=subject, answers=verdict.kept, today=today.isoformat()
    )
    door.run(command)
    item = door.laptop.read(lambda c: request_queries.item(c, door.me, command.id, now=now))
    reference = item.reference if item else ""
    emit(
        as_json,
        {"id": command.id, "reference": reference},
        lambda: [
            door.laptop.text("Saved on this laptop as {reference}. It is sent at the next sync.", reference=reference)
        ],
    )


@app.command("list")
def list_requests(
    context: typer.Context,
    mine: Annotated[bool, typer.Option("--mine", help="Only what I asked.")] = False,
    queue: Annotated[bool, typer.Option("--queue", help="Only what my teams are asked.")] = False,
    as_json: bool = JSON,
) -> None:
    """The requests this person may see."""
    door: Door = context.obj
    door.person  # noqa: B018 - a first sync, if there has been none
    now = door.laptop.clock()
    wanted = request_queries.mine if mine else request_queries.queue if queue else request_queries.visible
    items = door.laptop.read(lambda c: wanted(c, door.me, now=now))
    emit(as_json, [_short(door, item) for item in items], lambda: [_line(door, item) for item in items])


@app.command()
def show(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """One request with its answers, messages and timeline."""
    door: Door = context.obj
    found = door.request(request)
    now = door.laptop.clock()
    held = door.laptop.read(lambda c: request_queries.conversation(c, door.me, found.id, now=now))
    if held is None:
        fail(door.refusal("unknown", {}))
    name_of = door.laptop.name_of
    value = _short(door, held.item) | {
        "requester": held.item.requester,
        "team": held.item.team,
        "priority": held.item.priority,
        "answers": found.answers,
        "messages": [
            {
                "author": m.author,
                "text": m.text,
                "pending": m.pending,
                "internal": m.internal,
                "at": door.iso(m.received or m.written),
                "files": [file["name"] for file in m.files],
            }
            for m in held.messages
        ],
        "timeline": [
            {
                "at": door.iso(s.at),
                "who": s.actor,
                "what": s.kind,
                "pending": s.pending,
                "text": sentences.step(door.laptop.text, s.kind, s.data, name_of(s.actor)),
            }
            for s in held.timeline
        ],
        "attachments": [
            {"id": a.id, "name": a.name, "size": a.size, "complete": a.complete, "local": a.local}
            for a in held.attachments
        ],
        "rating": None if held.rating is None else {"stars": held.rating.stars, "text": held.rating.text},
    }

    def lines() -> Sequence[str]:
        said = [f"  {name_of(m.author)}, {door.words.when(m.received or m.written)}: {m.text}" for m in held.messages]
        steps = [
            f"  {door.words.when(s.at)}  {sentences.step(door.laptop.text, s.kind, s.data, name_of(s.actor))}"
            for s in held.timeline
        ]
        return [_line(door, held.item), *said, *steps]

    emit(as_json, value, lines)


@app.command()
def reply(
    context: typer.Context,
    request: Request,
    text: str,
    take: Annotated[bool, typer.Option("--take", help="Take the request in the same step.")] = False,
    note: Annotated[bool, typer.Option("--note", help="A note that only the team reads.")] = False,
    attach: Files = [],  # noqa: B006
    as_json: bool = JSON,
) -> None:
    """Write to the requester, or to the team that answers."""
    door: Door = context.obj
    found = door.request(request)
    files = [_put(door, path) for path in attach]
    door.say(as_json, AddReply, request=found.id, text=text_or_stdin(text), take=take, internal=note, files=files)


@app.command()
def claim(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Take a request nobody has."""
    door: Door = context.obj
    door.say(as_json, Claim, request=door.request(request).id)


@app.command("take-over")
def take_over(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Take a request a colleague has."""
    door: Door = context.obj
    found = door.request(request)
    door.say(as_json, TakeOver, request=found.id, of=found.assignee or "")


@app.command()
def release(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Give a request back to the queue."""
    door: Door = context.obj
    door.say(as_json, Release, request=door.request(request).id)


@app.command()
def ask(context: typer.Context, request: Request, text: str, as_json: bool = JSON) -> None:
    """Ask the requester something and wait for the answer."""
    door: Door = context.obj
    door.say(as_json, AskRequester, request=door.request(request).id, text=text_or_stdin(text))


@app.command()
def wait(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Wait for someone else."""
    door: Door = context.obj
    door.say(as_json, WaitForOther, request=door.request(request).id)


@app.command()
def resume(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Go on with a request that waited."""
    door: Door = context.obj
    door.say(as_json, Resume, request=door.request(request).id)


@app.command()
def resolve(context: typer.Context, request: Request, text: str, as_json: bool = JSON) -> None:
    """Answer it for good."""
    door: Door = context.obj
    door.say(as_json, Resolve, request=door.request(request).id, text=text_or_stdin(text))


@app.command()
def close(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Say that it is solved."""
    door: Door = context.obj
    door.say(as_json, Close, request=door.request(request).id)


@app.command()
def reopen(context: typer.Context, request: Request, text: str, as_json: bool = JSON) -> None:
    """Say that it is not solved, and why."""
    door: Door = context.obj
    door.say(as_json, Reopen, request=door.request(request).id, text=text_or_stdin(text))


@app.command()
def rate(
    context: typer.Context,
    request: Request,
    stars: Annotated[int, typer.Argument(min=1, max=5)],
    text: Annotated[str, typer.Argument()] = "",
    as_json: bool = JSON,
) -> None:
    """Rate the answer, one to five stars."""
    door: Door = context.obj
    door.say(as_json, Rate, request=door.request(request).id, stars=stars, text=text)


@app.command()
def cancel(context: typer.Context, request: Request, as_json: bool = JSON) -> None:
    """Say that it is no longer needed."""
    door: Door = context.obj
    door.say(as_json, Cancel, request=door.request(request).id)


def _short(door: Door, item: RequestItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "reference": item.reference,
        "form": item.form,
        "subject": item.subject,
        "state": item.state,
        "assignee": item.assignee,
        "due": door.iso(item.due),
        "pending": item.pending,
    }


def _line(door: Door, item: RequestItem) -> str:
    name = item.number or item.reference
    state = sentences.state(door.laptop.text, item.state)
    waiting = f" ({door.laptop.text('waiting to be sent')})" if item.pending else ""
    due = f", {door.words.when(item.due)}" if item.due else ""
    return f"{name:<10} {state}{waiting}{due}: {item.subject}"


def _read_answers(given: str) -> dict[str, Any]:
    try:
        text = text_or_stdin("-") if given == "-" else Path(given).read_text(encoding="utf-8")
        value = json.loads(text.removeprefix("\ufeff"))  # Windows' editors begin a file with it
    except OSError as error:
        fail(f"The answers cannot be read: {error.strerror or error}.")
    except ValueError as error:
        fail(f"The answers are not JSON: {error}.")
    except RecursionError:
        fail("The answers are nested too deep to be answers.")
    if not isinstance(value, dict):
        fail('The answers are one JSON object: {"subject": …, "text": …}.')
    return value


def _stored(door: Door, attach: Sequence[str], definition: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The attached files by field: named before `=`, else the form's first field that takes files."""
    fields = [f["key"] for page in definition["pages"] for f in page["fields"] if f["type"] == "file"]
    stored: dict[str, list[dict[str, Any]]] = {}
    for given in attach:
        name, _, path = given.partition("=")
        if name not in fields or not path:
            name, path = (fields[0] if fields else ""), given
        if not name:
            fail("This form takes no files.")
        stored.setdefault(name, []).append(_put(door, path))
    return stored


def _put(door: Door, path: str) -> dict[str, Any]:
    try:
        return door.laptop.store.files.put_file(Path(path))
    except FileRefused as refused:
        fail(sentences.file_refusal(door.laptop.text, refused.reason, Path(path).name))
