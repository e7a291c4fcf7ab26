"""Commands as people give them: an id of their own, the acting person, words a database can hold."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.envelope import Envelope

AT = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)


def test_a_command_carries_who_and_when_under_a_uuid_of_version_7() -> None:
    made = Envelope("sari", lambda: AT, lambda count: bytes(range(count))).make(AddReply, request="r", text="Halo")
    assert (made.person, made.at, UUID(made.id).version) == ("sari", AT, 7)


def test_what_no_database_can_hold_is_taken_out_of_the_words() -> None:
    files = [{"name": "a\x00.pdf", "size": 1, "sha256": "0" * 64}]
    made = Envelope("sari", lambda: AT).make(AddReply, request="r", text="Ha\x00lo \ud800dunia", files=files)
    assert (made.text, made.files[0]["name"], made.files[0]["size"]) == ("Halo dunia", "a.pdf", 1)
