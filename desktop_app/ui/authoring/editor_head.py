"""Above the text: where it stands, its language, what stands beside it, the marks, and what comes next."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal

from desktop_app.domain.knowledge.rows import Manuscript
from desktop_app.domain.languages import LANGUAGES
from desktop_app.store.queries.authoring import Written
from desktop_app.ui.authoring.state_words import about, manuscript_words
from desktop_app.ui.authoring.working import Working
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text import Text


class EditorHead(Pane):
    """`back()`, `language_chosen(code)`, `beside_chosen(name)`, `saving()`, `stepping(step)`, `marked(mark)`,
    `following()`."""

    back = Signal()
    language_chosen = Signal(object)
    beside_chosen = Signal(object)
    saving = Signal()
    stepping = Signal(str)
    marked = Signal(str)
    following = Signal()

    def __init__(self, context: Context) -> None:
        self._context, text, theme = context, context.text, context.theme
        self.unsaved = False
        self.leave = Button(theme, text("All articles"), "plain", "arrow-left")
        self.languages = Segmented(theme, text("Language"), [(one.code, one.names[one.code]) for one in LANGUAGES])
        besides = [
            ("preview", text("Preview")), ("source", text("Other language")), ("changes", text("What changes")),
            ("details", text("Details")),
        ]  # fmt: skip
        self.besides = Segmented(theme, text("Beside the text"), besides, "preview")
        self.standing = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.kept = Text("", 12, 400, "faint")
        self.save = Button(theme, text("Save for the team"), "secondary")
        self.steps = {
            "review": Button(theme, text("Ask for review"), "primary"),
            "publish": Button(theme, text("Publish"), "primary"),
            "return": Button(theme, text("Give back"), "secondary"),
            "cancel": Button(theme, text("Do not publish it then"), "secondary"),
        }
        self.quiet = {
            "discard": Button(theme, text("Throw away"), "plain"),
            "confirm": Button(theme, text("Still true"), "plain"),
            "retire": Button(theme, text("Out of force"), "plain"),
        }
        marks = [
            ("bold", "text-bolder", text("Bold")), ("italic", "text-italic", text("Italic")),
            ("heading", "text-h-two", text("Heading")), ("list", "list-bullets", text("List")),
            ("numbers", "list-numbers", text("Numbered list")), ("table", "table", text("Table")),
            ("callout", "info", text("Call-out")), ("link", "link", text("Link")),
        ]  # fmt: skip
        self.marks = []
        for key, icon, name in marks:
            mark = IconButton(theme, icon, name)
            mark.clicked.connect(lambda _=False, key=key: self.marked.emit(key))
            self.marks.append(mark)
        self.follow = Button(theme, text("Follows the other language now"), "plain")
        first = row(self.leave, self.languages, None, self.save, *self.steps.values(), gap=10)
        tools = FlowLayout(*self.marks, self.follow, *self.quiet.values())
        second = row((holder(tools), 1), self.besides, gap=12)
        told = row((self.standing, 1), self.kept, gap=12)
        super().__init__(
            theme, column(first, told, second, gap=8, margins=(16, 10, 16, 10)), "canvas", ("bottom",)
        )  # fmt: skip
        self.leave.clicked.connect(self.back)
        self.languages.chosen.connect(self.language_chosen)
        self.besides.chosen.connect(self.beside_chosen)
        self.save.clicked.connect(self.saving)
        self.follow.clicked.connect(self.following)
        self.follow.hide()
        for step, button in {**self.steps, **self.quiet}.items():
            button.hide()  # all of them side by side would need more width than a small screen has
            button.clicked.connect(lambda _=False, step=step: self.stepping.emit(step))

    def choose_beside(self, which: str) -> None:
        """That it stands beside the text."""
        self.besides.choose(which)

    def show_standing(
        self,
        written: Written | None,
        working: Working,
        manuscript: Manuscript | None,
        may_publish: bool,
        *,
        behind: bool,
    ) -> None:
        """Where it stands, and what can be done now."""
        words, me = self._context.words, self._context.me.login
        self.languages.choose(working.language)
        told = [about(written, words)] if written is not None else []
        if manuscript is not None:
            told.append(manuscript_words(manuscript, words))
            if manuscript.returned and manuscript.reviewer is not None:
                told.append(f"“{manuscript.returned}”")
        self.standing.say(" · ".join(told))
        state = manuscript.state if manuscript is not None else ""
        self.steps["review"].setVisible(state in ("", "draft") and not may_publish)
        self.steps["publish"].setVisible(may_publish and state != "scheduled")
        self.steps["return"].setVisible(state == "review" and manuscript is not None and manuscript.author != me)
        self.steps["cancel"].setVisible(state == "scheduled")
        self.save.setEnabled(state != "scheduled")
        published = written is not None and bool(written.articles)
        self.quiet["confirm"].setVisible(published)
        self.quiet["retire"].setVisible(published)
        self.quiet["discard"].setVisible(manuscript is not None or self.unsaved)
        self.follow.setVisible(behind)

    def say_unsaved(self) -> None:
        """There is more than the team has."""
        self.unsaved = True
        self.quiet["discard"].show()
        self.kept.say("")

    def say_kept(self, at: datetime) -> None:
        """It is on this laptop."""
        self.kept.say(self._context.text("Kept on this laptop {time}", time=self._context.words.when(at)))

    def say_saved(self, at: datetime) -> None:
        """The team has it, with the next sync."""
        self.unsaved = False
        self.kept.say(self._context.text("Saved for the team {time}", time=self._context.words.when(at)))
