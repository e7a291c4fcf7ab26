"""What holds for every form and all answers."""

from __future__ import annotations

import random
from typing import Any

from desktop_app.domain.forms.answers import CONFIRMED, judge, visible
from desktop_app.domain.forms.conditions import holds
from desktop_app.domain.forms.definition import publish
from tests.domain.forms.form_builder import CONTEXT
from tests.domain.forms.random_forms import STRANGE, RandomForm

FORMS = 300


def random_ones(chance: random.Random) -> list[tuple[RandomForm, dict[str, Any], dict[str, Any]]]:
    """Forms as written, their definitions, and answers."""
    found = []
    for _ in range(FORMS):
        form = RandomForm(chance)
        found.append((form, publish(form.written).definition, form.answers()))
    return found


def test_sending_what_was_kept_gives_the_same_again(chance: random.Random) -> None:
    for _, definition, answers in random_ones(chance):
        verdict = judge(definition, answers, CONTEXT)
        again = judge(definition, verdict.kept, CONTEXT)
        assert again.kept == verdict.kept
        assert (again.team, again.priority, again.approvals) == (verdict.team, verdict.priority, verdict.approvals)
        if verdict.problem is None:
            assert again.problem is None


def test_the_order_of_the_answers_changes_nothing(chance: random.Random) -> None:
    for _, definition, answers in random_ones(chance):
        shuffled = list(answers.items())
        chance.shuffle(shuffled)
        assert judge(definition, dict(shuffled), CONTEXT) == judge(definition, answers, CONTEXT)


def test_no_hidden_answer_leaves(chance: random.Random) -> None:
    for _, definition, answers in random_ones(chance):
        kept = judge(definition, answers, CONTEXT).kept
        fields = {each["key"]: each for each in definition["fields"]}
        for key in kept.keys() - {CONFIRMED}:
            assert holds(fields[key].get("show", True), kept, CONTEXT)


def test_hiding_a_page_and_showing_it_again_restores_its_answers(chance: random.Random) -> None:
    for form, _, answers in random_ones(chance):
        gate = {"key": "gate", "type": "yes_no", "label": {"id": "?", "en": "?"}}
        pages = [
            {**each, "show": {"all": [{"eq": [{"answer": "gate"}, {"const": True}]}, each.get("show", True)]}}
            for each in form.written["pages"]
        ]
        first = {"key": "first", "title": {"id": "1", "en": "1"}, "fields": [gate]}
        definition = publish({**form.written, "pages": [first, *pages]}).definition
        shown = judge(definition, {**answers, "gate": True}, CONTEXT).kept
        hidden = judge(definition, {**answers, "gate": False}, CONTEXT).kept

        assert hidden == {"gate": False}
        assert judge(definition, {**answers, "gate": True}, CONTEXT).kept == shown


def test_whatever_is_sent_is_judged_and_never_breaks(chance: random.Random) -> None:
    for _, definition, answers in random_ones(chance):
        strange = {key: chance.choice(STRANGE) for key in answers} | {"confirmed": chance.choice(STRANGE)}
        for given in (strange, chance.choice(STRANGE)):
            judge(definition, given, CONTEXT)


def test_what_the_wizard_shows_is_what_is_judged(chance: random.Random) -> None:
    """Answers without problems on any visible page are accepted, and the kept ones are those of visible fields."""
    for _, definition, answers in random_ones(chance):
        calculated = {each["key"] for each in definition["fields"] if "calculate" in each}
        typed = {key: answer for key, answer in answers.items() if key not in calculated and key != "zz"}
        view, verdict = visible(definition, typed, CONTEXT), judge(definition, typed, CONTEXT)
        shown = {field.key for page in view.pages for field in page.fields}
        assert view.kept == verdict.kept
        assert view.kept.keys() - {CONFIRMED} <= shown
        assert all(problem[0].partition("/")[0] in shown for problem in view.problems)
        if verdict.problem is None or verdict.problem[0] != CONFIRMED:
            assert (not view.problems) == (verdict.problem is None)
