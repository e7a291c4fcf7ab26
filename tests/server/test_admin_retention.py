"""What an administrator types about keeping and taking away."""

from __future__ import annotations

from pathlib import Path

from sigap_server import holds
from tests.server.admin_bench import Admin
from tests.server.life_bench import PUT_AWAY, Life
from tests.server.portal_bench import NOW, Portal


def test_policies_are_shown_set_and_dropped(admin: Admin) -> None:
    everything = "everything: 12 months on laptops after the end, 60 months in the database."
    assert everything in admin.does("retention", "show")
    why = ("--basis-id", "Aturan perusahaan.", "--basis-en", "A rule of the company.")
    admin.does("retention", "set", "--team", "hr", "--laptops", "6", "--server", "24", *why)
    shown = "of hr: 6 months on laptops after the end, 24 months in the database. A rule of the company."
    assert shown in admin.does("retention", "show")
    admin.does("retention", "drop", "--team", "hr")
    assert "of hr" not in admin.does("retention", "show")


def test_what_cannot_be_a_policy_is_said_in_a_sentence(admin: Admin) -> None:
    why = ("--basis-id", "x", "--basis-en", "x")
    assert "at least as long" in admin.fails("retention", "set", "--laptops", "6", "--server", "5", *why)
    assert "no team or form nobody" in admin.fails(
        "retention", "set", "--team", "nobody", "--laptops", "6", "--server", "9", *why
    )
    assert "can be changed and not dropped" in admin.fails("retention", "drop")
    assert "no policy for of it" in admin.fails("retention", "drop", "--team", "it")


def test_a_run_says_before_and_after_what_it_takes_away(admin: Admin, portal: Portal) -> None:
    life = Life(portal)
    request = life.ended()
    life.aged(request, 13)
    planned = "question of hr: 1 requests leave the laptops, 0 the database"

    assert admin.does("retention", "plan") == planned
    assert admin.does("retention", "run", "--dry-run") == planned
    assert "1 requests left the laptops" in admin.does("retention", "run")
    assert life.where(request) == PUT_AWAY
    assert admin.does("retention", "plan") == "Nothing is due."


def test_a_hold_is_placed_listed_and_released(admin: Admin, portal: Portal) -> None:
    life = Life(portal)
    request = life.ended()
    life.aged(request, 75)
    number = portal.value("select number from portal.request where id = %s", request)

    assert "Hold L-1 keeps" in admin.does("hold", "add", number, "--reason", "Perkara 12/2026")
    assert "Hold L-2 keeps t-bona" in admin.does("hold", "add", "--person", "t-bona", "--reason", "Perkara 13/2026")
    listed = admin.does("hold", "list").splitlines()
    assert [line.split(",")[0] for line in listed] == [f"L-1: {number}", "L-2: t-bona"]
    admin.does("retention", "run")
    assert life.where(request) == PUT_AWAY

    admin.does("hold", "release", "L-1")
    assert "no hold L-1 in force" in admin.fails("hold", "release", "L-1")
    assert "released" in admin.does("hold", "list", "--all")
    assert "There is no request" in admin.fails("hold", "add", "HR-0", "--reason", "x")
    assert "Say why" in admin.fails("hold", "add", number, "--reason", " ")
    assert "Name a request, or a person" in admin.fails("hold", "add", number, "--person", "t-ani", "--reason", "x")


def test_a_person_s_data_is_written_out_and_erased(admin: Admin, portal: Portal, tmp_path: Path) -> None:
    life = Life(portal)
    life.ended(person="t-ani")

    page = Path(admin.does("person", "export", "t-ani", "--out", tmp_path))
    assert page.is_file()
    assert "still in the company" in admin.fails("person", "erase", "t-ani")
    admin.does("people", "leave", "t-ani")
    looked = admin.does("person", "erase", "t-ani", "--dry-run")
    assert looked.startswith("1 requests with all words and 0 files")
    assert "Nothing was changed." in looked
    holds.add(portal.admin, person="t-ani", reason="x", now=NOW)
    assert "Held by L-1" in admin.fails("person", "erase", "t-ani")
    holds.release(portal.admin, "L-1", now=NOW)

    said = admin.does("person", "erase", "t-ani", "--look-for", "Sudah")

    assert "Erased. ~" in said
    assert "still in" not in said
    assert "Nothing in the database is of t-ani." in admin.fails("person", "erase", "t-ani")
    assert "Nothing in the database is of nobody." in admin.fails("person", "export", "nobody", "--out", tmp_path)
