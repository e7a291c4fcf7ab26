"""Marks of Markdown stand back a little, headings and emphasis come forward."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop_app.ui.theme import Theme

_HEADING = re.compile(r" {0,3}#{1,6}[ \t].*")
_INSIDE = (
    ("mark", re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)]|>+)(?= )")),
    ("mark", re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$|\|")),
    ("bold", re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*|__(?=\S).+?(?<=\S)__")),
    ("italic", re.compile(r"(?<![*\w])\*(?=[^\s*])[^*]+?(?<=[^\s*])\*(?!\*)")),
    ("code", re.compile(r"`[^`]+`")),
    ("link", re.compile(r"!?\[[^\[\]]*\]\([^()]*\)|\[\^[^\]\s]+\]")),
)
_FENCE = re.compile(r" {0,3}(?:```+|~~~+)")
_LONGEST = 4_000  # characters of a line that is looked through
_IN_CODE = 1


class MarkdownColours(QSyntaxHighlighter):
    """One block at a time, so a long text costs no more than a short one."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """In the colours of now."""

        def made(tone: str, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
            shape = QTextCharFormat()
            shape.setForeground(theme.color(tone))
            shape.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            shape.setFontItalic(italic)
            return shape

        self._formats = {
            "heading": made("accent", bold=True), "mark": made("faint"), "bold": made("text", bold=True),
            "italic": made("text", italic=True), "code": made("info"), "link": made("accent"),
        }  # fmt: skip
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        fence = _FENCE.match(text) is not None
        inside = self.previousBlockState() == _IN_CODE
        self.setCurrentBlockState(_IN_CODE if inside != fence else 0)
        if inside or fence:
            self.setFormat(0, len(text), self._formats["code"])
        elif _HEADING.fullmatch(text):
            self.setFormat(0, len(text), self._formats["heading"])
        else:
            for name, pattern in _INSIDE:
                for found in pattern.finditer(text[:_LONGEST]):
                    self.setFormat(found.start(), found.end() - found.start(), self._formats[name])
