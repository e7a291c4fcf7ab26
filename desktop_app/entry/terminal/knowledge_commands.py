"""`sigap article …`, `sigap form …`: reading without a window."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from desktop_app.domain.feedback.questions import AlreadyAnswered
from desktop_app.domain.feedback.questions import helped as answer_whether_helped
from desktop_app.entry.terminal.door import JSON, Door, emit, fail, text_or_stdin
from desktop_app.store.errors import StoreBusy, StoreFull, StoreUnwritable
from desktop_app.store.queries import ballots as ballot_queries
from desktop_app.store.queries import forms as form_queries
from desktop_app.store.queries import knowledge as knowledge_queries
from desktop_app.store.queries.ballots import Feedback

articles = typer.Typer(help="Read articles, and write those of your team.", no_args_is_help=True)
forms = typer.Typer(help="See the forms.", no_args_is_help=True)


@articles.command()
def read(context: typer.Context, article: str, as_json: bool = JSON) -> None:
    """Print an article as Markdown."""
    door: Door = context.obj
    door.meet_company()
    languages = door.laptop.read(lambda c: knowledge_queries.languages_of(c, article))
    if not languages:
        fail(door.laptop.text("There is no article {name}.", name=article))
    wanted = door.laptop.text.language
    language = wanted if wanted in languages else languages[0]
    found = door.laptop.read(lambda c: knowledge_queries.article(c, article, language))
    assert found is not None
    value = {
        "id": found.id,
        "language": found.language,
        "title": found.title,
        "version": found.version,
        "reviewed": found.reviewed,
        "review_by": found.review_by,
        "valid_until": found.valid_until,
        "languages": list(languages),
        "body": found.body,
    }
    emit(as_json, value, lambda: [f"# {found.title}", "", found.body])


@articles.command()
def feedback(
    context: typer.Context,
    article: str,
    helped: Annotated[str, typer.Argument(metavar="yes|no", help="Whether it helped.")],
    missing: Annotated[str, typer.Argument(help="After `no`: what was missing, or `-` to read it.")] = "",
    as_json: bool = JSON,
) -> None:
    """Say without your name whether an article helped; an open window sends it hours later. `undo` takes it back."""
    door: Door = context.obj
    door.meet_company()
    text = door.laptop.text
    if helped not in ("yes", "no", "undo"):
        fail(text("Say yes or no, or undo to take back what you said."))
    asked = door.laptop.read(lambda c: _asked(c, door.me, article))
    if asked is None:
        fail(text("Nobody asks whether {name} helped.", name=article))
    try:
        if helped == "undo":
            door.laptop.store.ballots.take_back(asked.poll, "terminal")
        else:
            answer = answer_whether_helped(helped == "yes", text_or_stdin(missing))
            door.laptop.store.ballots.say(asked.poll, answer, door.laptop.clock(), "terminal")
    except AlreadyAnswered:
        fail(text("Your answer has left already, or there is none."))
    except (StoreFull, StoreBusy, StoreUnwritable):
        fail(text("The data folder cannot be written now: nothing was saved. Try again."))
    kept = text("Kept on this laptop. It leaves hours later, without your name.")
    emit(as_json, {"poll": asked.poll}, lambda: [kept])


def _asked(connection: Any, me: str, article: str) -> Feedback | None:
    found = knowledge_queries.languages_of(connection, article)
    of = knowledge_queries.article(connection, article, found[0]) if found else None
    return None if of is None else ballot_queries.feedback(connection, me, article, of.version)


@forms.command("list")
def list_forms(context: typer.Context, as_json: bool = JSON) -> None:
    """The forms this person can use."""
    door: Door = context.obj
    door.meet_company()
    language = door.laptop.text.language
    held = door.laptop.read(lambda c: form_queries.offered(c, door.me))
    rows = [
        {"key": f.form, "version": f.version, "title": f.definition["title"][language], "team": f.team} for f in held
    ]
    emit(as_json, rows, lambda: [f"{row['key']:<20} {row['title']}" for row in rows])


@forms.command("show")
def show_form(context: typer.Context, key: str, as_json: bool = JSON) -> None:
    """The questions of a form."""
    door: Door = context.obj
    door.meet_company()
    language = door.laptop.text.language
    held = door.laptop.read(lambda c: form_queries.form(c, key))
    if held is None:
        fail(door.laptop.text("There is no form {name}. `sigap form list` shows those you can use.", name=key))
    definition = held.definition
    fields = [field for page in definition["pages"] for field in page["fields"]]
    value = {"key": held.form, "version": held.version, "team": held.team} | definition
    emit(
        as_json,
        value,
        lambda: [
            definition["title"][language],
            *(
                f"  {field['key']:<20} {field['type']:<12} {field.get('label', {}).get(language, '')}"
                for field in fields
            ),
        ],
    )
