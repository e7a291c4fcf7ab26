"""Why something was not saved, in a sentence for the place where it was tried."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app import sentences
from desktop_app.domain.effects import Refused
from desktop_app.ui.context import Context
from desktop_app.ui.operation import Failure


def why(failure: Failure, context: Context, name_of: Callable[[str], str]) -> str:
    """The domain's reason, or that the laptop could not keep it. What was written is still where it was."""
    error = failure.error
    if isinstance(error, Refused):
        return sentences.refusal(context.text, error.code, error.data, name_of, context.words.when)
    return context.text("This could not be saved. Your words are still here; please try again.")
