"""What of a translation is behind the text it was made from."""

from __future__ import annotations

from desktop_app.domain.knowledge.difference import Fate, SectionChange, section_difference
from desktop_app.domain.knowledge.rows import Article, Edition, Manuscript


def is_behind(translation: Article | Manuscript, source: Article | Manuscript | None) -> bool:
    """Whether the source has a later edition than the translation was made from; False of what is no translation of it.

    A manuscript as source counts as the edition it was begun from.
    """
    if source is None or translation.source_language != source.language:
        return False
    number = (source.version, source.minor) if isinstance(source, Article) else (source.base_version, source.base_minor)
    return (translation.source_version or 0, translation.source_minor or 0) < number


def translation_lag(then: Edition | None, now: Article | Edition | Manuscript) -> tuple[SectionChange, ...]:
    """The sections of the source that were added, changed or gone since the edition the translation was made from.

    Where that edition is not known, every section counts as added.
    """
    before = (then.title, then.body) if then is not None else ("", "")
    changes = section_difference(*before, now.title, now.body)
    if then is None:
        return tuple(SectionChange(Fate.ADDED, None, change.after) for change in changes if change.after is not None)
    return tuple(change for change in changes if change.fate is not Fate.SAME)
