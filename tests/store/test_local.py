"""The plain local tables: drafts, settings, the index feed, what was read, the HTML of articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.settings import LANGUAGE, SETTINGS, SYNC, TEXT_SIZE, THEME
from desktop_app.store import schema
from desktop_app.store.queries import knowledge, notices
from tests.store.replies import ANI, NOW, Desk, message, request

Opened = Callable[..., Desk]
LATER = NOW + timedelta(minutes=1)


def test_a_draft_is_kept_under_what_it_is_about(open_desk: Opened) -> None:
    drafts = open_desk().store.drafts
    drafts.save("reply", "r1", {"text": "sa"}, NOW)
    kept = drafts.save("reply", "r1", {"text": "satu"}, LATER)
    other = drafts.save("request", "question", {"answers": {"text": "?"}}, NOW)
    assert drafts.get("reply", "r1") == kept
    assert drafts.get("reply", "r2") is None
    assert drafts.list() == (kept, other)
    assert drafts.delete(kept.no).local == {"draft"}
    assert not drafts.delete(kept.no)
    assert drafts.list() == (other,)


def test_refused_words_that_are_taken_up_again_become_what_is_being_written(open_desk: Opened) -> None:
    desk = open_desk()
    row = {"kind": "reply", "about": "r1", "body": '{"text": "lama"}', "at": 0, "refused": "command"}
    with desk.store.engine.begin() as connection:
        connection.execute(schema.draft.insert(), row)
    found = desk.store.drafts.get("reply", "r1")
    assert found is not None
    assert found.refused == "command"
    taken_up = desk.store.drafts.save("reply", "r1", {"text": "lama, baru"}, NOW, no=found.no)
    assert desk.store.drafts.list() == (taken_up,)
    assert (taken_up.no, taken_up.refused) == (found.no, None)


def test_a_setting_is_its_default_until_it_is_set(open_desk: Opened) -> None:
    settings = open_desk().store.settings
    assert (settings.get(LANGUAGE), settings.get(SYNC), settings.is_set(LANGUAGE)) == ("id", True, False)
    assert settings.set(LANGUAGE, "en").local == {"setting"}
    settings.set(SYNC, False)
    settings.set(TEXT_SIZE, 150)
    assert (settings.get(LANGUAGE), settings.get(SYNC), settings.get(TEXT_SIZE)) == ("en", False, 150)
    assert settings.is_set(LANGUAGE)


def test_a_setting_cannot_be_what_it_may_not_be(open_desk: Opened) -> None:
    settings = open_desk().store.settings
    with pytest.raises(ValueError, match="theme"):
        settings.set(THEME, "pink")
    with pytest.raises(ValueError, match="text_size"):
        settings.set(TEXT_SIZE, True)
    with pytest.raises(ValueError, match="sync"):
        settings.set(SYNC, 1)  # type: ignore[misc]


def test_a_kept_value_that_is_no_longer_allowed_counts_as_never_set(open_desk: Opened) -> None:
    desk = open_desk()
    with desk.store.engine.begin() as connection:
        connection.execute(schema.setting.insert(), {"key": "theme", "value": '"pink"'})
    assert desk.store.settings.get(THEME) == "system"


def test_each_setting_has_a_key_of_its_own_and_a_default_it_may_have() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.allows(setting.default) for setting in SETTINGS)


LEAVE = Article("leave", "id", "Cuti", "Isi", "leave")


def test_what_the_index_is_fed_stays_until_it_is_done(open_desk: Opened) -> None:
    desk = open_desk()
    desk.take(desk.answer(LEAVE, request()))
    taken = desk.store.feed.take(10)
    assert [(entry.stream, entry.key) for entry in taken] == [("article", ("leave", "id"))]
    assert desk.store.feed.take(10) == taken
    desk.store.feed.done(taken)
    assert desk.store.feed.take(10) == []


def test_a_change_while_the_index_works_is_fed_again(open_desk: Opened) -> None:
    desk = open_desk()
    desk.take(desk.answer(LEAVE))
    taken = desk.store.feed.take(10)
    desk.take(desk.answer(replace(LEAVE, version=2)))
    desk.store.feed.done(taken)
    assert [entry.key for entry in desk.store.feed.take(10)] == [("leave", "id")]


def test_an_article_that_leaves_is_fed_too(open_desk: Opened) -> None:
    desk = open_desk(ANI, LEAVE)
    desk.store.feed.done(desk.store.feed.take(10))
    desk.take(desk.answer(gone={"article": (("leave", "id"),)}))
    assert [entry.key for entry in desk.store.feed.take(10)] == [("leave", "id")]


def test_html_is_of_the_article_s_present_version(open_desk: Opened) -> None:
    desk = open_desk(ANI, LEAVE)
    desk.store.html.put("leave", "id", 1, 0, 4, "<p>Isi</p>")
    html = lambda version=None: desk.store.reader.read(lambda c: knowledge.html(c, "leave", "id", version))  # noqa: E731
    assert (html(), html(4), html(5)) == ("<p>Isi</p>", "<p>Isi</p>", None)
    desk.take(desk.answer(replace(LEAVE, minor=1)))
    assert html() is None
    desk.store.html.put("leave", "id", 1, 1, 4, "<p>Isi lain</p>")
    assert html() == "<p>Isi lain</p>"
    desk.take(desk.answer(replace(LEAVE, version=2)))
    assert html() is None


def test_notices_are_seen_one_by_one_by_request_or_all_at_once(open_desk: Opened) -> None:
    first, second, third = request(), request(), request()
    desk = open_desk(ANI, first, second, third)
    desk.take(desk.answer(*(message(about, "budi") for about in (first, second, third))))
    newest = desk.store.reader.read(notices.list)[0]
    assert desk.store.reader.read(notices.count) == 3
    assert desk.store.notices.mark_seen([newest.no]).local == {"notice"}
    assert desk.store.notices.mark_seen_about(first.id).local == {"notice"}
    assert not desk.store.notices.mark_seen_about(first.id)
    assert desk.store.reader.read(notices.count) == 1
    desk.store.notices.mark_seen()
    assert desk.store.reader.read(notices.count) == 0
    assert len(desk.store.reader.read(notices.list)) == 3
    assert desk.store.reader.read(lambda c: notices.list(c, unseen_only=True)) == ()
