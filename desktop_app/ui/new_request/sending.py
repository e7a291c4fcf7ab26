"""The way of one form out of the wizard: saved first, and only then said to be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.identifiers import short_reference
from desktop_app.domain.requests.submission import Submit
from desktop_app.sentences import refusal
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.new_request import standing
from desktop_app.ui.new_request.draft_keeping import FormDraft
from desktop_app.ui.new_request.wizard import Wizard
from desktop_app.ui.operation import Failure


class Sending(QObject):
    """`saved(request)`: it is on the disk. `withdrawn()`: the form is not offered any more. `gone(request)`: what was
    to be changed has been sent meanwhile. Everything else that keeps it back is said in the wizard."""

    saved = Signal(str)
    withdrawn = Signal()
    gone = Signal(str)

    def __init__(self, context: Context, wizard: Wizard, draft: FormDraft, amended: Submit | None) -> None:
        super().__init__(wizard)
        self._context, self._wizard, self._draft, self._amended = context, wizard, draft, amended
        self._under_way = False
        wizard.submitted.connect(self.send)

    def send(self) -> None:
        """Saves it; once, however often the button is pressed."""
        if not self._under_way:
            self._under_way = True
            self._wizard.foot.primary.setEnabled(False)
            self._draft.flush(self._save)

    def _save(self) -> None:
        submit = self._command()
        context = self._context
        if self._amended is None:
            context.run(
                submit, lambda _: self._sent(submit), owner=self, instead_of=self._draft.no, failed=self._failed
            )
        else:
            context.write(
                lambda store: store.writer.amend(submit, self), lambda _: self._changed(submit), owner=self,
                failed=self._failed,
            )  # fmt: skip

    def _command(self) -> Submit:
        filling, before = self._wizard.filling, self._amended
        said = command(
            self._context,
            Submit,
            form=filling.form.form,
            version=filling.form.version,
            subject=filling.subject(),
            answers=filling.view.kept,
            today=str(filling.context["today"]),
        )
        return replace(said, id=before.id, at=before.at) if before else said

    def _sent(self, command: Submit) -> None:
        text, wizard = self._context.text, self._wizard
        reference = short_reference(command.id)
        emergency = wizard.emergency
        if emergency is not None and emergency.declared and not wizard.connected:
            said = text(
                "Saved as {reference}, but NOT sent. Call {number} now.", reference=reference, number=emergency.number
            )
        elif wizard.connected:
            said = text("Saved as {reference}, and on its way.", reference=reference)
        else:
            said = text("Saved on this laptop as {reference}. It goes out when connected.", reference=reference)
        self._draft.stop()
        self._context.toast(said)
        self.saved.emit(command.id)

    def _changed(self, command: Submit) -> None:
        self._draft.forget()
        self._context.toast(self._context.text("Changes saved: {reference}", reference=short_reference(command.id)))
        self.saved.emit(command.id)

    def _failed(self, failure: Failure) -> None:
        self._under_way = False
        wizard, error, context = self._wizard, failure.error, self._context
        wizard.foot.primary.setEnabled(True)
        code, data = str(getattr(error, "code", "")), dict(getattr(error, "data", None) or {})
        if code == "invalid_answers":
            wizard.show_refusal((str(data["field"]), str(data["reason"])))
        elif code == "form_withdrawn":
            self.withdrawn.emit()
        elif code:
            why = refusal(
                context.text, code, data, lambda login: wizard.around.name("person", login), context.words.time
            )
            wizard.say(standing.refused(context, why))
        elif self._amended is not None and getattr(error, "command", None) == self._amended.id:
            self.gone.emit(self._amended.id)
        else:
            wizard.say(standing.not_saved(context, error))
            wizard.foot.say(context.text("Not saved"), "danger")
