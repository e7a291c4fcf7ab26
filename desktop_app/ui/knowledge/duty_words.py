"""By when an article is to be read and for whom that is recorded, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.catalogue import native_name
from desktop_app.store.queries.acknowledgements import Duty
from desktop_app.ui.context import Context
from desktop_app.ui.due_badge import due_badge
from desktop_app.ui.knowledge.article_words import team_name
from desktop_app.wording import Wording

if TYPE_CHECKING:
    from desktop_app.ui.knowledge.reading import Reading


def must_read_words(duty: Duty | None, words: Wording) -> str:
    """Wajib dibaca · sampai Jumat, 4 Desember."""
    due = None if duty is None else due_badge(duty.due, words)
    return words.text("Must be read") if due is None else words.text("Must be read · {due}", due=due[0])


def told_to(reading: Reading, context: Context) -> str:
    """Who sees what is said: the article's team, and the one that oversees."""
    owner = team_name(context, reading.team, reading.article.owner)
    more = reading.overseer
    return owner if more is None else context.words.joined([owner, team_name(context, more)])


def asked_words(reading: Reading, context: Context) -> str:
    """What is recorded for whom; of an older version that was read, and of a language that is behind."""
    team = team_name(context, reading.team, reading.article.owner)
    text, words, duty, before = context.text, context.words, reading.duty, reading.said_before
    if duty is not None and duty.major > reading.article.version:
        return text(
            "Version {n} is to be read; it is there in {language}.", n=duty.major,
            language=native_name(duty.item.language),
        )  # fmt: skip
    said = []
    if before is not None:
        day = words.day(before.at.astimezone(words.zone).date(), weekday=False)
        said.append(text("You read version {n} on {day}; this one is newer.", n=before.version, day=day))
    if duty is not None and duty.reminded is not None:
        said.append(text("The {team} reminded of it {time}.", team=team, time=words.when(duty.reminded)))
    recorded = text("Your name, this version and the time are recorded for the {team}.", team=told_to(reading, context))
    return " ".join([*said, recorded])
