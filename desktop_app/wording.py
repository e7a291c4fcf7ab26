"""Times, durations, dates, money and sizes as people say them, at the moment and in the zone they are read in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.catalogue import Catalogue, _

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
WEEKDAYS_SHORT = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
NO_BREAK = "\N{NO-BREAK SPACE}"
_MINOR_UNITS = {"IDR": 0, "JPY": 0, "KRW": 0, "VND": 0}
_SIGNS = {"IDR": "Rp"}


@dataclass(frozen=True)
class Wording:
    """How one person reads times: in their language, in their zone, as of `clock()` (aware, UTC)."""

    text: Catalogue
    zone: tzinfo
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """The moment, in the reader's zone."""
        return self.clock().astimezone(self.zone)

    def today(self) -> date:
        """The reader's date."""
        return self.now().date()

    def hour(self, value: datetime) -> str:
        """The time of day: 16.30."""
        return f"{value.astimezone(self.zone):%H.%M}"

    def hour_with_zone(self, value: datetime) -> str:
        """16.30 WIB, never broken over a line."""
        there = value.astimezone(self.zone)
        return f"{there:%H.%M}{NO_BREAK}{there.tzname() or 'UTC'}"

    def day(self, value: date, *, year: bool = True, weekday: bool = True) -> str:
        """Rabu, 25 November 2026."""
        month = self.text(MONTHS[value.month - 1])
        plain = self.text.context("date", "{day} {month}", day=value.day, month=month)
        if year:
            plain = self.text.context("date", "{day} {month} {year}", day=value.day, month=month, year=value.year)
        if not weekday:
            return plain
        return self.text.context("date", "{weekday} {date}", weekday=self.weekday(value), date=plain)

    def weekday(self, value: date) -> str:
        """Rabu."""
        return self.text(WEEKDAYS[value.weekday()])

    def month(self, value: date) -> str:
        """November 2026."""
        return f"{self.text(MONTHS[value.month - 1])} {value.year}"

    def when(self, value: datetime, *, with_zone: bool = False) -> str:
        """A moment as people say it: hari ini 16.30, kemarin 09.12, Selasa 10.30 (within six days), else its date.

        `with_zone` for promises, which people in another zone read too: Selasa 10.30 WIB.
        """
        there, here = value.astimezone(self.zone).date(), self.today()
        apart = (there - here).days
        time = self.hour_with_zone(value) if with_zone else self.hour(value)
        if apart == 0:
            return self.text("today {time}", time=time)
        if apart == -1:
            return self.text("yesterday {time}", time=time)
        if apart == 1:
            return self.text("tomorrow {time}", time=time)
        if -7 < apart < 7:
            return self.text.context("time", "{weekday} {time}", weekday=self.weekday(there), time=time)
        shown = self.day(there, year=there.year != here.year, weekday=False)
        return self.text.context("time", "{date}, {time}", date=shown, time=time)

    def time(self, value: datetime) -> str:
        """The same with the zone, for sentences that stand alone."""
        return self.when(value, with_zone=True)

    def short(self, value: datetime) -> str:
        """The same for the edge of a row: 16.30 for today, else a day."""
        there = value.astimezone(self.zone).date()
        return self.hour(value) if there == self.today() else self.day_said(there)

    def exact(self, value: datetime) -> str:
        """For hovering: Rabu, 25 November 2026, 10.30 WIB."""
        return f"{self.day(value.astimezone(self.zone).date())}, {self.hour_with_zone(value)}"

    def promise(self, value: datetime) -> str:
        """A deadline in a sentence, its date never broken over a line: Selasa, 24 November, 10.30 WIB."""
        there, here = value.astimezone(self.zone).date(), self.today()
        time = self.hour_with_zone(value)
        if there == here:
            return self.text("today {time}", time=time).replace(" ", NO_BREAK)
        shown = self.day(there, year=there.year != here.year, weekday=False).replace(" ", NO_BREAK)
        weekday = self.weekday(there)
        return self.text.context("time", "{weekday}, {date}, {time}", weekday=weekday, date=shown, time=time)

    def day_said(self, value: date) -> str:
        """A day as people say it: hari ini, besok, Jumat (within six days), Jumat, 4 Desember."""
        today = self.today()
        apart = (value - today).days
        if apart in (-1, 0, 1):
            return self.text((_("yesterday"), _("today"), _("tomorrow"))[apart + 1])
        return self.weekday(value) if -7 < apart < 7 else self.day(value, year=value.year != today.year)

    def due_day(self, value: date) -> str:
        """A task's due date: terlambat 3 hari, hari ini, sampai besok, sampai Jumat, 4 Desember."""
        today = self.today()
        apart = (value - today).days
        if apart < 0:
            return self.text.plural("{n} day late", "{n} days late", -apart)
        if apart == 0:
            return self.text("today")
        shown = self.text("tomorrow") if apart == 1 else self.day(value, year=value.year != today.year)
        return self.text("by {day}", day=shown)

    def late(self, by: timedelta) -> str:
        """Terlambat 2 jam: rounded down, so that nothing is called later than it is."""
        minutes = max(1, int(by.total_seconds() // 60))
        if minutes < 60:
            return self.text.plural("{n} minute late", "{n} minutes late", minutes)
        if minutes < 24 * 60:
            return self.text.plural("{n} hour late", "{n} hours late", minutes // 60)
        return self.text.plural("{n} day late", "{n} days late", minutes // (24 * 60))

    def duration(self, length: timedelta) -> str:
        """25 menit, 1 jam 30 menit, 5 jam, 3 hari."""
        minutes = max(0, round(length.total_seconds() / 60))
        if minutes < 1:
            return self.text("less than a minute")
        if minutes < 60:
            return self.text.plural("{n} minute", "{n} minutes", minutes)
        hours, rest = divmod(minutes, 60)
        if hours >= 24:
            return self.text.plural("{n} day", "{n} days", round(hours / 24))
        shown = self.text.plural("{n} hour", "{n} hours", hours)
        return f"{shown} {self.text.plural('{n} minute', '{n} minutes', rest)}" if rest and hours < 4 else shown

    def ago(self, value: datetime) -> str:
        """12 menit yang lalu; for what is older than a day use `when`."""
        length = self.clock() - value
        if length < timedelta(minutes=1):
            return self.text("just now")
        return self.text("{duration} ago", duration=self.duration(length))

    def reading_time(self, words: int) -> str:
        """6 menit: at 200 words a minute, at least one."""
        return self.text.plural("{n} minute", "{n} minutes", max(1, round(words / 200)))

    def working_time(self, length: timedelta, hours_a_day: float = 8) -> str:
        """A promise in working time: 4 jam kerja, 2 hari kerja."""
        hours = length.total_seconds() / 3600
        days = hours / hours_a_day
        if days >= 1 and abs(days - round(days)) < 0.01:
            return self.text.plural("{n} working day", "{n} working days", round(days))
        if hours < 1:
            return self.text.plural("{n} minute", "{n} minutes", round(hours * 60))
        return self.text.plural("{n} working hour", "{n} working hours", round(hours))

    def joined(self, parts: Sequence[str]) -> str:
        """A, b, dan c."""
        if len(parts) < 2:
            return "".join(parts)
        if len(parts) == 2:
            return self.text("{one} and {other}", one=parts[0], other=parts[1])
        return self.text("{list}, and {last}", list=", ".join(parts[:-1]), last=parts[-1])

    def greeting(self) -> str:
        """Selamat pagi until 11, siang until 15, sore until 18.30, malam after."""
        here = self.now()
        minutes = here.hour * 60 + here.minute
        if 4 * 60 <= minutes < 11 * 60:
            return self.text("Good morning")
        if 11 * 60 <= minutes < 15 * 60:
            return self.text.context("11.00 to 15.00", "Good afternoon")
        if 15 * 60 <= minutes < 18 * 60 + 30:
            return self.text.context("15.00 to 18.30", "Good afternoon")
        return self.text("Good evening")


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """1.250.000 and 2,5: as both languages are written in Indonesia. `decimals` None keeps what is there."""
    if decimals is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def money(minor_units: int, currency: str = "IDR") -> str:
    """Rp1.250.000 from minor units (the rupiah has none in use)."""
    places = _MINOR_UNITS.get(currency, 2)
    amount = number(abs(Decimal(minor_units).scaleb(-places)), places)
    sign = "−" if minor_units < 0 else ""
    return f"{sign}{_SIGNS[currency]}{amount}" if currency in _SIGNS else f"{sign}{currency}{NO_BREAK}{amount}"


def file_size(size: int) -> str:
    """412 KB, 1,2 MB: thousands, as file managers show."""
    if size < 1000:
        return f"{size}{NO_BREAK}B"
    value = float(size)
    for unit in ("KB", "MB", "GB", "TB"):
        value /= 1000
        if value < 999.5:
            return f"{number(value, 0 if value >= 10 or unit == 'KB' else 1)}{NO_BREAK}{unit}"
    return f"{number(value, 0)}{NO_BREAK}TB"


def moment(stored: str | int | datetime) -> datetime:
    """A moment as the store has it (microseconds since 1970, ISO 8601 or a datetime), aware and in UTC."""
    if isinstance(stored, datetime):
        return stored.astimezone(UTC)
    if isinstance(stored, int):
        return datetime.fromtimestamp(stored / 1_000_000, UTC)
    return datetime.fromisoformat(stored).astimezone(UTC)
