"""Makes of a form as it is written the definition that laptops and database read, or says all that is wrong with it.

Written and published are the same mapping, but for what publishing adds: settings with their defaults, the emergency
as a priority, and `fields`, the flat list that both sides evaluate. There every field has its `schema`, the `show` of
its page folded into its own, the conditions of its options (`when`), of refusals and of warnings; and it stands behind
all fields it looks at. The shape (`sigap_server.forms`) has been checked before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_app.domain.forms.condition_check import used
from desktop_app.domain.forms.definition_check import (
    EMERGENCY,
    OF_EVERY_FIELD,
    Place,
    condition_faults,
    form_faults,
    own_faults,
)
from desktop_app.domain.forms.fields import BY_NAME, CELLS
from desktop_app.domain.forms.fields.type import Fault, FieldType
from desktop_app.domain.forms.operand_check import Path
from desktop_app.domain.forms.rows import Form


class DefinitionFaults(Exception):
    """All that is wrong in one form; nothing of it can be published."""

    def __init__(self, faults: Sequence[Fault]):
        super().__init__(faults)
        self.faults = faults


def publish(written: Mapping[str, Any]) -> Form:
    """The form to publish, with its definition. Raises `DefinitionFaults`."""
    faults = list(form_faults(written))
    pages = [{**page, "fields": [dict(field) for field in page["fields"]]} for page in written["pages"]]
    places = [
        Place(field, ("pages", at, "fields", of), page)
        for at, page in enumerate(pages)
        for of, field in enumerate(page["fields"])
    ]
    unfit = [fault for place in places for fault in _fill(place)]
    faults += unfit
    if not unfit:
        faults += [fault for place in places for fault in own_faults(place)]
        faults += condition_faults(written, pages, places)
    if faults:
        raise DefinitionFaults(faults)
    ordered = _ordered(places)
    definition = {**written, "pages": pages, "fields": [_compiled(place) for place in ordered]}
    if EMERGENCY in written:
        declared = [[written[EMERGENCY]["when"], EMERGENCY]]
        definition["priority"] = declared + list(written.get("priority", []))
    return Form(written["key"], written["version"], written["team"], definition)


def _fill(place: Place) -> Iterator[Fault]:
    """Puts the settings of the type with their defaults into the field, and into its columns."""
    yield from _fill_one(place.field, place.path, BY_NAME)
    if place.field.get("type") in BY_NAME and place.type.fields_in:
        name = place.type.fields_in
        place.field[name] = [dict(column) for column in place.field[name]]
        for at, column in enumerate(place.field[name]):
            yield from _fill_one(column, (*place.path, name, at), CELLS)


def _fill_one(field: dict[str, Any], path: Path, types: Mapping[str, FieldType]) -> Iterator[Fault]:
    if field["type"] not in types:
        yield Fault((*path, "type"), f"one of {', '.join(types)}")
        return
    given = {key: each for key, each in field.items() if key not in OF_EVERY_FIELD}
    field.update(types[field["type"]].filled(given))


def _looks_at(place: Place) -> set[str]:
    """The fields that decide whether it shows, what it offers and what it comes to."""
    field = place.field
    shows = [place.page.get("show"), field.get("show"), field.get("calculate"), field.get("suggest")]
    return set(used([*shows, *(option.get("show") for option in field.get("options", []))]))


def _ordered(places: Sequence[Place]) -> list[Place]:
    """The fields behind all they look at, otherwise as they stand. Raises `DefinitionFaults` with a circle by name."""
    waiting = {place.field["key"]: place for place in places}
    ordered: list[Place] = []
    while waiting:
        ready = next((key for key, place in waiting.items() if not _looks_at(place) & waiting.keys()), None)
        if ready is None:
            circle = _circle(waiting)
            named = f"no circle of conditions: {' → '.join(circle)}"
            raise DefinitionFaults([Fault(waiting[circle[0]].path, named)])
        ordered.append(waiting.pop(ready))
    return ordered


def _circle(waiting: Mapping[str, Place]) -> list[str]:
    """A way from a field back to itself; every waiting field looks at a waiting one."""
    way = [next(iter(waiting))]
    while True:
        following = min(_looks_at(waiting[way[-1]]) & waiting.keys())
        if following in way:
            return [*way[way.index(following) :], following]
        way.append(following)


def _compiled(place: Place) -> dict[str, Any]:
    """The field as both sides evaluate it."""
    field = place.field
    shows = [show for show in (place.page.get("show"), field.get("show")) if show not in (None, True)]
    compiled = (
        {"key": field["key"], "show": shows[0] if len(shows) == 1 else {"all": shows}}
        if shows
        else {"key": field["key"]}
    )
    if (answer := place.type.schema(field)) is not None:
        compiled["schema"] = answer
    if when := {option["key"]: option["show"] for option in field.get("options", []) if "show" in option}:
        compiled["when"] = when
    if field.get("required"):
        compiled["required"] = field["required"]
    if "calculate" in field:
        compiled["calculate"] = field["calculate"]
    for name in ("refuse", "warn"):
        if field.get(name):
            compiled[name] = [condition for condition, _ in field[name]]
    return compiled
