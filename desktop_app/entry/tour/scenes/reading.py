"""Sari looks for maternity leave as she types, reads it in two languages, and does not find her case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QRadioButton, QTextBrowser

from desktop_app.domain.languages import LANGUAGES
from desktop_app.entry.tour.driver import click, find, press, rest, rows, shown, wait, wait_says
from desktop_app.entry.tour.scenes.words import SEARCH, Words
from desktop_app.entry.tour.stage import Stage
from desktop_app.store.queries import forms, knowledge

ARTICLE = "maternity-leave"
_ALT = {"id": "en", "en": "id"}


def play(stage: Stage) -> None:
    """Until the form has opened from the article."""
    words = Words(stage)
    window = stage.open("sari")
    wait_says(window, "Sari")
    stage.done("sari", "Sari starts Sigap", "her company was fetched; what concerns her stands on the first page")

    laptop = stage.opened["sari"].laptop
    title = _title(stage, stage.language)
    field = window.top_bar.field
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    typed = words.say(SEARCH)
    for letter in typed:
        QTest.keyClicks(field, letter)
        rest(40)
    wait(lambda: any(title in said for view in shown(window, QAbstractItemView) for said in rows(view)), title)
    stage.done("sari", f"Type {typed}", f"“{title}” is found as she types, with the words marked")

    press(field, Qt.Key.Key_Return)
    wait(lambda: any(len(text.toPlainText()) > 500 for text in shown(window, QTextBrowser)), "the article to open")
    wait_says(window, title)
    stage.done("sari", "Open the article", "at the section that was found, with its contents beside it")

    other = _ALT[stage.language]
    named = next(one.native for one in LANGUAGES if one.code == other)
    click(find(window, QRadioButton, named))
    wait_says(window, _title(stage, other))
    stage.done("sari", f"Read it in {named}", "the same article, at the same place, in the other language")

    mine = next(one.native for one in LANGUAGES if one.code == stage.language)
    click(find(window, QRadioButton, mine))
    form = laptop.read(lambda c: forms.form(c, "leave-question"))
    assert form is not None
    click(find(window, QPushButton, str(form.definition["title"][stage.language])))
    wait_says(window, words.label("sari", "leave-question", "kind"))


def _title(stage: Stage, language: str) -> str:
    article = stage.opened["sari"].laptop.read(lambda c: knowledge.article(c, ARTICLE, language))
    assert article is not None
    return article.title
