"""A notice leads to the place where the words that were refused can be taken up again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from desktop_app.store.queries.notices import NoticeItem
from desktop_app.ui.home.strips import leads_to
from desktop_app.ui.links import Link, link


def told(command: str, request: str | None = None, **data: Any) -> NoticeItem:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    return NoticeItem(1, "refused", request, {"command": command, "code": "changed"} | data, "words", at, False)


@pytest.mark.parametrize(
    ("notice", "place"),
    [
        (told("SaveManuscript", article="leave", language="id"), link("write", "leave", language="id")),
        (told("PublishArticle", article="leave"), link("write", "leave")),
        (told("Submit", "r"), link("page", "new_request")),
        (told("AddReply", "r"), link("request", "r")),
        (told("CompleteTask"), None),
    ],
)
def test_a_refusal_leads_to_where_its_words_lie(notice: NoticeItem, place: Link | None) -> None:
    assert leads_to(notice) == place
