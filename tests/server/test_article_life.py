"""What the database does for an article beside its commands: on its day, with its poll, and with its pictures."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import psycopg
import pytest

from desktop_app.domain.feedback.questions import poll_on_article
from desktop_app.domain.knowledge.pictures import AddPicture
from desktop_app.domain.knowledge.publishing import PublishArticle, SaveManuscript
from desktop_app.domain.knowledge.rows import Article
from desktop_app.protocol import wire
from sigap_server.articles import publish_articles
from sigap_server.polls import make_key
from sigap_server.retention import run
from tests.documents.files import png
from tests.server.life_bench import in_months
from tests.server.portal_bench import NOW, Portal, some_id

AUTHOR, SECOND = "t-bona", "t-citra"
SOON = wire.microseconds(NOW + timedelta(days=2))
DUE = "update portal.manuscript set publish_at = 1 where state = 'scheduled'"


def save(article: str = "pindah", language: str = "id", body: str = "Isi", **more: object) -> SaveManuscript:
    return SaveManuscript(
        id=some_id(), person=AUTHOR, at=NOW, article=article, language=language, owner="hr", title="Pindah", body=body,
        category="leave", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def publish(article: str = "pindah", languages: tuple[str, ...] = ("id",), at: int | None = None) -> PublishArticle:
    return PublishArticle(
        id=some_id(), person=SECOND, at=NOW, article=article, languages=list(languages), revisions=[1] * len(languages),
        change="major", publish_at=at,
    )  # fmt: skip


def picture(data: bytes) -> AddPicture:
    return AddPicture(
        id=some_id(), person=AUTHOR, at=NOW, article="pindah", owner="hr", picture=sha256(data).hexdigest(),
        media_type="image/png", width=4, height=3, data=base64.b64encode(data).decode("ascii"),
    )  # fmt: skip


@pytest.fixture
def does(portal: Portal) -> Callable[..., None]:
    def all_of(*commands: SaveManuscript | PublishArticle | AddPicture) -> None:
        for command in commands:
            assert portal.push(command, device=some_id()) is None

    return all_of


def states(portal: Portal) -> list[tuple[str, str, str]]:
    rows = portal.admin.execute("select article, language, state from portal.manuscript order by 1, 2").fetchall()
    return [(article, language, state) for article, language, state in rows]


def test_both_languages_are_published_on_their_day_or_neither(portal: Portal, does: Callable[..., None]) -> None:
    """Somebody is at one of them just now: the next sync finds both."""
    does(save(), save(language="en"), publish(languages=("id", "en"), at=SOON))
    portal.admin.execute(DUE)
    with psycopg.connect(portal.admin.info.dsn, password=portal.admin.info.password) as other:
        other.execute("select from portal.manuscript where language = 'en' for update")
        portal.laptop("t-ani").sync()
        assert states(portal) == [("pindah", "en", "scheduled"), ("pindah", "id", "scheduled")]

    portal.laptop("t-ani").sync()

    assert states(portal) == []
    assert portal.value("select array_agg(language order by language) from portal.article where id = 'pindah'") == [
        "en",
        "id",
    ]


def test_a_publication_that_meets_a_defect_holds_up_nobody(portal: Portal, does: Callable[..., None]) -> None:
    does(save(), publish(at=SOON), save("lain"), publish("lain", at=SOON))
    portal.admin.execute(DUE)
    portal.admin.execute("alter table portal.article add constraint defect check (id <> 'pindah')")

    portal.laptop("t-ani").sync()

    assert portal.value("select row(state, returned, reviewer)::text from portal.manuscript") == "(draft,failed,)"
    assert portal.value("select count(*) from portal.article where id = 'lain'") == 1


def test_housekeeping_publishes_too_where_nobody_syncs(portal: Portal, does: Callable[..., None]) -> None:
    does(save(), publish(at=SOON))
    portal.admin.execute(DUE)
    run(portal.admin, in_months(0))
    assert portal.value("select version from portal.article where id = 'pindah'") == 1


def test_a_new_version_has_a_poll_of_its_own_and_the_one_before_stays(
    portal: Portal, does: Callable[..., None]
) -> None:
    make_key(portal.admin, "0001")
    does(save(), publish())
    for base in (1, 2):
        does(save(base_version=base, body=f"Isi {base}"), publish())

    polls = portal.admin.execute("select id, audience, exponent from portal.poll order by id").fetchall()

    assert [(id, audience) for id, audience, _ in polls] == [
        (poll_on_article("pindah", 2), "all"),
        (poll_on_article("pindah", 3), "all"),
    ]
    assert len({exponent for *_, exponent in polls}) == 2
    assert portal.value("select count(*) from portal.poll_count") == 2


def test_a_narrowed_article_narrows_its_polls(portal: Portal, does: Callable[..., None]) -> None:
    publish_articles(portal.admin, [Article("pindah", "id", "Pindah", "Isi", "leave", owner="hr")])
    does(save(base_version=1, audience="site:bandung"), publish())
    assert portal.value("select array_agg(distinct audience) from portal.poll") == ["site:bandung"]


def test_what_was_published_before_there_was_a_key_has_its_poll_after_housekeeping(
    portal: Portal, does: Callable[..., None]
) -> None:
    does(save(), publish())
    assert portal.value("select count(*) from portal.poll") == 0
    run(portal.admin, in_months(0))
    assert poll_on_article("pindah", 1) in portal.value("select array_agg(id) from portal.poll")


def test_pictures_that_nothing_shows_go_and_those_of_any_edition_stay(
    portal: Portal, does: Callable[..., None]
) -> None:
    old, drafted, unused = (picture(png(width)) for width in (1, 2, 3))
    does(old, drafted, unused)
    does(save(body=f"![a](sigap://picture/{old.picture})"), publish())
    does(save(base_version=1, body="Tanpa gambar"), publish())
    does(save(base_version=2, body=f"![b](sigap://picture/{drafted.picture})"))
    run(portal.admin, in_months(0))
    assert portal.value("select count(*) from portal.picture") == 3

    assert run(portal.admin, in_months(4)).pictures == 1

    left = portal.value("select array_agg(id) from portal.picture")
    assert sorted(left) == sorted([old.picture, drafted.picture])
