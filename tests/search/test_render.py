"""Articles as the reader shows them: what is drawn, what is safe, what is left out and said."""

from __future__ import annotations

import re
import time

import pytest

from desktop_app.domain.knowledge.sections import split
from desktop_app.search.boxes import DEEPEST
from desktop_app.search.render import Heading, Illustration, LeftOut, Oddity, Rendered, plain_page, render
from tests.search.articles import article

PICTURE = "0123456789abcdef" * 4
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


@pytest.mark.parametrize("address", ["https://x.id/denah.png", "data:image/png;base64,iVBORw0KGgo=", "file:///a.png"])
def test_images_from_elsewhere_are_shown_by_their_description_and_named(address: str) -> None:
    page = rendered(f"![Denah *lantai* 2]({address})")

    assert page.html == "<p><em>Denah lantai 2</em></p>\n"
    assert page.oddities == (Oddity.IMAGE,)
    assert page.left_out == (LeftOut(Oddity.IMAGE, address),)


def test_the_company_s_own_pictures_are_shown_with_their_words_under_them_where_they_stand_alone() -> None:
    page = rendered(f"![Denah *lantai*](sigap://picture/{PICTURE})\n\nTekan ![](sigap://picture/{PICTURE}) ini.\n")

    shown = f'<a href="sigap://picture/{PICTURE}"><img src="sigap://picture/{PICTURE}"></a>'
    assert page.html == f"<p>{shown}<br><small>Denah lantai</small></p>\n<p>Tekan {shown} ini.</p>\n"
    assert page.pictures == (Illustration(PICTURE, "Denah lantai"), Illustration(PICTURE, ""))
    assert (page.links, page.oddities) == ((), ())


def test_only_a_picture_s_whole_name_is_one() -> None:
    page = rendered("![a](sigap://picture/../../etc) <img src='sigap://picture/short'> <img src=x> <img>")

    assert "<img" not in page.html
    assert page.oddities == (Oddity.IMAGE,)


@pytest.mark.parametrize(
    ("marked", "kind"), [("[!NOTE]", "info"), ("[!tip]", "tip"), ("[!WARNING]", "warn"), ("[!Peringatan]", "warn")]
)
def test_a_quote_that_says_its_kind_is_a_call_out_of_it(marked: str, kind: str) -> None:
    for quote in (f"> {marked}\n> Isi.\n", f"> {marked} Isi.\n"):
        page = rendered(quote)
        assert f'<td class="callout {kind}"><p>Isi.</p>' in page.html.replace("\n", "")
        assert split("Judul", quote)[0].text == "Isi."
    assert 'class="callout info"' in rendered("> [!unknown] Isi.\n").html


def test_characters_nobody_sees_are_shown_as_marks_or_left_out() -> None:
    page = rendered("## Akses\u202elevel\n\n[bpjs\u200b.go.id](https://x.id/\u202egpj) \U0001f468\u200d\U0001f469\n")

    assert "⟨U+202E⟩" in page.html
    assert not re.search("[\u202e\u200b]", page.html)
    assert "\U0001f468\u200d\U0001f469" in page.html
    assert page.oddities == (Oddity.HIDDEN,)
    assert page.outline[0].anchor == split("Judul", "## Akses\u202elevel\n")[1].anchor


def test_what_is_left_out_is_named_once_and_not_at_length() -> None:
    many = "".join(f"<blink>x</blink> [a](http://x.id/{n}) " for n in range(50))
    page = rendered(f"{many} [b](http://{'x' * 500}.id)")

    assert len(page.left_out) == 12
    assert page.left_out[0] == LeftOut(Oddity.HTML, "<blink>")
    assert all(len(what) <= 81 for _, what in page.left_out)


def test_a_plain_page_is_the_words_alone() -> None:
    page = plain_page(article("a", "# Satu\n\n<script>x</script> [a](https://x.id)\u202e\n" + "b " * 100_000))

    assert page.html.startswith("<p># Satu</p>\n<p>&lt;script&gt;x&lt;/script&gt; [a](https://x.id)⟨U+202E⟩</p>\n")
    assert page.oddities == (Oddity.CUT, Oddity.PLAIN)
    assert len(page.html) < 70_000


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
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x) [y](file:///etc/passwd) ![z](javascript:alert(1))",
        "<a href='java\u200bscript:alert(1)'>h</a>",
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
    page = rendered(f"## A\n\n[a](#a) ![b](c) ![](sigap://picture/{PICTURE})\n")

    assert Rendered.from_row(page.to_row()) == page
