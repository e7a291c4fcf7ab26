"""The company's own rows of the glossary: what an administrator types, and what laptops get."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.glossary import shipped
from desktop_app.resources import folder
from sigap_server.glossary import MOST_ROWS
from tests.server.admin_bench import Admin
from tests.server.portal_bench import Portal

HEADING = "id,en,kind"
TWO = ("warung|kantin,canteen,same", "tock|absen,,near")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, heading: str = HEADING) -> Path:
        file = tmp_path / "words.csv"
        file.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
        return file

    return write


def test_what_is_imported_reaches_every_laptop_and_the_same_again_none(
    admin: Admin, portal: Portal, written: Callable[..., Path]
) -> None:
    laptop = portal.laptop("t-eka")
    assert laptop.keys("glossary") == set()

    assert admin.does("glossary", "import", written(*TWO)).splitlines() == [
        "warung / canteen: new", "tock: new", "2 rows read, 2 are new, differ or were taken away.",
    ]  # fmt: skip
    reply = laptop.take(laptop.call())
    assert set(reply.rows) == {"glossary"}
    assert laptop.keys("glossary") == {"warung|canteen", "tock|"}

    assert admin.does("glossary", "import", written(*TWO)).startswith("2 rows read, 0 are new")
    assert laptop.take(laptop.call()).rows == {}


def test_only_the_row_that_differs_is_pulled(admin: Admin, portal: Portal, written: Callable[..., Path]) -> None:
    admin.does("glossary", "import", written(*TWO))
    laptop = portal.laptop("t-eka")

    said = admin.does("glossary", "import", written("warung|kantin|bu tini,canteen,same"))

    assert said.splitlines() == [
        "warung / canteen: changed", "tock: not in the file, and left as it is; --whole takes it away",
        "1 rows read, 1 are new, differ or were taken away.",
    ]  # fmt: skip
    reply = laptop.take(laptop.call())
    assert [len(rows) for rows in reply.rows.values()] == [1]
    assert laptop.keys("glossary") == {"warung|canteen", "tock|"}


def test_the_whole_glossary_takes_the_rest_away(admin: Admin, portal: Portal, written: Callable[..., Path]) -> None:
    admin.does("glossary", "import", written(*TWO))
    laptop = portal.laptop("t-eka")

    said = admin.does("glossary", "import", written(TWO[0]), "--whole")

    assert said.splitlines() == ["tock: taken away", "1 rows read, 1 are new, differ or were taken away."]
    laptop.take(laptop.call())
    assert laptop.keys("glossary") == {"warung|canteen"}


def test_it_is_said_what_becomes_of_shipped_rows(admin: Admin, written: Callable[..., Path]) -> None:
    first, second = ([terms[0] for terms in row.terms.values()] for row in shipped()[:2])

    said = admin.does(
        "glossary", "import", written(f"{first[0]}|lain,{first[1]},same", f"{second[0]},{second[1]},off")
    )

    assert said.splitlines()[:2] == [
        f"{first[0]} / {first[1]}: new, in the place of the shipped row",
        f"{second[0]} / {second[1]}: new, takes the shipped row away",
    ]


def test_a_check_changes_nothing_and_needs_no_database(
    admin: Admin, typed: Callable[[str], Admin], portal: Portal, written: Callable[..., Path]
) -> None:
    file = written(*TWO)

    assert typed("").does("glossary", "check", file) == "2 rows read; nothing is wrong."
    assert admin.does("glossary", "check", file).splitlines()[0] == "warung / canteen: new"
    assert portal.value("select count(*) from portal.glossary") == 0


def test_mistakes_are_told_by_line_and_nothing_is_published(
    admin: Admin, portal: Portal, written: Callable[..., Path]
) -> None:
    file = written(
        "warung|kantin,canteen,same", "cuti,leave,equal", "gaji| upah,pay,same", "sendiri,,same",
        "Warung|lain,Canteen,same", "tiada,nothing,off",
    )  # fmt: skip

    complaint = admin.fails("glossary", "import", file).splitlines()

    terms = 'at most 30 terms of at most 80 letters, each once, with "|" between them and no spaces beside it'
    assert complaint == [
        f"{file}:3: kind: expected one of same, near, off",
        f"{file}:4: id: expected {terms}",
        f"{file}:5: expected two terms or more; who says one means the others",
        f"{file}:6: expected other first terms than in line 2",
        f"{file}:7: expected a shipped row's first terms, for the kind is off",
        "Nothing was published.",
    ]
    assert portal.value("select count(*) from portal.glossary") == 0


def test_a_file_with_other_columns_or_too_much_is_refused(admin: Admin, written: Callable[..., Path]) -> None:
    assert "words.csv:1: en: expected this column" in admin.fails("glossary", "check", written(heading="id,kind"))
    many = [f"kata{number}|lain,,same" for number in range(MOST_ROWS + 1)]
    assert f"expected at most {MOST_ROWS} rows" in admin.fails("glossary", "check", written(*many))

    admin.does("glossary", "import", written(*many[1:]))
    assert f"makes {MOST_ROWS + 1} rows" in admin.fails("glossary", "import", written(many[0]))
    assert "taken away" in admin.does("glossary", "import", written(many[0]), "--whole")


def test_what_is_exported_comes_in_again_and_changes_nothing(
    admin: Admin, typed: Callable[[str], Admin], tmp_path: Path
) -> None:
    out, ours = tmp_path / "out.csv", tmp_path / "shipped.csv"
    admin.does("glossary", "import", folder() / "company" / "glossary.csv")

    assert admin.does("glossary", "export", out) == "12 rows written."
    assert admin.does("glossary", "import", out, "--whole").startswith("12 rows read, 0 are new")
    assert "is there already" in admin.fails("glossary", "export", out)
    assert typed("").does("glossary", "export", ours, "--shipped") == f"{len(shipped())} rows written."
    assert typed("").does("glossary", "check", ours).endswith(f"{len(shipped())} rows read; nothing is wrong.")


def test_a_companys_folder_brings_its_glossary(admin: Admin, portal: Portal) -> None:
    admin.does("company", "publish", folder() / "company")

    assert portal.value("select count(*) from portal.glossary") == 12
