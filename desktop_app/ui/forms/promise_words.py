"""What a form promises, in four words for a list and in a sentence before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from desktop_app.domain.requests.promise import Promise, Target
from desktop_app.domain.service_hours import NeverOpens, ServiceCalendar
from desktop_app.ui.conversation.promises import target_words
from desktop_app.wording import NO_BREAK, Wording


@dataclass(frozen=True)
class PromiseWords:
    """`html` is the sentence with its weight on what counts, `plain` without; `small` says how it is counted."""

    html: str
    plain: str
    small: str


def short_promise(words: Wording, definition: Mapping[str, Any]) -> str:
    """Dibalas dalam 4 jam kerja; empty where nothing is promised."""
    first = Promise.read(definition, "normal").first_response
    return words.text("reply within {time}", time=target_words(first, words)) if first else ""


def promise_words(
    words: Wording, team: str, promise: Promise, calendar: ServiceCalendar | None, *, connected: bool
) -> PromiseWords | None:
    """What is promised for a request that is sent now. The clock starts when it arrives, never before."""
    first, text = promise.first_response, words.text
    if first is None:
        return None
    length = target_words(first, words).replace(" ", NO_BREAK)
    due = _due(first, words.clock(), calendar) if connected else None
    if due is None:
        sentence = text("{team} replies within {time} after it reaches them.")
        said = {"team": team, "time": length}
        small = text("The clock starts when your request arrives, not when you write it.") if not connected else ""
    else:
        sentence = text("{team} replies within {time} after it reaches them: by {when} if it is sent now.")
        said = {"team": team, "time": length, "when": words.promise(due)}
        small = ""
    counted = _counted(words, first, calendar)
    html = sentence.format(
        **{key: value if key == "team" else f"<b>{escape(value)}</b>" for key, value in said.items()}
    )
    return PromiseWords(html, sentence.format(**said), " ".join(part for part in (counted, small) if part))


def _due(target: Target, now: datetime, calendar: ServiceCalendar | None) -> datetime | None:
    if target.any_time is not None:
        return now + target.any_time
    try:
        return target.due(now, timedelta(), calendar) if calendar is not None else None
    except NeverOpens:
        return None


def _counted(words: Wording, target: Target, calendar: ServiceCalendar | None) -> str:
    if target.any_time is not None or calendar is None:
        return ""
    hours = week_words(words, calendar)
    return words.text("Counted {hours}.", hours=hours) if hours else ""


def week_words(words: Wording, calendar: ServiceCalendar) -> str:
    """Senin sampai Jumat pukul 08.00–17.00 WIB; empty for a week that is not so simple."""
    days = [at for at, spans in enumerate(calendar.week) if spans]
    if not days or days != list(range(days[0], days[-1] + 1)):
        return ""
    hours = {(spans[0][0], spans[-1][1]) for at, spans in enumerate(calendar.week) if at in days}
    if len(hours) > 1:
        return ""
    (opens, closes), text = hours.pop(), words.text
    if len(days) == 7 and closes - opens >= timedelta(hours=24):
        return text("day and night, every day")
    zone = words.clock().astimezone(calendar.timezone).tzname() or ""
    first, last = (words.weekday(words.today() + timedelta(at - words.today().weekday())) for at in (days[0], days[-1]))
    clock = f"{_clock(opens)}–{_clock(closes)}{NO_BREAK}{zone}"
    return text("{first} to {last}, {hours}", first=first, last=last, hours=clock)


def _clock(since_midnight: timedelta) -> str:
    minutes = int(since_midnight.total_seconds() // 60)
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
