"""The controls, one a type of field of the domain. A new one is a module here and a line in `CONTROLS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.ui.forms.fields.calculated import Calculated
from desktop_app.ui.forms.fields.choice import Choice
from desktop_app.ui.forms.fields.choices import Choices
from desktop_app.ui.forms.fields.consent import Consent
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.fields.date import Date
from desktop_app.ui.forms.fields.date_range import DateRange
from desktop_app.ui.forms.fields.decimal import Decimal
from desktop_app.ui.forms.fields.email import Email
from desktop_app.ui.forms.fields.file import File
from desktop_app.ui.forms.fields.fixed_text import FixedText
from desktop_app.ui.forms.fields.long_text import LongText
from desktop_app.ui.forms.fields.money import Money
from desktop_app.ui.forms.fields.person import Person
from desktop_app.ui.forms.fields.phone import Phone
from desktop_app.ui.forms.fields.place import Place
from desktop_app.ui.forms.fields.rating import Rating
from desktop_app.ui.forms.fields.short_text import ShortText
from desktop_app.ui.forms.fields.table import Table
from desktop_app.ui.forms.fields.team import Team
from desktop_app.ui.forms.fields.time import Time
from desktop_app.ui.forms.fields.whole import Whole
from desktop_app.ui.forms.fields.yes_no import YesNo
from desktop_app.ui.forms.surroundings import Surroundings

_PLAIN: tuple[type[Control], ...] = (
    ShortText, LongText, Email, Phone, Choice, Choices, YesNo, Date, DateRange, Time, Whole, Decimal, Money, Person,
    Team, Place, File, Rating, Calculated, Consent, FixedText,
)  # fmt: skip
_BY_NAME = {each.name: each for each in _PLAIN}
CONTROLS: tuple[type[Control], ...] = (*_PLAIN, Table)


def control(field: Mapping[str, Any], around: Surroundings) -> Control:
    """The control for a field of a published definition, or for a column of a table."""
    if field["type"] == Table.name:
        return Table(field, around, control)
    return _BY_NAME[field["type"]](field, around)
