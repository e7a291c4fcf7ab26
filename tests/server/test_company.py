"""The sample company is whole, and what its files say of each other is held against each other."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from desktop_app.domain.checklists.templates import task_id, tasks_for
from desktop_app.domain.people.rows import ANSWERING, ROLES
from desktop_app.domain.service_hours import ServiceCalendar
from sigap_server.checklists import read_folder as read_checklists
from sigap_server.company import read_folder
from sigap_server.file_errors import FileErrors

RESOURCES = Path(__file__).parents[2] / "resources"


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """The sample company with one thing written differently."""
    copy = folder / "company"
    shutil.copytree(RESOURCES / "company", copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_thirty_people_work_in_six_teams_at_three_sites() -> None:
    company = read_folder(RESOURCES / "company")
    assert (len(company.people), len(company.teams), len(company.sites)) == (30, 6, 3)
    roles = Counter(person.role for person in company.people)
    assert roles.keys() == set(ROLES)
    assert roles["employee"] >= 10
    assert {site.timezone for site in company.sites} == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}
    assert all(person.email == f"{person.login}@{company.domain}" for person in company.people)


def test_every_team_has_a_lead_and_someone_who_answers() -> None:
    company = read_folder(RESOURCES / "company")
    agents = Counter(person.team for person in company.people if person.role == "agent")
    assert agents["hr"] == 3
    assert all(agents[team] >= 2 for team in ("it", "facilities", "finance", "safety"))
    assert {(m.person, m.team) for m in company.memberships} == {
        (person.login, person.team) for person in company.people if person.role in ANSWERING
    }
    assert Counter(person.team for person in company.people if person.role == "lead") == Counter(
        team.id for team in company.teams
    )


def test_everyone_of_the_chooser_plays_another_part() -> None:
    company = read_folder(RESOURCES / "company")
    people = {person.login: person for person in company.people}
    parts = [(people[choice.person].role, people[choice.person].team) for choice in company.chooser]
    assert parts == [
        ("employee", "finance"),
        ("new hire", "operations"),
        ("agent", "hr"),
        ("agent", "facilities"),
        ("lead", "hr"),
    ]


def test_new_hires_have_a_checklist_and_what_is_done_is_in_it() -> None:
    company = read_folder(RESOURCES / "company")
    people = {person.login: person for person in company.people}
    calendars = {calendar.id: ServiceCalendar.from_mapping(calendar.definition) for calendar in company.calendars}
    leads = {team.id: team.lead for team in company.teams}
    templates = {t.id: t for t in read_checklists(RESOURCES / "checklists", teams=leads)}
    assert {a.person for a in company.assignments} == {p.login for p in company.people if p.role == "new hire"}
    for assignment in company.assignments:
        person = people[assignment.person]
        tasks = tasks_for(templates[assignment.checklist], person, leads, calendars[person.site])
        done = {task_id(assignment.checklist, person.login, key) for key in assignment.done}
        assert done < {task.id for task in tasks}
        assert {task.owner for task in tasks} <= people.keys()


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("company.yaml", "person: sari", "person: nobody", "chooser[0].person"),
        ("company.yaml", "person: frans", "person: nobody", "checklists[1].person"),
        ("company.yaml", "language: id", "language: fr", "language"),
        ("company.yaml", "head_office: jakarta", "head_office: bandung", "head_office"),
        ("company.yaml", "emergency: safety", "emergency: hr", "emergency"),
        ("teams.yaml", "lead: bima", "lead: sari", "teams.finance.lead"),
        ("teams.yaml", "calendar: it-jakarta", "calendar: it-bandung", "teams.it.calendar"),
        ("sites.yaml", "  jayapura:\n", "  sorong:\n", "sites.sorong"),
        ("people.csv", "Kevin Tanoto,it,", "Kevin Tanoto,ict,", "team"),
        ("calendars/hr-jakarta.yaml", "timezone: Asia/Jakarta", "timezone: WIB", "timezone"),
    ],
)
def test_what_does_not_fit_together_is_told(tmp_path: Path, file: str, old: str, new: str, field: str) -> None:
    folder = changed(tmp_path, file, old, new)
    with pytest.raises(FileErrors) as raised:
        read_folder(folder)
    assert (folder / file, field) in [(error.path, error.field) for error in raised.value.errors]
    assert all(error.line for error in raised.value.errors)


def test_mistakes_of_all_files_are_told_together(tmp_path: Path) -> None:
    folder = changed(tmp_path, "people.csv", "Kevin Tanoto,it,employee", "Kevin Tanoto,it,boss")
    (folder / "teams.yaml").unlink()
    (folder / "sites.yaml").write_text("sites: [\n", encoding="utf-8")
    with pytest.raises(FileErrors) as raised:
        read_folder(folder)
    assert {error.path.name for error in raised.value.errors} == {"people.csv", "teams.yaml", "sites.yaml"}
