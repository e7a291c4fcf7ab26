"""How each question of a page stands: what is wrong, what is doubtful, where its answer came from. No window."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop_app.answer_reasons import reason
from desktop_app.catalogue import Catalogue
from desktop_app.domain.forms.answers import CONFIRMED, Problem, display
from desktop_app.domain.forms.fields import BY_NAME
from desktop_app.ui.new_request.filling import Filling


@dataclass(frozen=True)
class FieldStanding:
    """`wrong` is a sentence, `where` the cell of a table it is about (`/2/amount`); `doubt` what the form warns of, and
    whether the person confirmed it; `cleared` what stood here before an earlier answer changed."""

    required: bool = False
    origin: str = ""
    wrong: str = ""
    where: str = ""
    doubt: str = ""
    confirmed: bool = False
    cleared: str = ""


def field_standing(
    filling: Filling, text: Catalogue, page: str, key: str, *, attempted: bool, left: Collection[str]
) -> FieldStanding:
    """One question of a page that shows. Before the person tried to go on, only what they have left is called wrong,
    and nothing is called missing."""
    field = filling.shown(page).get(key)
    if field is None:
        return FieldStanding()
    mine = [each for each in filling.view.problems if each[0].partition("/")[0] == key]
    hard = (
        (key, "not_in_list") if key in filling.doubtful else next((each for each in mine if not _is_doubt(each)), None)
    )
    told = hard is not None and (attempted or (key in left and key in filling.touched and hard[1] != "required"))
    doubts = [each for each in mine if _is_doubt(each)]
    said = [each.partition("/") for each in filling.view.kept.get(CONFIRMED, [])]
    agreed: list[Problem] = [(key, f"confirm/{at}") for of, _, at in said if of == key]
    return FieldStanding(
        required=field.required,
        origin=_origin(filling, text, key),
        wrong=_sentence(filling, text, hard) if hard is not None and told else "",
        where="/" + hard[0].partition("/")[2] if hard is not None and told and "/" in hard[0] else "",
        doubt="\n".join(_sentence(filling, text, each) for each in doubts or agreed),
        confirmed=not doubts,
        cleared=_cleared(filling, key),
    )


def _is_doubt(problem: Problem) -> bool:
    return problem[1].startswith("confirm/")


def _sentence(filling: Filling, text: Catalogue, problem: Problem) -> str:
    return reason(text, filling.definition, problem, filling.language)


def _origin(filling: Filling, text: Catalogue, key: str) -> str:
    if key in filling.linked:
        return text("filled in by the link")
    asked = BY_NAME[display(filling.definition, key)["type"]].asks
    return text("filled in for you") if asked and key in filling.view.kept and key not in filling.touched else ""


def _cleared(filling: Filling, key: str) -> str:
    undoable = filling.cleared.get(key)
    if undoable is None:
        return ""
    field = display(filling.definition, key)
    return BY_NAME[field["type"]].as_text(field, undoable.before, filling.language, filling.names)
