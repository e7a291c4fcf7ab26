"""`sigap-admin knowledge`, `forms`, `glossary`, `calendars`, `checklists`, `company`: publishing what was written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop_app.documents import markdown_folder
from desktop_app.domain.knowledge.glossary import row_of
from desktop_app.glossary import shipped
from sigap_server.articles import Published, every_article, publish_articles
from sigap_server.calendars import read_folder as read_calendars
from sigap_server.checklists import read_folder as read_checklists
from sigap_server.cli_session import File, Folder, clock, connected, ids
from sigap_server.company import read_folder as read_company
from sigap_server.complaints import Complaint
from sigap_server.file_errors import FileErrors
from sigap_server.forms import check_folder
from sigap_server.forms import read_folder as read_forms
from sigap_server.glossary import MOST_ROWS, difference, held, read_csv, write_csv
from sigap_server.knowledge import SUFFIXES, read_base
from sigap_server.publish import (
    publish_calendars,
    publish_checklists,
    publish_company,
    publish_forms,
    publish_glossary,
    withdraw_form,
)

knowledge = typer.Typer(help="The articles.", no_args_is_help=True)
forms = typer.Typer(help="The forms.", no_args_is_help=True)
glossary = typer.Typer(help="The company's own words for things.", no_args_is_help=True)
calendars = typer.Typer(help="The service calendars.", no_args_is_help=True)
checklists = typer.Typer(help="The checklists.", no_args_is_help=True)
company = typer.Typer(help="A whole company from one folder.", no_args_is_help=True)


Replace = Annotated[
    bool, typer.Option("--replace-written", help="Also replace what was written in the application since.")
]


@knowledge.command("import")
def knowledge_import(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(exists=True, readable=True)],
    replace_written: Replace = False,
) -> None:
    """Publishes any folder of Markdown, Word and OpenDocument files, or one file, and prints what is odd about it."""
    if path.is_file() and path.suffix.lower() not in SUFFIXES:
        raise Complaint(f"{path.name} is no kind of file that becomes an article: {', '.join(SUFFIXES)}.")
    base = read_base(path)
    with connected(context) as connection:
        done = publish_articles(connection, base.articles, base.pictures, replace_written=replace_written)
    for finding in base.findings:
        print(finding)
    print(f"{len(base.articles)} articles read, {done.changed} are new or differ; {len(base.findings)} oddities.")
    _say_kept(done)


@knowledge.command("publish")
def knowledge_publish(
    context: typer.Context,
    folder: Folder,
    whole: Annotated[bool, typer.Option("--whole", help="Take away the articles that are not in this folder.")] = False,
    replace_written: Replace = False,
) -> None:
    """Publishes the company's own articles; nothing of them while anything about them is odd."""
    base = read_base(folder)
    if base.findings:
        raise Complaint(
            "\n".join([*map(str, base.findings), "Nothing was published. `knowledge import` takes them as they are."])
        )
    with connected(context) as connection:
        done = publish_articles(connection, base.articles, base.pictures, whole=whole, replace_written=replace_written)
    print(f"{len(base.articles)} articles read, {done.changed} are new, differ or were taken away.")
    _say_kept(done)


@knowledge.command("export")
def knowledge_export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="A new or empty folder, or a file that ends with .zip.")],
) -> None:
    """Writes every published article as Markdown with its pictures; `knowledge import` reads the same from it."""
    zipped = out.suffix.lower() == ".zip"
    if out.exists() and (zipped or not out.is_dir() or any(out.iterdir())):
        raise Complaint(f"{out} is there already. Nothing was written.")
    with connected(context) as connection:
        articles, pictures = every_article(connection)
    write = markdown_folder.write_archive if zipped else markdown_folder.write
    written = write(out, articles, markdown_folder.picture_files(pictures))
    print(f"{len(articles)} articles written, in {written} files with their pictures.")


def _say_kept(done: Published) -> None:
    if done.kept:
        named = ", ".join(f"{article} ({language})" for article, language in done.kept)
        print(f"Written in the application since, and left as they are: {named}. --replace-written replaces them.")


@forms.command("check")
def forms_check(context: typer.Context, folder: Folder) -> None:
    """Reads forms and says what is wrong with them. Needs no database; with one, teams and articles are looked up."""
    teams, articles = None, None
    if context.obj:
        with connected(context) as connection:
            teams = ids(connection, "select id from portal.team")
            articles = ids(connection, "select distinct id from portal.article")
    errors = check_folder(folder, teams=teams, articles=articles)
    if errors:
        raise FileErrors(errors)
    print("Nothing is wrong.")


