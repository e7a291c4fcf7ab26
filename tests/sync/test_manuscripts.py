"""Two authors write the same article with no network; neither loses a word, and nothing is published twice."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from random import Random
from typing import Any

import pytest

from desktop_app.domain.effects import Refused
from desktop_app.domain.knowledge.pictures import LARGEST_PICTURE, AddPicture
from desktop_app.domain.knowledge.publishing import LONGEST_BODY, PublishArticle, SaveManuscript
from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.store.engine import Store
from desktop_app.store.queries import notices
from tests.documents.files import png
from tests.sync.bench import NOW, Bench, some_id
from tests.world import AGENT, BOTH

TEXT = "# Cuti\n\nKata-kata panjang " * 40


def save(person: str, body: str, **more: Any) -> SaveManuscript:
    given: dict[str, Any] = {
        "article": "baru", "language": "id", "owner": "hr", "title": "Cuti besar", "category": "leave",
    }  # fmt: skip
    return SaveManuscript(id=some_id(), person=person, at=NOW, body=body, **given | more)


def publish(person: str, revision: int = 1) -> PublishArticle:
    return PublishArticle(
        id=some_id(), person=person, at=NOW, article="baru", languages=["id"], revisions=[revision], change="major",
        note="Mulai tahun depan",
    )  # fmt: skip


def manuscript(bench: Bench, store: Store) -> Manuscript | None:
    row = bench.rows(store, "manuscript").get("baru")
    return Manuscript(*row) if row else None


def test_what_two_authors_save_offline_is_one_manuscript_and_one_draft(bench: Bench) -> None:
    first, second = bench.synced(AGENT), bench.synced(BOTH)
    first.writer.run(save(AGENT, "dari Ani"))
    second.writer.run(save(BOTH, TEXT))

    bench.sync(first, AGENT)
    result = bench.sync(second, BOTH)

    assert (result.refused, result.pending) == (1, 0)
    for store in (first, second):
        held = manuscript(bench, store)
        assert held is not None
        assert (held.body, held.author, held.revision) == ("dari Ani", AGENT, 1)
    (told,) = second.reader.read(notices.list)
    assert (told.data["code"], told.data["by"], told.data["article"]) == ("changed", AGENT, "baru")
    assert (told.data["subject"], told.words) == ("Cuti besar", f"Cuti besar\n\n{TEXT}")
    (kept,) = second.drafts.list()
    assert (kept.kind, kept.about, kept.body["body"]) == ("manuscript", "id/baru", TEXT)
    assert second.drafts.get("manuscript", "id/baru") == kept


def test_what_was_written_offline_for_days_arrives_in_its_order(bench: Bench) -> None:
    """Each save builds on the one before, none of which the database has seen."""
    author, other = bench.synced(AGENT), bench.synced(BOTH)
    for revision in range(3):
        author.writer.run(save(AGENT, f"Isi {revision}", revision=revision))

    assert bench.sync(author, AGENT).refused == 0
    bench.sync(other, BOTH)

    held = manuscript(bench, other)
    assert held is not None
    assert (held.body, held.revision) == ("Isi 2", 3)


def test_who_publishes_what_was_saved_anew_meanwhile_is_told(bench: Bench) -> None:
    author, reviewer = bench.synced(AGENT), bench.synced(BOTH)
    author.writer.run(save(AGENT, "Isi"))
    bench.sync(author, AGENT)
    bench.sync(reviewer, BOTH)
    author.writer.run(save(AGENT, "Isi lain", revision=1))
    reviewer.writer.run(publish(BOTH))
    assert Article(*bench.rows(reviewer, "article")["baru"]).body == "Isi"

    bench.sync(author, AGENT)
    bench.sync(reviewer, BOTH)

    (told,) = reviewer.reader.read(notices.list)
    assert (told.data["code"], told.words) == ("changed", "Mulai tahun depan")
    (kept,) = reviewer.drafts.list()
    assert (kept.kind, kept.body["note"]) == ("note", "Mulai tahun depan")
    assert "baru" not in bench.rows(reviewer, "article")
    held = manuscript(bench, reviewer)
    assert held is not None
    assert held.body == "Isi lain"


def test_the_largest_picture_and_the_longest_text_travel(bench: Bench) -> None:
    """The text is one whose every second character is written twice on the wire."""
    author, reader = bench.synced(AGENT), bench.synced(BOTH)
    data = png() + Random(1).randbytes(LARGEST_PICTURE - len(png()))
    added = AddPicture(
        id=some_id(), person=AGENT, at=NOW, article="baru", owner="hr", picture=sha256(data).hexdigest(),
        media_type="image/png", width=4, height=3, data=b64encode(data).decode("ascii"),
    )  # fmt: skip
    author.writer.run(added)
    author.writer.run(save(AGENT, '"\\' * (LONGEST_BODY // 2)))

    assert bench.sync(author, AGENT).refused == 0
    bench.sync(reader, BOTH)

    assert list(bench.rows(reader, "picture")) == [added.picture]
    held = manuscript(bench, reader)
    assert held is not None
    assert len(held.body) == LONGEST_BODY


def test_who_wrote_it_is_told_at_once_that_somebody_else_publishes(bench: Bench) -> None:
    author = bench.synced(AGENT)
    author.writer.run(save(AGENT, "Isi"))
    with pytest.raises(Refused, match="second_person"):
        author.writer.run(publish(AGENT))
