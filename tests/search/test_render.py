"""Articles as the reader shows them: what is drawn, what is safe, what is left out and said."""

from __future__ import annotations

import re
import time

import pytest

from desktop_app.domain.knowledge.sections import split
from desktop_app.search.render import DEEPEST, Heading, Oddity, Rendered, render
from tests.search.articles import article

SECONDS = 10.0  # far above what any of these takes; far below what quadratic time would


def rendered(body: str) -> Rendered:
    return render(article("a", body, title="Judul"))


def test_headings_have_the_anchors_that_a_search_leads_to() -> None:
    body = "Awal\n\n## Syarat & lama *cuti*\n\na\n\n## Syarat\n\nb\n\n### Syarat\n\nc\n\nUpah\n----\n\n    # kode\n"

    page = rendered(body)

    assert page.outline == (
        Heading(2, "Syarat & lama cuti", "syarat--lama-cuti"),
        Heading(2, "Syarat", "syarat"),
        Heading(3, "Syarat", "syarat-1"),
        Heading(2, "Upah", "upah"),
    )
    assert [heading.anchor for heading in page.outline] == [one.anchor for one in split("Judul", body)[1:]]
    assert re.findall(r'<h(\d) id="([^"]*)">', page.html) == [(str(h.level), h.anchor) for h in page.outline]


def test_a_first_heading_that_repeats_the_title_is_not_shown_twice() -> None:
    assert rendered("# Judul\n\nIsi\n").html == "<p>Isi</p>\n"
    assert rendered("# Lain\n\nIsi\n").outline == (Heading(1, "Lain", "lain"),)


def test_links_lead_to_articles_pages_and_mail_and_nowhere_else() -> None:
    page = rendered(
        "[a](sigap://article/cuti#syarat) [b](https://bpjs.go.id) [c](mailto:hr@x.id) [d](#syarat)\n\n"
        "[e](http://x.id) [f](/intern/) [g](file:///etc/passwd) <a href='javascript:alert(1)'>h</a> "
        "<a href='//x.id'>i</a>"
    )

    assert page.links == ("sigap://article/cuti#syarat", "https://bpjs.go.id", "mailto:hr@x.id", "#syarat")
    assert re.findall(r'href="([^"]*)"', page.html) == list(page.links)
    assert page.oddities == (Oddity.LINK,)
    assert all(f"<a>{letter}</a>" in page.html for letter in "efhi")


def test_quotes_code_and_tables_are_boxes_that_qt_can_draw() -> None:
    html = rendered("> **Penting** ya\n\n```sh\na < b\n```\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n").html

    assert 'class="callout"' in html
    assert '<td class="code"><pre><code>a &lt; b</code></pre></td>' in html
    assert '<table class="data"' in html
    assert '<td align="right">2</td>' in html
    assert not re.search(r"<blockquote|style=", html)


def test_tasks_are_boxes_to_look_at() -> None:
    assert rendered("- [ ] satu\n- [x] dua\n").html == "<ul>\n<li>☐ satu</li>\n<li>☑ dua</li>\n</ul>\n"


def test_footnotes_lead_there_and_back() -> None:
    page = rendered("Isi[^1]\n\n[^1]: Catatan\n")

    assert page.links == ("#fn1", "#fnref1")
    assert all(f'id="{anchor[1:]}"' in page.html for anchor in page.links)


def test_images_are_shown_by_their_description() -> None:
    page = rendered("![Denah *lantai* 2](https://x.id/denah.png)")

    assert page.html == "<p><em>Denah lantai 2</em></p>\n"
    assert page.oddities == (Oddity.IMAGE,)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=https://x.id></iframe>",
        "<p style='background:url(https://x.id/a)' onclick=alert(1)>x</p>",
        "<a href='sigap://x' onmouseover=alert(1)>x</a>",
        "<style>p{background:url(https://x.id)}</style>",
        "<form action=https://x.id><input></form>",
        "<base href=https://x.id><meta http-equiv=refresh content=0>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "[x](javascript&#58;alert(1))",
        "<a href='jav&#x09;ascript:alert(1)'>x</a>",
        "```\n</code></pre></td></tr></table><script>alert(1)</script>\n```",
        "<td><blockquote></table><script>alert(1)</script>",
    ],
)
def test_nothing_of_an_article_runs_or_is_fetched(body: str) -> None:
    html = rendered(body + "\n\nakhir\n").html

    elements = re.findall(r"<[^>]*>", html)
    assert not [one for one in elements if re.search(r"\son\w+=|javascript|src=|style=|url\(", one, re.IGNORECASE)]
    assert not re.search(r"<(script|img|svg|iframe|style|form|input|base|meta|math)", html)


def test_a_table_cannot_be_made_too_wide_for_the_window() -> None:
    html = rendered("<table width=99999><tr><td colspan=100000000 rowspan=9999999>x</td></tr></table>\n").html

    assert not re.search("99999|colspan", html)


HOSTILE = {
    "one line of ten megabytes": "a " * 5_000_000,
    "a hundred thousand quotes": "> " * 100_000,
    "a hundred thousand lists": "- " * 100_000,
    "quotes on lines": "\n".join(">" * min(depth, 500) for depth in range(1, 500)),
    "lists on lines": "\n".join("  " * depth + "- a" for depth in range(500)),
    "stars": "*a _b " * 100_000,
    "open brackets": "[" * 200_000,
    "open links": "[a](" * 100_000,
    "open images": "![[" * 100_000,
    "ticks": "".join("`" * length + " " for length in range(600)),
    "open tags": "<" * 200_000,
    "nested elements": "<div>" * 100_000,
    "nested elements in blocks": "<div>\n\n" * 50_000,
    "nested bold": "<b>" * 100_000,
    "nested tables": "<table><tr><td>" * 30_000,
    "open comments": "<!--" * 100_000,
    "a wide table": "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n",
    "many references": "".join(f"[a{number}]: https://x.id\n" for number in range(10_000)) + "[a1]" * 1_000,
    "many notes": "".join(f"[^{n}]" for n in range(9_000)) + "\n\n" + "".join(f"[^{n}]: x\n" for n in range(9_000)),
    "many headings": "# a\n" * 60_000,
    "many paragraphs": "a\n\n" * 90_000,
    "many fences": "```\n" * 60_000,
    "nothing": "",
    "zeroes": "\0" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_article_neither_crashes_nor_hangs(name: str) -> None:
    started = time.perf_counter()
    page = rendered(HOSTILE[name] + "\n")
    took = time.perf_counter() - started

    depth = deepest = 0
    for closing, element in re.findall(r"<(/?)([a-z0-9]+)", page.html):
        if element not in ("br", "hr"):
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    assert depth == 0
    assert deepest <= DEEPEST + 3 * 3  # a box is a table, a row and a cell
    assert len(page.html) < 2_500_000
    assert took < SECONDS


def test_what_was_cut_is_named() -> None:
    assert Oddity.CUT in rendered("a " * 200_000).oddities
    assert Oddity.LONG_PARAGRAPH in rendered("a *b* " * 2_000).oddities
    assert Oddity.DEEP in rendered("> " * 50 + "x").oddities
    assert Oddity.HTML in rendered("<marquee>x</marquee>").oddities
    assert rendered("Biasa *saja*.").oddities == ()


def test_it_survives_being_kept_as_json() -> None:
    page = rendered("## A\n\n[a](#a) ![b](c)\n")

    assert Rendered.from_row(page.to_row()) == page