@forms.command("publish")
def forms_publish(context: typer.Context, folder: Folder) -> None:
    """Publishes forms: all of the folder, or nothing."""
    with connected(context) as connection:
        teams = ids(connection, "select id from portal.team")
        articles = ids(connection, "select distinct id from portal.article")
        read = read_forms(folder, teams=teams, articles=articles)
        changed = publish_forms(connection, read)
    print(f"{len(read)} forms read, {changed} are new or differ.")


@forms.command("withdraw")
def forms_withdraw(context: typer.Context, form: str) -> None:
    """Takes a form away: what is sent with it is refused and becomes a draft; requests stay as they are."""
    with connected(context) as connection:
        if not withdraw_form(connection, form):
            raise Complaint(f"No form {form} is offered.")
    print(f"The form {form} is no longer offered.")


@glossary.command("check")
def glossary_check(context: typer.Context, file: File) -> None:
    """Reads a glossary and says what is wrong with it. Needs no database; with one, what an import would change."""
    read = read_csv(file)
    if context.obj:
        with connected(context) as connection:
            found = difference(connection, read)
        for line in found.lines("not in the file; an import with --whole takes it away"):
            print(line)
    print(f"{len(read)} rows read; nothing is wrong.")


@glossary.command("import")
def glossary_import(
    context: typer.Context,
    file: File,
    whole: Annotated[bool, typer.Option("--whole", help="Take away the rows that are not in this file.")] = False,
) -> None:
    """Publishes the company's own rows of the glossary: all of the file, or nothing."""
    read = read_csv(file)
    with connected(context) as connection, connection.transaction():
        found = difference(connection, read)
        gone = [row.name for row in found.absent] if whole else []
        left = len(read) + len(found.absent) - len(gone)
        if left > MOST_ROWS:
            raise Complaint(f"That makes {left} rows, and there may be {MOST_ROWS}. Nothing was published.")
        publish_glossary(connection, read, gone)
    for line in found.lines("taken away" if whole else "not in the file, and left as it is; --whole takes it away"):
        print(line)
    changed = len(found.new) + len(found.changed) + len(gone)
    print(f"{len(read)} rows read, {changed} are new, differ or were taken away.")


@glossary.command("export")
def glossary_export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="A new file.", dir_okay=False)],
    of_product: Annotated[
        bool, typer.Option("--shipped", help="The rows that ship with the product instead; needs no database.")
    ] = False,
) -> None:
    """Writes the company's own rows as CSV; `glossary import` reads the same from it."""
    if out.exists():
        raise Complaint(f"{out} is there already. Nothing was written.")
    if of_product:
        rows = [row_of(concept) for concept in shipped()]
    else:
        with connected(context) as connection:
            rows = held(connection)
    write_csv(out, rows)
    print(f"{len(rows)} rows written.")


@calendars.command("publish")
def calendars_publish(context: typer.Context, folder: Folder) -> None:
    """Publishes calendars, and the hours they are open in the next two years."""
    read = read_calendars(folder)
    with connected(context) as connection:
        changed = publish_calendars(connection, read, clock(connection))
    print(f"{len(read)} calendars read, {changed} are new or differ.")


@checklists.command("publish")
def checklists_publish(context: typer.Context, folder: Folder) -> None:
    """Publishes checklists; tasks that people have already stay as they are."""
    with connected(context) as connection:
        teams = ids(connection, "select id from portal.team")
        articles = ids(connection, "select distinct id from portal.article")
        read = read_checklists(folder, teams=teams, articles=articles)
        changed = publish_checklists(connection, read)
    print(f"{len(read)} checklists read, {changed} are new.")


@company.command("publish")
def company_publish(
    context: typer.Context, folder: Folder, resources: Annotated[Path | None, typer.Option()] = None
) -> None:
    """Publishes people, teams, sites, calendars and, from the folder beside it, checklists. Logins: `people import`."""
    read = read_company(folder)
    beside = (resources or folder.parent) / "checklists"
    templates = read_checklists(beside, teams=[team.id for team in read.teams]) if beside.is_dir() else []
    with connected(context) as connection:
        others = publish_company(connection, read, templates, clock(connection))
    print(f"{read.name}: {len(read.people)} people, {len(read.teams)} teams, {len(read.sites)} sites.")
    if others:
        print(f"In the database and not in the folder: {', '.join(others)}.")
