"""The text of an article: laid out whole at any width, no line too long, nothing fetched, links told."""

from __future__ import annotations

import random
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from desktop_app.catalogue import Catalogue
from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.render import render
from desktop_app.ui.knowledge.article_shown import Shown
from desktop_app.ui.knowledge.article_style import callout_kind, is_code, tables_of
from desktop_app.ui.knowledge.article_text import ArticleText
from desktop_app.ui.theme import Appearance, Theme
from tests.ui.laptop_builder import company

ARTICLES = {(each.id, each.language): each for each in company().articles}
MIXED = """Intro with `code`.

## First heading

> **Careful!** Read this first.

> **A quote with bold words** that go on in the line.

```
a block   of code
```

| What | How much |
| --- | ---: |
| Incomprehensibilities | 1 |
| b | 2 |

### Deeper heading

1. one
2. two

![a picture](https://elsewhere.example/picture.png) and a [link](sigap://article/sick-leave) and [outside](https://elsewhere.example/).
"""


@pytest.fixture
def text(qapp: QApplication, theme: Theme, qtbot: Any) -> ArticleText:
    made = ArticleText(theme, Catalogue.load("en"))
    qtbot.addWidget(made)
    made.resize(672, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(text: ArticleText, article: Article) -> None:
    text.show_article(article.title, Shown(render(article)))


def mixed(text: ArticleText) -> list[QTextTable]:
    show(text, Article("mixed", "en", "Mixed", MIXED, "work"))
    return tables_of(text.document().rootFrame())


def blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def lines(text: ArticleText) -> list[str]:
    found = []
    for block in blocks(text.document()):
        shown = [block.layout().lineAt(i) for i in range(block.layout().lineCount())]
        found += [block.text()[each.textStart() :][: each.textLength()].rstrip() for each in shown]
    return found


def test_no_line_has_more_than_72_characters(text: ArticleText) -> None:
    text.resize(1400, 800)
    for article in ARTICLES.values():
        show(text, article)
        longest = max(lines(text), key=len)
        assert 50 < len(longest) <= 72, (article.id, longest)


def test_every_block_is_laid_out_at_any_width(text: ArticleText, chance: random.Random) -> None:
    for article in ARTICLES.values():
        text.resize(chance.randint(420, 1400), chance.randint(300, 3000))
        show(text, article)
        without = [each.text() for each in blocks(text.document()) if each.text() and not each.layout().lineCount()]
        assert not without, (article.id, article.language, text.size())


def test_call_outs_code_and_tables_are_told_apart(text: ArticleText, theme: Theme) -> None:
    kinds = [callout_kind(each, theme) or ("code" if is_code(each, theme) else "data") for each in mixed(text)]

    assert kinds == ["info", "info", "code", "data"]


def test_the_bold_words_of_a_call_out_are_its_title_only_when_they_end_there(text: ArticleText) -> None:
    first, second = mixed(text)[:2]

    assert first.cellAt(0, 1).firstCursorPosition().block().text() == "Careful!"
    assert second.cellAt(0, 1).firstCursorPosition().block().text().startswith("A quote with bold words that go on")


def test_a_word_in_a_table_is_never_broken_while_there_is_room(text: ArticleText) -> None:
    data = mixed(text)[3]

    assert data.cellAt(1, 0).firstCursorPosition().block().layout().lineCount() == 1


def test_a_table_that_is_too_wide_scrolls_and_breaks_no_word(text: ArticleText) -> None:
    cells = " | ".join(["Incomprehensibilities"] * 8)
    body = f"| {cells} |\n|{'---|' * 8}\n| {cells} |\n"
    show(text, Article("wide", "en", "Wide", body, "work"))
    [table] = tables_of(text.document().rootFrame())

    assert text.horizontalScrollBar().maximum() > 0
    for column in range(8):
        assert table.cellAt(1, column).firstCursorPosition().block().layout().lineCount() == 1


def test_headings_have_the_sizes_of_the_look(text: ArticleText) -> None:
    mixed(text)
    sizes = {
        each.text(): each.begin().fragment().charFormat().font().pixelSize()
        for each in blocks(text.document())
        if each.blockFormat().headingLevel()
    }

    assert sizes == {"First heading": 17, "Deeper heading": 15}


def test_nothing_is_fetched_for_a_text(text: ArticleText) -> None:
    mixed(text)

    assert text.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("https://elsewhere.example/p.png")) is None
    assert text.loadResource(QTextDocument.ResourceType.StyleSheetResource, QUrl("file:///etc/passwd")) is None
    assert "elsewhere.example/picture" not in text.toHtml()


