"""What is said about articles and the teams that answer for them."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from desktop_app.catalogue import Catalogue, _
from desktop_app.domain.people.rows import Team
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.promises import Hours
from desktop_app.wording import Wording

BETWEEN = " · "
PATH = " › "
_IN_LANGUAGE = {"id": _("In Indonesian"), "en": _("In English")}


def team_name(context: Context, team: Team | None, id: str = "") -> str:
    """HR team; the id for a team this laptop does not know."""
    return context.text("{team} team", team=context.local(team.names)) if team is not None else id


def hours_words(words: Wording, hours: Hours | None) -> str:
    """Open until 17.00 WIB, opens tomorrow 08.00 WIB, open day and night; empty where nothing is known."""
    if hours is None:
        return ""
    if hours.until is None:
        return words.text("open day and night") if hours.is_open else ""
    if hours.is_open and hours.until.astimezone(words.zone).date() == words.today():
        return words.text("open until {time}", time=words.hour_with_zone(hours.until))
    when = words.time(hours.until)
    return words.text("open until {time}", time=when) if hours.is_open else words.text("opens {time}", time=when)


def reviewed_words(words: Wording, reviewed: str | None) -> str:
    """Ditinjau 2 November 2026; the year only where it is another."""
    if not reviewed:
        return ""
    day = date.fromisoformat(reviewed)
    shown = words.day(day, year=day.year != words.today().year, weekday=False)
    return words.text("reviewed {day}", day=shown)


class Numbered(Protocol):
    """An article, an edition, or what somebody said of one."""

    @property
    def version(self) -> int: ...
    @property
    def minor(self) -> int: ...


def edition_number(of: Numbered) -> str:
    """3.1; a major version that has not changed since is 3."""
    return f"{of.version}.{of.minor}" if of.minor else str(of.version)


def facts(words: Wording, reviewed: str | None, length: int, version: str = "") -> str:
    """Versi 2.1 · ditinjau 2 November · 4 menit."""
    parts = [words.text("version {n}", n=version) if version else "", reviewed_words(words, reviewed)]
    line = BETWEEN.join(part for part in (*parts, words.reading_time(length) if length else "") if part)
    return line[:1].upper() + line[1:]


def path(*parts: str) -> str:
    """HR › Cuti › Mengubah tanggal mulai; what only repeats the part before it is left out."""
    shown: list[str] = []
    for part in parts:
        if part and part not in shown[-1:]:
            shown.append(part)
    return PATH.join(shown)


def in_language(text: Catalogue, language: str) -> str:
    """In English; other languages by their code."""
    return text(_IN_LANGUAGE[language]) if language in _IN_LANGUAGE else language
