"""Articles to measure with: a folder of Markdown, repeated with other words until it is as large as wanted."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from desktop_app import resources
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import split
from sigap_server.knowledge import read_folder

ENVIRONMENT = "SIGAP_CORPORA"  # a folder of corpora; the English handbook in it is taken where none is named
HANDBOOK = "handbook-en"
_WORD = re.compile(r"[^\W\d_]{3,}")
_SWAPPED = 0.15  # share of the longer words that a repeat replaces by others of the corpus


def corpus_folder(named: Path | None) -> tuple[Path, str]:
    """The folder to read and a sentence that says which it is."""
    corpora = os.environ.get(ENVIRONMENT)
    folder = named or (Path(corpora) / HANDBOOK if corpora else None)
    if folder is not None and not folder.is_dir():
        raise SystemExit(f"there is no folder {folder}")
    if folder is not None:
        return folder, f"articles of {folder.name}"
    return resources.folder() / "knowledge", "articles of the sample company (no corpus was named)"


def enlarged(folder: Path, sections: int, seed: int) -> list[Article]:
    """The articles as they are, then again with other words and ids, until they have at least so many sections."""
    articles: list[Article] = []
    found, least = 0, len(_originals(folder))
    for article in endless(folder, seed):
        if found >= sections and len(articles) >= least:
            break
        articles.append(article)
        found += _sections([article])
    return articles


def endless(folder: Path, seed: int) -> Iterator[Article]:
    """The articles as they are, then again and again with other words and ids."""
    originals = _originals(folder)
    yield from originals
    chance = random.Random(seed)
    words: dict[str, list[str]] = {}
    for article in originals:
        words.setdefault(article.language, []).extend(_WORD.findall(article.body))
    for repeat in count(1):
        for article in originals:
            yield _changed(article, repeat, words[article.language], chance)


def _originals(folder: Path) -> list[Article]:
    originals = [article for article in read_folder(folder) if article.body]
    if not originals:
        raise SystemExit(f"no articles in {folder}")
    return originals


def _sections(articles: list[Article]) -> int:
    return sum(len(split(article.title, article.body)) for article in articles)


def _changed(article: Article, repeat: int, words: list[str], chance: random.Random) -> Article:
    def swapped(found: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < _SWAPPED else found[0]

    lines = []
    for line in article.body.splitlines():
        heading = line.startswith("#")
        lines.append(f"{line} {chance.choice(words)}" if heading else _WORD.sub(swapped, line))
    return replace(
        article, id=f"{article.id}-{repeat}", title=f"{article.title} {chance.choice(words)}", body="\n".join(lines)
    )


def typed(articles: list[Article], queries: int, seed: int) -> list[tuple[str, str]]:
    """(language, text so far) of every keystroke from the second letter on, of headings as people would type them."""
    chance = random.Random(seed)
    headings = sorted(
        {
            (article.language, " ".join(_WORD.findall(section.heading.lower())[:4]))
            for article in articles
            for section in split(article.title, article.body)
        }
    )
    headings = [(language, heading) for language, heading in headings if len(heading) > 3]
    chosen = chance.sample(headings, min(queries, len(headings)))
    return [(language, text[:end]) for language, text in chosen for end in range(2, len(text) + 1)]
