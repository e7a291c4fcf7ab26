"""What Ctrl+K finds beside pages and actions: articles, forms, own requests and colleagues. Arrives grouped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.store.queries import forms, people, requests
from desktop_app.ui.context import Context
from desktop_app.ui.links import link
from desktop_app.ui.shell.palette_sources import Entry, Source, matched

MOST = 5
Then = Callable[[Sequence[Entry]], None]


@dataclass(frozen=True)
class _Rows:
    """Rows of the laptop's database, found by words of their title or aside."""

    title: str
    context: Context
    owner: QObject
    query: Callable[[Any], list[Entry]]

    def find(self, typed: str, then: Then) -> None:
        if not typed.strip():
            then([])
            return

        def fitting(entries: list[Entry]) -> None:
            then([one for one in entries if matched(typed, f"{one.title} {one.aside}") is not None][:MOST])

        self.context.read(self.query, fitting, owner=self.owner, latest=("palette", self.title))


@dataclass(frozen=True)
class _Articles:
    """The knowledge index's answer."""

    title: str
    context: Context
    owner: QObject

    def _open(self, hit: Any) -> None:
        self.context.open(link("article", hit.article_id, hit.anchor, language=hit.language))

    def find(self, typed: str, then: Then) -> None:
        if not typed.strip():
            then([])
            return

        def found(page: Any) -> None:
            then([
                Entry(
                    hit.title, partial(self._open, hit), hit.heading, "book-open",
                )
                for hit in (page.hits or page.other)[:MOST]
            ])  # fmt: skip

        if self.context.search(typed, found, owner=self.owner, language=self.context.language, limit=MOST) is None:
            then([])


def sources(context: Context) -> Sequence[Source]:
    """The kinds this person can open."""
    owner, text, local, me = QObject(), context.text, context.local, context.me.login
    go = context.open

    def of_forms(connection: Any) -> list[Entry]:
        return [
            Entry(local(one.definition["title"]), lambda one=one: go(link("form", one.form)), "", "note-pencil")
            for one in forms.offered(connection, me)
        ]

    def of_requests(connection: Any) -> list[Entry]:
        return [
            Entry(
                one.subject,
                lambda one=one: go(link("request", one.id)),
                one.number or one.reference,
                "paper-plane-tilt",
            )
            for one in requests.visible(connection, me)
        ]

    def of_people(connection: Any) -> list[Entry]:
        return [
            Entry(one.name, lambda one=one: context.toast(f"{one.name}: {one.phone} · {one.email}"),
                  f"{local(one.title)} · {local(one.site_names)}", "user")
            for one in people.people(connection)
        ]  # fmt: skip

    return [
        _Articles(text("Articles"), context, owner),
        _Rows(text("Forms"), context, owner, of_forms),
        _Rows(text("Requests"), context, owner, of_requests),
        _Rows(text("Colleagues"), context, owner, of_people),
    ]
