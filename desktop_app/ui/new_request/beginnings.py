"""How a form begins: empty, from a link, from a draft, from a request that is not sent yet, or in a newer version."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from desktop_app.domain.forms.draft import from_link
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.requests.submission import Submit
from desktop_app.ui.context import Context
from desktop_app.ui.links import LOOKED_FOR, link
from desktop_app.ui.new_request.filling import Filling, Source, Taken, taken_up
from desktop_app.ui.new_request.opening import Opening

RESERVED = ("article", "amend", "draft", "resume", LOOKED_FOR)
"""What a link to a form may say beside the fields it fills in."""


def begun(context: Context, opening: Opening, form: Form, said: Mapping[str, str]) -> Filling:
    """A new one, with what the link may fill in and the article it came from."""
    given = _stuck(context, opening, form, said) | {key: value for key, value in said.items() if key not in RESERVED}
    linked = from_link(form.definition, given, context.language)
    source = Source(opening.source.id, opening.source.title) if opening.source else None
    return _filling(context, opening, form, answers=linked, linked=frozenset(linked), source=source)


def _stuck(context: Context, opening: Opening, form: Form, said: Mapping[str, str]) -> dict[str, str]:
    """What somebody whom an article did not help would write first: what they looked for as the subject, and that they
    read it. Only where the form lets a link fill that in; the person sees it and can change it."""
    given = {}
    subject, words = form.definition.get("subject", {}).get("answer", ""), said.get(LOOKED_FOR, "")
    if subject and words:
        given[str(subject)] = words
    long = next((each["key"] for page in form.definition["pages"] for each in page["fields"] if _takes_words(each)), "")
    if long and opening.source is not None and words:
        given[long] = context.text(
            "I read “{title}” ({link}), and it did not tell me this:", title=opening.source.title,
            link=str(link("article", opening.source.id)),
        )  # fmt: skip
    return given


def _takes_words(field: Mapping[str, Any]) -> bool:
    return field["type"] == "long_text" and bool(field.get("link"))


def taken(context: Context, opening: Opening) -> Taken:
    """The draft, in the version it opens in."""
    assert opening.draft is not None
    names = partial(opening.directory.name, language=context.language)
    return taken_up(opening.draft.body, opening.versions, context.language, names)


def continued(context: Context, opening: Opening, draft: Taken) -> Filling:
    """The draft, where the person left it."""
    assert opening.draft is not None
    assert draft.form is not None
    body = opening.draft.body
    source = Source(**body["source"]) if body.get("source") else None
    return _filling(
        context, opening, draft.form, answers=draft.answers, touched=set(body.get("touched", draft.answers)),
        linked=frozenset(body.get("linked", ())), at=str(body.get("at", "")), source=source, lost=draft.lost,
    )  # fmt: skip


def reopened(context: Context, opening: Opening, form: Form, command: Submit) -> Filling:
    """A request that waits to be sent, as it was written or as far as it was changed; its day stays the one it was
    written on."""
    body: Mapping[str, Any] = opening.draft.body if opening.draft is not None else {"answers": command.answers}
    answers = dict(body["answers"])
    touched, at = set(body.get("touched", answers)), str(body.get("at", ""))
    return _filling(context, opening, form, today=command.today, answers=answers, touched=touched, at=at)


def in_newer(context: Context, opening: Opening, before: Filling, now: Taken) -> Filling:
    """What is being filled in, in the version that is offered now."""
    assert now.form is not None
    kept = set(now.answers)
    return _filling(
        context, opening, now.form, answers=now.answers, touched=before.touched & kept,
        linked=frozenset(before.linked & kept), source=before.source, lost=now.lost,
    )  # fmt: skip


def _filling(context: Context, opening: Opening, form: Form, *, today: str = "", **kept: Any) -> Filling:
    me = context.me
    known = {
        "today": today or context.words.today().isoformat(), "me.site": me.site, "me.kind": me.role, "me.team": me.team,
        "me.name": me.name, "me.email": me.email, "me.phone": me.phone,
    }  # fmt: skip
    names = partial(opening.directory.name, language=context.language)
    return Filling(form, context.language, known, names, **kept)
