"""A number with decimals."""

from __future__ import annotations

from desktop_app.ui.forms.fields.whole import Whole


class Decimal(Whole):
    """A line for a decimal; the mark is the language's own."""

    name = "decimal"
