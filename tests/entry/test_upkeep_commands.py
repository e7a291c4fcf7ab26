"""Who has acknowledged what, and what a team has to do, at the terminal."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.knowledge.rows import Acknowledgement, Rule
from tests.entry.terminal_bench import terminal
from tests.ui.authoring.test_upkeep_pane import GAP
from tests.ui.laptop_builder import NOW

RULE = Rule("information-security", "all", 1, "2026-12-04", "arif", "it", "all", "hr")
SAID = Acknowledgement("information-security", "id", 1, "sari", NOW, team="it", overseer="hr")


@pytest.fixture
def sigap(tmp_path: Path) -> Any:
    return terminal(tmp_path, RULE, SAID, GAP)


def test_the_table_is_printed_for_the_team_and_who_oversees(sigap: Any) -> None:
    for me in ("arif", "budi"):
        printed, code = sigap(me, "article", "acknowledgements", "information-security", "--csv")
        rows = list(csv.DictReader(io.StringIO(printed)))
        assert code == 0
        assert len(rows) == 30
        assert [row["person"] for row in rows if row["state"] == "done"] == ["sari"]


def test_another_team_is_told_that_it_is_not_theirs(sigap: Any) -> None:
    printed, code = sigap("made", "article", "acknowledgements", "information-security")

    assert code == 1
    assert "bukan milik tim Anda" in printed


def test_numbers_come_as_json(sigap: Any) -> None:
    printed, _ = sigap("arif", "article", "acknowledgements", "information-security", "--json")

    said = json.loads(printed)
    assert (said["version"], said["due"], said["asked"], said["done"], said["declined"]) == (1, "2026-12-04", 30, 1, 0)


def test_who_is_missing_is_reminded_and_what_is_done_is_said(sigap: Any) -> None:
    printed, code = sigap("arif", "article", "remind", "information-security")
    assert (code, printed.strip()) == (0, "Mereka melihat pengingatnya pada sinkronisasi berikutnya.")

    printed, code = sigap("budi", "upkeep", "list", "--json")
    assert [(row["id"], row["done"]) for row in json.loads(printed)] == [("gap:1", False)]
    _, code = sigap("budi", "upkeep", "done", "gap:1", "ditulis")
    assert code == 0
    printed, _ = sigap("budi", "upkeep", "list", "--json")
    assert [(row["id"], row["done"]) for row in json.loads(printed)] == [("gap:1", True)]


def test_a_stranger_cannot_remind(sigap: Any) -> None:
    printed, code = sigap("sari", "article", "remind", "information-security")

    assert code == 1
    assert printed.strip() == "Hanya orang lain yang dapat melakukan ini."
