"""What the requester said in the form, as others read it: the words it began with, and each other answer on a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.forms.answers import sentences
from desktop_app.domain.forms.fields.type import Names, in_language
from desktop_app.store.queries import people
from desktop_app.store.queries.requests import Conversation


@dataclass(frozen=True)
class Answered:
    """`opening`: the first long answer, which reads like a message. `lines`: label and text of all others but files."""

    form_title: str = ""
    opening: str = ""
    lines: tuple[tuple[str, str], ...] = ()


def answered(c: Any, conversation: Conversation, language: str) -> Answered:
    """The answers of a request in the reader's language."""
    answers, form = conversation.answers, conversation.form
    if form is None:
        words = answers.get("text")
        return Answered(opening=words if isinstance(words, str) else "")
    definition = form.definition
    fields = [field for page in definition["pages"] for field in page["fields"]]
    opening = next((field["key"] for field in fields if field["type"] == "long_text" and field["key"] in answers), None)
    apart = {opening, *(field["key"] for field in fields if field["type"] == "file")}
    subject = definition.get("subject", {})
    if "text" not in subject:
        apart.add(subject.get("answer"))
    shown = sentences(definition, answers, language, _names(c, language))
    return Answered(
        form_title=in_language(definition["title"], language),
        opening=str(answers[opening]) if opening is not None else "",
        lines=tuple((line.label, line.text) for line in shown if line.field not in apart and line.text),
    )


def _names(c: Any, language: str) -> Names:
    """The names of people, teams and places in answers."""
    known: dict[tuple[str, str], str] = {("person", login): name for login, name in people.names(c).items()}
    for team in people.teams(c):
        known["team", team.id] = in_language(team.names, language)
    for site in people.sites(c):
        known["place", site.id] = in_language(site.names, language)
        _add_places(known, site.places, language)
    return lambda kind, key: known.get((kind, key), key)


def _add_places(known: dict[tuple[str, str], str], places: Sequence[Mapping[str, Any]], language: str) -> None:
    for place in places:
        known["place", place["key"]] = place.get(language) or place["id"]
        _add_places(known, place.get("children", []), language)
