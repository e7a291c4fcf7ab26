"""What a team has to do to an article, in words."""

from __future__ import annotations

from desktop_app.catalogue import native_name
from desktop_app.domain.knowledge.upkeep import Kind
from desktop_app.store.queries.upkeep import UpkeepItem
from desktop_app.ui.due_badge import due_badge
from desktop_app.ui.widgets.rows import Label, Row
from desktop_app.wording import Wording

ICONS = {
    Kind.FEEDBACK: "chat-teardrop-text", Kind.GAP: "magnifying-glass", Kind.REVIEW: "clock",
    Kind.TRANSLATION: "globe", Kind.RATING: "thumbs-down",
}  # fmt: skip


def kind_words(item: UpkeepItem, words: Wording) -> str:
    """Why it is to be done."""
    text = words.text
    said = {
        Kind.FEEDBACK: text("Readers say what is missing"), Kind.GAP: text("Looked for and not found"),
        Kind.REVIEW: text("To be looked through again"), Kind.TRANSLATION: text("A translation is behind"),
        Kind.RATING: text("Helped fewer than half"),
    }  # fmt: skip
    return said[Kind(item.task.kind)]


def title_words(item: UpkeepItem, words: Wording) -> str:
    """What it is about: an article's title, or what was looked for."""
    if item.task.kind == Kind.GAP:
        return words.text("“{words}”", words=item.task.text)
    return item.title or item.task.article or ""


def about_words(item: UpkeepItem, words: Wording) -> str:
    """What there is to know of it, in a sentence."""
    text, task = words.text, item.task
    match Kind(task.kind):
        case Kind.FEEDBACK:
            return " · ".join(task.text.splitlines())
        case Kind.GAP:
            return text.plural("Looked for once", "Looked for {n} times", task.count)
        case Kind.REVIEW:
            return text("Read it once more, and say until when it holds.")
        case Kind.TRANSLATION:
            return text(
                "{language} is made from an older version than {version}.", language=native_name(task.language),
                version=task.text,
            )  # fmt: skip
        case Kind.RATING:
            return text("{n} readers answered; most of them were not helped.", n=task.count)


def upkeep_row(item: UpkeepItem, words: Wording) -> Row:
    """As a row of the list."""
    done = item.task.state == "done"
    badge: Label | None = (words.text("done"), "good") if done else due_badge(item.task.due, words)
    if done and item.pending:
        badge = (words.text("not sent yet"), "warn")
    return Row(
        key=item.task.id, kicker=kind_words(item, words), title=title_words(item, words),
        title_tone="soft" if done else "text", body=about_words(item, words), icon=ICONS[Kind(item.task.kind)],
        due=badge,
    )  # fmt: skip
