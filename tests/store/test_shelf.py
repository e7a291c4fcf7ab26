"""What a person keeps of the knowledge base for themselves: history, places, favourites, bookmarks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desktop_app.store import schema
from desktop_app.store.queries import shelf
from desktop_app.store.queries.shelf import Bookmark, Visit
from desktop_app.store.shelf import MOST_VISITS
from tests.store.replies import ANI, NOW, Desk

Opened = Callable[..., Desk]
NOON, LATER = NOW + timedelta(hours=2), NOW + timedelta(days=1)


def read(desk: Desk, query: Callable[..., Any], *more: Any) -> Any:
    return desk.store.reader.read(lambda c: query(c, *more))


def test_an_article_is_remembered_as_it_was_read_until_it_is_read_again(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    kept = desk.store.shelf
    assert kept.opened("leave", "id", 2, 0, NOW).local == {"visit"}
    kept.left("leave", "id", 2, 0, "syarat", 40, NOON)
    kept.opened("leave", "id", 3, 1, LATER)

    assert read(desk, shelf.last_visit, "leave") == Visit("leave", "id", 2, 0, LATER, NOON, "syarat", 40)
    kept.left("leave", "en", 3, 1, "who-may", 0, LATER)
    assert read(desk, shelf.last_visit, "leave") == Visit("leave", "en", 3, 1, LATER, LATER, "who-may", 0)
    assert read(desk, shelf.last_visit, "pay") is None


def test_what_was_read_is_listed_newest_first_and_cleared(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    for day, article in enumerate(("leave", "pay", "leave")):
        desk.store.shelf.opened(article, "id", 1, 0, NOW + timedelta(days=day))

    assert [each.article for each in read(desk, shelf.visits, 5)] == ["leave", "pay"]
    desk.store.shelf.forget_visits()
    assert read(desk, shelf.visits, 5) == []
    desk.store.shelf.left("leave", "id", 1, 0, "", 0, LATER)
    assert read(desk, shelf.visits, 5) == []


def test_the_oldest_visits_are_forgotten(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    rows = [
        {
            "article": f"a{n}",
            "language": "id",
            "version": 1,
            "minor": 0,
            "at": n,
            "read_at": n,
            "anchor": "",
            "below": 0,
        }
        for n in range(MOST_VISITS)
    ]
    with desk.store.engine.begin() as connection:
        connection.execute(schema.visit.insert(), rows)

    desk.store.shelf.opened("new", "id", 1, 0, NOW)

    kept = [each.article for each in read(desk, shelf.visits, MOST_VISITS + 5)]
    assert (len(kept), kept[0], "a0" in kept, "a1" in kept) == (MOST_VISITS, "new", False, True)


def test_favourites_come_and_go(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    desk.store.shelf.set_favourite("leave", True, NOW)
    desk.store.shelf.set_favourite("pay", True, LATER)
    assert read(desk, shelf.favourites) == ["pay", "leave"]
    desk.store.shelf.set_favourite("pay", False, LATER)
    assert read(desk, shelf.favourites) == ["leave"]


def test_a_bookmark_is_a_place_in_an_article_in_one_language(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    desk.store.shelf.add_bookmark("leave", "id", "syarat", NOW)
    desk.store.shelf.add_bookmark("leave", "id", "syarat", LATER)
    desk.store.shelf.add_bookmark("pay", "id", "", NOW)

    assert read(desk, shelf.bookmarks) == [Bookmark("leave", "id", "syarat"), Bookmark("pay", "id", "")]
    assert read(desk, shelf.bookmarks, "pay") == [Bookmark("pay", "id", "")]
    desk.store.shelf.remove_bookmark("leave", "id", "syarat")
    assert read(desk, shelf.bookmarks, "leave") == []
