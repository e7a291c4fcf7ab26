"""Rules of acknowledgement at the database: they follow their article, and who may see who said what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop_app.domain.knowledge.acknowledgement import (
    AcknowledgeArticle,
    DeclineArticle,
    RemindAcknowledgement,
    SetAcknowledgementRule,
)
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Rule
from desktop_app.domain.people.rows import Team
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from sigap_server.rows import put, remove
from tests.server.portal_bench import NOW, Portal, some_id

RULES = Article("rules", "id", "Aturan", "Isi", "it", "all", "it", 1)


@pytest.fixture
def ruled(portal: Portal) -> Portal:
    """IT asks everybody to acknowledge its article, soon; HR oversees."""
    portal.admin.execute("update portal.team set oversees = id = 'hr'")
    put(portal.admin, [RULES])
    today = portal.value("select portal.date_of(portal.now())")
    given(portal, SetAcknowledgementRule, "t-dodi", article="rules", audience="all", major=1, due=today)
    return portal


def given(portal: Portal, kind: type[Any], person: str, **own: Any) -> dict[str, Any] | None:
    return portal.push(kind(id=some_id(), person=person, at=NOW, **own), device=some_id())


def rule(portal: Portal) -> Rule | None:
    rows = [BY_NAME["acknowledgement_rule"].decode(row) for row in portal.stream("acknowledgement_rule").values()]
    return rows[0] if rows else None


def days_from_now(portal: Portal, days: int) -> str:
    return str(portal.value("select portal.date_of(portal.now() + %s * 86400000000)", days))


def test_a_major_version_asks_again_gives_two_weeks_and_forgets_the_reminder(ruled: Portal) -> None:
    assert given(ruled, RemindAcknowledgement, "t-dodi", article="rules") is None
    before = rule(ruled)
    assert before is not None and before.reminded is not None

    put(ruled.admin, [replace(RULES, version=2)])

    after = rule(ruled)
    assert after is not None
    assert (after.due, after.reminded) == (days_from_now(ruled, 14), None)


def test_a_minor_version_changes_no_rule(ruled: Portal) -> None:
    before = rule(ruled)

    put(ruled.admin, [replace(RULES, minor=1, body="Isi.")])

    assert rule(ruled) == before


def test_a_later_day_is_not_brought_forward(ruled: Portal) -> None:
    far = days_from_now(ruled, 90)
    given(ruled, SetAcknowledgementRule, "t-dodi", article="rules", audience="all", major=1, due=far)

    put(ruled.admin, [replace(RULES, version=2)])

    after = rule(ruled)
    assert after is not None and after.due == far


def test_a_rule_goes_with_its_article_to_another_owner_and_audience_and_out(ruled: Portal) -> None:
    given(ruled, AcknowledgeArticle, "t-ani", article="rules", language="id", version=1)
    put(ruled.admin, [replace(RULES, owner="hr", audience="site:jakarta")])
    after = rule(ruled)
    assert after is not None and (after.owner, after.readers) == ("hr", "site:jakarta")
    assert ruled.value("select team from portal.acknowledgement") == "hr"

    remove(ruled.admin, Article, [("rules", "id")])
    assert rule(ruled) is None
    assert ruled.value("select count(*) from portal.acknowledgement") == 1


def test_a_reminder_is_judged_by_the_clock_of_the_database(ruled: Portal) -> None:
    remind = RemindAcknowledgement(id=some_id(), person="t-dodi", at=NOW - timedelta(days=9), article="rules")
    assert ruled.push(remind, device=some_id()) is None

    again = replace(remind, id=some_id(), at=NOW + timedelta(days=9))
    assert ruled.push(again, device=some_id()) == {"code": "too_soon"}

    yesterday = wire.microseconds(NOW - timedelta(days=30))
    ruled.admin.execute("update portal.acknowledgement_rule set reminded = %s", [yesterday])
    assert ruled.push(replace(remind, id=some_id()), device=some_id()) is None


def test_who_said_what_is_seen_by_them_their_article_s_team_and_who_oversees(ruled: Portal) -> None:
    given(ruled, AcknowledgeArticle, "t-ani", article="rules", language="id", version=1)
    given(ruled, DeclineArticle, "t-bona", article="rules", language="id", version=1, reason="Bab 3 keliru")

    def seen(login: str) -> list[tuple[str, str]]:
        rows = [BY_NAME["acknowledgement"].decode(row) for row in ruled.laptop(login).rows["acknowledgement"].values()]
        said: list[Acknowledgement] = sorted(rows, key=lambda row: row.person)
        return [(row.person, row.declined) for row in said]

    everything = [("t-ani", ""), ("t-bona", "Bab 3 keliru")]
    assert seen("t-dodi") == everything
    assert seen("t-citra") == everything
    assert seen("t-ani") == [("t-ani", "")]
    assert seen("t-eka") == []


def test_a_team_that_oversees_no_more_sees_what_comes_no_more(ruled: Portal) -> None:
    hr = next(BY_NAME["team"].decode(row) for key, row in ruled.stream("team").items() if key == ("hr",))
    assert isinstance(hr, Team)
    put(ruled.admin, [replace(hr, oversees=False)], sequence=lambda team: f'portal."number_{team.id}"')
    given(ruled, AcknowledgeArticle, "t-ani", article="rules", language="id", version=1)

    assert ruled.laptop("t-citra").rows["acknowledgement"] == {}
    assert given(ruled, RemindAcknowledgement, "t-citra", article="rules") == {"code": "not_yours"}
