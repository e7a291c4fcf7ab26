"""What changed, section by section, in one column: added words underlined, words that are gone struck through."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtWidgets import QTextBrowser

from desktop_app.domain.knowledge.difference import Fate, SectionChange, word_difference
from desktop_app.domain.knowledge.sections import Section
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.layout import restyled


class DifferenceView(QTextBrowser):
    """Sections that are the same are named only."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context = context
        self._changes: tuple[SectionChange, ...] = ()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        restyled(self, bare=True)
        context.theme.changed.connect(self._set)

    def show_changes(self, changes: Iterable[SectionChange]) -> None:
        """These changes."""
        self._changes = tuple(changes)
        self._set()

    def _set(self) -> None:
        theme, color = self._context.theme, self._context.theme.tokens.by_name()
        self.document().setDefaultStyleSheet(
            f"""
            h3 {{ font-size: {theme.px(14)}px; font-weight: 600; margin: {theme.px(12)}px 0 2px 0; }}
            p {{ font-size: {theme.px(14)}px; line-height: 140%; margin: 0 0 {theme.px(6)}px 0; }}
            .fate {{ color: {color["soft"]}; font-size: {theme.px(12)}px; font-weight: 400; }}
            .added {{ background-color: {color["good_soft"]}; text-decoration: underline; }}
            .gone {{ background-color: {color["danger_soft"]}; text-decoration: line-through; }}
            """
        )
        self.setHtml("".join(self._html(change) for change in self._changes) or f"<p>{self._nothing()}</p>")

    def _nothing(self) -> str:
        return escape(self._context.text("Nothing has changed."))

    def _html(self, change: SectionChange) -> str:
        section = change.after or change.before
        if section is None:
            return ""
        head = f"<h3>{escape(section.heading)} <span class='fate'>· {escape(self._fate(change.fate))}</span></h3>"
        match change.fate:
            case Fate.SAME:
                return head
            case Fate.ADDED:
                return head + f"<p><span class='added'>{escape(section.text)}</span></p>"
            case Fate.GONE:
                return head + f"<p><span class='gone'>{escape(section.text)}</span></p>"
        return head + f"<p>{_compared(change.before, change.after)}</p>"

    def _fate(self, fate: Fate) -> str:
        text = self._context.text
        return {
            Fate.SAME: text("unchanged"), Fate.ADDED: text("new"), Fate.GONE: text("taken out"),
            Fate.CHANGED: text("changed"),
        }[fate]  # fmt: skip


def _compared(before: Section | None, after: Section | None) -> str:
    if before is None or after is None:
        return ""
    html = ""
    for run in word_difference(before.text, after.text):
        words = escape(run.text)
        html += words if run.fate is Fate.SAME else f"<span class='{run.fate}'>{words}</span> "
    return html
