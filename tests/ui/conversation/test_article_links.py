"""Articles that are named in messages."""

from __future__ import annotations

from desktop_app.ui.conversation.article_links import article_links, written_link


def test_an_article_is_read_by_its_title_and_offered_once() -> None:
    link = written_link("Cuti melahirkan", "maternity-leave")

    shown, links = article_links(f"Silakan baca {link}, lalu {link}.")

    assert shown == "Silakan baca “Cuti melahirkan”, lalu “Cuti melahirkan”."
    assert [(each.title, each.link.kind, each.link.key) for each in links] == [
        ("Cuti melahirkan", "article", "maternity-leave")
    ]


def test_brackets_in_a_title_do_not_break_the_link() -> None:
    shown, links = article_links(written_link("Cuti [baru]", "leave"))

    assert (shown, len(links)) == ("“Cuti (baru)”", 1)


def test_other_addresses_stay_words() -> None:
    for text in (
        "[klik](https://example.com)",
        "[klik](sigap://page/settings)",
        "[klik](javascript:alert(1))",
        "biasa",
    ):
        assert article_links(text) == (text, ())
