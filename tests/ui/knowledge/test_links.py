"""Where the links of an article lead: to its own sections, to other articles and forms, out of Sigap, to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop_app.ui.links import link
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window


class Outside(QObject):
    """Stands for the browser and the mail program."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def outside(qapp: Any) -> Iterator[Outside]:
    made = Outside()
    for scheme in ("https", "mailto"):
        QDesktopServices.setUrlHandler(scheme, made, "take")  # type: ignore[arg-type] # PySide takes str alone
    yield made
    for scheme in ("https", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


def follow(bench: KnowledgeBench, address: str) -> None:
    bench.page.reader.text.followed.emit(address)
    bench.settled()


def test_a_link_to_another_article_opens_it_at_the_section(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        follow(bench, "sigap://article/health-cover#melahirkan-dan-bayi-baru-lahir")

        assert bench.page.reader.head.title.accessibleName() == "BPJS dan asuransi kesehatan"
        assert bench.page.reader.text.section() == "melahirkan-dan-bayi-baru-lahir"
        assert bench.page.reader.left_back.accessibleName() == "Kembali"


def test_a_link_within_the_article_scrolls(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        follow(bench, "#cuti-keguguran")
        assert bench.page.reader.text.section() == "cuti-keguguran"
        follow(bench, "sigap://article/maternity-leave#bayi-kembar-dan-komplikasi")
        assert bench.page.reader.text.section() == "bayi-kembar-dan-komplikasi"
        assert bench.page.reading.trail == []


def test_a_link_to_a_form_takes_the_article_with_it(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        follow(bench, "sigap://form/leave-question")

        assert bench.went == [link("form", "leave-question", article="maternity-leave")]


@pytest.mark.parametrize("address", ["sigap://nowhere/at-all", "sigap:", "ftp://elsewhere.example"])
def test_a_link_that_sigap_does_not_know_says_so(tmp_path: Path, qtbot: Any, index: Any, address: str) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        follow(bench, address)

        assert bench.toast() == "Tautan ini tidak dikenal Sigap."
        assert bench.page.reader.head.title.accessibleName() == "Cuti melahirkan"


def test_a_link_to_the_internet_asks_first(tmp_path: Path, qtbot: Any, index: Any, outside: Outside) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        follow(bench, "https://elsewhere.example/page")
        strip = bench.page.reader.outside
        assert strip.isVisible()
        assert strip._shown.accessibleName() == "https://elsewhere.example/page"
        assert outside.opened == []
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Space, strip.open_button)
        assert outside.opened == ["https://elsewhere.example/page"]
        assert not strip.isVisible()


def test_a_mail_link_shows_the_address_and_copies_it(tmp_path: Path, qtbot: Any, index: Any, outside: Outside) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")

        follow(bench, "mailto:hr@nusantararempah.example?subject=Cuti")
        strip = bench.page.reader.outside
        assert strip._shown.accessibleName() == "hr@nusantararempah.example"

        bench.click(strip.copy_button)

        assert QGuiApplication.clipboard().text() == "hr@nusantararempah.example"
        assert outside.opened == []


def test_esc_leaves_the_question_and_stays_at_the_article(
    tmp_path: Path, qtbot: Any, index: Any, outside: Outside
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave")
        follow(bench, "https://elsewhere.example/page")

        bench.press(Qt.Key.Key_Escape, bench.page.reader.outside.open_button)

        assert not bench.page.reader.outside.isVisible()
        assert bench.page.reader.isVisible()
        assert outside.opened == []
