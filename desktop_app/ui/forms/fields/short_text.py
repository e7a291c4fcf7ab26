"""One line of text."""

from __future__ import annotations

from desktop_app.ui.forms.fields.line import LineControl


class ShortText(LineControl):
    """A line as wide as there is; the cell of a table likewise."""

    name = "short_text"
