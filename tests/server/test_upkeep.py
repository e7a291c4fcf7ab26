"""What teams are asked to do for their articles: made once, from what readers said and sought and what dates tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app.domain.feedback.questions import helped
from desktop_app.domain.knowledge.rows import Article, Readership, Upkeep
from desktop_app.domain.knowledge.upkeep import CompleteUpkeep
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from sigap_server.rows import put
from tests.server.ballot_bench import YES, answered, more_people, open_poll
from tests.server.portal_bench import NOW, Portal

DAY = 86_400_000_000


@pytest.fixture
def quiet(shared_portal: Portal) -> Iterator[Portal]:
    """The company, with what the test writes taken back."""
    with shared_portal.undone():
        yield shared_portal


def go_round(portal: Portal, days: int = 0, *teams: str) -> None:
    """As on this day after today."""
    chosen = list(teams or ("hr", "it"))
    portal.admin.execute("select portal.rounds(%s, %s)", [chosen, wire.microseconds(NOW) + days * DAY])


def tasks(portal: Portal, kind: str = "") -> list[Upkeep]:
    rows = map(BY_NAME["upkeep"].decode, portal.stream("upkeep").values())
    return sorted((row for row in rows if kind in ("", row.kind)), key=lambda row: row.id)


def article(name: str = "cuti", language: str = "id", **more: Any) -> Article:
    given = {"id": name, "language": language, "title": "Cuti", "body": "Isi", "category": "leave", "owner": "hr"}
    return Article(**given | more)


def seek(portal: Portal, words: str, times: int, category: str = "", day: str = "2026-11-25") -> None:
    portal.admin.execute("insert into portal.gap values (%s, 'id', %s, %s, %s)", [day, words, category, times])


def test_a_review_is_asked_for_thirty_days_before_its_day_once(quiet: Portal) -> None:
    put(quiet.admin, [article(review_by="2026-12-26"), article(language="en", review_by="2026-12-26")])
    go_round(quiet)
    assert tasks(quiet) == []

    for day in (1, 2, 3):
        go_round(quiet, day)
    assert [(t.kind, t.article, t.due, t.state, t.made.isoformat()) for t in tasks(quiet)] == [
        ("review", "cuti", "2026-12-26", "open", "2026-11-26T00:00:00+00:00")
    ]


def test_a_review_is_settled_by_the_new_day(quiet: Portal) -> None:
    put(quiet.admin, [article(review_by="2026-12-01")])
    go_round(quiet)
    put(quiet.admin, [article(review_by="2027-12-01")])
    go_round(quiet, 1)

    assert [(t.state, t.done_by) for t in tasks(quiet)] == [("done", None)]


def test_an_article_that_ends_needs_no_review(quiet: Portal) -> None:
    put(quiet.admin, [article(review_by="2026-12-01", valid_until="2026-11-20")])
    go_round(quiet)

    assert tasks(quiet) == []


def test_a_translation_that_is_behind_is_a_task_until_it_is_not(quiet: Portal) -> None:
    behind = article(language="en", source_language="id", source_version=1, source_minor=0)
    put(quiet.admin, [article(version=1, minor=2), behind])
    go_round(quiet)
    assert [(t.kind, t.article, t.language, t.text) for t in tasks(quiet)] == [("translation", "cuti", "en", "1.2")]

    put(quiet.admin, [article(language="en", source_language="id", source_version=1, source_minor=2)])
    go_round(quiet, 1)
    assert [t.state for t in tasks(quiet)] == ["done"]


def test_words_that_three_looked_for_reach_the_team_of_their_category(quiet: Portal) -> None:
    put(quiet.admin, [article(), *(article(name, category="it", owner="it") for name in ("laptop", "wifi"))])
    quiet.admin.execute("update portal.team set oversees = id = 'hr'")
    seek(quiet, "kursi roda", 2)
    seek(quiet, "vpn rumah", 2, "it")
    seek(quiet, "vpn rumah", 1, "", "2026-11-24")
    seek(quiet, "parkir", 3)
    go_round(quiet)

    assert [(t.team, t.kind, t.text, t.count, t.due) for t in tasks(quiet)] == [
        ("hr", "gap", "parkir", 3, "2026-12-09"), ("it", "gap", "vpn rumah", 3, "2026-12-09"),
    ]  # fmt: skip


def test_words_that_were_dealt_with_are_counted_anew(quiet: Portal) -> None:
    seek(quiet, "parkir", 3)
    quiet.admin.execute("update portal.team set oversees = id = 'hr'")
    go_round(quiet)
    (task,) = tasks(quiet)
    done = CompleteUpkeep(id="c", person="t-bona", at=NOW, upkeep=task.id, note="ditulis")
    assert quiet.push(done, "d") is None
    go_round(quiet, 1)
    assert [t.state for t in tasks(quiet)] == ["done"]

    seek(quiet, "parkir", 3, day="2026-11-27")
    go_round(quiet, 2)
    assert [(t.state, t.count, t.done_by, t.done_note) for t in tasks(quiet)] == [("open", 3, None, "")]


def test_words_of_long_ago_are_forgotten(quiet: Portal) -> None:
    seek(quiet, "parkir", 2, day="2026-08-01")
    go_round(quiet)

    assert quiet.value("select count(*) from portal.gap") == 0


def test_each_team_is_gone_through_once_a_day(quiet: Portal) -> None:
    quiet.admin.execute("update portal.team set oversees = id = 'hr'")
    go_round(quiet)
    seek(quiet, "parkir", 3)
    go_round(quiet)
    assert tasks(quiet) == []

    go_round(quiet, 1, "it")
    assert tasks(quiet) == []
    go_round(quiet, 1, "hr")
    assert [t.text for t in tasks(quiet)] == ["parkir"]


def test_readers_are_told_of_five_at_a_time(quiet: Portal) -> None:
    put(quiet.admin, [article()])

    def told(read: int, day: int) -> list[Any]:
        quiet.admin.execute(
            "insert into portal.visit (day, article, read, stuck, avoided) values ('2026-11-25', 'cuti', %s, 1, 0)"
            " on conflict (article, day) do update set read = excluded.read",
            [read],
        )
        go_round(quiet, day)
        return list(map(BY_NAME["readership"].decode, quiet.stream("readership").values()))

    assert told(4, 0) == []
    assert told(5, 1) == [Readership("cuti", "hr", "2026-11-25", 5, 0, 1, 0)]
    assert told(9, 2) == [Readership("cuti", "hr", "2026-11-25", 5, 0, 1, 0)]
    assert told(10, 3) == [Readership("cuti", "hr", "2026-11-25", 10, 0, 1, 0)]


def test_what_readers_missed_is_a_task_from_ten_answers_on_and_not_before(portal: Portal) -> None:
    """The same words that the tally gives out, and at a round: a cast writes nothing beside its box."""
    poll = open_poll(portal)
    logins = more_people(portal, 15)
    answered(portal, poll, logins[:5], [json.dumps(helped(False, word)) for word in "caebd"])
    go_round(portal, 0)
    assert tasks(portal, "feedback") == []

    answered(portal, poll, logins[5:10], [YES] * 5)
    assert tasks(portal, "feedback") == []
    go_round(portal, 1)
    (task,) = tasks(portal, "feedback")
    assert (task.team, task.article, task.text, task.count) == ("hr", "cuti", "a\nb\nc\nd\ne", 5)
    assert tasks(portal, "rating") == []

    answered(portal, poll, logins[10:], [json.dumps(helped(False, "f")), *[json.dumps(helped(False))] * 4])
    portal.admin.execute("update portal.upkeep set state = 'done', done_by = 't-bona'")
    go_round(portal, 2)
    (task,) = tasks(portal, "feedback")
    assert (task.state, task.done_by, task.count) == ("open", None, 6)
    assert [t.count for t in tasks(portal, "rating")] == [15]


def test_a_member_s_sync_brings_the_tasks_of_the_day_and_nobody_else_sees_them(portal: Portal) -> None:
    portal.admin.execute("update portal.team set oversees = id = 'hr'")
    today = portal.value("select portal.date_of(portal.now())")
    seek(portal, "parkir", 3, day=today)

    portal.laptop("t-ani")
    assert tasks(portal) == []
    mine = portal.laptop("t-bona")

    assert [row[5] for row in mine.rows["upkeep"].values()] == ["parkir"]
    assert portal.laptop("t-dodi").rows["upkeep"] == {}
