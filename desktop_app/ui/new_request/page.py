"""New request: the choice of forms, the wizard, and what becomes of a draft when one comes back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.gaps import Use
from desktop_app.domain.requests.submission import Submit
from desktop_app.store.queries import forms
from desktop_app.ui.actions import Action
from desktop_app.ui.context import Changed, Context, Store
from desktop_app.ui.links import Link, link
from desktop_app.ui.new_request import beginnings, standing
from desktop_app.ui.new_request.catalogue import Catalogue, read_catalogue
from desktop_app.ui.new_request.draft_bin import DraftBin
from desktop_app.ui.new_request.draft_keeping import FormDraft
from desktop_app.ui.new_request.filling import Filling, taken_up
from desktop_app.ui.new_request.opening import AMENDMENT, REQUEST, KeptDraft, Opening, Wanted, read_opening
from desktop_app.ui.new_request.sending import Sending
from desktop_app.ui.new_request.wizard import Wizard
from desktop_app.ui.operation import Failure
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll

STATE_WIDTH = 760


class NewRequestPage(PageWidget):
    """The catalogue, or one form. A form that is left is a draft, and is there again when one returns.

    A link `sigap://form/sick-leave?article=sick-leave&who=me` begins one, with what the form lets a link fill in;
    `?amend=<request>` opens one that waits to be sent; `sigap://draft/7` goes on with a draft.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._bin = DraftBin(context, lambda form: self.open(link("form", form, resume="yes")), self)
        self.catalogue = Catalogue(context)
        self.catalogue.opened.connect(lambda key: self.open(link("form", key)))
        self.catalogue.continued.connect(lambda no: self.open(link("draft", str(no))))
        self.catalogue.thrown_away.connect(lambda no: self._bin.throw_away(no, self._refresh_catalogue))
        self._margins = column(self.catalogue)
        self.wizard: Wizard | None = None
        self._draft: FormDraft | None = None
        self._opening: Opening | None = None
        self._amended: Submit | None = None
        self._wanted: Wanted | None = None
        self._stack = QStackedWidget()
        self._forms = Scroll(self._margins)
        self._forms.verticalScrollBar().rangeChanged.connect(self._set_margins)
        self._stack.addWidget(self._forms)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._close = Button(context.theme, context.text("Save and close"), "plain")
        self._close.clicked.connect(self.close_form)
        self._close.hide()
        self._top = holder(row(self._close))

    # ---- as the window knows it

    def refresh(self, changes: Changed | None) -> None:
        if self.wizard is None:
            if changes is None or changes.kinds & {"form", "team", "draft"}:
                self._refresh_catalogue()
        elif changes is None or "form" in changes.kinds:
            self._look_at_versions()

    def open(self, to: Link) -> None:
        if to.kind == "draft" and to.key.isdecimal():
            self._ask_for(Wanted("", draft=int(to.key)), {}, resume=True)
        elif to.kind == "form":
            wanted = Wanted(to.key, amend=to.get("amend"), article=to.get("article"))
            self._ask_for(wanted, dict(to.said), resume=bool(to.get("resume")))

    def place(self) -> Link | None:
        if self.wizard is None:
            return None
        said = {"resume": "yes", **({"amend": self._amended.id} if self._amended is not None else {})}
        return link("form", self.wizard.filling.form.form, **said)

    def leave(self) -> None:
        if self._draft is not None:
            self._draft.flush()

    def top_widgets(self) -> Sequence[QWidget]:
        return (self._top,)

    def page_actions(self) -> Sequence[Action]:
        text, here = self.context.text, self.context.text("New request")
        go_on, back, paste = text("Next, or send"), text("Back"), text("Paste a picture or file")
        filling = self._is_filling
        return (
            Action("form next", go_on, self._go_on, ("Ctrl+Return", "Ctrl+Enter"), "arrow-right", here, when=filling),
            Action("form back", back, self._go_back, ("Alt+Left", "Esc"), "arrow-left", here, when=filling),
            Action("form paste", paste, self._paste, ("Ctrl+V",), "clipboard", here, when=filling),
            Action("form close", text("Save and close"), self.close_form, (), "x", here, when=filling),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.wizard,) if self.wizard is not None else (self.catalogue,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    # ---- what the person does

    def close_form(self) -> None:
        """Back to the choice of forms; what was written is kept, and where nothing was, nothing is."""
        if self.wizard is None or self._draft is None:
            return
        draft, empty = self._draft, self.wizard.filling.empty
        if empty:
            self._count_avoided(self.wizard.aside.suggestions.read_here())
        self._leave_form()
        if empty:
            draft.forget(lambda _: self._refresh_catalogue())
        else:
            draft.flush(self._refresh_catalogue)

    def _is_filling(self) -> bool:
        return self.wizard is not None

    def _go_on(self) -> None:
        if self.wizard is not None:
            self.wizard.go_on()

    def _go_back(self) -> None:
        if self.wizard is not None:
            self.wizard.go_back()

    def _paste(self) -> None:
        if self.wizard is not None:
            self.wizard.paste()

    def _answered(self) -> None:
        """An article answered it: the form is not needed any more."""
        if self._draft is None or self.wizard is None:
            return
        draft, filling, suggestions = self._draft, self.wizard.filling, self.wizard.aside.suggestions
        self._count_avoided(suggestions.read_here() or tuple(each.article for each in suggestions.shown()[:1]))
        body = None if filling.empty else filling.body()
        said = (
            self.context.text("Good to hear. The draft was thrown away.")
            if body
            else self.context.text("Good to hear.")
        )
        self._leave_form()
        draft.forget(lambda _: self._bin.tell(said, filling.form.form, body))
        self._refresh_catalogue()

    def _count_avoided(self, articles: Sequence[str]) -> None:
        """What was read instead of asking: counted without a name, for who wrote it."""
        now = self.context.now()
        for article in articles:
            self.context.write(partial(_avoided, article=article, now=now))

    # ---- opening

    def _ask_for(self, wanted: Wanted, said: Mapping[str, str], *, resume: bool) -> None:
        """Reads what the form needs, behind every write that is still under way."""
        self.leave()
        self._wanted = wanted
        me, language = self.context.me, self.context.language

        def show(opening: Opening | None) -> None:
            if self._wanted is wanted:
                self._show_opening(opening, wanted, said, resume=resume)

        self.context.write(lambda store: read_opening(store, me, language, wanted), show, owner=self)

    def _show_opening(self, opening: Opening | None, wanted: Wanted, said: Mapping[str, str], *, resume: bool) -> None:
        if opening is None:
            self.context.toast(self.context.text("This draft is not here any more."))
            self._to_catalogue()
        elif wanted.amend:
            self._begin_amending(opening, wanted.amend)
        elif opening.draft is None and opening.newest is None:
            self._show_state(standing.unknown_form(self.context, self._to_catalogue))
        elif opening.draft is None or opening.newest is None or resume:
            self._continue_or_begin(opening, said)
        else:
            again, anew = partial(self._continue_or_begin, opening, said), partial(self._begin_anew, opening, said)
            asked = standing.ask_to_continue(
                self.context, opening.newest, opening.draft, again, anew, self._to_catalogue
            )
            self._show_state(asked)

    def _continue_or_begin(self, opening: Opening, said: Mapping[str, str]) -> None:
        if opening.draft is None:
            assert opening.newest is not None
            self._show_wizard(beginnings.begun(self.context, opening, opening.newest, said), opening)
            return
        taken = beginnings.taken(self.context, opening)
        if taken.form is None:
            self._show_state(standing.withdrawn(self.context, taken, self._to_catalogue))
            return
        filling = beginnings.continued(self.context, opening, taken)
        self._show_wizard(filling, opening, opening.draft)
        if taken.form.version != opening.draft.body["version"] or taken.lost:
            self._say(standing.changed_form(self.context, taken.lost))

    def _begin_anew(self, opening: Opening, said: Mapping[str, str]) -> None:
        assert opening.draft is not None
        assert opening.newest is not None
        old, gone = opening.draft, self.context.text("The earlier draft was thrown away.")
        old_draft = FormDraft(self.context, REQUEST, opening.key, old.no, self)
        old_draft.forget(lambda _: self._bin.tell(gone, opening.key, old.body))
        self._show_wizard(beginnings.begun(self.context, opening, opening.newest, said), opening)

    def _begin_amending(self, opening: Opening, request: str) -> None:
        if opening.amended is None or opening.own is None:
            self._show_sent(request, opening.draft.body.get("answers", {}) if opening.draft is not None else {})
        else:
            filling = beginnings.reopened(self.context, opening, opening.own, opening.amended)
            self._show_wizard(filling, opening, opening.draft, opening.amended)

    def _show_wizard(
        self, filling: Filling, opening: Opening, draft: KeptDraft | None = None, amended: Submit | None = None
    ) -> None:
        self._opening, self._amended = opening, amended
        wizard = Wizard(self.context, filling, opening, amending=amended is not None)
        kind, about = (AMENDMENT, amended.id) if amended is not None else (REQUEST, filling.form.form)
        kept = FormDraft(self.context, kind, about, draft.no if draft else None, self)
        kept.kept.connect(wizard.foot.say_kept)
        kept.not_kept.connect(self._say_not_kept)
        sending = Sending(self.context, wizard, kept, amended)
        sending.saved.connect(self._show_request)
        sending.withdrawn.connect(self._look_at_versions)
        sending.gone.connect(lambda request: self._show_sent(request, filling.answers))
        wizard.changed.connect(self._keep)
        wizard.closed.connect(self.close_form)
        wizard.answered.connect(self._answered)
        if draft is not None:
            wizard.foot.say_kept(draft.at)
        self._show(wizard)
        self.wizard, self._draft = wizard, kept
        self._close.show()
        self._set_margins()

    # ---- keeping, and what comes of sending

    def _keep(self) -> None:
        if self.wizard is not None and self._draft is not None and not self.wizard.filling.empty:
            self._draft.keep(self.wizard.filling.body())

    def _say_not_kept(self, failure: Failure) -> None:
        if self.wizard is not None:
            self.wizard.foot.say_not_kept(standing.not_kept(self.context.text, failure.error))

    def _show_request(self, request: str) -> None:
        self._leave_form()
        self.context.open(link("request", request))

    def _show_sent(self, request: str, answers: Mapping[str, Any]) -> None:
        self._show_state(standing.already_sent(self.context, request, answers, self._to_catalogue))

    # ---- forms that change meanwhile

    def _look_at_versions(self) -> None:
        """Whether the form that is being filled in is still offered, and in which version."""
        if self.wizard is None or self._amended is not None:
            return  # what waits to be sent is judged by its own version
        mine = self.wizard.filling.form

        def read(c: Any) -> list[Form]:
            held = (forms.form(c, mine.form, mine.version), forms.form(c, mine.form))
            return [each for each in held if each is not None]

        self.context.read(read, self._follow, owner=self, latest="versions")

    def _follow(self, versions: Sequence[Form]) -> None:
        if self.wizard is None or self._draft is None or self._opening is None:
            return
        filling, draft = self.wizard.filling, self._draft
        taken = taken_up(filling.body(), versions, filling.language, filling.names)
        if taken.form is None:
            draft.flush()
            self._show_state(standing.withdrawn(self.context, taken, self._to_catalogue))
        elif taken.form.version != filling.form.version:
            draft.flush()
            newer = beginnings.in_newer(self.context, self._opening, filling, taken)
            kept = KeptDraft(draft.no, newer.form.form, {}, self.context.now(), None) if draft.no is not None else None
            self._show_wizard(newer, self._opening, kept)
            self._say(standing.changed_form(self.context, taken.lost))
            self._keep()

    # ---- what is in sight

    def _say(self, notice: QWidget) -> None:
        if self.wizard is not None:
            self.wizard.say(notice)

    def _show(self, widget: QWidget) -> None:
        self._drop_shown()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self.setFocus()

    def _show_state(self, state: QWidget) -> None:
        self._leave_form()
        state.setMaximumWidth(self.context.theme.px(STATE_WIDTH))
        self._show(Scroll(holder(column(row((state, 1)), None, margins=(self.margin(), 48, self.margin(), 24)))))

    def _drop_shown(self) -> None:
        while (old := self._stack.widget(1)) is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.wizard = None

    def _leave_form(self) -> None:
        self._drop_shown()
        self._draft, self._opening, self._amended = None, None, None
        self._close.hide()
        self._stack.setCurrentIndex(0)
        self.setFocus()

    def _to_catalogue(self) -> None:
        self._leave_form()
        self._refresh_catalogue()

    def _refresh_catalogue(self) -> None:
        """Among the writes, so that a draft that was just left is listed."""
        me = self.context.me.login

        def read(store: Store) -> Any:
            return read_catalogue(store, me)

        self.context.write(read, self.catalogue.show_content, owner=self)

    def _set_margins(self) -> None:
        gutter = self.margin()
        self._margins.setContentsMargins(gutter, 6, self._forms.beside_bar(gutter), 24)
        if self.wizard is not None:
            self.wizard.margin(gutter)


def _avoided(store: Store, article: str, now: datetime) -> object:
    return store.tallies.used(article, Use.AVOIDED, now)
