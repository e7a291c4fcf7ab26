"""Days, numbers and amounts as people write and read them in each language."""

from __future__ import annotations

import re

from desktop_app.domain.forms.conditions import BLANK

_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_MARKS = {"id": (".", ","), "en": (",", ".")}  # between thousands, before decimals
CURRENCIES = {"IDR": ("Rp", 0), "USD": ("US$", 2), "SGD": ("S$", 2), "EUR": ("€", 2), "JPY": ("¥", 0)}
"""The sign of each currency and its number of decimals (ISO 4217)."""


def day(iso: str, language: str) -> str:
    """`25 November 2026`."""
    year, month, of_month = iso.split("-")
    return f"{int(of_month)} {_MONTHS.get(language, _MONTHS['en'])[int(month) - 1]} {year}"


def number(amount: int, scale: int, language: str) -> str:
    """A whole number of the smallest unit, `1.250,5`."""
    thousands, point = _MARKS.get(language, _MARKS["en"])
    digits = str(abs(amount)).rjust(scale + 1, "0")
    whole, decimals = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    grouped = f"{int(whole):,}".replace(",", thousands)
    return f"{'-' if amount < 0 else ''}{grouped}{point + decimals if decimals else ''}"


def money(amount: int, currency: str, language: str) -> str:
    """`Rp450.000`."""
    sign, scale = CURRENCIES[currency]
    return f"{'-' if amount < 0 else ''}{sign}{number(abs(amount), scale, language)}"


def read_number(typed: str, scale: int, language: str) -> int | None:
    """What a person typed, in the smallest unit; None when it is no number or has more decimals than there are."""
    thousands, point = (re.escape(mark) for mark in _MARKS.get(language, _MARKS["en"]))
    whole_part = rf"[0-9]{{1,18}}|[0-9]{{1,3}}(?:{thousands}[0-9]{{3}}){{1,5}}"
    found = re.fullmatch(rf"(-?)({whole_part})(?:{point}([0-9]+))?", typed.strip(BLANK))
    if not found:
        return None
    minus, whole, decimals = found[1], re.sub(thousands, "", found[2]), (found[3] or "").rstrip("0")
    if len(decimals) > scale:
        return None
    return int(f"{minus}{whole}{decimals.ljust(scale, '0')}")


def read_money(typed: str, currency: str, language: str) -> int | None:
    """The same with or without the sign or code of the currency before it."""
    sign, scale = CURRENCIES[currency]
    bare = re.sub(rf"^\s*(?:{re.escape(sign)}\.?|{currency})\s*", "", typed, flags=re.IGNORECASE)
    return read_number(bare, scale, language)


def read_day(typed: str) -> str:
    """`25/11/2026` as `2026-11-25`; anything else as it is."""
    found = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", typed.strip(BLANK))
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else typed.strip(BLANK)
