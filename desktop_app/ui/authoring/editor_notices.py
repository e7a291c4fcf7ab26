"""What the editor says above the text: that it was kept, that somebody was faster, what a document lost on its way."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.authoring.left_words import left_words
from desktop_app.ui.authoring.taking_in import TakenIn
from desktop_app.ui.context import Context
from desktop_app.ui.theme.tokens import State
from desktop_app.ui.widgets.layout import emptied
from desktop_app.ui.widgets.notice import Notice, Strip


class EditorNotices(QWidget):
    """One at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 8, 16, 8)
        self.clear()

    def clear(self) -> None:
        """Nothing to say."""
        emptied(self._lines)
        self.hide()

    def say_kept(self) -> None:
        """What is open was kept on this laptop."""
        words = self._context.text("You were writing this, and it was kept on this laptop.")
        self._say(Strip(self._context.theme, "info", "clock-counter-clockwise", words))

    def say_outrun(self) -> None:
        """Somebody else saved first."""
        words = self._context.text(
            "Somebody else saved first. Your words are here, on this laptop; look at theirs before you save."
        )
        self._say(Strip(self._context.theme, "warn", "clock-counter-clockwise", words))

    def say_taken(self, taken: TakenIn, name: str) -> None:
        """Where the text comes from, what of it could not come, and that nobody has it yet."""
        text, theme = self._context.text, self._context.theme
        title = text("Taken over from “{file}”. Nothing is saved for your team yet.", file=taken.file)
        lines: list[str] = []
        if taken.left:
            lines += [text("Not taken over, or changed:"), *(f"– {left_words(text, each)}" for each in taken.left)]
        if name != taken.asked:
            asked = taken.asked
            said = text("An article called {asked} is here already; this one is called {name}.", asked=asked, name=name)
            lines.append(said)
        state: State = "warn" if taken.left else "info"
        icon = "warning-circle" if taken.left else "file-text"
        self._say(Notice(theme, state, icon, title, "\n".join(lines)) if lines else Strip(theme, "info", icon, title))

    def _say(self, notice: QWidget) -> None:
        emptied(self._lines)
        self._lines.addWidget(notice)
        self.show()
