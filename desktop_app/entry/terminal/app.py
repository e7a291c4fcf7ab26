"""`sigap`: the options before a command, and the commands."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from desktop_app import sentences
from desktop_app.entry.terminal import (
    article_commands,
    enrol_command,
    export_command,
    knowledge_commands,
    request_commands,
    search_command,
    task_commands,
    upkeep_commands,
)
from desktop_app.entry.terminal.door import JSON, Door, emit, fail
from desktop_app.store.queries import notices as notice_queries

app = typer.Typer(
    help="Sigap, the employee portal that works without a network.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(request_commands.app, name="request")
app.add_typer(knowledge_commands.forms, name="form")
app.add_typer(knowledge_commands.articles, name="article")
for command in article_commands.ALL:
    knowledge_commands.articles.command(command.__name__.strip("_"))(command)
app.add_typer(task_commands.checklists, name="checklist")
app.add_typer(task_commands.drafts, name="draft")
app.add_typer(upkeep_commands.upkeep, name="upkeep")
knowledge_commands.articles.command()(upkeep_commands.acknowledgements)
knowledge_commands.articles.command()(upkeep_commands.remind)
knowledge_commands.articles.command()(export_command.export)
app.command("search")(search_command.search)
app.command("enrol")(enrol_command.enrol)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    data_dir: Annotated[Path | None, typer.Option(help="The folder with this person's data.")] = None,
    language: Annotated[str | None, typer.Option(help="id or en.")] = None,
    backend: Annotated[
        str | None, typer.Option(help="postgresql://LOGIN@HOST/DATABASE; a data folder remembers it.")
    ] = None,
) -> None:
    context.obj = Door(data_dir, backend, language)
    if context.invoked_subcommand is None:
        from desktop_app.entry import qt  # noqa: F401
        from desktop_app.entry.window import open_window

        raise typer.Exit(open_window(data_dir, backend, language))


@app.command()
def sync(context: typer.Context, as_json: bool = JSON) -> None:
    """Send what waits and fetch what is new, once."""
    door: Door = context.obj
    result = door.sync()
    value = {
        "state": result.state,
        "pushed": result.pushed,
        "pulled": result.pulled,
        "pending": result.pending,
        "refused": result.refused,
    }
    if result.problem:
        what, do = sentences.problem(door.locked_too.text, result.problem, result.data)
        emit(as_json, value, list)
        fail(f"{what} {do}")
    emit(
        as_json,
        value,
        lambda: [
            door.laptop.text("Up to date: {pushed} sent, {pulled} fetched.", pushed=result.pushed, pulled=result.pulled)
        ],
    )


@app.command()
def notices(context: typer.Context, as_json: bool = JSON) -> None:
    """What this person is told: replies, refusals, repairs."""
    door: Door = context.obj
    told = door.laptop.read(notice_queries.list)
    rows = [
        {
            "kind": notice.kind,
            "text": sentences.notice(door.laptop.text, notice.kind, notice.data, door.laptop.name_of, door.words.when),
            "request": notice.request,
            "at": door.iso(notice.at),
            "seen": notice.seen,
            "words": notice.words,
        }
        for notice in told
    ]
    emit(as_json, rows, lambda: [str(row["text"]) for row in rows])


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def demo(context: typer.Context) -> None:
    """The sample company on this computer: a chooser of people, or with --serve only the company."""
    if "--serve" in context.args or "--help" in context.args:
        raise typer.Exit(_serve(context.args))
    from desktop_app.entry import qt  # noqa: F401
    from desktop_app.entry.demo import open_chooser

    raise typer.Exit(open_chooser(_language(context)))


@app.command()
def tour(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Where the pictures go.")],
    company: Annotated[str | None, typer.Option(help="A file with the line of `demo --serve --json`, or -.")] = None,
) -> None:
    """Drive the real windows through the main job without a display, and check every step."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop_app.entry import qt  # noqa: F401
    from desktop_app.entry.tour import run_tour

    raise typer.Exit(run_tour(out, company, _language(context)))


def _language(context: typer.Context) -> str | None:
    door: Door = context.obj
    return door.language


def _serve(arguments: list[str]) -> int:
    """Runs the company's side in a process of its own; this application never imports it."""
    if util.find_spec("sigap_server") is None:
        fail("The sample company is not part of this installation: pip install 'sigap[server]'")
    command = [sys.executable, "-m", "sigap_server.demo", *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(sys.executable, command)  # noqa: S606
    return subprocess.call(command)


def run() -> None:
    """Runs the command line; a reader that goes away (`| head`) is no error."""
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as wrong:  # one sentence: Typer would draw a box around it
        print(wrong.format_message(), file=sys.stderr)
        sys.exit(wrong.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
