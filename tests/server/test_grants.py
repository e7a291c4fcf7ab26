"""Who may do what is written down, and is so: a right more or less shows as a line that differs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sigap_server.install import SQL, functions
from tests.server.grants import grants
from tests.server.portal_bench import Portal

AGREED = Path(__file__).parents[1] / "data" / "portal_grants.txt"


def test_rights_functions_and_policies_are_those_agreed(shared_portal: Portal) -> None:
    """When a difference is meant: `python -m tests.server.grants URL > tests/data/portal_grants.txt`, and read it."""
    assert grants(shared_portal.admin) == AGREED.read_text(encoding="utf-8")


def test_every_function_that_can_be_called_runs_as_the_owner_and_finds_names_in_one_place_only(
    shared_portal: Portal,
) -> None:
    found = shared_portal.admin.execute(
        "select proname, prosecdef, proconfig from pg_proc where pronamespace = 'portal_api'::regnamespace"
    ).fetchall()

    assert found
    assert all(definer and config == ["search_path=pg_catalog, pg_temp"] for _, definer, config in found)


def test_no_function_puts_sql_together_while_it_runs() -> None:
    """But one, which sets a password: that cannot be a parameter."""
    text = re.sub(rb"--.*", b"", functions()).decode()

    assert re.findall(r"\bexecute\s+(?!function)(\w+\(.{20})", text, re.IGNORECASE) == ["format('alter role %I passw"]


def test_no_text_in_a_function_reads_otherwise_in_another_session() -> None:
    """`standard_conforming_strings` decides what a backslash means, unless the text says so itself with an E."""
    text = re.sub(r"--.*", "", functions().decode())
    literals = re.findall(r"(\w?)'((?:[^']|'')*)'", text)

    assert [words for kind, words in literals if "\\" in words and kind != "E"] == []


def test_nobody_is_asked_who_they_are() -> None:
    """`session_user` is read once a call; no other way to say who one is stands anywhere."""
    text = functions().decode()
    entrances = re.findall(r"create function portal_api\.(\w+)\(([^)]*)\).*?\$\$(.*?)\$\$", text, re.DOTALL)

    assert len(entrances) == text.count("create function portal_api.") >= 7
    for name, _, body in entrances:
        assert body.count("session_user") == 1, name
    assert not re.search(r"current_user|current_role", text)
    assert re.findall(r"current_setting\((.*?)\)", text) == ["'transaction_isolation'"]
    assert text.count("session_user") == len(entrances) + 1  # and once where the password is set


@pytest.mark.parametrize("path", sorted(SQL.rglob("*.sql")), ids=lambda path: path.stem)
def test_a_file_of_sql_can_be_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) < 250
    assert max(map(len, lines)) <= 140
