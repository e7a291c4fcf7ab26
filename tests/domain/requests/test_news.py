"""What a person is told of a pull."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from desktop_app.domain.requests.news import EXCERPT, News, condensed, news
from desktop_app.domain.requests.rows import Event, Message, Request

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
SARI, BUDI, DEWI = "sari", "budi", "dewi"
NEW = Request("r", SARI, "hr", "question", 1, "Cuti", {}, "normal", [], "new", AT)
TAKEN = replace(NEW, state="in_progress", assignee=BUDI)
SOLVED = replace(TAKEN, state="resolved")


def said(author: str, text: str = "Boleh", id: str = "m") -> Message:
    return Message(id, "r", author, text, AT, SARI, "hr", received=AT)


def kind(me: str, before: Request | None, after: Request) -> tuple[str, str | None] | None:
    told = news(me, before, after)
    return None if told is None else (told.kind, told.actor)


def test_requester_and_assignee_are_told_of_each_other_s_words() -> None:
    assert news(SARI, None, said(BUDI), TAKEN) == News("reply", "r", "Cuti", BUDI, "Boleh", "m")
    assert news(BUDI, None, said(SARI), TAKEN) == News("reply", "r", "Cuti", SARI, "Boleh", "m")
    assert news(DEWI, None, said(SARI), TAKEN) is None


def test_nobody_is_told_of_their_own_words() -> None:
    assert news(SARI, None, said(SARI), TAKEN) is None


def test_a_message_that_was_here_before_is_no_news() -> None:
    assert news(SARI, said(BUDI), said(BUDI), TAKEN) is None


def test_a_long_reply_is_told_by_its_beginning() -> None:
    told = news(SARI, None, said(BUDI, "x" * 5_000), TAKEN)
    assert told is not None
    assert len(told.words) == EXCERPT


@pytest.mark.parametrize(
    ("me", "before", "after", "told"),
    [
        (SARI, NEW, TAKEN, ("taken", BUDI)),
        (SARI, TAKEN, replace(TAKEN, assignee=DEWI), ("taken", DEWI)),
        (SARI, TAKEN, replace(NEW, state="new"), None),
        (SARI, TAKEN, SOLVED, ("resolved", BUDI)),
        (SARI, SOLVED, SOLVED, None),
        (SARI, SOLVED, replace(SOLVED, state="closed"), None),
        (SARI, None, TAKEN, None),
        (BUDI, NEW, TAKEN, None),
        (BUDI, TAKEN, replace(TAKEN, assignee=DEWI), ("taken", DEWI)),
        (BUDI, TAKEN, NEW, None),
        (BUDI, SOLVED, TAKEN, ("reopened", SARI)),
        (BUDI, TAKEN, replace(TAKEN, state="cancelled"), ("cancelled", SARI)),
        (DEWI, NEW, TAKEN, None),
        (DEWI, TAKEN, SOLVED, None),
    ],
)
def test_what_is_told_when_a_request_becomes_another(
    me: str, before: Request | None, after: Request, told: tuple[str, str | None] | None
) -> None:
    assert kind(me, before, after) == told


def step(id: str, kind: str) -> Event:
    return Event(id, "r", BUDI, kind, AT, SARI, "hr", received=AT)


def kinds(found: list[News], *steps: Event) -> list[tuple[str, str]]:
    return [(item.kind, item.words) for item in condensed(found, steps)]


def told(kind: str, words: str = "", **more: Any) -> News:
    return News(kind, "r", "Cuti", BUDI, words, **more)


def test_the_words_that_solve_are_told_with_the_solving() -> None:
    found = [told("resolved", source="r"), told("reply", "Sudah", source="m")]
    assert kinds(found, step("m", "Resolve")) == [("resolved", "Sudah")]


def test_a_reply_before_the_solving_is_told_too() -> None:
    found = [told("reply", "Sebentar", source="m"), told("resolved", source="r"), told("reply", "Sudah", source="n")]
    assert kinds(found, step("m", "AddReply"), step("n", "Resolve")) == [("reply", "Sebentar"), ("resolved", "Sudah")]


def test_reply_and_take_is_told_once() -> None:
    assert kinds([told("taken"), told("reply", "Ya", source="m")], step("m", "AddReply")) == [("reply", "Ya")]


def test_a_question_is_told_as_one() -> None:
    assert kinds([told("reply", "Kapan?", source="m")], step("m", "AskRequester")) == [("question", "Kapan?")]


def test_the_words_of_a_reopening_are_not_told_twice() -> None:
    assert kinds([told("reopened"), told("reply", "Belum", source="m")], step("m", "Reopen")) == [("reopened", "Belum")]
