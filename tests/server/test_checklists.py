"""Checklists as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.domain.checklists.templates import RELATIONS
from sigap_server.checklists import read_folder
from sigap_server.file_errors import FileErrors

RESOURCES = Path(__file__).parents[2] / "resources"
TASK = """      - key: sign-in
        title: {id: Masuk, en: Sign in}
        about: {id: Agar bisa bekerja., en: So that work can begin.}
        owner: new_hire
        offset: 0
        article: first-week
"""
HEAD = "version: 2\ntitle: {id: Masuk kerja, en: Onboarding}\nphases:\n"
PHASE = "  - key: day\n    title: {id: Hari pertama, en: First day}\n    tasks:\n"
GOOD = HEAD + PHASE + TASK


def written(folder: Path, text: str) -> Path:
    (folder / "office.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_checklist_is_read_as_it_is_written(tmp_path: Path) -> None:
    (template,) = read_folder(written(tmp_path, GOOD), teams=["it"], articles=["first-week"])
    assert (template.id, template.version, template.title["en"]) == ("office", 2, "Onboarding")
    (phase,) = template.phases
    (task,) = phase.tasks
    assert (task.key, task.title["id"], task.owner, task.offset, task.article) == (
        "sign-in",
        "Masuk",
        "new_hire",
        0,
        "first-week",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD.replace("offset: 0", "offset: soon"), [(11, "phases[0].tasks[0].offset")]),
        (GOOD.replace("offset: 0", "offset: 999"), [(11, "phases[0].tasks[0].offset")]),
        (GOOD.replace("owner: new_hire", "owner: kitchen"), [(10, "phases[0].tasks[0].owner")]),
        (GOOD.replace("first-week", "no-such"), [(12, "phases[0].tasks[0].article")]),
        (GOOD.replace(", en: Sign in", ""), [(8, "phases[0].tasks[0].title.en")]),
        (GOOD.replace("key: sign-in", "key: Sign in"), [(7, "phases[0].tasks[0].key")]),
        (GOOD.replace("        owner", "        when: now\n        owner"), [(10, "phases[0].tasks[0].when")]),
        (GOOD + TASK, [(7, "phases[0].tasks[0].key"), (13, "phases[0].tasks[1].key")]),
        (GOOD + PHASE + TASK.replace("sign-in", "other"), [(4, "phases[0].key"), (13, "phases[1].key")]),
        (HEAD + PHASE.rstrip() + " []\n", [(6, "phases[0].tasks")]),
        ("version: 2\ntitle: {id: A, en: A}\nphases: 7\n", [(3, "phases")]),
        ("- version\n", [(1, "")]),
    ],
)
def test_a_mistake_is_told_with_line_and_field(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    with pytest.raises(FileErrors) as raised:
        read_folder(written(tmp_path, text), teams=["it"], articles=["first-week"])
    assert [(error.line, error.field) for error in raised.value.errors] == expected


def test_owners_and_articles_are_free_where_nobody_knows_them(tmp_path: Path) -> None:
    assert read_folder(written(tmp_path, GOOD.replace("new_hire", "kitchen")))[0].phases[0].tasks[0].owner == "kitchen"


def test_the_sample_checklists_hold_together() -> None:
    templates = read_folder(
        RESOURCES / "checklists", articles=[p.stem for p in (RESOURCES / "knowledge" / "id").glob("*.md")]
    )
    assert [template.id for template in templates] == ["onboarding-office", "onboarding-site"]
    for template in templates:
        offsets = [task.offset for phase in template.phases for task in phase.tasks]
        assert offsets == sorted(offsets)
        assert {task.owner for phase in template.phases for task in phase.tasks} > set(RELATIONS)


def test_site_staff_begin_with_safety() -> None:
    (site,) = [t for t in read_folder(RESOURCES / "checklists") if t.id == "onboarding-site"]
    first_day = next(phase for phase in site.phases if phase.key == "first-day")
    assert (first_day.tasks[0].owner, first_day.tasks[0].article) == ("safety", "workplace-safety")
