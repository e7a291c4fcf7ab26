"""New request: the choice of forms, the wizard, and what becomes of a draft when one comes back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from secrets import token_bytes
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.catalogue import _
from desktop_app.domain.forms.draft import from_link
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.identifiers import short_reference, uuid7
from desktop_app.domain.requests.submission import Submit
from desktop_app.sentences import refusal
from desktop_app.store.queries import forms, people
from desktop_app.ui.actions import Action
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link, link
from desktop_app.ui.new_request import standing
from desktop_app.ui.new_request.catalogue import Catalogue
from desktop_app.ui.new_request.draft_keeping import FormDraft
from desktop_app.ui.new_request.filling import Filling, Source, taken_up
from desktop_app.ui.new_request.opening import (
    AMENDMENT,
    REQUEST,
    KeptDraft,
    Opening,
    Wanted,
    read_drafts,
    read_opening,
)
from desktop_app.ui.new_request.wizard import Wizard
from desktop_app.ui.operation import Failure
from desktop_app.ui.pages import Page, PageWidget
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll

RESERVED = ("article", "amend", "draft", "resume")
"""What a link to a form may say beside the fields it fills in."""


class NewRequestPage(PageWidget):
    """The catalogue, or one form. A form that is left is a draft, and is there again when one returns."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.catalogue = Catalogue(context)
        self.catalogue.opened.connect(lambda key: self.open(link("form", key)))
        self.catalogue.continued.connect(lambda no: self._ask_for(None, Wanted("", draft=no), resume=True))
        self.catalogue.thrown_away.connect(self._throw_away)
        self._chosen_from = holder(column(self.catalogue))
        self.wizard: Wizard | None = None
        self._draft: FormDraft | None = None
        self._opening: Opening | None = None
        self._wanted: Wanted | None = None
        self._asked: KeptDraft | None = None
        self._amending: Submit | None = None
        self._sending = False
        self._stack = QStackedWidget()
        self._stack.addWidget(Scroll(self._chosen_from))
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
            self._ask_for(to, Wanted("", draft=int(to.key)), resume=True)
        elif to.kind == "form":
            wanted = Wanted(to.key, amend=to.get("amend"), article=to.get("article"))
            self._ask_for(to, wanted, resume=bool(to.get("resume") or to.get("amend")))

    def place(self) -> Link | None:
        if self.wizard is None or self._wanted is None:
            return None
        said = {"resume": "yes", **({"amend": self._wanted.amend} if self._wanted.amend else {})}
        return link("form", self.wizard.filling.form.form, **said)

    def leave(self) -> None:
        if self._draft is not None:
            self._draft.flush()

    def top_widgets(self) -> Sequence[QWidget]:
        return (self._top,)

    def page_actions(self) -> Sequence[Action]:
        text = self.context.text
        here = text("New request")
        return (
            Action("form next", text("Next, or send"), self._go_on, ("Ctrl+Return", "Ctrl+Enter"), "arrow-right", here, when=self._filling),
            Action("form back", text("Back"), self._go_back, ("Alt+Left", "Esc"), "arrow-left", here, when=self._filling),
            Action("form paste", text("Paste a picture or file"), self._paste, ("Ctrl+V",), "clipboard", here, when=self._filling),
            Action("form close", text("Save and close"), self.close_form, (), "x", here, when=self._filling),
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.wizard,) if self.wizard is not None else (self.catalogue,)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    # ---- what the person does

    def close_form(self) -> None:
        """Back to the choice of forms; what was written is kept."""
        if self.wizard is None:
            return
        draft, empty = self._draft, self.wizard.filling.empty
        self._leave_form()
        if draft is not None and empty:
            draft.forget(lambda _: self._refresh_catalogue())
        elif draft is not None:
            draft.flush(self._refresh_catalogue)

    def _filling(self) -> bool:
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

    # ---- opening

    def _ask_for(self, to: Link | None, wanted: Wanted, *, resume: bool) -> None:
        """Reads what the form needs, behind every write that is still under way."""
        self.leave()
        me, language = self.context.me, self.context.language
        self._wanted = wanted

        def read(store: Any) -> Opening | None:
            asked = wanted
            if wanted.draft is not None:
                draft = next((each for each in read_drafts(store) if each.no == wanted.draft), None)
                if draft is None:
                    return None
                asked = Wanted(str(draft.body["form"]), draft=wanted.draft)
            return read_opening(store, me, language, asked)

        def show(opening: Opening | None) -> None:
            if self._wanted is wanted:
                self._show_opening(opening, wanted, dict(to.said) if to is not None else {}, resume)

        self.context.write(read, show, owner=self)

    def _show_opening(self, opening: Opening | None, wanted: Wanted, said: Mapping[str, str], resume: bool) -> None:
        text = self.context.text
        if opening is None:
            self.context.toast(text("This draft is not here any more."))
            self._refresh_catalogue()
        elif wanted.amend:
            self._begin_amending(opening)
        elif opening.draft is not None and opening.newest is None:
            self._show_state(standing.withdrawn(self.context, self._taken_up(opening), self._to_catalogue))
        elif opening.newest is None:
            self._show_state(standing.unknown_form(self.context, self._to_catalogue))
        elif opening.draft is not None and (resume or opening.draft.body.get("answers") == {}):
            self._continue(opening)
        elif opening.draft is not None:
            again, anew = partial(self._continue, opening), partial(self._begin_anew, opening, said)
            form = opening.newest
            self._show_state(
                standing.ask_to_continue(self.context, form, opening.draft, again, anew, self._to_catalogue)
            )
        else:
            self._begin(opening, said)

    def _begin(self, opening: Opening, said: Mapping[str, str]) -> None:
        assert opening.newest is not None
        given = {key: value for key, value in said.items() if key not in RESERVED}
        linked = from_link(opening.newest.definition, given, self.context.language)
        source = Source(opening.source.id, opening.source.title) if opening.source else None
        filling = self._filling_of(opening, opening.newest, answers=linked, linked=frozenset(linked), source=source)
        self._show_wizard(filling, opening, None)

    def _begin_anew(self, opening: Opening, said: Mapping[str, str]) -> None:
        assert opening.draft is not None
        old = opening.draft
        FormDraft(self.context, REQUEST, opening.key, old.no, self).forget(
            lambda gone: self._tell_forgotten(opening, gone)
        )
        self._begin(opening, said)

    def _continue(self, opening: Opening) -> None:
        assert opening.draft is not None
        taken = self._taken_up(opening)
        if taken.form is None:
            self._show_state(standing.withdrawn(self.context, taken, self._to_catalogue))
            return
        body = opening.draft.body
        source = Source(**body["source"]) if body.get("source") else None
        filling = self._filling_of(
            opening, taken.form, answers=taken.answers, touched=set(body.get("touched", taken.answers)),
            linked=frozenset(body.get("linked", ())), at=str(body.get("at", "")), source=source, lost=taken.lost,
        )  # fmt: skip
        self._show_wizard(filling, opening, opening.draft)
        assert self.wizard is not None
        if taken.lost:
            self.wizard.say(standing.changed_form(self.context, taken.lost))

    def _begin_amending(self, opening: Opening) -> None:
        command = opening.amended
        if not isinstance(command, Submit) or opening.own is None:
            assert self._wanted is not None
            self._show_state(standing.already_sent(self.context, self._wanted.amend, self._to_catalogue))
            return
        body = opening.draft.body if opening.draft is not None else {"answers": command.answers}
        answers = dict(body["answers"])
        filling = self._filling_of(
            opening, opening.own, answers=answers, touched=set(body.get("touched", answers)), today=command.today,
            at=str(body.get("at", "")),
        )  # fmt: skip
        self._amending = command
        self._show_wizard(filling, opening, opening.draft, kind=AMENDMENT, about=command.id)

    def _filling_of(self, opening: Opening, form: Form, *, today: str = "", **kept: Any) -> Filling:
        me = self.context.me
        known = {
            "today": today or self.context.words.today().isoformat(), "me.site": me.site, "me.kind": me.role,
            "me.team": me.team, "me.name": me.name, "me.email": me.email, "me.phone": me.phone,
        }  # fmt: skip
        language = self.context.language
        names = partial(opening.directory.name, language=language)
        return Filling(form, language, known, names, **kept)

    def _taken_up(self, opening: Opening) -> Any:
        assert opening.draft is not None
        names = partial(opening.directory.name, language=self.context.language)
        return taken_up(opening.draft.body, opening.versions, self.context.language, names)

    def _show_wizard(
        self, filling: Filling, opening: Opening, draft: KeptDraft | None, *, kind: str = REQUEST, about: str = ""
    ) -> None:
        self._opening = opening
        if kind == REQUEST:
            self._amending = None
        wizard = Wizard(self.context, filling, opening, amending=kind == AMENDMENT)
        self._draft = FormDraft(self.context, kind, about or filling.form.form, draft.no if draft else None, wizard)
        self._draft.kept.connect(wizard.foot.say_kept)
        self._draft.not_kept.connect(self._say_not_kept)
        wizard.changed.connect(self._keep)
        wizard.submitted.connect(self._send)
        wizard.closed.connect(self.close_form)
        wizard.answered.connect(self._answered)
        if draft is not None:
            wizard.foot.say_kept(draft.at)
        self._show(wizard)
        self.wizard = wizard
        self._close.show()
        self._set_margins()

    # ---- keeping and sending

    def _keep(self) -> None:
        if self.wizard is not None and self._draft is not None and not self.wizard.filling.empty:
            self._draft.keep(self.wizard.filling.body())

    def _say_not_kept(self, failure: Failure) -> None:
        if self.wizard is not None:
            self.wizard.foot.say_not_kept(standing.not_kept(self.context.text, failure.error))

    def _send(self) -> None:
        if self.wizard is None or self._draft is None or self._sending:
            return
        self._sending = True
        self.wizard.foot.primary.setEnabled(False)
        self._draft.flush(self._submit)

    def _submit(self) -> None:
        wizard, draft = self.wizard, self._draft
        if wizard is None or draft is None:
            self._sending = False
            return
        filling = wizard.filling
        if self._amending is not None:
            before = self._amending
            command = Submit(
                id=before.id, person=before.person, at=before.at, form=before.form, version=before.version,
                subject=filling.subject(), answers=filling.view.kept, today=before.today,
            )  # fmt: skip
            self.context.write(
                lambda store: store.writer.amend(command, self), lambda _: self._amended(command), owner=self,
                failed=self._not_sent,
            )  # fmt: skip
            return
        now = self.context.now()
        command = Submit(
            id=uuid7(now, token_bytes(10)), person=self.context.me.login, at=now, form=filling.form.form,
            version=filling.form.version, subject=filling.subject(), answers=filling.view.kept,
            today=str(filling.context["today"]),
        )  # fmt: skip
        self.context.run(command, lambda _: self._sent(command), owner=self, instead_of=draft.no, failed=self._not_sent)

    def _sent(self, command: Submit) -> None:
        text, wizard = self.context.text, self.wizard
        reference = short_reference(command.id)
        if wizard is not None and wizard.emergency is not None and wizard.emergency.declared and not wizard.connected:
            self.context.toast(
                text(
                    "Saved as {reference}, but NOT sent. Call {number} now.",
                    reference=reference,
                    number=wizard.emergency.number,
                )
            )
        elif wizard is not None and wizard.connected:
            self.context.toast(text("Saved as {reference}, and on its way.", reference=reference))
        else:
            self.context.toast(
                text("Saved on this laptop as {reference}. It goes out when connected.", reference=reference)
            )
        self._gone(command.id)

    def _amended(self, command: Submit) -> None:
        if self._draft is not None:
            self._draft.forget()
        self.context.toast(self.context.text("Changes saved: {reference}", reference=short_reference(command.id)))
        self._gone(command.id)

    def _gone(self, request: str) -> None:
        if self._draft is not None:
            self._draft.stop()
        self._sending = False
        self._leave_form()
        self.context.open(link("request", request))

    def _not_sent(self, failure: Failure) -> None:
        self._sending = False
        wizard = self.wizard
        if wizard is None:
            return
        wizard.foot.primary.setEnabled(True)
        error = failure.error
        code, data = str(getattr(error, "code", "")), dict(getattr(error, "data", {}) or {})
        if code == "invalid_answers":
            wizard.show_refusal((str(data["field"]), str(data["reason"])))
        elif code == "form_withdrawn":
            self._look_at_versions()
        elif code:
            why = refusal(self.context.text, code, data, self._name_of, self.context.words.time)
            wizard.say(standing.refused(self.context, why))
        elif self._amending is not None and hasattr(error, "command"):
            self._show_state(standing.already_sent(self.context, self._amending.id, self._to_catalogue))
        else:
            wizard.say(standing.not_saved(self.context, error))
            wizard.foot.say(self.context.text("Not saved"), "danger")

    def _name_of(self, login: str) -> str:
        return self._opening.directory.name("person", login, self.context.language) if self._opening else login

    def _answered(self) -> None:
        draft, wizard = self._draft, self.wizard
        if draft is None or wizard is None:
            return
        key, body = wizard.filling.form.form, wizard.filling.body()
        empty = wizard.filling.empty
        self._leave_form()
        text = self.context.text
        back = None if empty else partial(self._put_back, key, body)
        draft.forget(lambda _: self.context.toast(text("Good to hear. The draft was thrown away."), back))
        self._refresh_catalogue()

    def _put_back(self, key: str, body: Mapping[str, Any]) -> None:
        now = self.context.now()
        self.context.write(
            lambda store: store.drafts.save(REQUEST, key, body, now),
            lambda _: self.open(link("form", key, resume="yes")),
            owner=self,
        )

    def _tell_forgotten(self, opening: Opening, gone: Any) -> None:
        if gone is not None:
            undo = partial(self._put_back, opening.key, gone.body)
            self.context.toast(self.context.text("The earlier draft was thrown away."), undo)

    def _throw_away(self, no: int) -> None:
        def delete(store: Any) -> Any:
            found = next((each for each in store.drafts.list() if each.no == no), None)
            if found is not None:
                store.drafts.delete(no)
            return found

        def told(found: Any) -> None:
            self._refresh_catalogue()
            if found is not None:
                undo = partial(self._put_back, str(found.body["form"]), found.body)
                self.context.toast(self.context.text("The draft was thrown away."), undo)

        self.context.write(delete, told, owner=self)

    # ---- forms that change meanwhile

    def _look_at_versions(self) -> None:
        """Whether the form that is being filled in is still offered, and in which version."""
        if self.wizard is None or self._amending is not None:
            return
        mine = self.wizard.filling.form

        def read(c: Any) -> tuple[Form | None, Form | None]:
            return forms.form(c, mine.form, mine.version), forms.form(c, mine.form)

        self.context.read(read, self._follow, owner=self, latest="versions")

    def _follow(self, versions: tuple[Form | None, Form | None]) -> None:
        wizard, draft = self.wizard, self._draft
        if wizard is None or draft is None or self._opening is None:
            return
        known = [each for each in versions if each is not None]
        filling = wizard.filling
        taken = taken_up(filling.body(), known, filling.language, filling.names)
        if taken.form is None:
            draft.flush()
            self._show_state(standing.withdrawn(self.context, taken, self._to_catalogue))
        elif taken.form.version != filling.form.version:
            newer = self._filling_of(
                self._opening, taken.form, answers=taken.answers, touched=set(filling.touched) & set(taken.answers),
                linked=filling.linked & set(taken.answers), source=filling.source, lost=taken.lost,
            )  # fmt: skip
            kept = KeptDraft(draft.no, newer.form.form, {}, self.context.now(), None) if draft.no is not None else None
            draft.stop()
            self._show_wizard(newer, self._opening, kept)
            self.wizard.say(standing.changed_form(self.context, taken.lost))
            self._keep()

    # ---- what is in sight

    def _show(self, widget: QWidget) -> None:
        self._drop_shown()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def _show_state(self, widget: QWidget) -> None:
        self._leave_form(stay=True)
        self._show(Scroll(holder(column(widget, None, margins=(self.margin(), 48, self.margin(), 24)))))
        widget.setFocus()

    def _drop_shown(self) -> None:
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.wizard = None

    def _leave_form(self, *, stay: bool = False) -> None:
        if self._draft is not None and self._draft.parent() is not None:
            self._draft.setParent(self)  # what it still writes outlives the wizard
        self._drop_shown()
        self._draft, self._opening, self._amending = None, None, None
        self._close.hide()
        if not stay:
            self._stack.setCurrentIndex(0)

    def _to_catalogue(self) -> None:
        self._leave_form()
        self._refresh_catalogue()

    def _refresh_catalogue(self) -> None:
        me = self.context.me

        def read(store: Any) -> Any:
            drafts = read_drafts(store)
            return store.reader.read(
                lambda c: (forms.offered(c, me.login), people.teams(c), drafts, _of_drafts(c, drafts))
            )

        self.context.write(read, self._show_catalogue, owner=self)

    def _show_catalogue(self, found: Any) -> None:
        offered, teams, drafts, titles = found
        self.catalogue.show_forms(offered, teams)
        self.catalogue.show_drafts(drafts, titles)

    def _set_margins(self) -> None:
        gutter = self.margin()
        self._chosen_from.layout().setContentsMargins(gutter, 6, gutter, 24)
        if self.wizard is not None:
            self.wizard.margin(gutter)


def _of_drafts(c: Any, drafts: Sequence[KeptDraft]) -> dict[str, Form]:
    """The form of each draft, also of those no longer offered."""
    found = {}
    for draft in drafts:
        key = str(draft.body["form"])
        form = forms.form(c, key) or forms.form(c, key, int(draft.body["version"]))
        if form is not None:
            found[key] = form
    return found


PAGE = Page(
    "new_request",
    _("New request"),
    "note-pencil",
    NewRequestPage,
    opens=("form", "draft"),
    in_sidebar=False,
    under="requests",
)
