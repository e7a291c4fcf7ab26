"""A folder is published over what the application wrote without taking a word of it, and brings its pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.picture_bytes import Measured, measure
from desktop_app.domain.knowledge.publishing import PublishArticle, SaveManuscript
from desktop_app.domain.knowledge.rows import Article
from sigap_server.articles import publish_articles
from sigap_server.knowledge import Oddity, read_base
from tests.documents.files import png
from tests.server.admin_bench import Admin
from tests.server.portal_bench import NOW, Portal, some_id

PAGE = """---
title: Cuti
language: id
category: leave
owner: hr
version: 3
minor: 1
review_by: 2027-01-31
valid_until: 2027-12-31
successor: leave-2028
note: Kuota baru
source_language: en
source_version: 2
source_minor: 4
---

Isi

![Denah](../gambar/denah.png) dan ![bukan](catatan.txt) dan ![luar](../../rahasia.png)
"""
FROM_FOLDER = Article("cuti", "id", "Cuti", "Isi", "leave", owner="hr", published_by="")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    base = tmp_path / "base"
    for name, data in (
        ("id/cuti.md", PAGE.encode()), ("gambar/denah.png", png()), ("id/catatan.txt", b"text"),
        ("../rahasia.png", png()),
    ):  # fmt: skip
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return base


def test_front_matter_says_how_long_an_article_is_in_force_and_what_it_was_made_from(folder: Path) -> None:
    (article,) = read_base(folder).articles
    assert (article.version, article.minor, article.note) == (3, 1, "Kuota baru")
    assert (article.review_by, article.valid_until, article.successor) == ("2027-01-31", "2027-12-31", "leave-2028")
    assert (article.source_language, article.source_version, article.source_minor) == ("en", 2, 4)


def test_pictures_of_the_folder_come_along_and_nothing_from_outside(folder: Path) -> None:
    base = read_base(folder)
    (picture,) = base.pictures
    assert (picture.article, picture.media_type, picture.owner) == ("cuti", "image/png", "hr")
    assert f"![Denah](sigap://picture/{picture.id})" in base.articles[0].body
    assert [one.words for one in base.findings if one.what is Oddity.IMAGE] == ["![bukan](…)", "![luar](…)"]


@pytest.mark.parametrize("audience", ["everyone", "team:", "site:a b", "kind:intern", "{all}"])
def test_an_audience_nobody_can_be_in_is_left_out(tmp_path: Path, audience: str) -> None:
    (tmp_path / "a.md").write_text(f"---\naudience: '{audience}'\n---\nIsi\n")
    base = read_base(tmp_path)
    assert (base.articles, [one.what for one in base.findings]) == ([], [Oddity.AUDIENCE])


@pytest.mark.parametrize("name", ["version", "minor", "review_by", "valid_until", "source_version"])
def test_a_field_that_cannot_be_understood_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text(f"---\nlanguage: id\nsource_language: en\n{name}: soon\n---\nIsi\n")
    assert [(one.what, one.words) for one in read_base(tmp_path).findings] == [(Oddity.FIELD, name)]


def _written(portal: Portal) -> None:
    """`cuti` as HR wrote it in the application, over the folder's first edition."""
    publish_articles(portal.admin, [FROM_FOLDER])
    save = SaveManuscript(
        id=some_id(), person="t-bona", at=NOW, article="cuti", language="id", owner="hr", title="Cuti",
        body="Isi dari aplikasi", category="leave", base_version=1,
    )  # fmt: skip
    publish = PublishArticle(
        id=some_id(), person="t-citra", at=NOW, article="cuti", languages=["id"], revisions=[1], change="major"
    )
    assert portal.push(save, device=some_id()) is None
    assert portal.push(publish, device=some_id()) is None


def _body(portal: Portal) -> object:
    return portal.value("select body from portal.article where id = 'cuti'")


def test_what_was_written_in_the_application_stays_and_is_named(portal: Portal) -> None:
    _written(portal)

    again = publish_articles(portal.admin, [FROM_FOLDER], whole=False)
    gone = publish_articles(portal.admin, [Article("lain", "id", "Lain", "Isi", "leave")], whole=True)

    assert (again.changed, again.kept) == (0, [("cuti", "id")])
    assert ("cuti", "id") in gone.kept
    assert _body(portal) == "Isi dari aplikasi"


def test_it_is_replaced_on_request_under_a_number_of_its_own(portal: Portal) -> None:
    _written(portal)

    done = publish_articles(portal.admin, [FROM_FOLDER], replace_written=True)

    assert (done.changed, done.kept) == (1, [])
    editions = portal.admin.execute(
        "select version, minor, body from portal.edition where article = 'cuti' order by 1, 2"
    ).fetchall()
    assert editions == [(1, 0, "Isi"), (2, 0, "Isi dari aplikasi"), (2, 1, "Isi")]


def test_an_edition_that_was_read_never_gets_other_words(portal: Portal) -> None:
    publish_articles(portal.admin, [FROM_FOLDER])
    other = replace(FROM_FOLDER, body="Isi lain")

    assert publish_articles(portal.admin, [other]).changed == 1
    assert publish_articles(portal.admin, [other]).changed == 0

    editions = portal.admin.execute("select version, minor, body from portal.edition where article = 'cuti'").fetchall()
    assert sorted(editions) == [(1, 0, "Isi"), (1, 1, "Isi lain")]


def test_what_the_folder_says_of_a_text_that_is_the_same_makes_no_edition(portal: Portal) -> None:
    publish_articles(portal.admin, [FROM_FOLDER])
    assert publish_articles(portal.admin, [replace(FROM_FOLDER, review_by="2027-01-31")]).changed == 1
    assert portal.value("select count(*) from portal.edition where article = 'cuti'") == 1


def test_the_terminal_says_what_it_left_alone(admin: Admin, portal: Portal, tmp_path: Path) -> None:
    _written(portal)
    (tmp_path / "cuti.md").write_text("---\ntitle: Cuti\nlanguage: id\ncategory: leave\nowner: hr\n---\nIsi\n")

    assert "left as they are: cuti (id)" in admin.does("knowledge", "publish", tmp_path)
    assert _body(portal) == "Isi dari aplikasi"
    admin.does("knowledge", "publish", tmp_path, "--replace-written")
    assert _body(portal) == "Isi\n"


WEBP = {
    "plain": "52494646200000005745425056503858140000001000000024000014000000",
}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (png(), Measured("image/png", 4, 3)),
        (bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc00011080015002503012200021101031101"),
         Measured("image/jpeg", 37, 21)),
        (bytes.fromhex(WEBP["plain"]), Measured("image/webp", 37, 21)),
        (b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x24\x00\x05\x00", Measured("image/webp", 37, 21)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\xff\xe0\x00", None),
        (png()[:20], None),
        (b"GIF89a", None),
        (b"", None),
    ],
)  # fmt: skip
def test_a_picture_is_what_its_bytes_say(data: bytes, found: Measured | None) -> None:
    assert measure(data) == found
