"""The ways in which forms elsewhere lose, leak or block answers; one test or more a trap, none of them here."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.forms import draft
from desktop_app.domain.forms.answers import files, judge, message, sentences, visible
from desktop_app.domain.forms.definition import DefinitionFaults, publish
from desktop_app.domain.forms.rows import Form
from tests.domain.forms.form_builder import CONTEXT, field, form, page, texts, written

YES = {"eq": [{"answer": "more"}, {"const": True}]}
FILE = {"sha256": "a" * 64, "name": "surat.pdf", "size": 1000}


def gated(**more: Any) -> dict[str, Any]:
    """A question that shows another."""
    return form(field("more", "yes_no"), field("detail", show=YES, **more))


# 1. Hidden answers


def test_a_hidden_answer_stays_in_the_draft_and_comes_back() -> None:
    definition, answers = gated(), {"more": False, "detail": "words"}
    assert judge(definition, answers, CONTEXT).kept == {"more": False}
    assert judge(definition, {**answers, "more": True}, CONTEXT).kept == {"more": True, "detail": "words"}


def test_the_review_shows_only_what_is_sent_and_names_what_stays_behind() -> None:
    view = visible(gated(), {"more": False, "detail": "words"}, CONTEXT)
    assert [line.field for line in sentences(gated(), view.kept, "id")] == ["more"]
    assert view.dropped == ("detail",)


def test_a_hidden_answer_is_not_even_looked_at() -> None:
    """Half-typed and then hidden: it can neither block nor be corrected."""
    assert judge(gated(), {"more": False, "detail": 7}, CONTEXT).problem is None


# 2. Hidden and required


def test_a_hidden_field_is_never_required() -> None:
    definition = gated(required=True)
    assert judge(definition, {"more": False}, CONTEXT).problem is None
    assert judge(definition, {"more": True}, CONTEXT).problem == ("detail", "required")


def test_of_two_fields_one_can_be_asked_for() -> None:
    """Each is required while the other is missing: no circle, because requiredness decides nothing else."""
    definition = form(
        field("email", "email", required={"not": {"answered": {"answer": "phone"}}}),
        field("phone", "phone", required={"not": {"answered": {"answer": "email"}}}),
    )
    assert judge(definition, {}, CONTEXT).problem == ("email", "required")
    assert judge(definition, {"phone": "0812 3456"}, CONTEXT).problem is None


# 3. Conditions on hidden fields


def test_a_condition_on_a_hidden_field_is_on_nothing_so_chains_collapse_at_once() -> None:
    chain = form(
        field("a", "yes_no"),
        field("b", "yes_no", show={"eq": [{"answer": "a"}, {"const": True}]}),
        field("c", "yes_no", show={"eq": [{"answer": "b"}, {"const": True}]}),
        field("d", show={"eq": [{"answer": "c"}, {"const": True}]}),
    )
    answers = {"a": True, "b": True, "c": True, "d": "deep"}
    assert judge(chain, answers, CONTEXT).kept == answers
    assert judge(chain, {**answers, "a": False}, CONTEXT).kept == {"a": False}


def test_a_wrong_answer_shows_nothing_either() -> None:
    definition = form(field("n", "whole", max=5), field("more", show={"gt": [{"answer": "n"}, {"const": 3}]}))
    verdict = judge(definition, {"n": 9, "more": "x"}, CONTEXT)
    assert (verdict.problem, verdict.kept) == (("n", "too_large"), {})


# 4. An earlier answer changed


def choosing() -> dict[str, Any]:
    island = {"key": "ferry", "label": texts("ferry"), "show": {"eq": [{"answer": "site"}, {"const": "two"}]}}
    return form(
        field("site", "choice"),
        field("way", "choice", options=[{"key": "bus", "label": texts("bus")}, island]),
        field("stops", "choices", options=[{"key": "inn", "label": texts("inn")}, island]),
        field("lines", "table", show={"eq": [{"answer": "way"}, {"const": "ferry"}]}),
    )


def test_a_choice_no_longer_offered_is_cleared_with_what_it_was() -> None:
    answers = {"site": "one", "way": "ferry", "stops": ["inn", "ferry"]}
    assert judge(choosing(), answers, CONTEXT).problem == ("way", "not_offered")
    corrected, cleared = draft.corrected(choosing(), answers, CONTEXT)
    assert corrected == {"site": "one", "way": None, "stops": ["inn"]}
    assert cleared == (draft.Cleared("way", "ferry"), draft.Cleared("stops", ["inn", "ferry"]))


def test_lines_of_a_table_whose_parent_went_stay_in_the_draft_only() -> None:
    answers = {"site": "one", "way": "ferry", "lines": [{"amount": 5}]}
    corrected, _ = draft.corrected(choosing(), answers, CONTEXT)
    assert corrected["lines"] == [{"amount": 5}]
    assert "lines" not in judge(choosing(), corrected, CONTEXT).kept


def test_the_wizard_offers_only_the_options_that_show() -> None:
    (shown,) = visible(choosing(), {"site": "one"}, CONTEXT).pages
    assert [each.offered for each in shown.fields] == [("one", "two", "three"), ("bus",), ("inn",)]


# 5. Suggestions


def suggesting() -> dict[str, Any]:
    return form(
        field("phone", "phone", suggest={"context": "me.phone"}),
        field("again", "phone", suggest={"coalesce": [{"answer": "phone"}, {"context": "me.phone"}]}),
    )


def test_a_suggestion_follows_until_it_is_touched_and_never_after() -> None:
    known = {**CONTEXT, "me.phone": "+62 811"}
    assert draft.filled(suggesting(), {}, set(), known) == {"phone": "+62 811", "again": "+62 811"}
    changed = draft.filled(suggesting(), {"phone": "0812 3456", "again": "+62 811"}, {"phone"}, known)
    assert changed == {"phone": "0812 3456", "again": "0812 3456"}
    touched = draft.filled(suggesting(), {"phone": "0812 3456", "again": "0899 1"}, {"phone", "again"}, known)
    assert touched["again"] == "0899 1"


def test_what_a_person_emptied_stays_empty() -> None:
    known = {**CONTEXT, "me.phone": "+62 811"}
    assert draft.filled(suggesting(), {"phone": ""}, {"phone"}, known)["phone"] == ""


def test_a_suggestion_keeps_its_capital_letters() -> None:
    definition = form(field("name", suggest={"context": "me.name"}))
    assert draft.filled(definition, {}, set(), {**CONTEXT, "me.name": "Sari Wulandari"}) == {"name": "Sari Wulandari"}


# 6. Defaults


def test_a_default_shows_what_depends_on_it_before_the_first_paint() -> None:
    definition = form(field("more", "yes_no", default=True), field("detail", show=YES, default="words"))
    answers = draft.filled(definition, {}, set(), CONTEXT)
    assert answers == {"more": True, "detail": "words"}
    (shown,) = visible(definition, answers, CONTEXT).pages
    assert [each.key for each in shown.fields] == ["more", "detail"]


# 7. Drafts on an older version


def test_a_draft_opens_in_its_own_version_while_that_is_taken_and_else_in_the_newest() -> None:
    versions = [Form("sample", number, "hr", {}, offered) for number, offered in ((1, False), (2, True), (3, True))]
    assert draft.opens_in("sample", 2, versions) == versions[1]
    assert draft.opens_in("sample", 1, versions) == versions[2]
    assert draft.opens_in("gone", 1, versions) is None


def test_a_draft_moves_by_key_and_nothing_a_person_wrote_is_gone() -> None:
    old = form(field("same"), field("short", max=200), field("kind", "choice"), field("gone", "money"), field("blank"))
    new = form(field("same"), field("short", max=5), field("kind", "choices"), field("new"))
    answers = {"same": "a", "short": "too long now", "kind": "two", "gone": 5000, "blank": " "}
    moved = draft.carried_over(old, new, answers, "id")
    assert moved.answers == {"same": "a"}
    assert [(lost.field, lost.text) for lost in moved.lost] == [
        ("short", "too long now"),
        ("kind", "two"),
        ("gone", "Rp5.000"),
    ]


def test_an_answer_that_never_fitted_is_not_lost_either() -> None:
    moved = draft.carried_over(form(field("n", "whole")), form(field("other")), {"n": "many"}, "en")
    assert [lost.text for lost in moved.lost] == ["many"]


# 8. Withdrawn forms


def test_a_withdrawn_form_opens_in_no_version_so_that_the_draft_says_so() -> None:
    assert draft.opens_in("sample", 1, [Form("sample", 1, "hr", {}, offered=False)]) is None


# 10. Today


def test_today_is_that_of_the_first_submission_whenever_it_is_judged_again() -> None:
    definition = form(field("day", "date"), priority=[[{"eq": [{"answer": "day"}, {"context": "today"}]}, "high"]])
    first = judge(definition, {"day": "2026-11-25"}, CONTEXT)
    assert first.priority == "high"
    assert judge(definition, first.kept, CONTEXT) == first
    assert judge(definition, first.kept, {**CONTEXT, "today": "2026-11-26"}).priority == "normal"


# 11. Pages


def paged() -> dict[str, Any]:
    return form(
        page(field("more", "yes_no"), key="one"),
        page(field("detail", show=YES, required=True), key="two"),
        page(field("note", required=True), key="three", show=YES),
        page(field("end"), key="four"),
    )


def test_pages_without_a_visible_field_are_skipped_and_not_counted() -> None:
    assert [shown.key for shown in visible(paged(), {"more": False}, CONTEXT).pages] == ["one", "four"]
    assert [shown.key for shown in visible(paged(), {"more": True}, CONTEXT).pages] == ["one", "two", "three", "four"]


def test_nothing_can_be_wrong_on_a_page_that_does_not_show() -> None:
    assert visible(paged(), {"more": False, "detail": 7, "note": ["x"]}, CONTEXT).problems == ()
    assert visible(paged(), {"more": True}, CONTEXT).problems == (("detail", "required"), ("note", "required"))


# 12. Soft and hard


def checked() -> dict[str, Any]:
    return form(
        field(
            "day",
            "date",
            refuse=[[{"lt": [{"answer": "day"}, {"const": "2000-01-01"}]}, texts("too long ago")]],
            warn=[[{"lt": [{"answer": "day"}, {"context": "today"}]}, texts("in the past")]],
        )
    )


def test_a_warning_asks_for_one_confirmation_which_is_stored() -> None:
    answers = {"day": "2026-11-24"}
    problem = judge(checked(), answers, CONTEXT).problem
    assert problem == ("day", "confirm/0")
    assert message(checked(), problem, "en") == "in the past"
    confirmed = judge(checked(), {**answers, "confirmed": ["day/0"]}, CONTEXT)
    assert (confirmed.problem, confirmed.kept["confirmed"]) == (None, ["day/0"])


def test_a_confirmation_of_what_no_longer_holds_is_not_kept() -> None:
    assert judge(checked(), {"day": "2026-11-30", "confirmed": ["day/0"]}, CONTEXT).kept == {"day": "2026-11-30"}


def test_a_refusal_cannot_be_confirmed_away() -> None:
    answers = {"day": "1999-01-01", "confirmed": ["day/0"]}
    assert judge(checked(), answers, CONTEXT).problem == ("day", "refuse/0")


# 13. Files


def test_files_of_hidden_and_replaced_answers_do_not_travel() -> None:
    definition = form(field("more", "yes_no"), field("proof", "file", show=YES), field("photo", "file"))
    other = {**FILE, "sha256": "b" * 64}
    answers = {"more": False, "proof": [FILE], "photo": [other]}
    assert files(definition, judge(definition, answers, CONTEXT).kept) == [other]
    assert files(definition, judge(definition, {**answers, "more": True}, CONTEXT).kept) == [FILE, other]


# 14. Editing a form that has conditions


def test_a_field_that_a_condition_looks_at_cannot_be_deleted() -> None:
    with pytest.raises(DefinitionFaults) as refused:
        publish(written(field("detail", show=YES)))
    assert [fault.path for fault in refused.value.faults] == [("pages", 0, "fields", 0, "show", "eq", 0, "answer")]


def test_a_field_can_be_renamed_without_touching_a_condition() -> None:
    renamed = form({**field("more", "yes_no"), "label": texts("Another name")}, field("detail", show=YES))
    answers = {"more": True, "detail": "words"}
    assert judge(renamed, answers, CONTEXT) == judge(gated(), answers, CONTEXT)


# 15. Filled in from elsewhere


def linked() -> dict[str, Any]:
    return form(
        field("subject", link=True),
        field("private", personal=True),
        field("amount", "money", link=True),
        field("who", "person"),
        field("agree", "consent", text=texts("I agree"), version="1"),
        field("proof", "file"),
        field("double", "calculated", calculate={"multiply": [{"answer": "amount"}, {"const": 2}]}, result="money"),
    )


def test_a_link_fills_in_only_what_the_form_allows() -> None:
    values = {
        "subject": "Halo",
        "amount": "Rp5.000",
        "private": "x",
        "who": "sari",
        "agree": "true",
        "double": "1",
        "zz": "1",
    }
    assert draft.from_link(linked(), values, "id") == {"subject": "Halo", "amount": 5000}


def test_a_link_with_a_value_the_field_does_not_take_fills_in_nothing() -> None:
    assert draft.from_link(linked(), {"amount": "many", "subject": "x" * 300}, "id") == {}


def test_a_link_may_not_be_allowed_to_fill_in_what_is_personal() -> None:
    for each in (field("who", "person", link=True), field("private", personal=True, link=True)):
        with pytest.raises(DefinitionFaults):
            publish(written(each))


def test_asking_again_copies_nothing_personal_no_agreement_and_no_file() -> None:
    agreed = {"version": "1", "text": texts("I agree")}
    kept = {
        "subject": "Halo",
        "private": "x",
        "who": "sari",
        "agree": agreed,
        "proof": [FILE],
        "amount": 5,
        "double": 10,
    }
    again = draft.asked_again(linked(), linked(), {**kept, "confirmed": ["subject/0"]}, "id")
    assert again == {"subject": "Halo", "amount": 5}


def test_where_a_request_goes_is_worked_out_and_not_taken_from_the_answers() -> None:
    definition = form(field("n", "whole"), priority=[[{"gt": [{"answer": "n"}, {"const": 5}]}, "high"]])
    verdict = judge(definition, {"n": 1, "priority": "high", "team": "it"}, CONTEXT)
    assert (verdict.problem, verdict.team, verdict.priority) == (("priority", "unknown_field"), "hr", "normal")


def test_a_calculated_answer_that_differs_is_refused_and_stays_out_of_drafts() -> None:
    verdict = judge(linked(), {"amount": 5, "double": 11}, CONTEXT)
    assert (verdict.problem, verdict.kept["double"]) == (("double", "differs"), 10)
    assert draft.without_calculated(linked(), {"amount": 5, "double": 11}) == {"amount": 5}
