"""What an administrator types, and the sentence they get when something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from desktop_app.domain.forms.rows import Form
from desktop_app.resources import folder
from sigap_server.enrol import enrol
from sigap_server.logins import give_login
from sigap_server.publish import publish_forms
from tests.documents.files import paragraph, word
from tests.server.admin_bench import Admin
from tests.server.portal_bench import PASSWORD, Portal, newcomer, request, some_id
from tests.server.test_lifecycle_parity import enter, submit
from tests.server.test_push import claim, note

COMPANY = folder() / "company"
PEOPLE = COMPANY / "people.csv"
HEADER = "login,name,team,role,title_id,title_en,email,phone,site,language,start,buddy,manager,member"
ANI = "t-ani,Ani,it,employee,Staf,Staff,ani@example.com,,jakarta,id,,,,no"
NEW = "t-gita,Gita,hr,agent,Staf,Staff,gita@example.com,,jakarta,id,,,,yes"


def test_an_empty_database_is_made_ready_and_filled(
    typed: Callable[[str], Admin], fresh_database: Callable[..., str]
) -> None:
    admin = typed(fresh_database("by_hand"))

    assert "is ready" in admin.does("db", "init")
    assert "lifecycle" not in admin("db", "check")[1]  # without it nobody could take a request
    assert "30 people, 6 teams, 3 sites" in admin.does("company", "publish", COMPANY)
    assert admin.does("knowledge", "publish", folder() / "knowledge").startswith("80 articles read, 80 ")
    assert admin.does("forms", "publish", folder() / "forms") == "16 forms read, 16 are new or differ."
    assert admin.does("forms", "publish", folder() / "forms") == "16 forms read, 0 are new or differ."
    assert admin.does("checklists", "publish", folder() / "checklists") == "2 checklists read, 0 are new."
    assert "is at version" in admin.does("db", "upgrade")
    assert admin.does("audit", "verify") == "0 commands of 0 devices follow from each other."
    assert admin.does("calendars", "publish", COMPANY / "calendars").startswith("10 calendars read")


def test_people_come_in_with_their_teams_sites_and_calendars(
    typed: Callable[[str], Admin], fresh_database: Callable[..., str]
) -> None:
    admin = typed(fresh_database("imported"))
    admin.does("db", "init")

    said = admin.does(
        "people", "import", PEOPLE, "--teams", COMPANY / "teams.yaml", "--sites", COMPANY / "sites.yaml",
        "--calendars", COMPANY / "calendars",
    )  # fmt: skip

    assert said.startswith("30 people read, 48 rows are new or differ.")


def test_a_new_person_gets_a_code_and_those_who_have_a_login_keep_it(admin: Admin, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("\n".join([HEADER, ANI, NEW.replace("t-gita", name := f"t-{some_id()[-12:]}")]), encoding="utf-8")

    said = admin.does("people", "import", file)

    assert re.search(rf"postgresql://{name}@127\.0\.0\.1:\d+/\w+  (\w{{3}}-){{3}}\w{{3}}  until ", said)
    assert "t-ani@" not in said
    assert "In the database and not in the file: t-bona, t-citra, t-dodi, t-eka." in said


def test_a_code_is_written_to_a_file_that_nobody_else_can_read(admin: Admin, enrolling: str, tmp_path: Path) -> None:
    said = admin.does("enrol", enrolling, "--out", tmp_path, "--backend", "postgresql://{login}@db.example/sigap")

    (file,) = tmp_path.iterdir()
    assert said == str(file) == str(tmp_path / f"{enrolling}.sigap")
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text(encoding="utf-8"))["backend"] == f"postgresql://{enrolling}@db.example/sigap"


def test_a_code_is_good_for_one_secret_of_ones_own(admin: Admin, portal: Portal, enrolling: str) -> None:
    login = enrolling
    line = admin.does("enrol", login, "--days", "3")
    code = re.search(r"(\w{3}-){3}\w{3}", line)
    assert code is not None
    where = portal.url(login).replace(PASSWORD.replace(" ", "%20"), code[0])
    with psycopg.connect(where, autocommit=True) as first:
        verifier = first.pgconn.encrypt_password(b"my own", login.encode(), b"scram-sha-256").decode()
        first.execute("select portal_api.enroll(%s)", [verifier])
        with pytest.raises(psycopg.Error) as twice:
            first.execute("select portal_api.enroll(%s)", [verifier])
        assert twice.value.sqlstate == "PT403"

    with psycopg.connect(where.replace(code[0], "my%20own")):
        pass
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(where)
    assert portal.value("select rolvaliduntil = 'infinity' from pg_roles where rolname = %s", login)


@pytest.fixture
def enrolling(portal: Portal) -> str:
    """Somebody who has no way in yet."""
    return newcomer(portal)


@pytest.mark.parametrize("verifier", ["my own", "", None, "md5abc", "SCRAM-SHA-256$4096:x'; drop table y; --$a:b"])
def test_only_a_verifier_is_taken_for_a_secret(portal: Portal, verifier: str | None) -> None:
    with psycopg.connect(portal.url("t-eka"), autocommit=True) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute("select portal_api.enroll(%s)", [verifier])

    assert refused.value.sqlstate == "PT422"


def test_a_secret_is_set_only_after_a_code_was_given(portal: Portal) -> None:
    with psycopg.connect(portal.url("t-eka"), autocommit=True) as connection:
        verifier = connection.pgconn.encrypt_password(b"x", b"t-eka", b"scram-sha-256").decode()
        with pytest.raises(psycopg.Error) as refused:
            connection.execute("select portal_api.enroll(%s)", [verifier])

    assert refused.value.sqlstate == "PT403"


def test_a_code_that_has_expired_lets_nobody_in(portal: Portal, enrolling: str) -> None:
    (made,) = enrol(portal.admin, [enrolling], "postgresql://{login}@x/y", timedelta(minutes=-2))
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(portal.url(enrolling).replace(PASSWORD.replace(" ", "%20"), made.code))


def test_who_leaves_is_put_out(admin: Admin, portal: Portal) -> None:
    login = newcomer(portal)
    portal.admin.execute("insert into portal.membership values (%s, 'hr')", [login])
    give_login(portal.admin, login, PASSWORD)
    here = portal.connect(login)

    assert admin.does("people", "leave", login).startswith(f"{login} can no longer come in.")

    with pytest.raises(psycopg.OperationalError):
        here.execute("select 1")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        portal.connect(login).execute("select portal_api.hello('x', 1)")
    assert portal.value("select count(*) from portal.membership where person = %s", login) == 0


def test_a_healthy_portal_has_no_fault(admin: Admin, portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(asked := submit("proof"))
    portal.laptop("t-bona").sync(claim(asked.id), note(asked.id))

    code, said, _ = admin("db", "check")
    wrong = [line for line in said.splitlines() if line.startswith("wrong: ")]
    assert (code, len(wrong)) == (1, 3)  # a test server forces nothing to the disk, in three ways
    assert all("Set it in postgresql.conf" in line for line in wrong)
    levels = {found["level"] for found in json.loads(admin("db", "check", "--json")[1])}
    assert levels == {"wrong", "look at"}
    assert admin.does("audit", "verify") == "3 commands of 2 devices follow from each other."


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("delete from portal.request", "names request"),
        ("update portal.message set team = 'it'", "its request"),
        ("update portal.event set requester = 't-eka' where requester is not null", "is shown to t-eka"),
        ("update portal.request set state = 'lost'", "which the lifecycle does not know"),
        ("update portal.request set assignee = null", "nobody has it"),
        ("update portal.attachment set complete = true", "pieces of it are missing"),
        ("insert into portal.membership values ('t-nobody', 'hr')", "is not in the company"),
        ("delete from portal.team where id = 'it'", "is of team it, which is not there"),
        ("delete from portal.form", "was raised with form"),
        ("delete from portal.calendar", "keeps calendar office"),
        ("delete from portal.device", "events of a device that is not known"),
        ("update portal.event set body = '{}'", "it is not what was recorded"),
        ("insert into portal.transition values ('new', 'Claim', 'is_lucky', 'closed', 9)", "guard is_lucky"),
        ("insert into portal.chunk values ('nothing/0', 0, 'x')", "the file is not"),
        ("update portal.meta set functions = 'of old'", "Run `sigap-admin db upgrade`"),
        ("alter table portal.rating no force row level security", "has no row-level security"),
        ("update portal.person set login = 't-nobody' where login = 't-eka'", "without a login: t-nobody"),
    ],
)
def test_a_fault_is_found(admin: Admin, portal: Portal, harm: str, told: str) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(asked := submit("proof"))
    portal.laptop("t-bona").sync(claim(asked.id), note(asked.id))
    portal.admin.execute(harm)  # type: ignore[call-overload]

    code, said, _ = admin("db", "check")

    assert code == 1
    assert told in said


def test_a_forged_audit_is_told_by_device_and_number(admin: Admin, portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(submit(), submit())
    portal.admin.execute("update portal.event set body = body || ' ' where no = 2")

    code, said, _ = admin("audit", "verify")

    assert code == 1
    assert said == f"device {laptop.device}, command 2: it is not what was recorded\n"


def test_after_a_restore_every_laptop_pulls_anew(admin: Admin, portal: Portal) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-bona")
    before = laptop.hello()["incarnation"]

    admin.does("db", "restored")

    hello = laptop.hello()
    assert hello["incarnation"] != before
    assert hello["earlier"] == [before]
    laptop.cursor = None
    assert laptop.call().rows["request"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["enrol", "t-nobody"], "Nobody in the company has the login t-nobody"),
        (["people", "leave", "t-nobody"], "Nobody in the company has the login t-nobody"),
        (["forms", "withdraw", "nothing"], "No form nothing is offered."),
    ],
)
def test_a_name_nobody_has_is_told(admin: Admin, arguments: list[str], sentence: str) -> None:
    assert admin.fails(*arguments).startswith(sentence)


def test_people_with_mistakes_are_told_by_line_and_none_is_entered(
    admin: Admin, portal: Portal, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("\n".join([HEADER, NEW, ANI.replace(",it,", ",moon,")]), encoding="utf-8")

    told = admin.fails("people", "import", file)

    assert f"{file}:3: team: expected one of hr, it" in told
    assert told.endswith("Nothing was published.")
    assert portal.value("select count(*) from portal.person where login = 't-gita'") == 0


def test_a_form_with_a_mistake_is_told_by_line_and_none_is_published(
    admin: Admin, portal: Portal, tmp_path: Path
) -> None:
    for name in ("question", "access-card"):
        text = (folder() / "forms" / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text.replace("team: hr", "team: moon"), encoding="utf-8")

    told = admin.fails("forms", "publish", tmp_path)

    assert re.search(r"question\.yaml:\d+: team: expected one of hr, it", told)
    assert portal.value("select count(*) from portal.form") == 3


def test_forms_are_checked_without_a_database(typed: Callable[[str], Admin], tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("key: x\n", encoding="utf-8")

    assert typed("").does("forms", "check", folder() / "forms") == "Nothing is wrong."
    assert re.search(r"x\.yaml:1: version: expected this field", typed("").fails("forms", "check", tmp_path))


def test_a_changed_form_needs_a_version_of_its_own(admin: Admin, tmp_path: Path) -> None:
    text = (folder() / "forms" / "question.yaml").read_text(encoding="utf-8").replace("version: 1", "version: 7")
    file = tmp_path / "question.yaml"
    text = re.sub(r"(?m)^articles:.*$", "articles: []", text)
    file.write_text(text, encoding="utf-8")
    admin.does("forms", "publish", tmp_path)
    file.write_text(text.replace("id: ", "id: Baru ", 1), encoding="utf-8")

    assert admin.fails("forms", "publish", tmp_path) == (
        "question, version 7, was published with other content: give it a new version."
    )


def test_the_version_before_the_newest_is_still_taken(admin: Admin, portal: Portal) -> None:
    definition = portal.value("select definition from portal.form where form = 'question'")
    for version in (2, 3):
        publish_forms(portal.admin, [Form("question", version, "hr", {**definition, "version": version})])
    laptop = portal.laptop("t-ani")

    reply = laptop.sync(submit(version=1), submit(version=2), submit(version=3))

    assert [outcome.code for outcome in reply.outcomes] == ["form_withdrawn", None, None]


def test_a_foreign_handbook_comes_in_and_its_oddities_are_told(admin: Admin, portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "leave.md").write_text("# Leave\n\nSee [pay](nowhere.md).\n", encoding="utf-8")

    said = admin.does("knowledge", "import", tmp_path)

    assert "leave.md:3: link to no page of this folder" in said
    assert said.endswith("1 articles read, 1 are new or differ; 1 oddities.")
    assert "Nothing was published" in admin.fails("knowledge", "publish", tmp_path)
    assert portal.value("select count(*) from portal.article") == 3


def test_what_is_exported_comes_in_again_and_changes_nothing(admin: Admin, tmp_path: Path) -> None:
    admin.does("knowledge", "publish", folder() / "knowledge")

    said = admin.does("knowledge", "export", tmp_path / "out")

    assert said.startswith("8")
    again = admin.does("knowledge", "import", tmp_path / "out")
    assert " 0 are new or differ" in again
    assert "is there already" in admin.fails("knowledge", "export", tmp_path / "out")


def test_a_word_file_comes_in_alone_and_other_files_are_refused(admin: Admin, portal: Portal, tmp_path: Path) -> None:
    file = word(tmp_path / "visitors.docx", paragraph("Visitors sign at the gate of the building."))

    admin.does("knowledge", "import", file)

    assert portal.value("select body from portal.article where id = 'visitors'").startswith("Visitors sign")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    assert "no kind of file" in admin.fails("knowledge", "import", tmp_path / "plan.pdf")


def test_the_whole_knowledge_base_takes_the_rest_away(admin: Admin, portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "only.md").write_text("# Only\n\nThis one stays here.\n", encoding="utf-8")

    admin.does("knowledge", "publish", tmp_path, "--whole")

    assert portal.value("select array_agg(id) from portal.article") == ["only"]


def test_a_database_that_is_no_portal_is_told(
    typed: Callable[[str], Admin], fresh_database: Callable[..., str]
) -> None:
    told = typed(fresh_database("empty")).fails("audit", "verify")

    assert told == "This database has no portal, or an older one: run `sigap-admin db init`."


def test_a_server_that_is_not_there_is_told(typed: Callable[[str], Admin]) -> None:
    told = typed("postgresql://nobody@127.0.0.1:1/nothing").fails("db", "check")

    assert told.startswith("The database cannot be reached: ")
    assert "\n" not in told


def test_only_a_superuser_makes_a_portal(typed: Callable[[str], Admin], portal: Portal) -> None:
    assert typed(portal.url("t-eka")).fails("db", "init").startswith("This needs a superuser of the server")
    assert typed(portal.url("t-eka")).fails("db", "check").startswith("This needs a superuser of the server")
    assert typed(portal.url("t-eka")).fails("audit", "verify").startswith("The database does not allow it: ")


def test_a_login_of_another_program_is_not_taken_for_a_person(admin: Admin, portal: Portal) -> None:
    portal.admin.execute("update portal.person set login = 'postgres' where login = 't-eka'")

    assert admin.fails("enrol", "postgres").startswith("The login postgres is there for something else")


def test_nothing_is_printed_as_a_traceback(admin: Admin, tmp_path: Path) -> None:
    for arguments in (["people", "import", tmp_path / "none.csv"], ["forms", "publish", tmp_path], ["enrol"], ["fly"]):
        code, _, complaint = admin(*arguments)
        assert code != 0
        assert "Traceback" not in complaint


@pytest.mark.parametrize("arguments", [["frobnicate"], ["people", "import"], ["knowledge", "import", "no/such/folder"]])
def test_a_command_line_that_makes_no_sense_is_answered_with_one_sentence(admin: Admin, arguments: list[str]) -> None:
    code, said, complaint = admin(*arguments)

    assert (code, said) == (2, "")
    assert len(complaint.splitlines()) == 1


def test_a_database_that_is_no_url_is_refused_in_one_sentence(admin: Admin) -> None:
    admin.url = "somewhere"

    assert len(admin.fails("db", "check").splitlines()) == 1
