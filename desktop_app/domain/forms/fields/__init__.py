"""The types of field. A new one is a module here, a line in `TYPES`, and its control in the window."""

from desktop_app.domain.forms.fields.calculated import Calculated
from desktop_app.domain.forms.fields.choice import Choice
from desktop_app.domain.forms.fields.choices import Choices
from desktop_app.domain.forms.fields.consent import Consent
from desktop_app.domain.forms.fields.date import Date
from desktop_app.domain.forms.fields.date_range import DateRange
from desktop_app.domain.forms.fields.decimal import Decimal
from desktop_app.domain.forms.fields.email import Email
from desktop_app.domain.forms.fields.file import File
from desktop_app.domain.forms.fields.fixed_text import FixedText
from desktop_app.domain.forms.fields.long_text import LongText
from desktop_app.domain.forms.fields.money import Money
from desktop_app.domain.forms.fields.person import Person
from desktop_app.domain.forms.fields.phone import Phone
from desktop_app.domain.forms.fields.place import Place
from desktop_app.domain.forms.fields.rating import Rating
from desktop_app.domain.forms.fields.short_text import ShortText
from desktop_app.domain.forms.fields.table import Table
from desktop_app.domain.forms.fields.team import Team
from desktop_app.domain.forms.fields.time import Time
from desktop_app.domain.forms.fields.type import FieldType
from desktop_app.domain.forms.fields.whole import Whole
from desktop_app.domain.forms.fields.yes_no import YesNo

_PLAIN: tuple[FieldType, ...] = (
    ShortText(),
    LongText(),
    Email(),
    Phone(),
    Choice(),
    Choices(),
    YesNo(),
    Date(),
    DateRange(),
    Time(),
    Whole(),
    Decimal(),
    Money(),
    Person(),
    Team(),
    Place(),
    File(),
    Rating(),
    Calculated(),
    Consent(),
    FixedText(),
)
CELLS = {each.name: each for each in _PLAIN if each.cell}
"""The types that can be a column of a table."""
TYPES: tuple[FieldType, ...] = (*_PLAIN, Table(CELLS))
BY_NAME = {each.name: each for each in TYPES}
