"""A reminder to acknowledge an article is told once, to who is asked and has said nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from desktop_app.domain.knowledge.acknowledgement import AcknowledgeArticle
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Rule
from desktop_app.store.queries import notices
from tests.store.replies import ANI, BUDI, NOW, Desk, some_id

Opened = Callable[..., Desk]
RULES = Article("rules", "id", "Aturan", "Isi", "work", owner="hr", acknowledge=True)
RULE = Rule("rules", "all", 1, "2026-12-04", BUDI, "hr", "all")
REMINDED = replace(RULE, reminded=NOW)


def told(desk: Desk) -> list[tuple[str, str, str]]:
    found = desk.store.reader.read(notices.list)
    return [(each.kind, each.data["article"], each.data["subject"]) for each in found]


def test_who_is_missing_is_told_once(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, RULE)

    changes = desk.take(desk.answer(REMINDED))
    assert "notice" in changes.kinds
    assert told(desk) == [("reminded", "rules", "Aturan")]

    desk.take(desk.answer(replace(REMINDED, due="2026-12-11")))
    assert len(told(desk)) == 1

    desk.take(desk.answer(replace(REMINDED, reminded=NOW + timedelta(days=2))))
    assert len(told(desk)) == 2


def test_who_has_said_so_is_not_told_even_before_it_was_sent(open_desk: Opened) -> None:
    sent = open_desk(ANI, RULES, RULE, Acknowledgement("rules", "id", 1, ANI, NOW))
    waiting = open_desk(ANI, RULES, RULE)
    waiting.store.writer.run(
        AcknowledgeArticle(id=some_id(), person=ANI, at=NOW, article="rules", language="id", version=1)
    )
    for desk in (sent, waiting):
        desk.take(desk.answer(REMINDED))
        assert told(desk) == []


def test_who_is_not_asked_is_not_told(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, replace(RULE, audience="site:makassar"))

    desk.take(desk.answer(replace(REMINDED, audience="site:makassar")))

    assert told(desk) == []


def test_a_first_pull_tells_nothing_of_long_ago(open_desk: Opened) -> None:
    assert told(open_desk(ANI, RULES, REMINDED)) == []
