"""Fillings of forms written in a line or two."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.definition import publish
from desktop_app.domain.forms.rows import Form
from desktop_app.ui.new_request.filling import Filling
from tests.domain.forms.form_builder import CONTEXT, field, page, written

YES = {"const": True}


def filling(*parts: dict[str, Any], **more: Any) -> Filling:
    """A filling of a form with these pages, or these fields on one page."""
    made = publish(written(*parts))
    return Filling(made, "id", {**CONTEXT, "me.phone": "0811-5550-124"}, lambda kind, key: key, **more)


def version(number: int, *parts: dict[str, Any], offered: bool = True) -> Form:
    """A version of the same form."""
    made = publish(written(*parts, version=number))
    return Form(made.form, made.version, made.team, made.definition, offered)


def paid() -> tuple[dict[str, Any], dict[str, Any]]:
    """Two pages: whether one paid, and (once one did) how much; then words."""
    return (
        page(
            field("paid", "yes_no", required=True),
            field("amount", "money", show={"eq": [{"answer": "paid"}, YES]}, required=True),
            key="first",
        ),
        page(field("text", "long_text", required=True), key="second"),
    )
