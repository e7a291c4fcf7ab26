"""What becomes of the text that is open: saved for the team, read by it, published, taken out of force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject

from desktop_app.domain.effects import Refused
from desktop_app.domain.knowledge.in_force import ConfirmArticle, RetireArticle, next_review
from desktop_app.domain.knowledge.pictures import AddPicture
from desktop_app.domain.knowledge.publishing import (
    AskReview,
    CancelPublication,
    DiscardManuscript,
    PublishArticle,
    ReturnManuscript,
    SaveManuscript,
)
from desktop_app.domain.knowledge.rows import Manuscript
from desktop_app.ui.authoring.material import Material
from desktop_app.ui.authoring.step_panel import Step, StepPanel, Taken
from desktop_app.ui.authoring.taking_steps import Steps, moment_of
from desktop_app.ui.authoring.working import DRAFT, Working
from desktop_app.ui.context import Context, Store
from desktop_app.ui.operation import Failure


class Opened(Protocol):
    """The editor, as these steps see it."""

    working: Working | None
    material: Material | None
    draft_no: int | None

    def manuscript(self) -> Manuscript | None: ...
    def is_new(self) -> bool: ...
    def unsaved(self) -> bool: ...
    def was_saved(self, working: Working, then: Callable[[], object] | None) -> None: ...
    def was_outrun(self) -> None: ...
    def open_again(self) -> None: ...
    def stop_keeping(self) -> None: ...
    def close_editor(self) -> None: ...


class GoingOn(QObject):
    """The steps of one editor; the panel asks what each needs to know."""

    def __init__(self, context: Context, editor: Opened, panel: StepPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._editor, self._panel = context, editor, panel
        self.steps = Steps(context, context.toast, self)
        panel.taken.connect(self._take)

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves for the team what is written now, the pictures that came with it first."""
        editor = self._editor
        working = editor.working
        if working is None:
            return
        editor.stop_keeping()

        def refused(error: Refused) -> None:
            if error.code == "changed":
                editor.was_outrun()
            else:
                self.steps.tell(Failure(error, "save"))

        carried = editor.material.carried if editor.material is not None else {}
        pictures = [picture for id, picture in carried.items() if id in working.body]

        def go_on() -> None:
            if pictures:
                own = {"article": working.article, "owner": working.owner} | asdict(pictures.pop())
                self.steps.give(AddPicture, lambda _: go_on(), **own)
                return
            self.steps.give(
                SaveManuscript, lambda _: editor.was_saved(working, then), instead_of=editor.draft_no, refused=refused,
                **working.fields(),
            )  # fmt: skip

        go_on()

    def ask(self, step: str) -> None:
        """Goes on with this step, or asks what it needs to know first."""
        editor = self._editor
        working, material = editor.working, editor.material
        if working is None or material is None:
            return
        match step:
            case "confirm":
                self._confirm(working)
            case "cancel":
                self._cancel()
            case "discard":
                self._discard(working)
            case "review" | "publish" if editor.unsaved():
                self.save(lambda: self._open_panel(step))
            case "review" | "publish" | "return" | "retire":
                self._open_panel(step)

    def _open_panel(self, step: Step) -> None:
        working, material, manuscript = self._editor.working, self._editor.material, self._editor.manuscript()
        if working is None or material is None:
            return
        begun = material.written.manuscripts if material.written is not None else {}
        self._panel.open_for(
            step, change=manuscript.change if manuscript else "major",
            note=manuscript.note if manuscript and step != "return" else "",
            other=any(language != working.language for language in begun), acknowledged=working.acknowledge,
            articles=list(material.offer.articles),
        )  # fmt: skip

    def _take(self, taken: Taken) -> None:
        text, working, manuscript = self._context.text, self._editor.working, self._editor.manuscript()
        if working is None:
            return
        if taken.step == "retire":
            self.steps.give(
                RetireArticle, self._told(text("Readers are told, with the next sync.")), article=working.article,
                valid_until=taken.day.isoformat() if taken.day is not None else None, successor=taken.successor,
            )  # fmt: skip
        elif manuscript is None:
            return
        elif taken.step == "review":
            self.steps.give(
                AskReview, self._told(text("Your team sees that it waits to be read.")), article=working.article,
                language=working.language, revision=manuscript.revision, change=taken.change, note=taken.note,
            )  # fmt: skip
        elif taken.step == "return":
            self.steps.give(
                ReturnManuscript, self._told(text("Its author reads what you wrote.")), article=working.article,
                language=working.language, revision=manuscript.revision, returned=taken.note,
            )  # fmt: skip
        else:
            self._publish(taken, working)

    def _publish(self, taken: Taken, working: Working) -> None:
        text, material = self._context.text, self._editor.material
        if material is None or material.written is None:
            return
        manuscripts = material.written.manuscripts
        languages = [working.language]
        if taken.together:
            languages += [language for language in manuscripts if language != working.language]
        zone = self._context.words.zone
        at = moment_of(taken.day, lambda day: day.replace(tzinfo=zone)) if taken.day is not None else None
        later, now = (
            text("It is published when its day comes."),
            text("Published. Laptops get it with their next sync."),
        )

        def done(_: object) -> None:
            self._context.toast(later if at is not None else now)
            self._editor.open_again()

        self.steps.give(
            PublishArticle, done, instead_of=self._editor.draft_no, article=working.article, languages=languages,
            revisions=[manuscripts[language].revision for language in languages], change=taken.change, note=taken.note,
            publish_at=at,
        )  # fmt: skip

    def _confirm(self, working: Working) -> None:
        words = self._context.text("Marked as looked through; the next review is in a year.")
        self.steps.give(
            ConfirmArticle, self._told(words), article=working.article,
            review_by=next_review(self._context.words.today()).isoformat(),
        )  # fmt: skip

    def _cancel(self) -> None:
        manuscript = self._editor.manuscript()
        if manuscript is not None:
            self.steps.give(
                CancelPublication, lambda _: self._editor.open_again(), article=manuscript.article,
                language=manuscript.language, revision=manuscript.revision,
            )  # fmt: skip

    def _discard(self, working: Working) -> None:
        """Throws the text away; for a while it can be had back, as a draft on this laptop."""
        editor, context, manuscript = self._editor, self._context, self._editor.manuscript()
        editor.stop_keeping()
        no, now, new = editor.draft_no, context.now(), editor.is_new()

        def gone(_: object) -> None:
            def put_back(store: Store) -> Any:
                return store.drafts.save(DRAFT, working.about, replace(working, revision=0).fields(), now)

            def restore() -> None:
                context.write(put_back, lambda _: editor.open_again(), owner=self)

            context.toast(context.text("Thrown away."), restore)
            if new:
                editor.close_editor()
            else:
                editor.open_again()

        if manuscript is not None:
            self.steps.give(
                DiscardManuscript, gone, instead_of=no, article=manuscript.article, language=manuscript.language,
                revision=manuscript.revision,
            )  # fmt: skip
        elif no is not None:
            context.write(lambda store: store.drafts.delete(no), gone, owner=self)
        else:
            gone(None)

    def _told(self, words: str) -> Callable[[object], object]:
        return lambda _: self._context.toast(words)
