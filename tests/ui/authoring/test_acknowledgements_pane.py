"""Who has acknowledged what: counted, filtered, exported, reminded, and asked."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.knowledge.acknowledgement import RemindAcknowledgement
from desktop_app.domain.knowledge.publishing import content_hash
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Edition, Rule
from desktop_app.store.queries import outbox
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.authoring.acknowledgements_pane import AcknowledgementsPane
from tests.ui.audit import assert_usable
from tests.ui.authoring.pane_bench import PaneBench, pane_bench, rows_of
from tests.ui.laptop_builder import NOW, at, company

SECURITY, CONDUCT = "information-security", "code-of-conduct"
RULE = Rule(SECURITY, "all", 1, "2026-12-04", "arif", "it", "all", "hr")
NOW_IN_FORCE = next(each for each in company().articles if (each.id, each.language) == (SECURITY, "id"))


def said(person: str, **more: Any) -> Acknowledgement:
    given: dict[str, Any] = {
        "article": SECURITY, "language": "id", "version": 1, "person": person, "at": at("20 09.00"), "team": "it",
        "overseer": "hr", "hash": content_hash(NOW_IN_FORCE.title, NOW_IN_FORCE.body),
    }  # fmt: skip
    return Acknowledgement(**given | more)


HEARD = (said("sari"), said("lina"), said("yohana", declined="=1+1 Belum dilatih", hash=""))


def listed(bench: PaneBench[AcknowledgementsPane]) -> list[tuple[str, str]]:
    return [(row.title, row.body) for row in rows_of(bench.pane.list)]


def names(bench: PaneBench[AcknowledgementsPane]) -> list[str]:
    return [row.title for row in rows_of(bench.pane.answers.list)]


def pick(bench: PaneBench[AcknowledgementsPane], article: str) -> None:
    bench.pane.list.choose(article)
    bench.settled()


def rule(bench: PaneBench[AcknowledgementsPane], article: str) -> Rule | None:
    return bench.store.reader.read(lambda c: StoredRows(c).get(Rule, article))


def test_the_team_sees_how_far_its_articles_are(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif", RULE, *HEARD) as bench:
        assert listed(bench) == [("Keamanan informasi", "2 dari 30 sudah menyatakan · 1 belum bisa")]
        assert len(names(bench)) == 27
        assert bench.pane.answers._rule.accessibleName() == "Semua orang · versi 1 · sampai Jumat, 4 Desember"


def test_who_oversees_sees_those_of_all_teams(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "budi", RULE, *HEARD) as bench:
        assert [title for title, _ in listed(bench)] == [
            "Keamanan informasi", "Data pribadi Anda dan data orang lain",
            "Hadiah dan benturan kepentingan sehari-hari", "Kode etik", "Pelecehan dan perundungan: mendapat bantuan",
        ]  # fmt: skip


def test_people_are_found_by_state_name_and_site(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif", RULE, *HEARD) as bench:
        answers = bench.pane.answers
        bench.click(answers.chips["done"])
        assert names(bench) == ["Lina Hartono", "Sari Wulandari"]

        bench.click(answers.chips["declined"])
        assert [(row.title, row.body) for row in rows_of(answers.list)] == [
            ("Yohana Rumbiak", "Jayapura · Operasional: “=1+1 Belum dilatih”")
        ]

        bench.click(answers.chips["missing"])
        qtbot.keyClicks(answers.filter, "jayapura fas")
        bench.settled()
        assert names(bench) == ["Yulius Mandowen"]


def test_the_table_holds_everybody_and_no_formula(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path / "laptop", qtbot, AcknowledgementsPane, "arif", RULE, *HEARD) as bench:
        bench.pane.answers.save(str(tmp_path / "siapa.csv"))
        bench.settled()
        assert bench.bench.shell.told == ["Tersimpan sebagai siapa.csv."]

    rows = list(csv.DictReader(io.StringIO((tmp_path / "siapa.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 30
    by_login = {row["person"]: row for row in rows}
    assert by_login["sari"] | {"sha256": ""} == {
        "article": SECURITY, "person": "sari", "name": "Sari Wulandari", "team": "Keuangan",
        "site": by_login["sari"]["site"], "state": "done", "version": "1.0", "language": "id",
        "said": "2026-11-20T02:00:00+00:00", "reason": "", "before": "", "sha256": "",
    }  # fmt: skip
    assert by_login["yohana"]["reason"] == "'=1+1 Belum dilatih"
    assert (by_login["ayu"]["state"], by_login["ayu"]["said"]) == ("missing", "")


def test_who_is_missing_is_reminded_with_one_click_and_not_twice_a_day(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif", RULE, *HEARD) as bench:
        bench.click(bench.pane.answers.remind)
        assert [each.kind for each in bench.store.reader.read(outbox.pending)] == [RemindAcknowledgement.__name__]
        assert bench.bench.shell.told == ["Mereka melihat pengingatnya pada sinkronisasi berikutnya."]

    reminded = replace(RULE, reminded=at("23 08.00"))
    with pane_bench(tmp_path / "later", qtbot, AcknowledgementsPane, "arif", reminded, *HEARD) as bench:
        assert bench.pane.answers._reminded.accessibleName() == "Diingatkan hari ini 08.00."
        bench.click(bench.pane.answers.remind)
        assert bench.store.reader.read(outbox.pending) == []
        assert bench.bench.shell.told == [
            "Mereka baru diingatkan kurang dari sehari yang lalu. Mohon tunggu sampai besok."
        ]


def test_an_article_is_asked_for_changed_and_not_asked_for_any_more(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif") as bench:
        editor = bench.pane.editor
        bench.click(bench.pane.ask)
        assert editor.isVisible()
        editor.article.setCurrentIndex(editor.article.findData("laptop-and-accounts"))
        editor.audience.setCurrentIndex(editor.audience.findData("site:makassar"))
        bench.click(editor.save)

        assert rule(bench, "laptop-and-accounts") == Rule(
            "laptop-and-accounts", "site:makassar", 1, "2026-12-07", "arif", "it", "all", "hr"
        )
        assert not editor.isVisible()
        assert len(listed(bench)) == 2

        pick(bench, "laptop-and-accounts")
        bench.click(bench.pane.answers.change)
        assert not editor.article.isVisible()
        editor.audience.setCurrentIndex(editor.audience.findData("department:it"))
        bench.click(editor.save)
        changed = rule(bench, "laptop-and-accounts")
        assert changed is not None and changed.audience == "department:it"

        bench.click(bench.pane.answers.change)
        bench.click(editor.withdraw)
        assert rule(bench, "laptop-and-accounts") is None
        assert [title for title, _ in listed(bench)] == ["Keamanan informasi"]


def test_what_was_acknowledged_is_shown_as_it_stood(tmp_path: Path, qtbot: Any) -> None:
    once = Edition(SECURITY, "id", 1, 2, "Keamanan dahulu", "Isi lama.", "minor", "", "arif", "all", "it", NOW)
    old = said("sari", minor=2, hash=content_hash(once.title, once.body))
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif", RULE, once, old, said("lina", minor=7)) as bench:
        answers = bench.pane.answers
        bench.click(answers.chips["done"])

        answers.list.opened.emit("sari")
        bench.settled()
        assert answers.stood_title.accessibleName() == "Keamanan dahulu · persis seperti yang dinyatakan"
        assert answers.stood.accessibleName() == "Isi lama."

        answers.list.opened.emit("lina")
        bench.settled()
        assert answers.stood_title.accessibleName() == "Versi ini sudah tidak ada di laptop ini."


def test_an_article_that_grew_a_version_shows_who_read_the_one_before(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif", RULE, *HEARD) as bench:
        bench.arrive(replace(NOW_IN_FORCE, version=2))

        sari = next(row for row in rows_of(bench.pane.answers.list) if row.key == "sari")
        assert sari.side == "sudah membaca versi 1"
        assert isinstance(NOW_IN_FORCE, Article)


@pytest.mark.parametrize(("language", "size"), [("id", (1160, 800)), ("en", (700, 900))])
def test_it_is_usable(tmp_path: Path, qtbot: Any, language: str, size: tuple[int, int]) -> None:
    given = (RULE, *HEARD)
    with pane_bench(tmp_path, qtbot, AcknowledgementsPane, "arif", *given, language=language, size=size) as bench:
        assert_usable(bench.pane)
        bench.click(bench.pane.answers.change)
        assert_usable(bench.pane)
