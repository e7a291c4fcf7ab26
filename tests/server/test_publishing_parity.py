"""The life of an article ends alike on both sides: the laptop's forecast and what the database does."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from desktop_app.domain.effects import Command
from desktop_app.domain.knowledge.in_force import ConfirmArticle, RetireArticle
from desktop_app.domain.knowledge.pictures import AddPicture
from desktop_app.domain.knowledge.publishing import (
    AskReview,
    CancelPublication,
    DiscardManuscript,
    PublishArticle,
    ReturnManuscript,
    SaveManuscript,
)
from desktop_app.domain.knowledge.rows import Article, Edition, Manuscript, Rule
from desktop_app.protocol import wire
from sigap_server.rows import put
from tests.documents.files import png
from tests.server.portal_bench import NOW, Laptop, Portal, some_id
from tests.server.test_lifecycle_parity import differences, held, on_the_laptop

STREAMS = ("article", "edition", "manuscript", "picture", "membership", "team", "person")
READ = (*STREAMS, "acknowledgement_rule")  # a rule follows its article by itself, at the database
AUTHOR, SECOND, STRANGER = "t-bona", "t-citra", "t-dodi"
LEAD_ONLY, OWN = "it", "own"
SOON = wire.microseconds(NOW + timedelta(days=2))
PICTURE = png()


def _of(kind: Callable[..., Command]) -> Callable[..., Command]:
    def made(person: str = AUTHOR, **more: Any) -> Command:
        return kind(id=some_id(), person=person, at=NOW, **more)

    return made


def save(person: str = AUTHOR, **more: Any) -> Command:
    given: dict[str, Any] = {
        "article": "leave", "language": "id", "owner": "hr", "title": "Cuti", "body": "Isi baru", "category": "leave",
        "base_version": 1,
    }  # fmt: skip
    return SaveManuscript(id=some_id(), person=person, at=NOW, **given | more)


def publish(
    article: str = "written", languages: tuple[str, ...] = ("id",), person: str = SECOND, **more: Any
) -> Command:
    given: dict[str, Any] = {"change": "major", "revisions": [1] * len(languages)}
    return PublishArticle(
        id=some_id(), person=person, at=NOW, article=article, languages=list(languages), **given | more
    )


def picture(data: bytes = PICTURE, **more: Any) -> Command:
    given: dict[str, Any] = {
        "article": "leave", "owner": "hr", "picture": sha256(data).hexdigest(), "media_type": "image/png", "width": 4,
        "height": 3, "data": base64.b64encode(data).decode("ascii"),
    }  # fmt: skip
    return AddPicture(id=some_id(), person=AUTHOR, at=NOW, **given | more)


review, returned, discard = _of(AskReview), _of(ReturnManuscript), _of(DiscardManuscript)
cancel, retire, confirm = _of(CancelPublication), _of(RetireArticle), _of(ConfirmArticle)
WRITTEN = {"article": "written", "language": "id", "revision": 1}
WAITING = {"article": "waiting", "language": "id", "revision": 1}

CASES: dict[str, Command] = {
    "a manuscript begun": save(),
    "a new article begun": save(article="baru/satu", base_version=0),
    "a translation begun": save(
        article="leave", language="en", base_version=0, source_language="id", source_version=1, source_minor=0
    ),
    "by a stranger": save(STRANGER),
    "by a stranger for their team": save(STRANGER, owner="it"),
    "of a team they are not of": save(owner="it"),
    "without its edition": save(base_version=0),
    "of an edition to come": save(base_version=2),
    "begun again": save(article="written", base_version=1),
    "saved again": save(article="written", base_version=1, revision=1, title="Lain"),
    "saved from an old one": save(article="written", base_version=1, revision=3),
    "saved while it waits": save(article="waiting", base_version=1, revision=1),
    "saved while it is read": save(article="read", base_version=1, revision=1),
    "without a title": save(title=" "),
    "with a long title": save(title="x" * 201),
    "with the longest title": save(title="x" * 200),
    "that is a library": save(body="x" * 250_001),
    "without a category": save(category=""),
    "with a long category": save(category="x" * 61),
    "for nobody": save(audience="site:%"),
    "for a site": save(audience="site:jakarta", review_by="2027-01-31", valid_until="2027-12-31", successor="pay"),
    "until no day": save(valid_until="2027-02-30"),
    "reviewed on no day": save(review_by="soon"),
    "its own successor": save(successor="leave"),
    "with a line in its id": save(article="a\nb", base_version=0),
    "with a space before its id": save(article=" cuti", base_version=0),
    "with a long id": save(article="x" * 201, base_version=0),
    "with an id that a folder gave it": save(article="Panduan Karyawan/Cuti & izin (2026)", base_version=0),
    "in no language": save(language="ID"),
    "with half a source": save(source_language="en"),
    "made from itself": save(source_language="id", source_version=1, source_minor=0),
    "thrown away": discard(**WRITTEN),
    "thrown away by a stranger": discard(STRANGER, **WRITTEN),
    "thrown away unseen": discard(**WRITTEN | {"revision": 2}),
    "nothing thrown away": discard(article="pay", language="id", revision=1),
    "to be read": review(**WRITTEN, change="minor", note="Ejaan"),
    "to be read, with no change": review(**WRITTEN, change="none"),
    "to be read, with a book": review(**WRITTEN, change="major", note="x" * 1001),
    "to be read while it waits": review(**WAITING, change="major"),
    "returned": returned(SECOND, article="read", language="id", revision=1, returned="Bagian 2 kurang jelas"),
    "returned without words": returned(SECOND, article="read", language="id", revision=1, returned=" "),
    "returned with a book": returned(SECOND, article="read", language="id", revision=1, returned="x" * 1001),
    "returned though nobody asked": returned(SECOND, **WRITTEN, returned="Belum"),
    "published": publish(),
    "published as a minor change": publish(change="minor", note="Ejaan"),
    "published by its author": publish(person=AUTHOR),
    "published by a stranger": publish(person=STRANGER),
    "published unseen": publish(revisions=[2]),
    "published in a language it is not in": publish(languages=("en",)),
    "published in no language": publish(languages=()),
    "published twice at once": publish(languages=("id", "id")),
    "published with too few numbers": publish(languages=("id", "en"), revisions=[1]),
    "published with no change": publish(change=""),
    "a new one published in both languages": publish("both", ("en", "id")),
    "a new one published in one language": publish("both", ("id",)),
    "published though another edition came": publish("late"),
    "published later": publish(publish_at=SOON, note="Mulai tahun depan"),
    "published by its author where that is enough": publish("own", person=STRANGER),
    "a minor change of what was acknowledged, by its author": publish("own-vow", person=STRANGER, change="minor"),
    "a major change of what was acknowledged, by its author": publish("own-vow", person=STRANGER),
    "a minor change that no longer asks to be acknowledged, by its author": publish(
        "own-unvow", person=STRANGER, change="minor"
    ),
    "a minor change of what a rule asks for, by its author": publish("own-rule", person=STRANGER, change="minor"),
    "a major change of what a rule asks for": publish("own-rule", person=STRANGER),
    "a day given up": cancel(**WAITING),
    "a day given up that there is not": cancel(**WRITTEN),
    "out of force": retire(article="leave", valid_until="2026-12-31", successor="pay"),
    "in force again": retire(article="leave", valid_until=None),
    "out of force on no day": retire(article="leave", valid_until="31/12"),
    "out of force for itself": retire(article="leave", valid_until="2026-12-31", successor="leave"),
    "out of force by a stranger": retire(STRANGER, article="leave", valid_until="2026-12-31"),
    "nothing out of force": retire(article="none", valid_until="2026-12-31"),
    "still true": confirm(article="leave", review_by="2027-11-30"),
    "still true for ever": confirm(article="leave", review_by=None),
    "still true, says a stranger": confirm(STRANGER, article="leave", review_by=None),
    "a picture": picture(),
    "a picture of an article to come": picture(article="both"),
    "a picture of a stranger's": picture(owner="it"),
    "a picture under another name": picture(picture="A" * 64),
    "a picture without a size": picture(width=0),
    "a picture of no kind": picture(media_type="image/svg+xml"),
    "a picture too large": picture(b"A" * 600_010),
}


@pytest.fixture(scope="module")
def furnished(shared_portal: Portal) -> Portal:
    """Articles of HR and IT, and manuscripts in every state."""
    admin = shared_portal.admin
    admin.execute("update portal.article set owner = 'hr' where owner = ''")
    admin.execute("update portal.team set publishing = 'own' where id = 'it'")
    names = ("written", "waiting", "read", "late")
    put(admin, [Article(name, "id", name, "Isi", "leave", owner="hr") for name in names])
    own = ("own", "own-vow", "own-unvow", "own-rule")
    put(admin, [Article(name, "id", name, "Isi", "it", owner="it", acknowledge="vow" in name) for name in own])
    put(admin, [Rule("own-rule", "all", 1, "2027-01-31", STRANGER, "it", "all")])

    def manuscript(name: str, language: str = "id", owner: str = "hr", **more: Any) -> Manuscript:
        given: dict[str, Any] = {"author": STRANGER if owner == "it" else AUTHOR, "base_version": 1}
        return Manuscript(name, language, owner, f"{name} baru", "Isi baru", "leave", "site:jakarta", 1, **given | more)

    put(
        admin,
        [
            *(manuscript(name) for name in ("written", "late")),
            manuscript("read", state="review"),
            manuscript("waiting", state="scheduled", publish_at=NOW + timedelta(days=1), reviewer=SECOND),
            manuscript("own", owner="it"), manuscript("own-vow", owner="it", acknowledge=True),
            manuscript("own-unvow", owner="it"), manuscript("own-rule", owner="it"),
            manuscript("both", base_version=0),
            manuscript("both", "en", base_version=0, source_language="id", source_version=7, source_minor=1),
        ],
    )  # fmt: skip
    admin.execute("update portal.article set version = 2 where id = 'late'")
    assert shared_portal.push(picture(article="written"), device=some_id()) is None
    return shared_portal


@pytest.mark.parametrize("name", CASES)
def test_a_step_of_an_articles_life_ends_alike_on_both_sides(furnished: Portal, name: str) -> None:
    with furnished.undone():
        laptop = held(furnished, READ)
        said = furnished.push(CASES[name], device=some_id())
        foreseen = on_the_laptop(CASES[name], laptop)
        differ = differences(furnished, laptop, STREAMS)

    assert (said, differ) == (foreseen, {})


def test_the_database_looks_at_the_bytes_of_a_picture(furnished: Portal) -> None:
    """What a laptop cannot be trusted with: a name that is not the sum, bytes that are no picture."""
    for wrong in (
        picture(picture="0" * 64),
        picture(b"<svg onload='x'>", picture=sha256(b"<svg onload='x'>").hexdigest()),
    ):
        with furnished.undone():
            assert furnished.push(wrong, device=some_id()) == {"code": "invalid"}


def test_two_authors_offline_neither_of_whom_loses_a_word(portal: Portal) -> None:
    portal.admin.execute("update portal.article set owner = 'hr'")
    one, two = portal.laptop(AUTHOR), portal.laptop(SECOND)

    first = one.sync(save(body="dari Bona")).outcomes
    second = two.sync(save(SECOND, body="dari Citra")).outcomes

    assert [said.code for said in first] == [None]
    assert [(said.code, said.data["by"]) for said in second] == [("changed", AUTHOR)]
    assert portal.value("select body from portal.manuscript") == "dari Bona"
    again = two.sync(save(SECOND, body="dari Bona dan Citra", revision=1)).outcomes
    assert [said.code for said in again] == [None]


def test_a_manuscript_is_for_its_team_and_an_article_for_its_audience(portal: Portal) -> None:
    portal.admin.execute("update portal.article set owner = 'hr'")
    author, reader = portal.laptop(AUTHOR), portal.laptop("t-ani")
    author.sync(save(audience="department:hr"))
    reader.sync()
    assert ("leave", "id") in author.rows["manuscript"]
    assert reader.rows["manuscript"] == {}
    assert ("leave", "id") in reader.rows["article"]

    portal.laptop(SECOND).sync(publish("leave"))

    reader.sync()
    author.sync()
    assert ("leave", "id") not in reader.rows["article"]
    assert not [key for key in reader.rows["edition"] if key[0] == "leave"]
    assert {key for key in author.rows["edition"] if key[0] == "leave"} == {
        ("leave", "id", 1, 0),
        ("leave", "id", 2, 0),
    }
    assert author.rows["manuscript"] == {}


@pytest.mark.parametrize("audience", ["site:makassar", "employment:intern", "department:it", "person:t-eka"])
def test_who_is_not_meant_gets_no_row_of_an_article(portal: Portal, audience: str) -> None:
    """By a pull from nothing, by news, and by asking for all."""
    portal.admin.execute("update portal.person set team = 'hr' where login = 't-ani'")
    reader: Laptop = portal.laptop("t-ani")
    put(portal.admin, [Article("secret", "id", "Rahasia", "Isi", "hr", audience, "hr")])
    reader.sync()
    fresh = portal.laptop("t-ani")

    for laptop in (reader, fresh):
        assert ("secret", "id") not in laptop.rows["article"]
        assert ("secret", "id", 1, 0) not in laptop.rows["edition"]
    assert ("secret", "id") in portal.laptop(AUTHOR).rows["article"]  # who answers for it reads it anyway


def test_who_changes_their_employment_sees_what_is_meant_for_it(portal: Portal) -> None:
    put(portal.admin, [Article("interns", "id", "Magang", "Isi", "hr", "employment:intern", "hr")])
    reader = portal.laptop("t-ani")
    assert ("interns", "id") not in reader.rows["article"]

    portal.admin.execute("update portal.person set employment = 'intern' where login = 't-ani'")
    fresh = portal.laptop("t-ani")
    assert ("interns", "id") in fresh.rows["article"]


def test_what_waits_is_published_at_the_first_sync_after_its_time(portal: Portal) -> None:
    portal.admin.execute("update portal.article set owner = 'hr'")
    author = portal.laptop(AUTHOR)
    author.sync(save(body="Mulai besok"))
    portal.laptop(SECOND).sync(publish("leave", publish_at=SOON))
    reader = portal.laptop("t-ani")
    assert reader.rows["article"][("leave", "id")] == author.rows["article"][("leave", "id")]

    portal.admin.execute("update portal.manuscript set publish_at = portal.now() - 1")
    reader.sync()

    held_now = Article(*reader.rows["article"][("leave", "id")])
    assert (held_now.body, held_now.version, held_now.published_by) == ("Mulai besok", 2, SECOND)
    assert {Edition(*row).body for row in reader.rows["edition"].values() if row[0] == "leave"} == {
        "Isi",
        "Mulai besok",
    }


def test_what_waits_is_not_published_over_another_edition(portal: Portal) -> None:
    portal.admin.execute("update portal.article set owner = 'hr'")
    portal.laptop(AUTHOR).sync(save(body="Mulai besok"))
    portal.laptop(SECOND).sync(publish("leave", publish_at=SOON))
    portal.admin.execute("update portal.article set version = 5, body = 'Dari folder' where id = 'leave'")
    portal.admin.execute("update portal.manuscript set publish_at = portal.now() - 1")

    portal.laptop("t-ani").sync()

    assert portal.value("select body from portal.article where id = 'leave'") == "Dari folder"
    assert portal.value("select state from portal.manuscript") == "draft"
    assert portal.value("select body from portal.manuscript") == "Mulai besok"


def test_a_withdrawn_article_takes_its_editions_and_pictures_along(portal: Portal) -> None:
    portal.admin.execute("update portal.article set owner = 'hr'")
    author = portal.laptop(AUTHOR)
    author.sync(picture())
    assert author.rows["picture"]

    portal.admin.execute("delete from portal.article where id = 'leave'")
    author.sync()

    assert author.rows["picture"] == {}
    assert not [key for key in author.rows["edition"] if key[0] == "leave"]
