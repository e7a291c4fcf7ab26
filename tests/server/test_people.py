"""People, teams and sites as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sigap_server.file_errors import FileErrors
from sigap_server.people import COLUMNS, read_csv, read_sites, read_teams

HEADER = ",".join(COLUMNS)
RATNA = "ratna,Ratna Kusuma,hr,lead,Kepala HR,Head of HR,ratna@example.org,0811,jakarta,id,2015-03-02,,,yes"
AYU = "ayu,Ayu Lestari,hr,new hire,Staf,Officer,ayu@example.org,,jakarta,id,2026-11-16,ratna,ratna,no"
TEAMS = """teams:
  hr:
    prefix: HR
    names: {id: HR, en: HR}
    email: hr@example.org
    phone: "1100"
    calendar: hr-jakarta
    lead: ratna
"""
SITES = """sites:
  jakarta:
    names: {id: Jakarta, en: Jakarta}
    timezone: Asia/Jakarta
    address: {id: Jalan Pala, en: Jalan Pala}
    places:
      - key: tower
        id: Menara
        en: Tower
        children:
          - {key: floor-1, id: Lantai 1, en: Floor 1}
"""


def written(folder: Path, text: str, name: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def people_file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    return written(folder, "\n".join([header, *lines]) + "\n", "people.csv")


def people_mistakes(file: Path, **known: list[str]) -> list[tuple[int | None, str]]:
    with pytest.raises(FileErrors) as raised:
        read_csv(file, **known)
    assert all(error.path == file and error.expected for error in raised.value.errors)
    return [(error.line, error.field) for error in raised.value.errors]


def test_a_line_is_a_person(tmp_path: Path) -> None:
    people = read_csv(people_file(tmp_path, RATNA, AYU), teams=["hr"], sites=["jakarta"])
    ratna, ayu = people.rows
    assert (ratna.login, ratna.name, ratna.title, ratna.buddy) == (
        "ratna",
        "Ratna Kusuma",
        {"id": "Kepala HR", "en": "Head of HR"},
        None,
    )
    assert (ayu.role, ayu.start, ayu.buddy, ayu.manager, ayu.phone) == ("new hire", "2026-11-16", "ratna", "ratna", "")


def test_who_answers_for_a_team_is_its_member(tmp_path: Path) -> None:
    members = read_csv(people_file(tmp_path, RATNA, AYU)).memberships
    assert [(member.person, member.team) for member in members] == [("ratna", "hr")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, encoding: str, separator: str, newline: str) -> None:
    text = newline.join([HEADER, RATNA, "", AYU.replace("Ayu Lestari", "Ayú Lestari"), ""]).replace(",", separator)
    (tmp_path / "people.csv").write_bytes(text.encode(encoding))
    assert [person.name for person in read_csv(tmp_path / "people.csv").rows] == ["Ratna Kusuma", "Ayú Lestari"]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    header, line = (",".join(reversed(text.split(","))) for text in (HEADER, RATNA))
    assert read_csv(people_file(tmp_path, line, header=header)).rows[0].login == "ratna"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("ayu,", "Ayu,"), "login"),
        (("Ayu Lestari", ""), "name"),
        (("new hire", "boss"), "role"),
        (("ayu@example.org", "ayu at example"), "email"),
        (("ayu@example.org", "ratna@example.org"), "email"),
        ((",id,", ",fr,"), "language"),
        (("2026-11-16", "16/11/2026"), "start"),
        (("2026-11-16", ""), "start"),
        (("ratna,ratna", "nobody,ratna"), "buddy"),
        (("ratna,ratna", "ayu,ratna"), "buddy"),
        (("ratna,ratna", "ratna,nobody"), "manager"),
        ((",no", ",maybe"), "member"),
        ((",no", ",yes"), "member"),
        ((",hr,", ",kitchen,"), "team"),
        (("jakarta", "paris"), "site"),
    ],
)
def test_a_mistake_is_told_with_line_and_column(tmp_path: Path, change: tuple[str, str], field: str) -> None:
    file = people_file(tmp_path, RATNA, AYU.replace(*change))
    expected = [(2, field), (3, field)] if change[1] == "ratna@example.org" else [(3, field)]
    assert people_mistakes(file, teams=["hr"], sites=["jakarta"]) == expected


def test_all_mistakes_of_a_file_are_told_together(tmp_path: Path) -> None:
    file = people_file(tmp_path, RATNA.replace("lead", "boss"), AYU.replace(",no", ",yes"), AYU)
    assert people_mistakes(file) == [
        (2, "role"),
        (3, "email"),
        (3, "login"),
        (3, "member"),
        (4, "email"),
        (4, "login"),
    ]


def test_nobody_is_their_own_managers_manager(tmp_path: Path) -> None:
    file = people_file(tmp_path, RATNA.replace(",,,yes", ",,ayu,yes"), AYU)
    assert people_mistakes(file) == [(2, "manager"), (3, "manager")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "")]),
        (HEADER.replace("login", "account") + "\n", [(1, "account"), (1, "login")]),
        (HEADER + ",login\n", [(1, "login")]),
        (HEADER + "\n" + RATNA + ",more\n", [(2, "")]),
        (HEADER + '\n"ratna\n', [(2, "")]),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    assert people_mistakes(written(tmp_path, text, "people.csv")) == expected


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(f"{HEADER}\n{RATNA}\n".replace("Kusuma", "Küsuma").encode("latin-1"))
    assert people_mistakes(tmp_path / "people.csv") == [(2, "")]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert people_mistakes(tmp_path / "people.csv") == [(None, "")]


def test_a_team_is_read_as_it_is_written(tmp_path: Path) -> None:
    people = read_csv(people_file(tmp_path, RATNA)).rows
    (team,) = read_teams(written(tmp_path, TEAMS, "teams.yaml"), calendars=["hr-jakarta"], people=people)
    assert (team.id, team.prefix, team.phone, team.on_call, team.lead) == ("hr", "HR", "1100", None, "ratna")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEAMS.replace("prefix: HR", "prefix: h r"), [(3, "teams.hr.prefix")]),
        (TEAMS.replace("hr@example.org", "hr"), [(5, "teams.hr.email")]),
        (TEAMS.replace("hr-jakarta", "always"), [(7, "teams.hr.calendar")]),
        (TEAMS.replace("lead: ratna", "lead: ayu"), [(8, "teams.hr.lead")]),
        (TEAMS.replace('    phone: "1100"\n', ""), [(2, "teams.hr.phone")]),
        (TEAMS.replace("  hr:", "  H R:"), [(2, "teams.H R"), (8, "teams.H R.lead")]),
        (TEAMS + TEAMS.split("\n", 1)[1], [(9, "teams.hr")]),
        (
            TEAMS + TEAMS.split("\n", 1)[1].replace("  hr:", "  hr-2:"),
            [(3, "teams.hr.prefix"), (10, "teams.hr-2.prefix"), (15, "teams.hr-2.lead")],
        ),
        ("teams: {}\n", [(1, "teams")]),
    ],
)
def test_a_wrong_team_is_told_with_line_and_field(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    people = read_csv(people_file(tmp_path, RATNA, AYU)).rows
    with pytest.raises(FileErrors) as raised:
        read_teams(written(tmp_path, text, "teams.yaml"), calendars=["hr-jakarta"], people=people)
    assert [(error.line, error.field) for error in raised.value.errors] == expected


def test_a_site_has_a_tree_of_places(tmp_path: Path) -> None:
    (site,) = read_sites(written(tmp_path, SITES, "sites.yaml"), calendars=["jakarta"])
    assert (site.id, site.timezone, site.address["en"]) == ("jakarta", "Asia/Jakarta", "Jalan Pala")
    floor = {"key": "floor-1", "id": "Lantai 1", "en": "Floor 1"}
    assert site.places == [{"key": "tower", "id": "Menara", "en": "Tower", "children": [floor]}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SITES.replace("Asia/Jakarta", "WIB"), [(4, "sites.jakarta.timezone")]),
        (
            SITES.replace("floor-1", "tower"),
            [(7, "sites.jakarta.places[0].key"), (11, "sites.jakarta.places[0].children[0].key")],
        ),
        (SITES.replace(", en: Floor 1", ""), [(11, "sites.jakarta.places[0].children[0].en")]),
        (SITES.replace("  jakarta:", "  bandung:"), [(2, "sites.bandung")]),
        ("sites:\n  jakarta: here\n", [(2, "sites.jakarta")]),
    ],
)
def test_a_wrong_site_is_told_with_line_and_field(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    with pytest.raises(FileErrors) as raised:
        read_sites(written(tmp_path, text, "sites.yaml"), calendars=["jakarta"])
    assert [(error.line, error.field) for error in raised.value.errors] == expected
