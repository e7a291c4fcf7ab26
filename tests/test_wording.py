"""Times as people say them, in their own zone; money and sizes as they are written here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from desktop_app.catalogue import Catalogue
from desktop_app.wording import Wording, file_size, moment, money, number

NOW = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
"""Monday 23 November 2026, 10.42 in Jakarta, 12.42 in Jayapura."""
NBSP = "\N{NO-BREAK SPACE}"


def words(language: str = "id", zone: str = "Asia/Jakarta", now: datetime = NOW) -> Wording:
    return Wording(Catalogue.load(language), ZoneInfo(zone), lambda: now)


def jakarta(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (jakarta(23, 16, 30), "hari ini 16.30", "today 16.30"),
        (jakarta(22, 9, 12), "kemarin 09.12", "yesterday 09.12"),
        (jakarta(24, 8), "besok 08.00", "tomorrow 08.00"),
        (jakarta(20, 16, 12), "Jumat 16.12", "Friday 16.12"),
        (jakarta(29, 10), "Minggu 10.00", "Sunday 10.00"),
        (jakarta(30, 10), "30 November, 10.00", "30 November, 10.00"),
        (jakarta(16, 10), "16 November, 10.00", "16 November, 10.00"),
        (jakarta(3, 10, 5, month=1, year=2027), "3 Januari 2027, 10.05", "3 January 2027, 10.05"),
    ],
)
def test_a_moment_is_said_as_people_say_it(value: datetime, indonesian: str, english: str) -> None:
    assert words("id").when(value) == indonesian
    assert words("en").when(value) == english


def test_the_reader_is_told_their_own_time() -> None:
    value = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # already tomorrow in both places

    assert words(zone="Asia/Jakarta").time(value) == f"besok 06.30{NBSP}WIB"
    assert words(zone="Asia/Makassar").time(value) == f"besok 07.30{NBSP}WITA"
    assert words(zone="Asia/Jayapura").time(value) == f"besok 08.30{NBSP}WIT"


def test_an_edge_of_a_row_is_short() -> None:
    assert words().short(jakarta(23, 10, 24)) == "10.24"
    assert words().short(jakarta(22, 10, 24)) == "kemarin"
    assert words().short(jakarta(20, 10, 24)) == "Jumat"


def test_hovering_tells_exactly() -> None:
    assert words().exact(jakarta(25, 10, 30)) == f"Rabu, 25 November 2026, 10.30{NBSP}WIB"
    assert words("en").exact(jakarta(25, 10, 30)) == f"Wednesday 25 November 2026, 10.30{NBSP}WIB"


def test_a_promise_is_never_broken_over_a_line_within_its_date() -> None:
    said = words().promise(jakarta(24, 10, 30))

    assert said == f"Selasa, 24{NBSP}November, 10.30{NBSP}WIB"
    assert words().promise(jakarta(23, 16)) == f"hari{NBSP}ini{NBSP}16.00{NBSP}WIB"


@pytest.mark.parametrize(
    ("day", "due", "said"),
    [
        (20, "terlambat 3 hari", "Jumat"),
        (22, "terlambat 1 hari", "kemarin"),
        (23, "hari ini", "hari ini"),
        (24, "sampai besok", "besok"),
        (27, "sampai Jumat, 27 November", "Jumat"),
    ],
)
def test_due_dates_and_days(day: int, due: str, said: str) -> None:
    assert words().due_day(date(2026, 11, day)) == due
    assert words().day_said(date(2026, 11, day)) == said


def test_due_dates_in_another_year_name_it() -> None:
    assert words().due_day(date(2027, 1, 4)) == "sampai Senin, 4 Januari 2027"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "terlambat 1 menit"),
        (25, "terlambat 25 menit"),
        (119, "terlambat 1 jam"),
        (120, "terlambat 2 jam"),
        (72 * 60, "terlambat 3 hari"),
    ],
)
def test_lateness_is_never_said_to_be_more_than_it_is(minutes: int, said: str) -> None:
    assert words().late(timedelta(minutes=minutes)) == said


def test_durations() -> None:
    say = words().duration

    assert say(timedelta(seconds=20)) == "kurang dari semenit"
    assert say(timedelta(minutes=90)) == "1 jam 30 menit"
    assert say(timedelta(hours=5, minutes=10)) == "5 jam"
    assert say(timedelta(days=3)) == "3 hari"
    assert words("en").duration(timedelta(hours=1)) == "1 hour"
    assert words().ago(NOW - timedelta(minutes=12)) == "12 menit yang lalu"
    assert words().ago(NOW) == "baru saja"


def test_working_time_is_said_in_days_where_it_is_whole_days() -> None:
    assert words().working_time(timedelta(hours=4)) == "4 jam kerja"
    assert words().working_time(timedelta(hours=16)) == "2 hari kerja"
    assert words("en").working_time(timedelta(hours=8)) == "1 working day"


@pytest.mark.parametrize(
    ("hour", "indonesian", "english"),
    [
        (8, "Selamat pagi", "Good morning"),
        (12, "Selamat siang", "Good afternoon"),
        (16, "Selamat sore", "Good afternoon"),
        (20, "Selamat malam", "Good evening"),
        (2, "Selamat malam", "Good evening"),
    ],
)
def test_a_greeting_fits_the_time_of_day(hour: int, indonesian: str, english: str) -> None:
    assert words("id", now=jakarta(23, hour)).greeting() == indonesian
    assert words("en", now=jakarta(23, hour)).greeting() == english


def test_lists_are_joined_as_one_says_them() -> None:
    assert words().joined([]) == ""
    assert words().joined(["Sari"]) == "Sari"
    assert words().joined(["Sari", "Budi"]) == "Sari dan Budi"
    assert words("en").joined(["Sari", "Budi", "Ayu"]) == "Sari, Budi, and Ayu"


def test_numbers_and_money() -> None:
    assert number(1248) == "1.248"
    assert number(Decimal("2.5")) == "2,5"
    assert number(2.345, 1) == "2,3"
    assert money(1_250_000) == "Rp1.250.000"
    assert money(-450_000) == "−Rp450.000"
    assert money(12_50, "USD") == f"USD{NBSP}12,50"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (412_000, "412 KB"),
        (999_700, "1,0 MB"),
        (1_200_000, "1,2 MB"),
        (23_400_000, "23 MB"),
        (5 * 10**9, "5,0 GB"),
    ],
)
def test_file_sizes(size: int, said: str) -> None:
    assert file_size(size).replace(NBSP, " ") == said


def test_a_stored_moment_is_aware_and_in_utc() -> None:
    assert moment("2026-11-23T10:42:00+07:00") == NOW
    assert moment(int(NOW.timestamp() * 1_000_000)) == NOW
    assert moment(NOW.astimezone(ZoneInfo("Asia/Jakarta"))).tzinfo is UTC
