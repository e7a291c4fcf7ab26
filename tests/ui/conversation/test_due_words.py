"""When something is due, in words and groups: the colour never says more than the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.conversation.due_words import due_group, due_label, late_words
from desktop_app.wording import Wording
from tests.ui.laptop_builder import NOW, at

ITEM = RequestItem(
    id="1", number="HR-1", reference="AAA-AAA", form="question", form_title={}, subject="Slip gaji", state="new",
    priority="normal", team="hr", requester="sari", requester_name="Sari Wulandari", assignee=None, assignee_name=None,
    written=NOW, received=NOW, resolved=None, due=None, due_kind=None, left=None, pending=False, unread=0,
    last_message="", last_author=None, last_at=NOW, rated=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("due", "kind", "group", "words"),
    [
        (at("23 10.17"), "first_response", "late", "terlambat 25 menit"),
        (at("23 12.42"), "first_response", "soon", "balas sebelum 12.42"),
        (at("23 12.43"), "first_response", "today", "balas sebelum 12.43"),
        (at("23 16.00"), "next_update", "today", "balas sebelum 16.00"),
        (at("23 16.00"), "resolution", "today", "selesai hari ini 16.00"),
        (at("24 11.00"), "resolution", "tomorrow", "selesai besok 11.00"),
        (at("24 08.00"), "first_response", "tomorrow", "balas sebelum besok 08.00"),
        (at("26 11.00"), "resolution", "later", "selesai Kamis 11.00"),
    ],
)
def test_what_is_due_is_said_and_grouped(
    wording: Callable[..., Wording], due: datetime, kind: str, group: str, words: str
) -> None:
    item, reader = replace(ITEM, due=due, due_kind=kind), wording("id", now=NOW)

    label = due_label(item, reader)

    assert due_group(item, reader) == group
    assert label is not None and label[0] == words


def test_the_day_is_the_readers(wording: Callable[..., Wording]) -> None:
    item = replace(ITEM, due=at("23 23.30"), due_kind="resolution")

    assert due_group(item, wording("id", zone="Asia/Jakarta", now=NOW)) == "today"
    assert due_group(item, wording("id", zone="Asia/Jayapura", now=NOW)) == "tomorrow"


@pytest.mark.parametrize(
    ("state", "group"),
    [("waiting_requester", "waiting"), ("resolved", "answered"), ("closed", "closed"), ("cancelled", "closed")],
)
def test_what_nobody_owes_is_never_late(wording: Callable[..., Wording], state: str, group: str) -> None:
    item = replace(ITEM, state=state, due=NOW - timedelta(days=2), due_kind="resolution")

    assert due_group(item, wording("id", now=NOW)) == group
    assert late_words(item, wording("id", now=NOW)) is None


def test_what_waits_for_the_requester_says_so_without_a_deadline(wording: Callable[..., Wording]) -> None:
    assert due_label(replace(ITEM, state="waiting_requester"), wording("id", now=NOW)) == ("menunggu pemohon", "info")


def test_nothing_known_says_nothing(wording: Callable[..., Wording]) -> None:
    assert due_label(ITEM, wording("id", now=NOW)) is None
    assert due_group(ITEM, wording("id", now=NOW)) == "unpromised"


def test_lateness_says_what_is_late_and_since_when(wording: Callable[..., Wording]) -> None:
    item = replace(ITEM, due=at("23 09.30"), due_kind="first_response")

    html, plain = late_words(item, wording("id", now=at("23 09.55"))) or ("", "")

    assert html == "Balasan pertama <b>terlambat 25 menit</b>, seharusnya hari ini 09.30\N{NO-BREAK SPACE}WIB"
    assert plain == html.replace("<b>", "").replace("</b>", "")
    assert late_words(
        replace(item, due_kind="resolution"), wording("en", now=datetime(2026, 11, 23, 4, tzinfo=UTC))
    ) == (
        "The solution is <b>1 hour late</b>; it was due today 09.30\N{NO-BREAK SPACE}WIB",
        "The solution is 1 hour late; it was due today 09.30\N{NO-BREAK SPACE}WIB",
    )
