"""What the editor works with: what the team has of an article, what was kept of it, and where links may lead."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.domain.knowledge.checks import Known, findings
from desktop_app.domain.knowledge.picture_bytes import measure
from desktop_app.domain.knowledge.rows import Article, Picture
from desktop_app.domain.knowledge.sections import split
from desktop_app.domain.knowledge.translation import translation_lag
from desktop_app.store.queries import forms, knowledge, people
from desktop_app.store.queries.authoring import Place, Shelf, Written, made_from, pictures, places, shelf
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.authoring.details import Offer
from desktop_app.ui.authoring.pictures import MadePicture
from desktop_app.ui.authoring.working import Working, source_of
from desktop_app.ui.context import Context, Store
from desktop_app.ui.knowledge.article_shown import Shown
from desktop_app.ui.knowledge.pictures import decoded

_PICTURE = re.compile(r"sigap://picture/([0-9a-f]{64})")
LONGEST_AT_ONCE = 60_000
"""Characters; of a longer text the preview shows the plain words, for rendering it holds up the window."""


@dataclass(frozen=True)
class Material:
    """What the editor works with, read at once. `carried`: pictures of the text that only this laptop has yet; they go
    to the team with it."""

    shelf: Shelf
    written: Written | None
    draft: Any
    places: list[Place]
    offer: Offer
    pictures: frozenset[str]
    lag: tuple[Any, ...]
    carried: Mapping[str, MadePicture] = field(default_factory=dict)

    def beside(self, before: Material | None) -> Material:
        """With the pictures carried before: they may be in the text, and not in its draft yet."""
        carried = {**(before.carried if before is not None else {}), **self.carried}
        return replace(self, carried={id: each for id, each in carried.items() if id not in self.pictures})


def read_material(c: Any, context: Context, article: str, language: str) -> Material:
    """All of it, for one article in one language."""
    me, local = context.me.login, context.local
    found = shelf(c, me)
    written = found.find(article)
    every = places(c)
    offered = forms.offered(c, me)
    titles = {place.article: place.title for place in every if place.language == context.language}
    called = [(form.form, local(form.definition["title"])) for form in offered]
    by_title = sorted(titles.items(), key=lambda pair: pair[1].casefold())
    offer = Offer(found.teams, people.teams(c), people.sites(c), called, by_title)
    lag: tuple[Any, ...] = ()
    if written is not None:
        mine = written.manuscripts.get(language) or written.articles.get(language)
        source = source_of(written, language)
        if source is not None:
            lag = translation_lag(made_from(StoredRows(c), mine) if mine is not None else None, source)
    return Material(found, written, None, every, offer, frozenset(pictures(c, article)), lag)


def carried_pictures(store: Store, body: str, known: Collection[str]) -> dict[str, MadePicture]:
    """Those the text shows that the company does not have, as far as their bytes are on this laptop."""
    found = {}
    for id in dict.fromkeys(_PICTURE.findall(body)):
        data = store.files.read_file(id) if id not in known else None
        about = measure(data) if data is not None else None
        if data is not None and about is not None:
            encoded = base64.b64encode(data).decode("ascii")
            found[id] = MadePicture(id, about.media_type, about.width, about.height, encoded)
    return found


def _as_row(made: MadePicture) -> Picture:
    return Picture(made.picture, "", made.media_type, made.width, made.height, made.data, "", "")


def looked_through(working: Working, material: Material, store: Store) -> tuple[Any, Any, Any]:
    """The text as readers will see it, its flaws, and the terms misspelt in it. Takes a while."""
    from desktop_app.search.render import plain_page, render
    from desktop_app.ui.authoring.spelling import misspelt_terms

    anchors: dict[str, set[str]] = {}
    for place in material.places:
        anchors.setdefault(place.article, set()).update(s.anchor for s in split(place.title, place.body))
    carried = material.carried
    known = Known(anchors, {key for key, _ in material.offer.forms}, material.pictures | carried.keys())
    article = Article(working.article, working.language, working.title, working.body, working.category)
    flaws = findings(working.article, working.title, working.body, known)
    rendered = render(article) if len(working.body) <= LONGEST_AT_ONCE else plain_page(article)
    ids = {each.picture for each in rendered.pictures}
    held = store.reader.read(lambda c: knowledge.pictures(c, ids, working.article))
    held += [_as_row(carried[id]) for id in ids & carried.keys()]
    own = store.reader.read(knowledge.glossary)
    return Shown(rendered, decoded(held)), flaws, misspelt_terms(working.body, working.language, own)
