"""Whom a rule asks, and what answers for a version."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_app.domain.knowledge.acknowledgement import asks, satisfied_by, who_is_asked
from desktop_app.domain.knowledge.rows import Acknowledgement
from desktop_app.domain.people.rows import Membership, Person

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


def person(login: str = "ani", **more: str) -> Person:
    given = {"team": "it", "role": "employee", "email": "", "phone": "", "site": "jakarta", "language": "id"}
    return Person(login=login, name=login.title(), title={}, **given | more)


def said(version: int, declined: str = "") -> Acknowledgement:
    return Acknowledgement("rules", "id", version, "ani", NOW, declined=declined)


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("all", True), ("site:jakarta", True), ("site:makassar", False), ("department:it", True),
        ("department:hr", False), ("team:it", False), ("team:hr", True), ("employment:permanent", True),
        ("employment:intern", False), ("person:ani", True), ("person:budi", False), ("", False), ("all:x", False),
        ("site:", False),
    ],
)  # fmt: skip
def test_a_scope_means_who_holds_it(audience: str, expected: bool) -> None:
    assert asks(audience, person(), ["hr"]) is expected


@pytest.mark.parametrize(
    ("said", "major", "expected"),
    [
        (said(2), 2, True), (said(3), 2, True), (said(1), 2, False), (said(2, "Bab 3 keliru"), 2, False),
    ],
)  # fmt: skip
def test_only_what_was_read_of_this_version_or_a_newer_one_answers_for_it(
    said: Acknowledgement, major: int, expected: bool
) -> None:
    assert satisfied_by(said, major) is expected


def test_nobody_is_asked_to_read_what_they_may_not_see() -> None:
    people = [person("ani"), person("budi"), person("citra", site="makassar"), person("dewi")]
    members = [Membership("ani", "hr"), Membership("budi", "hr"), Membership("citra", "hr")]

    found = who_is_asked("site:jakarta", "team:hr", people, members)

    assert [each.login for each in found] == ["ani", "budi"]
