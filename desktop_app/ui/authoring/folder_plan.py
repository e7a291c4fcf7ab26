"""What a folder would bring: what is new, what is here already, what may not come, and the commands that bring it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from desktop_app.documents.folder import DEFAULT_CATEGORY
from desktop_app.domain.effects import Refused, Rows
from desktop_app.domain.knowledge.pictures import AddPicture
from desktop_app.domain.knowledge.publishing import SaveManuscript, owner_of
from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.domain.people.rows import Membership
from desktop_app.ui.authoring.pictures import MadePicture
from desktop_app.ui.authoring.taking_in import LIKELY_CATEGORY, FolderTaken
from desktop_app.ui.authoring.working import Working
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command

State = Literal["new", "exists", "same", "busy", "refused"]


@dataclass(frozen=True)
class Coming:
    """One article in one language: `exists` is published, and another text; `busy` is being written by the team;
    `refused` says why by the code of the rules."""

    working: Working
    state: State
    refused: str = ""


@dataclass(frozen=True)
class Plan:
    """All that a folder has, in its order."""

    taken: FolderTaken
    coming: tuple[Coming, ...]

    def of(self, state: State) -> list[Coming]:
        """Those that stand so."""
        return [each for each in self.coming if each.state == state]

    def chosen(self, existing: bool) -> list[Working]:
        """What becomes a draft; `existing`: new texts for what is published too."""
        return [each.working for each in self.coming if each.state == "new" or (existing and each.state == "exists")]


def planned(rows: Rows, context: Context, taken: FolderTaken, owner: str) -> Plan:
    """`owner`: the team that owns what no team of this person's owns yet. The rules themselves are asked."""
    return Plan(taken, tuple(_coming(rows, context, article, owner) for article in taken.articles))


def commands(workings: list[Working], pictures: Mapping[str, Mapping[str, MadePicture]]) -> Iterator[list[Any]]:
    """For each text what saves it: (kind, fields), pictures ahead of the text that names them."""
    for working in workings:
        own = {"article": working.article, "owner": working.owner}
        shown = [each for id, each in pictures.get(working.article, {}).items() if id in working.body]
        yield [*((AddPicture, own | asdict(each)) for each in shown), (SaveManuscript, working.fields())]


_OF_THE_HEAD = ("category", "audience", "form", "acknowledge", "review_by", "valid_until", "successor")


def _kept_of(published: Article, article: Article) -> Article:
    """What a page does not say stays as it is published: one without a head must not show an article to everybody."""
    unsaid = Article(article.id, article.language, "", "", DEFAULT_CATEGORY)
    kept = [name for name in _OF_THE_HEAD if getattr(article, name) == getattr(unsaid, name)]
    return replace(article, **{name: getattr(published, name) for name in kept})


def _coming(rows: Rows, context: Context, article: Article, owner: str) -> Coming:
    me = context.me.login
    own = rows.get(Membership, me, article.owner) is not None if article.owner else False
    published = rows.get(Article, article.id, article.language)
    manuscript = rows.get(Manuscript, article.id, article.language)
    said = article if published is None else _kept_of(published, article)
    working = replace(
        Working.from_article(said), owner=owner_of(rows, article.id) or (article.owner if own else owner),
        revision=manuscript.revision if manuscript is not None else 0,
        base_version=published.version if published is not None else 0,
        base_minor=published.minor if published is not None else 0,
    )  # fmt: skip
    if working.category == DEFAULT_CATEGORY:
        working = replace(working, category=LIKELY_CATEGORY)
    here = manuscript or published
    if here is not None and (here.title, here.body.strip()) == (working.title, working.body.strip()):
        return Coming(working, "same")
    try:
        command(context, SaveManuscript, **working.fields()).effects(rows)
    except Refused as refused:
        return Coming(working, "refused", refused.code)
    return Coming(working, "busy" if manuscript is not None else "exists" if published is not None else "new")
