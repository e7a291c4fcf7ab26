"""A form while it is filled in: what shows, what is kept, where one is, what is wrong."""

from __future__ import annotations

from desktop_app.domain.forms.draft import Lost
from desktop_app.ui.new_request.filling import REVIEW, Source, taken_up
from tests.domain.forms.form_builder import field, page
from tests.ui.new_request.fillings import YES, filling, paid, version


def test_what_a_default_opens_shows_before_the_first_paint() -> None:
    opened = field("b", show={"eq": [{"answer": "a"}, YES]})
    made = filling(field("a", "yes_no", default=True), opened)
    assert list(made.shown("page")) == ["a", "b"]
    assert made.answers == {"a": True}
    assert made.empty


def test_a_suggestion_follows_until_the_person_answers_and_never_after() -> None:
    made = filling(field("phone", "phone", suggest={"context": "me.phone"}))
    assert made.answers["phone"] == "0811-5550-124"
    made.give("phone", "0812-0000-0000")
    made.give("phone", "")
    assert "phone" not in made.answers


def test_a_hidden_answer_comes_back_and_is_not_sent() -> None:
    made = filling(*paid())
    made.give("paid", True)
    made.give("amount", 450_000)
    made.give("paid", False)
    assert made.answers["amount"] == 450_000
    assert "amount" not in made.view.kept
    assert made.dropped_labels() == ["amount"]
    made.give("paid", True)
    assert made.view.kept["amount"] == 450_000


def test_a_hidden_question_is_never_missing() -> None:
    made = filling(*paid())
    made.give("paid", False)
    assert made.problems("first") == []


def test_page_numbers_count_the_pages_in_sight() -> None:
    middle = page(field("more"), key="middle", show={"eq": [{"answer": "paid"}, YES]})
    first, last = paid()
    made = filling(first, middle, last)
    made.give("paid", False)
    made.go(1)
    assert (made.steps(), made.at, made.index()) == (["first", "second"], "second", 1)
    made.give("paid", True)
    assert (made.steps(), made.index()) == (["first", "middle", "second"], 2)
    made.go(3)
    assert made.at == REVIEW


def test_a_choice_that_is_not_offered_any_more_is_taken_out_and_can_be_put_back() -> None:
    options = [
        {"key": "all", "label": {"id": "Semua", "en": "All"}},
        {"key": "some", "label": {"id": "Sebagian", "en": "Some"}, "show": {"eq": [{"answer": "a"}, YES]}},
    ]
    made = filling(field("a", "yes_no"), field("b", "choice", options=options))
    made.give("a", True)
    made.give("b", "some")
    made.give("a", False)
    assert "b" not in made.answers
    assert made.cleared["b"].before == "some"
    made.undo("b")
    assert made.answers == {"a": True, "b": "some"}
    assert made.cleared == {}


def test_what_is_wrong_comes_in_the_order_of_the_form_and_once_a_question() -> None:
    made = filling(*paid())
    made.give("paid", True)
    made.give("amount", "450 ribu")
    assert made.problems() == [("amount", "not_a_number"), ("text", "required")]
    assert made.problems("second") == [("text", "required")]
    assert made.page_of(("text", "required")) == 1


def test_a_name_that_nobody_has_is_wrong_though_the_question_is_optional() -> None:
    made = filling(field("who", "person"))
    assert made.problems() == []
    made.doubtful.add("who")
    assert made.problems() == [("who", "not_in_list")]


def test_a_warning_is_confirmed_and_asked_again_when_it_is_another() -> None:
    warn = [[{"gt": [{"answer": "a"}, {"const": 10}]}, {"id": "Banyak sekali.", "en": "A lot."}]]
    made = filling(field("a", "whole", warn=warn))
    made.give("a", 11)
    assert made.problems() == [("a", "confirm/0")]
    made.confirm("a/0", yes=True)
    assert made.problems() == []
    assert made.view.kept["confirmed"] == ["a/0"]
    made.confirm("a/0", yes=False)
    assert made.problems() == [("a", "confirm/0")]


def test_a_draft_holds_all_that_brings_it_back() -> None:
    made = filling(
        *paid(), source=Source("sick-leave", "Cuti sakit"), linked=frozenset({"text"}), answers={"text": "x"}
    )
    made.give("paid", True)
    made.go(1)
    body = made.body()
    again = filling(
        *paid(), answers=body["answers"], touched=set(body["touched"]), linked=frozenset(body["linked"]), at=body["at"]
    )
    assert again.answers == made.answers
    assert again.at == "second"
    assert body["source"] == {"article": "sick-leave", "title": "Cuti sakit"}


def test_a_draft_opens_in_its_own_version_while_that_is_offered() -> None:
    old, new = version(1, field("a")), version(2, field("b"))
    taken = taken_up({"form": "sample", "version": 1, "answers": {"a": "x"}}, [old, new], "id", lambda kind, key: key)
    assert taken.form == old
    assert taken.lost == ()


def test_a_draft_moves_to_the_newest_version_and_lists_what_has_no_place() -> None:
    old, new = version(1, field("a"), field("b"), offered=False), version(2, field("a"), field("b", "whole"))
    body = {"form": "sample", "version": 1, "answers": {"a": "tetap", "b": "hilang"}}
    taken = taken_up(body, [old, new], "id", lambda kind, key: key)
    assert taken.form == new
    assert taken.answers == {"a": "tetap"}
    assert taken.lost == (Lost("b", "b", "hilang"),)


def test_a_draft_of_a_withdrawn_form_has_no_version_and_keeps_its_answers() -> None:
    old = version(1, field("a"), offered=False)
    taken = taken_up({"form": "sample", "version": 1, "answers": {"a": "x"}}, [old], "id", lambda kind, key: key)
    assert taken.form is None
    assert taken.answers == {"a": "x"}
