"""How an article stands with its team, in words: the badge of a row, and what of a translation lags."""

from __future__ import annotations

from datetime import date
from typing import Literal

from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.domain.knowledge.validity import Standing, standing
from desktop_app.store.queries.authoring import Written
from desktop_app.ui.widgets.rows import Label
from desktop_app.wording import Wording

Filter = Literal["all", "in work", "review", "translation", "due"]


def number(text: Article | Manuscript) -> str:
    """`3.1`."""
    if isinstance(text, Article):
        return f"{text.version}.{text.minor}"
    return f"{text.base_version}.{text.base_minor}"


def badges(written: Written, words: Wording) -> tuple[Label, ...]:
    """What is to be known of it at a glance, the most pressing first."""
    text, today = words.text, words.today()
    found: list[Label] = []
    for language, manuscript in sorted(written.manuscripts.items()):
        found.append((f"{language} · {manuscript_words(manuscript, words)}", _tone(manuscript)))
    if any(_standing(article, today) is Standing.NO_LONGER_IN_FORCE for article in written.articles.values()):
        found.append((text("No longer in force"), "neutral"))
    elif any(_standing(article, today) is Standing.UNDER_REVIEW for article in written.articles.values()):
        found.append((text("Review is due"), "warn"))
    for language, sections in sorted(written.behind.items()):
        lag = text.plural(
            "{language}: one section behind", "{language}: {n} sections behind", sections, language=language
        )
        found.append((lag, "warn"))
    return tuple(found)


def manuscript_words(manuscript: Manuscript, words: Wording) -> str:
    """The state of a manuscript."""
    text = words.text
    match manuscript.state:
        case "review":
            return text("in review")
        case "scheduled" if manuscript.publish_at is not None:
            return text("comes {when}", when=words.when(manuscript.publish_at))
    if manuscript.returned:  # nobody returned it: its day came, and it could not be published
        return text("returned") if manuscript.reviewer is not None else text("not published on its day: read it again")
    return text("draft")


def _tone(manuscript: Manuscript) -> Literal["info", "good", "warn", "accent"]:
    if manuscript.state == "review":
        return "info"
    return "good" if manuscript.state == "scheduled" else "warn" if manuscript.returned else "accent"


def _standing(article: Article, today: date) -> Standing:
    return standing(article, today)


def fits(written: Written, which: Filter, today: date) -> bool:
    """Whether it is listed under this chip."""
    match which:
        case "in work":
            return bool(written.manuscripts)
        case "review":
            return any(each.state == "review" for each in written.manuscripts.values())
        case "translation":
            return bool(written.behind) or len(written.articles) == 1
        case "due":
            return any(_standing(each, today) is Standing.UNDER_REVIEW for each in written.articles.values())
    return True


def about(written: Written, words: Wording) -> str:
    """Versions and languages of what is published."""
    text = words.text
    if not written.articles:
        return text("not published yet")
    told = [f"{language} {number(article)}" for language, article in sorted(written.articles.items())]
    return " · ".join(told)
