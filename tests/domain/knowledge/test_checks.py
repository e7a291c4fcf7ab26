"""What is said of an article while it is written."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge.checks import Flaw, Known, findings

KNOWN = Known({"cuti": {"jatah"}}, {"tanya"}, {"a" * 64})


@pytest.mark.parametrize(
    ("body", "flaws"),
    [
        ("", [(Flaw.NO_TEXT, 0)]),
        ("[a](sigap://article/cuti#jatah) [b](sigap://form/tanya) [c](https://x.example) [d](#satu)\n\n## Satu\n", []),
        ("[a](sigap://article/lain)", [(Flaw.NO_ARTICLE, 1)]),
        ("x\n[a](sigap://article/cuti#lain)", [(Flaw.NO_SECTION, 2)]),
        ("[a](#tidak)", [(Flaw.NO_SECTION, 1)]),
        ("[a](sigap://form/lain)", [(Flaw.NO_FORM, 1)]),
        ("[a](halaman.md)", [(Flaw.ADDRESS, 1)]),
        ("[a](javascript:alert(1))", [(Flaw.ADDRESS, 1)]),
        (f"![peta](sigap://picture/{'a' * 64})", []),
        (f"![](sigap://picture/{'a' * 64})", [(Flaw.NO_DESCRIPTION, 1)]),
        (f"![peta](sigap://picture/{'b' * 64})", [(Flaw.NO_PICTURE, 1)]),
        ("![peta](https://x.example/a.png)", [(Flaw.NO_PICTURE, 1)]),
        ("## Satu\n\n#### Dua\n", [(Flaw.HEADING_JUMP, 3)]),
        ("```\n[a](sigap://article/lain)\n```\nx", []),
    ],
)
def test_each_flaw_is_found_on_its_line(body: str, flaws: list[tuple[Flaw, int]]) -> None:
    assert [(each.what, each.line) for each in findings("ini", "Judul", body, KNOWN)] == flaws


def test_a_page_of_nothing_but_flaws_is_told_of_fifty() -> None:
    assert len(findings("ini", "Judul", "[a](x)\n" * 500, KNOWN)) == 50
