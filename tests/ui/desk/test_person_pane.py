"""Who asks, beside the request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop_app.domain.knowledge.rows import Article
from desktop_app.ui.conversation.entries import Said
from desktop_app.ui.links import link
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row
from tests.ui.desk.desk_bench import desk_of, press
from tests.ui.laptop_builder import arrive, company
from tests.ui.page_bench import Bench, click, echo


@dataclass(frozen=True)
class Hit:
    """What the index finds."""

    article_id: str
    title: str
    language: str = "id"


@dataclass(frozen=True)
class Found:
    hits: tuple[Hit, ...]


class Index:
    """An index that finds one article, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def search(self, text: str, *, language: str | None, category: str | None, limit: int, deep: bool) -> Found:
        self.asked.append((text, language))
        return Found((Hit("probation-and-contract", "Surat kerja"),))


def test_the_requesters_time_promise_and_history_are_beside_the_request(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, _):
        told = [
            each.accessibleName().replace("\N{NO-BREAK SPACE}", " ")
            for each in page.person.findChildren(type(page.queue._title))
        ]

        assert "Yohana Rumbiak" in told and "Staf gudang · Jayapura" in told and "sejak Maret 2021" in told
        assert "12.42 WIT di Jayapura" in told
        assert "2 jam di depan Anda. Bekerja lagi 13.00 WIT, yaitu 11.00 WIB." in told
        assert "Anton Wenda" in told
        assert "Balas 4 jam kerja, selesai 2 hari kerja" in told
        before = next(
            each for each in page.person.findChildren(RowList) if each.accessibleName() == "Permintaan sebelumnya"
        )
        [row] = before.model().rows()
        assert (row.title, row.body, row.due) == (
            "Slip gaji September",
            "selesai 5 November, 40 menit",
            ("puas", "good"),
        )


def test_an_earlier_request_opens_at_the_desk(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        before = next(
            each for each in page.person.findChildren(RowList) if each.accessibleName() == "Permintaan sebelumnya"
        )
        before.setFocus()

        qtbot.keyClick(before, Qt.Key.Key_Return)
        bench.settled(qtbot)

        assert page.request._called.text().startswith("HR-0987")
        assert not page.request.actions_bar.take.isVisible()


def test_a_fitting_article_is_put_into_the_reply(tmp_path: Path, qtbot: Any) -> None:
    index = Index()
    with desk_of(tmp_path, qtbot, index=index) as (page, bench):
        bench.settled(qtbot)
        assert index.asked[0] == ("Surat keterangan kerja untuk KPR", "id")
        articles = next(
            each for each in page.person.findChildren(RowList) if each.accessibleName() == "Artikel yang cocok"
        )
        assert articles.model().rows()[0].title == "Surat kerja"
        articles.setFocus()
        articles.choose("probation-and-contract")

        qtbot.keyClick(articles, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        assert page.request.box.edit.toPlainText() == "[Surat kerja](sigap://article/probation-and-contract)"
        click(qtbot, page.request.box.send)
        echo(page, bench, qtbot)
        last = page.request.conversation._entries[-1]
        assert isinstance(last, Said) and last.text == "“Surat kerja”"
        assert last.links[0].link == link("article", "probation-and-contract")


def offered_to_yohana_in_english(page: Any, bench: Bench, qtbot: Any) -> list[Row]:
    yohana = next(each for each in company().people if each.login == "yohana")
    page.refresh(arrive(bench.store, "budi", replace(yohana, language="en")))
    bench.settled(qtbot)
    articles = next(each for each in page.person.findChildren(RowList) if each.accessibleName() == "Artikel yang cocok")
    return list(articles.model().rows())


def test_articles_are_offered_in_the_language_of_who_asks(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        rows = offered_to_yohana_in_english(page, bench, qtbot)

        english = {each.title for each in company().articles if each.language == "en"}
        assert rows and {row.title for row in rows} <= english
        assert {row.side for row in rows} == {""}


def test_articles_that_are_only_in_another_language_say_so(tmp_path: Path, qtbot: Any) -> None:
    indonesian = [each for each in company().articles if each.language == "id"]
    with desk_of(tmp_path, qtbot, without=(Article,)) as (page, bench):
        arrive(bench.store, "budi", *indonesian)
        rows = offered_to_yohana_in_english(page, bench, qtbot)

        assert rows and {row.title for row in rows} <= {each.title for each in indonesian}
        assert {(row.side, row.exact) for row in rows} == {("ID", "Indonesia")}


def test_on_a_narrow_window_p_opens_the_requester(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot, width=980) as (page, _):
        assert not page.person.isVisible() and page.request.actions_bar.person.isVisible()

        press(qtbot, page, Qt.Key.Key_P)
        assert page.person.isVisible()
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)

        assert not page.person.isVisible()
