"""People, forms, articles and checklists as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.checklists.commands import CompleteTask
from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Calendar, Site
from desktop_app.store.queries import checklists, forms, knowledge, people, space
from tests.domain.forms.form_builder import texts
from tests.store.replies import ANI, BUDI, CITRA, NOW, Desk, some_id

Opened = Callable[..., Desk]


def read(desk: Desk, query: Callable[..., Any], *given: Any) -> Any:
    return desk.store.reader.read(lambda connection: query(connection, *given))


def test_a_person_is_shown_with_team_and_site(open_desk: Opened) -> None:
    desk = open_desk(ANI, Site("jakarta", {"id": "Jakarta", "en": "Jakarta"}, "Asia/Jakarta", texts("Jalan")))
    found = read(desk, people.person, BUDI)
    assert (found.name, found.role, found.team_names, found.timezone) == ("Budi", "agent", texts("HR"), "Asia/Jakarta")
    assert read(desk, people.person, "nobody") is None
    assert [each.name for each in read(desk, people.people)] == ["Ani", "Budi", "Citra"]
    assert read(desk, people.names) == {ANI: "Ani", BUDI: "Budi", CITRA: "Citra"}


def test_who_answers_for_which_team(open_desk: Opened) -> None:
    desk = open_desk()
    assert [each.login for each in read(desk, people.members, "hr")] == [BUDI, CITRA]
    assert (read(desk, people.teams_of, BUDI), read(desk, people.teams_of, ANI)) == (["hr"], [])


def test_the_newest_calendar_or_the_version_a_request_names(open_desk: Opened) -> None:
    desk = open_desk(ANI, Calendar("office", 1, {"a": 1}), Calendar("office", 2, {"a": 2}))
    assert read(desk, people.calendar, "office").version == 2
    assert read(desk, people.calendar, "office@1").definition == {"a": 1}
    assert read(desk, people.calendar, "office@9") is None


def test_the_newest_offered_version_of_a_form_is_started_older_ones_stay_readable(open_desk: Opened) -> None:
    first = Form("letter", 1, "hr", {"key": "letter"})
    rows = [first, replace(first, version=2), replace(first, version=3, offered=False)]
    desk = open_desk(ANI, *rows, Form("gone", 1, "hr", {}, offered=False))
    assert [(each.form, each.version) for each in read(desk, forms.offered, ANI)] == [("letter", 2), ("question", 1)]
    assert read(desk, forms.form, "letter").version == 2
    assert read(desk, forms.form, "letter", 3).offered is False
    assert read(desk, forms.form, "gone") is None


RULES = Article("rules", "id", "Aturan", "Isi", "work", acknowledge=True)
RULES_EN = replace(RULES, language="en", title="Rules")


def test_articles_are_listed_without_their_bodies(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, RULES_EN, Article("leave", "id", "Cuti", "Isi", "leave"))
    assert [(each.category, each.title) for each in read(desk, knowledge.articles)] == [
        ("leave", "Cuti"), ("work", "Rules"), ("work", "Aturan"),
    ]  # fmt: skip
    assert read(desk, knowledge.languages_of, "rules") == ["id", "en"]
    assert read(desk, knowledge.article, "rules", "en").body == "Isi"
    assert len(read(desk, knowledge.every_article)) == 3


def test_a_few_articles_are_found_without_reading_them_all(open_desk: Opened) -> None:
    leave = Article("leave", "id", "Cuti", "Isi", "leave", reviewed="2026-11-02")
    pay = Article("pay", "id", "Gaji", "Isi", "benefits", reviewed="2026-11-09")
    desk = open_desk(ANI, RULES, RULES_EN, leave, pay, replace(pay, language="en", title="Pay"))

    assert read(desk, knowledge.how_many) == 3
    assert [each.id for each in read(desk, knowledge.reviewed_last, "id", 5)] == ["pay", "leave"]
    assert [each.title for each in read(desk, knowledge.reviewed_last, "id", 1)] == ["Gaji"]
    assert {id: each.title for id, each in read(desk, knowledge.in_language, ["rules", "leave"], "en").items()} == {
        "rules": "Rules"
    }


def test_articles_whose_html_is_missing_or_of_another_version_are_found(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, RULES_EN, Article("leave", "id", "Cuti", "Isi", "leave", version=2))
    desk.store.html.put("rules", "id", 1, 0, 7, "<p>Isi</p>")
    desk.store.html.put("rules", "en", 1, 0, 6, "<p>of an older renderer</p>")
    desk.store.html.put("leave", "id", 1, 0, 7, "<p>of an older version</p>")

    assert sorted((each.id, each.language) for each in read(desk, knowledge.without_html, 7)) == [
        ("leave", "id"), ("rules", "en"),
    ]  # fmt: skip


def test_what_the_laptop_holds_is_counted(open_desk: Opened) -> None:
    desk = open_desk(ANI, RULES, RULES_EN)
    desk.store.files.put_file(b"x" * 300_000, "surat.pdf")

    assert read(desk, space.space) == space.Space(articles=1, requests=0, file_bytes=300_000)
    assert read(desk, space.rows_held)["article"] == 2


def task(number: int, phase: str, owner: str = ANI, **more: Any) -> Task:
    title = texts(f"tugas {number}")
    return Task(
        f"t{number}", "start", ANI, owner, BUDI, title, texts(""), texts(phase), number, "2026-12-01", **more
    )  # fmt: skip


def test_a_checklist_by_phases_with_the_buddy(open_desk: Opened) -> None:
    rows = [
        task(2, "Hari pertama", owner=CITRA),
        task(3, "Minggu pertama"),
        task(1, "Hari pertama", state="done", done_by=ANI),
    ]
    desk = open_desk(ANI, *rows)
    (found,) = read(desk, checklists.for_me, ANI)
    assert (found.person_name, found.buddy.name, found.done, found.total) == ("Ani", "Budi", 1, 3)
    assert [(phase.title["id"], [each.id for each in phase.tasks]) for phase in found.phases] == [
        ("Hari pertama", ["t1", "t2"]),
        ("Minggu pertama", ["t3"]),
    ]
    first, second, _ = (each for phase in found.phases for each in phase.tasks)
    assert (first.state, first.done_by_name, first.mine) == ("done", "Ani", True)
    assert (second.owner_name, second.mine) == ("Citra", False)
    assert read(desk, checklists.open_tasks, ANI) == 1


def test_a_tick_shows_at_once_and_says_that_it_waits(open_desk: Opened) -> None:
    desk = open_desk(ANI, task(1, "Hari pertama"))
    desk.store.writer.run(CompleteTask(id=some_id(), person=ANI, at=NOW, task="t1"))
    (found,) = read(desk, checklists.for_me, ANI)
    (ticked,) = found.phases[0].tasks
    assert (ticked.state, ticked.pending, ticked.done) == ("done", True, None)


def test_who_accompanies_sees_the_checklist_too(open_desk: Opened) -> None:
    desk = open_desk(BUDI, task(1, "Hari pertama"))
    (found,) = read(desk, checklists.for_me, BUDI)
    assert (found.person, found.phases[0].tasks[0].mine) == (ANI, True)
    assert read(desk, checklists.task, "t1").owner == ANI


def test_all_statements_of_one_read_see_the_same_moment(open_desk: Opened) -> None:
    """I4: a pull that is taken in between shows neither half nor whole."""
    desk = open_desk(ANI)

    def twice(connection: sa.Connection) -> tuple[int, int]:
        before = len(knowledge.articles(connection))
        desk.take(desk.answer(RULES, RULES_EN))
        return before, len(knowledge.articles(connection))

    assert desk.store.reader.read(twice) == (0, 0)
    assert len(read(desk, knowledge.articles)) == 2
