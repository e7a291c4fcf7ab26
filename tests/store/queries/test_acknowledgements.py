"""Who is asked to acknowledge what, what counts as having said so, and who is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop_app.domain.knowledge.acknowledgement import AcknowledgeArticle, DeclineArticle
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Rule
from desktop_app.domain.people.rows import Membership, Person, Team
from desktop_app.store.queries import acknowledgements
from tests.domain.forms.form_builder import texts
from tests.store.replies import ANI, BUDI, NOW, Desk, some_id

Opened = Callable[..., Desk]
RULES = Article("rules", "id", "Aturan", "Isi", "work", owner="hr", acknowledge=True)
RULES_EN = replace(RULES, language="en", title="Rules")
DUE = Rule("rules", "all", 1, "2026-12-04", BUDI, "hr", "all")


def read(desk: Desk, query: Callable[..., Any], *given: Any) -> Any:
    return desk.store.reader.read(lambda connection: query(connection, *given))


def acknowledge(version: int, language: str = "id") -> AcknowledgeArticle:
    return AcknowledgeArticle(id=some_id(), person=ANI, at=NOW, article="rules", language=language, version=version)


def said(person: str, version: int, language: str = "id", **more: Any) -> Acknowledgement:
    return Acknowledgement("rules", language, version, person, NOW, **more)


def asked(desk: Desk, me: str = ANI) -> list[tuple[str, str, str | None]]:
    return [(e.item.id, e.item.language, e.due) for e in read(desk, acknowledgements.open_duties, me)]


def test_what_must_be_read_is_asked_for_once_in_the_reader_s_language(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, RULES_EN, Article("leave", "id", "Cuti", "Isi", "leave"))

    assert asked(desk) == [("rules", "id", None)]


def test_an_article_acknowledged_in_any_language_is_done_until_it_is_written_anew(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, RULES_EN)
    desk.store.writer.run(acknowledge(1, "en"))

    assert asked(desk) == []
    (mine,) = read(desk, acknowledgements.said, ANI, "rules")
    assert (mine.language, mine.version, mine.at, mine.pending) == ("en", 1, NOW, True)

    desk.take(desk.answer(replace(RULES, version=2), replace(RULES_EN, version=2)))
    assert asked(desk) == [("rules", "id", None)]


def test_an_older_version_acknowledged_late_answers_for_nothing_newer(open_desk: Opened) -> None:
    desk = open_desk(ANI, replace(RULES, version=2))
    desk.store.writer.run(acknowledge(1))

    assert asked(desk) == [("rules", "id", None)]
    assert [each.version for each in read(desk, acknowledgements.said, ANI, "rules")] == [1]


def test_a_translation_that_is_behind_is_not_what_is_to_be_read(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, replace(RULES_EN, version=2), said(ANI, 1))

    assert asked(desk) == [("rules", "en", None)]


def test_a_rule_asks_its_audience_by_its_day(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, DUE)
    assert asked(desk) == [("rules", "id", "2026-12-04")]

    for audience in ("site:makassar", "team:hr", "employment:intern", "person:budi"):
        desk.take(desk.answer(replace(DUE, audience=audience)))
        assert asked(desk) == []

    for audience in ("site:jakarta", "department:hr", "employment:permanent", "person:ani"):
        desk.take(desk.answer(replace(DUE, audience=audience)))
        assert asked(desk) == [("rules", "id", "2026-12-04")]


def test_a_rule_for_a_version_to_come_asks_nobody_yet(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, replace(DUE, major=2))
    assert asked(desk) == []

    desk.take(desk.answer(replace(RULES, version=2)))
    assert asked(desk) == [("rules", "id", "2026-12-04")]


def test_what_is_due_first_comes_first(open_desk: Opened) -> None:
    desk = open_desk(
        ANI, RULES, replace(RULES, id="plain"), replace(RULES, id="soon"), DUE,
        replace(DUE, article="soon", due="2026-11-27"),
    )  # fmt: skip

    assert [article for article, _, _ in asked(desk)] == ["soon", "rules", "plain"]


def test_who_declined_is_not_asked_again_and_may_still_say_so(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, DUE)
    desk.store.writer.run(
        DeclineArticle(
            id=some_id(), person=ANI, at=NOW, article="rules", language="id", version=1, reason="Bab 3 keliru"
        )
    )
    assert asked(desk) == []
    assert [each.declined for each in read(desk, acknowledgements.said, ANI, "rules")] == ["Bab 3 keliru"]

    desk.store.writer.run(acknowledge(1))
    assert [each.declined for each in read(desk, acknowledgements.said, ANI, "rules")] == [""]


def test_the_owner_sees_how_many_are_missing_and_who(open_desk: Opened) -> None:
    far = Person("dewi", "Dewi", "it", "employee", texts("Staff"), "", "", "makassar", "id")
    desk = open_desk(
        BUDI, RULES, DUE, far, said(ANI, 1, team="hr"), said("dewi", 1, declined="Belum dilatih", team="hr")
    )

    (one,) = read(desk, acknowledgements.overview, BUDI, "id")
    assert (one.item.id, one.major, one.asked, one.done, one.declined, one.missing) == ("rules", 1, 4, 1, 1, 2)
    found = read(desk, acknowledgements.answers, "rules", "id")
    assert [(each.name, each.site, each.state, each.said and each.said.declined) for each in found] == [
        ("Ani", "jakarta", "done", ""), ("Budi", "jakarta", "missing", None), ("Citra", "jakarta", "missing", None),
        ("Dewi", "makassar", "declined", "Belum dilatih"),
    ]  # fmt: skip


def test_who_must_read_the_new_version_is_shown_with_what_they_read_before(open_desk: Opened) -> None:
    desk = open_desk(BUDI, replace(RULES, version=3), DUE, said(ANI, 2), said(ANI, 1))

    found = {each.login: each for each in read(desk, acknowledgements.answers, "rules", "id")}
    assert (found[ANI].state, found[ANI].before, found[BUDI].before) == ("missing", 2, None)
    (one,) = read(desk, acknowledgements.overview, BUDI, "id")
    assert (one.asked, one.done, one.missing) == (3, 0, 3)


def test_who_may_not_read_an_article_is_not_missing(open_desk: Opened) -> None:
    desk = open_desk(BUDI, replace(RULES, audience="team:hr"), replace(DUE, readers="team:hr"))

    assert [each.login for each in read(desk, acknowledgements.answers, "rules", "id")] == [BUDI, "citra"]


def test_another_team_sees_nothing_unless_it_oversees(open_desk: Opened) -> None:
    it = Team("it", "IT", texts("IT"), "", "", None, "office", "dewi")
    desk = open_desk(BUDI, replace(RULES, owner="it"), replace(DUE, owner="it"), it, Membership("dewi", "it"))
    assert read(desk, acknowledgements.overview, BUDI, "id") == []

    hr = Team("hr", "HR", texts("HR"), "hr@example", "1", None, "office", BUDI, oversees=True)
    desk.take(desk.answer(hr))
    assert [each.item.id for each in read(desk, acknowledgements.overview, BUDI, "id")] == ["rules"]
