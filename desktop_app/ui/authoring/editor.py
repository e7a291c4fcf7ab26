"""The editor: text and preview, or both languages side by side, with what is to be put right, kept as one writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.knowledge.difference import section_difference
from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.ui.actions import Action
from desktop_app.ui.authoring.articles_pane import KINDS
from desktop_app.ui.authoring.checks_list import ChecksList
from desktop_app.ui.authoring.details import Details
from desktop_app.ui.authoring.difference_view import DifferenceView
from desktop_app.ui.authoring.editor_head import EditorHead
from desktop_app.ui.authoring.editor_keys import editor_keys
from desktop_app.ui.authoring.editor_notices import EditorNotices
from desktop_app.ui.authoring.going_on import GoingOn
from desktop_app.ui.authoring.inserting import Inserting
from desktop_app.ui.authoring.markdown_edit import MarkdownEdit
from desktop_app.ui.authoring.material import Material, carried_pictures, looked_through, read_material
from desktop_app.ui.authoring.step_panel import StepPanel
from desktop_app.ui.authoring.taking_in import TakenIn
from desktop_app.ui.authoring.taking_steps import may_publish
from desktop_app.ui.authoring.working import DRAFT, Working, begin, caught_up, name_of, source_of
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.knowledge.article_text import ArticleText
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.text import Text

PAUSE, SHOWN = 800, 350
"""Milliseconds without a key before the text is kept, and before the preview follows."""


class Editor(QWidget):
    """`closed()`: back to the list. `article` and `language` are what is open."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.article, self.language = "", context.language
        self.working: Working | None = None
        self.material: Material | None = None
        self.draft_no: int | None = None
        self._filling = self._waits = False
        text, theme = context.text, context.theme
        self.head = EditorHead(context)
        self.title = QLineEdit()
        self.title.setPlaceholderText(text("Title"))
        self.title.setAccessibleName(text("Title"))
        self.edit = MarkdownEdit(theme, text("Write in plain words. The first lines say what the page is about."))
        self.checks = ChecksList(context)
        self.preview = ArticleText(theme, text)
        self.source = DifferenceView(context, text("What changed in the other language"))
        self.source_about = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.changes = DifferenceView(context, text("What changes for readers"))
        self.details = Details(context)
        self._beside = QStackedWidget()
        self._besides: dict[str, QWidget] = {
            "preview": self.preview,
            "source": holder(column(self.source_about, (self.source, 1), gap=8, margins=(16, 12, 8, 0))),
            "changes": holder(column((self.changes, 1), gap=0, margins=(16, 12, 8, 0))),
            "details": Scroll(holder(column(self.details, gap=0, margins=(16, 12, 16, 16)))),
        }
        for widget in self._besides.values():
            self._beside.addWidget(widget)
        self.notices = EditorNotices(context)
        writing = holder(column(self.title, (self.edit, 1), self.checks, gap=8, margins=(16, 12, 12, 12)))
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(writing)
        right = Pane(theme, column((self._beside, 1), gap=0), "surface", ("left",))
        self._split.addWidget(right)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self.panel = StepPanel(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.notices)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.panel)
        self.going_on = GoingOn(context, self, self.panel, self)
        self.inserting = Inserting(context, self, self.edit, self.going_on.steps, self)
        self._keeping = QTimer(self, singleShot=True, interval=PAUSE)
        self._keeping.timeout.connect(self.keep)
        self._showing = QTimer(self, singleShot=True, interval=SHOWN)
        self._showing.timeout.connect(self._show_preview)
        self._connect()

    def _connect(self) -> None:
        self.title.textEdited.connect(self._typed)
        self.edit.textChanged.connect(self._typed)
        self.details.changed.connect(self._typed)
        self.checks.wanted.connect(self.edit.go_to_line)
        self.checks.replacing.connect(self.inserting.replace_words)
        head = self.head
        head.back.connect(self.closed)
        head.language_chosen.connect(lambda language: self.open_article(self.article, str(language)))
        head.beside_chosen.connect(self.show_beside)
        head.saving.connect(self.going_on.save)
        head.stepping.connect(self.going_on.ask)
        head.marked.connect(self.inserting.mark)
        head.following.connect(self._follow)

    # Opening

    def open_article(self, article: str, language: str = "", title: str = "") -> None:
        """This article in this language, as it was left; an empty name begins a new one."""
        self._turn_to(article, language or self.context.language)
        self._read(lambda material: self._open(material, title))

    def _turn_to(self, article: str, language: str) -> None:
        self.keep()
        self.article, self.language = article, language
        self.draft_no = self.working = None
        self.panel.hide()
        self.notices.clear()

    def _read(self, then: Any) -> None:
        context, article, language = self.context, self.article, self.language
        about = f"{language}/{article}"

        def work() -> Material:
            store = context.store
            material = store.reader.read(lambda c: read_material(c, context, article, language))
            draft = store.drafts.get(DRAFT, about)
            body = str(draft.body.get("body", "")) if draft is not None else ""
            return replace(material, draft=draft, carried=carried_pictures(store, body, material.pictures))

        context.operation.read(work, then, doing="read", owner=self, latest="material")

    def refresh(self, changes: Changed | None) -> None:
        """The team's text may have changed meanwhile; what is being written stays."""
        if self.working is not None and (changes is None or changes.kinds & KINDS):
            self._read(self._hold)

    def _open(self, material: Material, title: str) -> None:
        written = material.written
        owner = written.owner if written is not None else material.shelf.owner()
        working = begin(written, self.article, self.language, owner, title)
        draft = material.draft
        kept = Working.from_draft(draft.body) if draft is not None else None
        if kept is not None:
            self.draft_no = draft.no
            working = kept
        self._begin(working, material)
        if draft is not None:
            self._tell_draft(draft.refused is not None)

    def open_taken(self, taken: TakenIn, drafts: frozenset[str]) -> None:
        """A document as a new article, which only this laptop has. `drafts`: names that others here have already."""
        self._turn_to("", taken.article.language)

        def opened(material: Material) -> None:
            names = drafts | {each.article for each in material.places} | {each.id for each in material.shelf.written}
            working = taken.working(material.shelf.owner(taken.article.owner), names)
            self.article = working.article
            self._begin(working, replace(material, carried=taken.pictures))
            self.notices.say_taken(taken, working.article)
            self.head.say_unsaved()
            self._waits = True
            self.keep()

        self._read(opened)

    def _begin(self, working: Working, material: Material) -> None:
        self.material = material
        self._fill(working)
        self._hold(material)
        self._show_preview()
        (self.edit if working.title else self.title).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, working: Working) -> None:
        self._filling = True
        self.working = working
        self.title.setText(working.title)
        self.edit.set_text(working.body)
        if self.material is not None:
            self.details.offer(self.material.offer)
        self.details.show_working(working, new=self.is_new())
        self._filling = False

    def _hold(self, material: Material) -> None:
        """What the company has now, beside what is being written."""
        self.material = material = material.beside(self.material)
        if self.working is None:
            return
        self.head.show_standing(
            material.written, self.working, self.manuscript(), self._team_publishes(), behind=bool(material.lag)
        )
        source = source_of(material.written, self.language) if material.written is not None else None
        text = self.context.text
        if source is None:
            self.source_about.say(text("There is no text in another language."))
        elif material.lag:
            self.source_about.say(
                text.plural(
                    "One section of the other language is not followed here yet.",
                    "{n} sections of the other language are not followed here yet.", len(material.lag),
                )
            )  # fmt: skip
        else:
            self.source_about.say(text("This text follows the other language as it is now."))
        if source is not None:
            shown = material.lag or section_difference(source.title, source.body, source.title, source.body)
            self.source.show_changes(shown)

    def manuscript(self) -> Manuscript | None:
        written = self.material.written if self.material is not None else None
        return written.manuscripts.get(self.language) if written is not None else None

    def _published(self) -> Article | None:
        written = self.material.written if self.material is not None else None
        return written.articles.get(self.language) if written is not None else None

    def is_new(self) -> bool:
        return self.material is None or self.material.written is None

    def _team_publishes(self) -> bool:
        manuscript = self.manuscript()
        team = self.material.shelf.team(manuscript.owner) if self.material and manuscript else None
        written = self.material.written if self.material is not None else None
        acknowledged = written is not None and written.acknowledged
        return may_publish(team, self.context.me.login, manuscript, acknowledged=acknowledged)

    def _tell_draft(self, refused: bool) -> None:
        if not refused:
            self.notices.say_kept()
            return
        self.notices.say_outrun()
        if (manuscript := self.manuscript()) is not None and self.working is not None:
            self.working = replace(
                self.working, revision=manuscript.revision, base_version=manuscript.base_version,
                base_minor=manuscript.base_minor,
            )  # fmt: skip
            self.changes.show_changes(
                section_difference(manuscript.title, manuscript.body, self.working.title, self.working.body)
            )
            self.show_beside("changes", again=False)

    # While one writes

    def _typed(self, *_: object) -> None:
        if self._filling or self.working is None:
            return
        working = self.details.applied(replace(self.working, title=self.title.text(), body=self.edit.toPlainText()))
        if self.is_new():
            named = name_of(working.title)
            if working.article in ("", name_of(self.working.title)):
                working = replace(working, article=named)
                self.details.name.setText(named)
            self.article = working.article
        self.working = working
        self._waits = True
        self._keeping.start()
        self._showing.start()
        self.head.say_unsaved()

    def keep(self) -> None:
        """Keeps what is being written on this laptop."""
        waits, self._waits = self._waits, False
        self._keeping.stop()
        working = self.working
        if not waits or working is None or not working.article:
            return
        now, no = self.context.now(), self.draft_no

        def kept(draft: Any) -> None:
            if self.working is not None and self.working.about == working.about:
                self.draft_no = draft.no
                self.head.say_kept(draft.at)

        self.context.write(
            lambda store: store.drafts.save(DRAFT, working.about, working.fields(), now, no=no), kept, owner=self
        )

    def _show_preview(self) -> None:
        working, material = self.working, self.material
        if working is None or material is None:
            return
        context = self.context

        def shown(result: Any) -> None:
            page, flaws, terms = result
            place = self.preview.verticalScrollBar().value()
            self.preview.show_article(working.title, page)
            self.preview.verticalScrollBar().setValue(place)
            self.checks.show_findings(flaws, terms)
            self.edit.underline([(term.start, term.end) for term in terms])

        context.operation.read(
            lambda: looked_through(working, material, context.store), shown, doing="read", owner=self, latest="preview"
        )
        if self._beside.currentWidget() is self._besides["changes"]:
            self._compare()

    def show_beside(self, which: object, *, again: bool = True) -> None:
        """What stands beside the text."""
        self._beside.setCurrentWidget(self._besides[str(which)])
        self.head.choose_beside(str(which))
        if which == "changes" and again:
            self._compare()

    def _compare(self) -> None:
        working, published = self.working, self._published()
        if working is None:
            return
        before = (published.title, published.body) if published is not None else ("", "")
        self.context.operation.read(
            lambda: section_difference(*before, working.title, working.body), self.changes.show_changes,
            doing="read", owner=self, latest="changes",
        )  # fmt: skip

    # What the steps need

    def unsaved(self) -> bool:
        """Whether there is more here than the team has."""
        return self.head.unsaved or self.manuscript() is None

    def was_saved(self, working: Working, then: Callable[[], object] | None) -> None:
        """The team has this text."""
        self.draft_no = None
        self.notices.clear()
        self.working = replace(working, revision=working.revision + 1)
        self.article = working.article
        self.head.say_saved(self.context.now())

        def held(material: Material) -> None:
            self._hold(material)
            if then is not None:
                then()

        self._read(held)

    def was_outrun(self) -> None:
        """Somebody else saved first: nothing of what is here is lost, and theirs stands beside it."""
        self._waits = True
        self._keeping.start()

        def held(material: Material) -> None:
            self._hold(material)
            self._tell_draft(True)

        self._read(held)

    def open_again(self) -> None:
        """The same article, as the company has it now."""
        self.open_article(self.article, self.language)

    def stop_keeping(self) -> None:
        """What waits to be kept is not kept any more."""
        self._waits = False
        self._keeping.stop()

    def close_editor(self) -> None:
        """Back to the list."""
        self.closed.emit()

    def _follow(self) -> None:
        """Marks the text as following the other language as it is now."""
        written = self.material.written if self.material is not None else None
        source = source_of(written, self.language) if written is not None else None
        if source is not None and self.working is not None:
            self.working = caught_up(self.working, source)
            self._typed()
            self.context.toast(self.context.text("Marked as following the other language. Save it for your team."))

    def keys(self) -> Sequence[Action]:
        """What can be done by a key."""
        return editor_keys(self.context.text, self.going_on.save, self.show_beside, self.closed.emit)

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        return (self.head, self.title, self.edit, self._beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.context.theme.px(760)
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
