"""A document or a folder taken in: its words, its pictures made fit for articles, and what was left out of it."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_app.documents.apart import convert_apart, read_apart
from desktop_app.documents.convert import SUFFIXES as DOCUMENTS
from desktop_app.documents.converted import LARGEST_PICTURE as LARGEST_BROUGHT
from desktop_app.documents.converted import Loss, NotConvertible, Reason
from desktop_app.documents.folder import DEFAULT_CATEGORY, SUFFIXES, Base, Finding, Oddity
from desktop_app.domain.knowledge.language import detect
from desktop_app.domain.knowledge.pictures import LARGEST_PICTURE
from desktop_app.domain.knowledge.publishing import LONGEST_BODY, LONGEST_TITLE
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.languages import CODES
from desktop_app.ui.authoring.pictures import MadePicture, made_fit
from desktop_app.ui.authoring.working import Working, name_of
from desktop_app.ui.long_work import Reins

LIKELY_CATEGORY = "work"
"""Of what does not say where it belongs."""
_SHOWN = re.compile(r"!\[([^\[\]]*)\]\(\s*<?([^()\s<>]+)>?[^()]*\)")
_SIGAP = "sigap://picture/"
_MOST_WORDS = 3


@dataclass(frozen=True)
class Left:
    """What could not be taken over, how often, and some of the words in question."""

    what: Loss | Oddity
    times: int = 1
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakenIn:
    """A document as an article that nobody has yet. `file`: what it is called; `asked`: the name it would like."""

    file: str
    article: Article
    asked: str
    pictures: Mapping[str, MadePicture] = field(default_factory=dict)
    left: tuple[Left, ...] = ()

    def working(self, owner: str, taken: Collection[str]) -> Working:
        """As somebody of this team goes on writing it; under a name that is none of the `taken` ones."""
        article = self.article
        category = LIKELY_CATEGORY if article.category == DEFAULT_CATEGORY else article.category
        return Working(
            _free(self.asked, taken), article.language, owner, article.title, article.body, category, article.audience,
            form=article.form, review_by=article.review_by, valid_until=article.valid_until,
            acknowledge=article.acknowledge,
        )  # fmt: skip


@dataclass(frozen=True)
class FolderTaken:
    """A folder, its articles with their pictures by article, and what was odd about its pages."""

    folder: str
    articles: tuple[Article, ...]
    pictures: Mapping[str, Mapping[str, MadePicture]]
    findings: tuple[Finding, ...]


def can_be_taken_in(path: Path) -> bool:
    """Whether it is a folder, or a file of a kind that becomes an article."""
    return path.is_dir() or path.suffix.lower() in SUFFIXES


def take_in(path: Path, reins: Reins, language: str) -> TakenIn:
    """Reads one document; its language is `language` where its words do not say. Off the UI thread.

    Its pictures are written anew, without what a camera wrote into them. Raises `NotConvertible`, OSError, `Stopped`.
    """
    left: list[Left]
    if path.suffix.lower() in DOCUMENTS:
        found = convert_apart(path, child=reins.child)
        article = Article("", detect(found.markdown, language), found.title, found.markdown, DEFAULT_CATEGORY)
        given = dict(found.pictures)
        left = [Left(each.what, each.times) for each in found.lost]
    else:
        base = read_apart(path, reins.child, largest_picture=LARGEST_BROUGHT)
        if not base.articles or not base.articles[0].body.strip():
            raise NotConvertible(Reason.EMPTY)
        article = base.articles[0]
        given = {_SIGAP + each.id: base64.b64decode(each.data) for each in base.pictures}
        left = summed(base.findings)
    if len(article.body) > LONGEST_BODY:
        raise NotConvertible(Reason.TOO_LARGE)
    body, pictures, lost = _with_pictures(article.body, given, reins)
    if lost:
        left.append(Left(Loss.PICTURE, lost))
    language = article.language if article.language in CODES else language
    title = article.title[:LONGEST_TITLE]
    article = replace(article, language=language, title=title, body=body)
    return TakenIn(path.name, article, name_of(article.title) or "article", pictures, tuple(left))


def take_in_folder(path: Path, reins: Reins) -> FolderTaken:
    """Reads a folder of Markdown and documents. Off the UI thread. Raises `NotConvertible`, OSError, `Stopped`.

    Pictures that are small enough stay as they are, so that what was exported and comes back is the same.
    """
    base = read_apart(path, reins.child, largest_picture=LARGEST_BROUGHT, told=reins.told)
    articles: list[Article] = []
    pictures: dict[str, dict[str, MadePicture]] = {}
    for article in base.articles:
        body, shown, lost = _of_folder(base, article, reins)
        articles.append(replace(article, body=body))
        pictures[article.id] = {**pictures.get(article.id, {}), **shown}
        if lost:
            base.findings.append(Finding(article.id, 1, Oddity.IMAGE))
    return FolderTaken(path.name, tuple(articles), pictures, tuple(base.findings))


def summed(findings: Iterable[Finding]) -> list[Left]:
    """What was odd, each kind once."""
    times: Counter[Oddity] = Counter()
    words: dict[Oddity, dict[str, None]] = {}
    for each in findings:
        times[each.what] += 1
        if each.words:
            words.setdefault(each.what, {})[each.words] = None
    return [Left(what, count, tuple(words.get(what, ()))[:_MOST_WORDS]) for what, count in times.items()]


def _of_folder(base: Base, article: Article, reins: Reins) -> tuple[str, dict[str, MadePicture], int]:
    own = [each for each in base.pictures if each.article == article.id]
    small = {
        each.id: MadePicture(each.id, each.media_type, each.width, each.height, each.data)
        for each in own
        if len(each.data) * 3 // 4 <= LARGEST_PICTURE
    }
    large = {_SIGAP + each.id: base64.b64decode(each.data) for each in own if each.id not in small}
    body, made, lost = _with_pictures(article.body, large, reins)
    return body, {id: each for id, each in small.items() if id in body} | made, lost


def _with_pictures(body: str, given: Mapping[str, bytes], reins: Reins) -> tuple[str, dict[str, MadePicture], int]:
    """The text with links to pictures that articles may have, these pictures, and how many were none after all."""
    made: dict[str, MadePicture | None] = {}
    for number, (target, data) in enumerate(given.items()):
        reins.told(number, len(given))
        made[target] = made_fit(QImage.fromData(data))

    def link(found: re.Match[str]) -> str:
        if found[2] not in made:
            return found[0]
        picture = made[found[2]]
        return found[1] if picture is None else f"![{found[1]}]({_SIGAP}{picture.picture})"

    fit = {each.picture: each for each in made.values() if each is not None}
    return _SHOWN.sub(link, body), fit, sum(each is None for each in made.values())


def _free(name: str, taken: Collection[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
