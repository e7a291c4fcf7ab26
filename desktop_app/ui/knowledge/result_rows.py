"""What was found as rows: where it stands, its title, the words that answer, how old it is."""

from __future__ import annotations

import re

from desktop_app import sentences
from desktop_app.domain.forms.rows import Form
from desktop_app.search.results import Hit
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.forms.promise_words import short_promise
from desktop_app.ui.knowledge.article_words import BETWEEN, PATH, facts, path
from desktop_app.ui.knowledge.finding import Beside, Finding
from desktop_app.ui.knowledge.library import Library
from desktop_app.ui.links import link
from desktop_app.ui.widgets.rows import Group, Row, RowKind, marked

ARTICLE = RowKind(kicker=True, title_size=15, body_lines=2, body_size=14, meta=True, pad_y=10)
OTHER = RowKind(kicker=True, title_size=15, meta=True, pad_y=9)
_WORDS = re.compile(r"[^\W_]+")


def article_row(context: Context, library: Library | None, hit: Hit) -> Row:
    """An article that answers, at the section that answers best."""
    words, text = context.words, context.text
    listed = library.articles.get((hit.article_id, hit.language)) if library is not None else None
    team = library.teams.get(listed.owner) if library is not None and listed is not None else None
    owner = context.local(team.names) if team is not None else ""
    section = hit.heading if hit.anchor else ""
    snippet, marks = marked(hit.snippet_html.replace("<b>", "<mark>").replace("</b>", "</mark>"))
    must = library is not None and hit.article_id in library.must_read
    return Row(
        key=link("article", hit.article_id, hit.anchor, language=hit.language),
        kicker=path(owner, category_name(text, hit.category), section), title=hit.title, body=snippet, marks=marks,
        meta=facts(words, listed.reviewed, listed.words) if listed is not None else "",
        meta_badge=(text("must be read"), "warn") if must else None, extra=hit,
    )  # fmt: skip


def found_words(hit: Hit) -> tuple[str, ...]:
    """The words that were found, as they are written in the article."""
    snippet, marks = marked(hit.snippet_html.replace("<b>", "<mark>").replace("</b>", "</mark>"))
    found = (word for start, end in marks for word in _WORDS.findall(snippet[start:end]))
    return tuple(dict.fromkeys(found))


def beside_rows(context: Context, library: Library, found: Beside) -> list[Row | Group]:
    """Forms, own requests, people; the first word of each says which it is."""
    return [
        *(form_row(context, library, each) for each in found.forms),
        *(_request_row(context, each) for each in found.requests),
        *(_person_row(context, each) for each in found.people),
    ]


def form_row(context: Context, library: Library, form: Form) -> Row:
    """A form that can be started."""
    text, definition = context.text, form.definition
    team = library.teams.get(form.team)
    promise = short_promise(context.words, definition)
    return Row(
        key=link("form", form.form), title=context.local(definition["title"]),
        kicker=PATH.join((text("Form"), context.local(team.names) if team is not None else form.team)),
        meta=promise[:1].upper() + promise[1:],
    )  # fmt: skip


def _request_row(context: Context, item: RequestItem) -> Row:
    text, words = context.text, context.words
    state = sentences.state(text, item.state) if item.received is not None else text("Waiting to be sent")
    when = words.when(item.last_at)
    return Row(
        key=link("request", item.id), title=item.subject,
        kicker=PATH.join((text("Your request"), item.number or item.reference)),
        meta=BETWEEN.join((state, when)),
    )  # fmt: skip


def _person_row(context: Context, person: PersonItem) -> Row:
    local = context.local
    return Row(
        key=link("person", person.login), title=person.name,
        kicker=PATH.join((context.text("Colleague"), local(person.team_names))),
        meta=BETWEEN.join(part for part in (local(person.title), local(person.site_names), person.phone) if part),
    )  # fmt: skip


def count_words(context: Context, finding: Finding) -> str:
    """9 hasil · 12 ms, luring."""
    count = finding.page.total + len(finding.page.other) + finding.beside.count
    results = context.text.plural("{n} result", "{n} results", count)
    return BETWEEN.join((results, context.text("{n} ms, offline", n=finding.took)))
