"""Publishing replaces what it must, keeps what laptops hold, and refuses what the database would not understand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.people.rows import Calendar, Membership
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.resources import folder
from sigap_server.publish import (
    AlreadyPublished,
    UnknownGuard,
    publish_calendars,
    publish_lifecycle,
    publish_people,
)
from tests.server.portal_bench import HOURS, NOW, Portal, people, transitions
from tests.server.test_lifecycle_parity import submit

LIFECYCLE = folder() / "lifecycle.json"


def test_a_guard_the_database_does_not_know_is_refused(portal: Portal, tmp_path: Path) -> None:
    path = tmp_path / "lifecycle.json"
    ways = [*json.loads(LIFECYCLE.read_text(encoding="utf-8")), ["new", "Claim", "is_lucky", "closed", 2]]
    path.write_text(json.dumps(ways), encoding="utf-8")

    with pytest.raises(UnknownGuard, match="is_lucky"):
        publish_lifecycle(portal.admin, path)

    assert len(portal.stream("transition")) == len(transitions())


def test_a_lifecycle_takes_the_place_of_the_one_before(portal: Portal, tmp_path: Path) -> None:
    laptop = portal.laptop("t-ani")
    path = tmp_path / "lifecycle.json"
    ways = [way for way in json.loads(LIFECYCLE.read_text(encoding="utf-8")) if way[1] != "Rate"]
    path.write_text(json.dumps(ways), encoding="utf-8")

    publish_lifecycle(portal.admin, path)
    reply = laptop.sync()

    assert {key[1] for key in reply.gone["transition"]} == {"Rate"}
    assert len(laptop.rows["transition"]) == len(ways)


def test_a_calendar_is_known_to_reports_as_to_laptops(portal: Portal) -> None:
    calendar = ServiceCalendar.from_mapping(HOURS)
    for hours in range(0, 24 * 14, 5):
        moment = NOW + timedelta(hours=hours)
        found = portal.value("select open @> %s::timestamptz from portal.calendar", moment)
        assert found == calendar.is_open(moment), moment
    last = portal.value("select upper(open) from portal.calendar")
    assert NOW + timedelta(days=720) < last < NOW + timedelta(days=740)


def test_other_hours_need_another_version(portal: Portal) -> None:
    week = {**HOURS["week"], "sat": [["08:00", "12:00"]]}  # type: ignore[dict-item]
    changed = Calendar("office", 1, {**HOURS, "week": week})
    with pytest.raises(AlreadyPublished):
        publish_calendars(portal.admin, [changed], NOW)

    publish_calendars(portal.admin, [replace(changed, version=2)], NOW)
    portal.laptop("t-ani").sync(submit())

    assert portal.value("select calendar from portal.request") == "office@2"


def test_numbers_go_on_when_a_team_is_published_again(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(submit())
    portal.admin.execute("update portal.team set prefix = 'SDM' where id = 'hr'")

    laptop.sync(submit())

    assert portal.value("select array_agg(number order by received) from portal.request") == ["HR-1001", "SDM-1002"]


def test_who_no_longer_answers_for_a_team_is_no_member(portal: Portal) -> None:
    bona = portal.laptop("t-bona")
    kept = [Membership("t-citra", "hr"), Membership("t-dodi", "it")]

    changed, missing = publish_people(portal.admin, people(), kept)

    assert (changed, missing) == (0, [])
    assert "team:hr" not in bona.sync().scopes


def test_a_moment_reads_as_a_time_in_reports(portal: Portal) -> None:
    assert portal.value("select portal.moment(1795568023383032)") == datetime(2026, 11, 25, 0, 53, 43, 383032, UTC)
