"""The forms of the sample company: they can be published, and ask and answer as their articles say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.forms.answers import Verdict, files, judge, sentences, subject, visible
from desktop_app.domain.forms.draft import filled
from desktop_app.domain.forms.fields import BY_NAME
from desktop_app.domain.languages import CODES
from desktop_app.resources import folder
from sigap_server.forms import read_folder

KEYS = (
    "access-card", "data-change", "employment-letter", "expense-claim", "laptop-repair", "leave-question", "overtime",
    "question", "room-repair", "salary-advance", "sick-leave", "software-request", "training-request",
    "travel-request", "vehicle-booking", "workplace-incident",
)  # fmt: skip
TEAMS = ("hr", "finance", "it", "facilities", "safety", "operations")
CONTEXT = {"today": "2026-11-25", "me.site": "jakarta", "me.kind": "employee", "me.team": "finance"}
PAPER = [{"sha256": "a" * 64, "name": "surat-dokter.pdf", "size": 412000}]
LINE = {"date": "2026-11-20", "kind": "transport", "what": "Taksi ke bandara", "amount": 185000}


@pytest.fixture(scope="module")
def forms() -> dict[str, dict[str, Any]]:
    articles = {path.stem for path in (folder() / "knowledge" / "id").glob("*.md")}
    return {form.form: form.definition for form in read_folder(folder() / "forms", teams=TEAMS, articles=articles)}


def test_there_are_sixteen_and_nothing_is_wrong_with_them(forms: dict[str, Any]) -> None:
    assert tuple(forms) == KEYS


def test_every_article_names_a_form_that_is_there(forms: dict[str, Any]) -> None:
    named = {
        line.removeprefix("form: ").strip()
        for path in Path(folder() / "knowledge").rglob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("form: ")
    }
    assert named <= set(KEYS)


def test_a_question_needs_a_subject_and_a_text_and_nothing_else(forms: dict[str, Any]) -> None:
    definition = forms["question"]
    assert [
        field.key for page in visible(definition, {}, CONTEXT).pages for field in page.fields if field.required
    ] == [
        "subject",
        "text",
    ]
    verdict = judge(definition, {"subject": "Slip gaji", "text": "Di mana slip gaji Oktober?"}, CONTEXT)
    assert (verdict.problem, verdict.team) == (None, "hr")
    assert subject(definition, verdict.kept, "id") == "Slip gaji"


def test_hr_promises_a_first_reply_within_four_hours(forms: dict[str, Any]) -> None:
    assert {each["promise"]["first_response_hours"] for each in forms.values() if each["team"] == "hr"} == {4}


def test_a_leave_question_asks_for_dates_and_certificate_only_where_they_matter(forms: dict[str, Any]) -> None:
    definition = forms["leave-question"]
    asking = {"kind": "maternity", "topic": "ask", "contract": True, "contract_end": "2027-02-28", "text": "Bagaimana?"}
    assert judge(definition, asking, CONTEXT).problem is None
    applying = {**asking, "topic": "dates", "due_date": "2027-02-10"}
    assert judge(definition, applying, CONTEXT).problem == ("dates", "required")
    applying["dates"] = {"from": "2026-12-28", "to": "2027-02-27"}
    assert judge(definition, applying, CONTEXT).kept["days"] == 62
    applying["has_certificate"] = True
    assert judge(definition, applying, CONTEXT).problem == ("certificate", "required")
    applying["certificate"] = PAPER
    verdict = judge(definition, applying, CONTEXT)
    assert (verdict.problem, verdict.priority, files(definition, verdict.kept)) == (None, "normal", PAPER)
    assert subject(definition, verdict.kept, "en") == "Maternity leave"


def test_leave_beyond_the_contract_warns_once(forms: dict[str, Any]) -> None:
    answers = {
        "kind": "annual", "topic": "dates", "contract": True, "contract_end": "2026-12-31",
        "dates": {"from": "2026-12-28", "to": "2027-01-04"},
    }  # fmt: skip
    assert judge(forms["leave-question"], answers, CONTEXT).problem == ("dates", "confirm/1")
    assert judge(forms["leave-question"], {**answers, "confirmed": ["dates/1"]}, CONTEXT).problem is None


def test_sick_leave_needs_a_letter_for_more_than_one_day(forms: dict[str, Any]) -> None:
    one = {"who": "me", "dates": {"from": "2026-11-25", "to": "2026-11-25"}}
    two = {"who": "me", "dates": {"from": "2026-11-25", "to": "2026-11-26"}}
    assert judge(forms["sick-leave"], one, CONTEXT).problem is None
    assert judge(forms["sick-leave"], two, CONTEXT).problem == ("certificate", "required")
    verdict = judge(forms["sick-leave"], {**two, "certificate": PAPER}, CONTEXT)
    assert verdict.problem is None
    assert subject(forms["sick-leave"], verdict.kept, "id") == "Cuti sakit 25 November 2026 sampai 26 November 2026"


@pytest.mark.parametrize(("amount", "steps"), [(5000000, ["manager"]), (5000001, ["manager", "lead:finance"])])
def test_a_claim_above_five_million_is_approved_by_the_head_of_finance_too(
    forms: dict[str, Any], amount: int, steps: list[str]
) -> None:
    claim = {"purpose": "work", "lines": [{**LINE, "amount": amount - 5}, {**LINE, "amount": 5}, {}], "receipts": PAPER}
    verdict = judge(forms["expense-claim"], claim, CONTEXT)
    assert (verdict.problem, verdict.kept["total"], verdict.approvals) == (None, amount, steps)


def test_a_claim_needs_receipts_above_fifty_thousand_and_a_reason_when_late(forms: dict[str, Any]) -> None:
    def problem(line: dict[str, Any]) -> Any:
        return judge(forms["expense-claim"], {"purpose": "work", "lines": [{**LINE, **line}]}, CONTEXT).problem

    assert problem({"amount": 50000}) is None
    assert problem({"amount": 50001}) == ("receipts", "required")
    assert problem({"amount": 50000, "date": "2026-10-20"}) == ("late_reason", "required")
    assert problem({"amount": 50000, "date": "2026-09-20"}) == ("lines", "refuse/1")
    assert problem({"amount": 50000, "date": "2026-11-26"}) == ("lines", "refuse/0")


def test_an_advance_soon_before_the_trip_is_urgent(forms: dict[str, Any]) -> None:
    claim = {
        "purpose": "advance", "destination": "Jayapura", "trip": {"from": "2026-11-30", "to": "2026-12-04"},
        "expected": 7500000, "advance": 6000000, "order": PAPER,
    }  # fmt: skip
    verdict = judge(forms["expense-claim"], claim, CONTEXT)
    assert (verdict.problem, verdict.priority, verdict.kept["total"]) == (None, "high", 6000000)


@pytest.mark.parametrize(("advance", "problem"), [(800000, None), (800001, ("advance", "refuse/0"))])
def test_a_travel_advance_is_at_most_four_fifths_of_what_the_trip_costs(
    forms: dict[str, Any], advance: int, problem: Any
) -> None:
    dates = {"from": "2026-12-07", "to": "2026-12-09"}
    money = {"expected": 1000000, "advance": advance}
    claim = {"purpose": "advance", "destination": "Makassar", "trip": dates, "order": PAPER, **money}
    trip = {
        "destination": "Makassar", "dates": dates, "why": "Audit gudang", "abroad": False, "way": "plane",
        "hotel": True, **money,
    }  # fmt: skip
    assert judge(forms["expense-claim"], claim, CONTEXT).problem == problem
    assert judge(forms["travel-request"], trip, CONTEXT).problem == problem
    assert judge(forms["travel-request"], {**trip, "expected": None}, CONTEXT).problem == ("expected", "required")


def test_a_trip_that_is_soon_warns_and_a_passport_of_less_than_half_a_year_is_refused(forms: dict[str, Any]) -> None:
    trip = {
        "destination": "Singapura", "dates": {"from": "2026-11-30", "to": "2026-12-02"}, "why": "Pameran",
        "abroad": True, "passport": "2027-06-30", "way": "plane", "hotel": True,
    }  # fmt: skip
    assert judge(forms["travel-request"], trip, CONTEXT).problem == ("dates", "confirm/0")
    known = {**trip, "confirmed": ["dates/0", "dates/1"]}
    verdict = judge(forms["travel-request"], known, CONTEXT)
    assert (verdict.problem, verdict.approvals) == (None, ["manager", "lead:finance"])
    assert judge(forms["travel-request"], {**known, "passport": "2027-05-01"}, CONTEXT).problem == (
        "passport",
        "refuse/0",
    )


@pytest.mark.parametrize("kind", ["advance", "emergency"])
def test_an_advance_of_more_than_half_the_basic_salary_is_refused(forms: dict[str, Any], kind: str) -> None:
    answers: dict[str, Any] = {"kind": kind, "recent": False, "what": "death", "salary": 6000001, "deduct": True}
    verdict = judge(forms["salary-advance"], {**answers, "amount": 3000000}, CONTEXT)
    assert (verdict.problem, verdict.kept["instalment"]) == (None, 1000000)
    assert judge(forms["salary-advance"], {**answers, "amount": 3000001}, CONTEXT).problem == ("amount", "refuse/0")


def test_an_ordinary_advance_comes_once_in_six_months_and_an_emergency_does_not_ask(forms: dict[str, Any]) -> None:
    answers: dict[str, Any] = {"kind": "advance", "salary": 6000000, "amount": 1000000, "recent": True, "deduct": True}
    assert judge(forms["salary-advance"], answers, CONTEXT).problem == ("recent", "refuse/0")
    emergency = judge(forms["salary-advance"], {**answers, "kind": "emergency", "what": "house"}, CONTEXT)
    assert (emergency.problem, emergency.priority) == (None, "high")
    assert "recent" not in emergency.kept
    asked = judge(forms["salary-advance"], {"kind": "question", "text": "Kapan lunas?"}, CONTEXT)
    assert (asked.problem, asked.kept.get("instalment")) == (None, None)


@pytest.mark.parametrize(
    ("driver", "distance", "problem"),
    [("me", 150, None), ("me", 151, ("driver", "refuse/0")), ("driver", 151, None)],
)
def test_a_long_way_is_driven_by_a_driver(forms: dict[str, Any], driver: str, distance: int, problem: Any) -> None:
    trip = {
        "to": "Pare-Pare", "date": "2026-12-01", "start": "08:00", "back": "17:00", "distance": distance, "people": 2,
        "driver": driver, "licence": "2028-01-01",
    }  # fmt: skip
    assert judge(forms["vehicle-booking"], trip, CONTEXT).problem == problem


@pytest.mark.parametrize(
    ("kind", "price", "steps"),
    [
        ("job", 4000000, ["manager"]),
        ("job", 4000001, ["manager", "lead:hr"]),
        ("licence", 4000001, ["manager"]),
    ],
)
def test_a_course_above_the_budget_is_approved_by_the_head_of_hr_too(
    forms: dict[str, Any], kind: str, price: int, steps: list[str]
) -> None:
    course = {
        "name": "Lembar kerja", "kind": kind, "dates": {"from": "2026-12-14", "to": "2026-12-15"}, "price": price,
        "why": "Laporan stok",
    }  # fmt: skip
    verdict = judge(forms["training-request"], course, CONTEXT)
    assert (verdict.problem, verdict.approvals) == (None, steps)
    soon = {**course, "dates": {"from": "2026-12-08", "to": "2026-12-08"}}
    assert judge(forms["training-request"], soon, CONTEXT).problem == ("dates", "confirm/0")


@pytest.mark.parametrize(
    ("form", "answers", "priority"),
    [
        ("laptop-repair", {"what": "broken", "stuck": True, "text": "Layar mati"}, "high"),
        ("laptop-repair", {"what": "broken", "stuck": False, "text": "Layar berkedip"}, "normal"),
        ("laptop-repair", {"what": "lost", "stuck": False, "lost_where": "Bandara", "phone": "0812 3456"}, "high"),
        ("access-card", {"what": "lost", "last_seen": "2026-11-24"}, "high"),
        ("access-card", {"what": "damaged"}, "normal"),
        ("room-repair", {"place": "jakarta-hr", "what": "ac", "ac_problem": "hot", "temperature": 29}, "normal"),
        ("room-repair", {"place": "jakarta-hr", "what": "power", "power_problem": "light", "sparks": True}, "high"),
        ("room-repair", {"place": "jakarta-hr", "what": "water", "water_problem": "leak", "near_power": True}, "high"),
        ("room-repair", {"place": "jakarta-hr", "what": "furniture", "text": "Kursi patah"}, "low"),
        (
            "employment-letter",
            {
                "purpose": "home-loan",
                "bank": "Bank Kita",
                "salary": True,
                "languages": ["indonesian"],
                "stamp": False,
                "needed": "2026-12-10",
            },
            "normal",
        ),
    ],
)
def test_a_request_has_the_priority_its_answers_give_it(
    forms: dict[str, Any], form: str, answers: dict[str, Any], priority: str
) -> None:
    verdict = judge(forms[form], answers, CONTEXT)
    assert (verdict.problem, verdict.priority) == (None, priority)


def test_a_change_of_data_needs_its_document_and_consent_with_the_text(forms: dict[str, Any]) -> None:
    answers: dict[str, Any] = {"what": "bank", "bank": "Bank Kita", "account": "0123456789"}
    assert judge(forms["data-change"], answers, CONTEXT).problem == ("document", "required")
    answers["document"] = PAPER
    assert judge(forms["data-change"], answers, CONTEXT).problem == ("consent", "required")
    verdict = judge(forms["data-change"], {**answers, "consent": True}, CONTEXT)
    assert verdict.problem is None
    assert verdict.kept["consent"]["version"] == "1"
    assert set(verdict.kept["consent"]["text"]) == set(CODES)


def test_who_asks_for_a_copy_of_their_data_needs_no_document_and_agrees_to_nothing(forms: dict[str, Any]) -> None:
    answers = {"what": "rights", "right": "copy", "which": "semua"}
    verdict = judge(forms["data-change"], answers, CONTEXT)
    assert (verdict.problem, "consent" in verdict.kept) == (None, False)


@pytest.mark.parametrize(("danger", "stopped"), [(True, False), (False, True)])
def test_an_incident_is_an_emergency_by_two_plain_questions_and_says_so_before_sending(
    forms: dict[str, Any], danger: bool, stopped: bool
) -> None:
    definition = forms["workplace-incident"]
    answers: dict[str, Any] = {"danger": danger, "stopped": stopped}
    assert visible(definition, answers, CONTEXT).emergency
    assert definition["emergency"]["call"] == "safety"
    answers |= {"kind": "accident", "place": "makassar-laboratory", "text": "Terpeleset"}
    verdict = judge(definition, answers, CONTEXT)
    assert (verdict.problem, verdict.team, verdict.priority) == (None, "safety", "emergency")


def test_a_near_miss_is_no_emergency(forms: dict[str, Any]) -> None:
    answers = {
        "danger": False,
        "stopped": False,
        "kind": "near-miss",
        "place": "makassar-laboratory",
        "text": "Karung miring",
    }
    answers = filled(forms["workplace-incident"], answers, set(answers), CONTEXT)
    verdict: Verdict = judge(forms["workplace-incident"], answers, CONTEXT)
    assert (verdict.problem, verdict.priority, verdict.kept["day"]) == (None, "normal", "2026-11-25")


def test_every_form_opens_without_a_wrong_answer_and_with_something_to_fill_in(forms: dict[str, Any]) -> None:
    for definition in forms.values():
        answers = filled(definition, {}, set(), {**CONTEXT, "me.phone": "+62 811 1000"})
        view = visible(definition, answers, CONTEXT)
        assert view.pages
        assert {reason for _, reason in view.problems} <= {"required"}


def test_no_sample_form_says_anything_twice_or_with_a_hole_in_it(forms: dict[str, Any]) -> None:
    for definition in forms.values():
        for page in definition["pages"]:
            for field in page["fields"]:
                for code in CODES:
                    assert not field["label"][code].endswith((" ", ":"))
                    assert "  " not in field["label"][code]
                assert field["type"] in BY_NAME


def test_a_review_reads_in_both_languages(forms: dict[str, Any]) -> None:
    claim = {"purpose": "work", "lines": [LINE], "receipts": PAPER}
    kept = judge(forms["expense-claim"], claim, CONTEXT).kept
    assert [line.text for line in sentences(forms["expense-claim"], kept, "id")] == [
        "Penggantian biaya kerja",
        "Tanggal: 20 November 2026; Jenis: Transportasi; Untuk apa: Taksi ke bandara; Jumlah: Rp185.000",
        "Rp185.000",
        "surat-dokter.pdf",
    ]
    assert sentences(forms["expense-claim"], kept, "en")[0].text == "Work expenses"