def test_tab_goes_from_link_to_link_and_enter_follows(text: ArticleText, qtbot: Any) -> None:
    mixed(text)
    text.setFocus()
    with qtbot.waitSignal(text.copying_code) as copied:
        qtbot.keyClick(text, Qt.Key.Key_Tab)
        qtbot.keyClick(text, Qt.Key.Key_Return)
    assert copied.args == ["a block   of code"]
    with qtbot.waitSignal(text.followed) as first:
        qtbot.keyClick(text, Qt.Key.Key_Tab)
        qtbot.keyClick(text, Qt.Key.Key_Return)
    with qtbot.waitSignal(text.followed) as second:
        qtbot.keyClick(text, Qt.Key.Key_Tab)
        qtbot.keyClick(text, Qt.Key.Key_Return)

    assert [first.args, second.args] == [["sigap://article/sick-leave"], ["https://elsewhere.example/"]]


def test_a_resized_window_keeps_the_line_one_reads(text: ArticleText) -> None:
    show(text, ARTICLES["maternity-leave", "id"])
    text.verticalScrollBar().setValue(900)
    before = text.cursorForPosition(text.rect().topLeft()).block().text()

    text.resize(460, 500)

    assert text.cursorForPosition(text.rect().topLeft()).block().text() == before


def test_a_section_stays_at_the_top_however_wide_the_window_becomes(text: ArticleText) -> None:
    show(text, ARTICLES["maternity-leave", "id"])
    text.go_to("cuti-keguguran")

    for width in (420, 1000, 672):
        text.resize(width, 600)
        assert text.section() == "cuti-keguguran"


def test_dark_and_large_are_other_colours_and_sizes_of_the_same_text(text: ArticleText, theme: Theme) -> None:
    show(text, ARTICLES["maternity-leave", "id"])
    words = text.toPlainText()

    theme.show(Appearance("dark", text_size=200))
    text.dress_anew()

    assert text.toPlainText() == words
    assert text.document().defaultFont().pixelSize() == 30
    assert theme.tokens.accent in text.document().defaultStyleSheet()


def test_a_tip_and_a_warning_are_call_outs_of_their_own_with_a_word_for_them(text: ArticleText, theme: Theme) -> None:
    show(text, Article("kinds", "en", "Kinds", "> [!TIP]\n> a\n\n> [!WARNING]\n> b\n\n> [!NOTE]\n> c\n", "work"))
    boxes = tables_of(text.document().rootFrame())

    assert [callout_kind(each, theme) for each in boxes] == ["tip", "warn", "info"]
    assert [each.cellAt(0, 1).firstCursorPosition().block().text() for each in boxes] == ["Tip", "Please note", "c"]


def test_a_table_that_is_too_wide_may_be_seen_alone(text: ArticleText, qtbot: Any) -> None:
    cells = " | ".join(["Incomprehensibilities"] * 8)
    body = f"| a | b |\n|---|---|\n| 1 | 2 |\n\n| {cells} |\n|{'---|' * 8}\n| {cells} |\n"
    show(text, Article("wide", "en", "Wide", body, "work"))
    text.setFocus()

    with qtbot.waitSignal(text.followed) as followed:
        qtbot.keyClick(text, Qt.Key.Key_Tab)
        qtbot.keyClick(text, Qt.Key.Key_Return)
    assert followed.args == ["table:1"]
    assert text.toPlainText().count("Show this table alone") == 1
