"""What stands in the way of a form, said so that the person knows what happened, what is safe and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.domain.forms.draft import Lost
from desktop_app.domain.forms.fields.type import in_language
from desktop_app.domain.forms.rows import Form
from desktop_app.ui.context import Context
from desktop_app.ui.links import link
from desktop_app.ui.new_request.filling import Taken
from desktop_app.ui.new_request.opening import KeptDraft
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState, ErrorState
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.text import Text

Act = Callable[[], object]


def ask_to_continue(context: Context, form: Form, draft: KeptDraft, again: Act, anew: Act, away: Act) -> QWidget:
    """There is a draft of this form: go on with it, or begin anew."""
    text, theme = context.text, context.theme
    title = in_language(form.definition["title"], context.language)
    go_on = _button(context, text("Continue the draft"), again, "primary", "note-pencil")
    begin = _button(context, text("Start anew"), anew)
    back = _button(context, text("Back"), away, "plain")
    when = context.words.when(draft.at)
    subject = str(draft.body.get("subject") or title)
    about = text("“{subject}”, saved {when}. Nothing of it was lost.", subject=subject, when=when)
    return Card(
        theme,
        column(EmptyState(theme, "note-pencil", text("Continue your draft?"), about, go_on, begin, back)),
        margins=(24, 48, 24, 48),
    )


def withdrawn(context: Context, taken: Taken, away: Act) -> QWidget:
    """The form is no longer offered; what was written is kept and can be used elsewhere."""
    text = context.text
    ask = _button(
        context,
        text("Ask HR a question"),
        lambda: context.open(link("form", "question")),
        "primary",
        "chat-teardrop-text",
    )
    copy = _copying(context, text("Copy my words"), own_words(taken.answers))
    return Card(
        context.theme,
        column(
            ErrorState(
                context.theme, text("This form is no longer offered"), text("Your draft is kept on this laptop."),
                text("Choose another form, or ask HR in your own words."), ask, *copy,
                _button(context, text("All forms"), away), labels=(text("What is safe:"), text("What you can do:")),
                state="warn",
            )
        ),
        margins=(24, 24, 24, 24),
    )  # fmt: skip


def unknown_form(context: Context, away: Act) -> QWidget:
    """A link to a form that is not here."""
    text = context.text
    forms = _button(context, text("All forms"), away, "primary")
    state = EmptyState(
        context.theme, "note-pencil", text("This form is not on this laptop"),
        text("It may be new, or no longer offered. Sync, or choose another one."), forms,
    )  # fmt: skip
    return Card(context.theme, column(state), margins=(24, 48, 24, 48))


def already_sent(context: Context, request: str, answers: Mapping[str, Any], away: Act) -> QWidget:
    """It went out in the meantime: it can be answered, no longer changed; what was changed can be copied."""
    text = context.text
    copy = _copying(context, text("Copy my words"), own_words(answers))
    see = _button(context, text("Open the request"), lambda: context.open(link("request", request)), "primary")
    return Card(
        context.theme,
        column(
            ErrorState(
                context.theme, text("This request has just been sent"), text("It arrives as you had written it."),
                text("Write what changes as a reply in the request."), see, *copy,
                _button(context, text("All forms"), away),
                labels=(text("What is safe:"), text("What you can do:")), state="info", icon="paper-plane-tilt",
            )
        ),
        margins=(24, 24, 24, 24),
    )  # fmt: skip


def changed_form(context: Context, lost: Sequence[Lost]) -> QWidget:
    """A newer version took over the draft; what it has no place for is listed, and can be copied."""
    text, theme = context.text, context.theme
    title = text("This form has changed since you began. Your answers were taken over.")
    if not lost:
        return Notice(theme, "info", "info", title)
    listed = "\n".join(f"{each.label}: {each.text}" for each in lost)
    copy = _copying(context, text("Copy them"), listed)
    extra = column(Text(listed, wrap=True, selectable=True), row(*copy, None), gap=8)
    return Notice(theme, "warn", "info", title, text("These answers have no place in it any more:"), extra)


def own_words(answers: Mapping[str, Any]) -> str:
    """What the person wrote themselves, rather than chose: texts of more than one word."""
    return "\n".join(str(answer) for answer in answers.values() if isinstance(answer, str) and " " in answer.strip())


def refused(context: Context, why: str) -> QWidget:
    """The rules do not allow it now."""
    return Notice(context.theme, "danger", "warning-circle", context.text("Not sent"), why)


def not_saved(context: Context, error: Any) -> QWidget:
    """The laptop could not save it: nothing was lost, everything is still in the form."""
    return Notice(
        context.theme, "danger", "warning-circle", context.text("Not saved. Your answers are still here."),
        f"{why_not_saved(context.text, error)} {context.text('Then send it again.')}",
    )  # fmt: skip


def not_kept(text: Catalogue, error: Any) -> str:
    """What the foot says instead of when the draft was saved."""
    return text("Draft not saved: {why}", why=why_not_saved(text, error))


def why_not_saved(text: Catalogue, error: Any) -> str:
    """What keeps the laptop from saving, and what to do about it."""
    kind = type(error).__name__
    if kind == "StoreFull":
        return text("The disk is full. Make some room.")
    if kind == "StoreBusy":
        return text("Another program is using Sigap's data. Wait a moment.")
    return text("This computer does not let Sigap write. Check the disk.")


def _button(context: Context, words: str, act: Act, kind: Any = "secondary", icon: str | None = None) -> Button:
    button = Button(context.theme, words, kind, icon)
    button.clicked.connect(lambda _=False: act())
    return button


def _copying(context: Context, words: str, content: str) -> list[Button]:
    """A button that copies words, none where there are none."""
    return [_button(context, words, lambda: QGuiApplication.clipboard().setText(content))] if content else []
