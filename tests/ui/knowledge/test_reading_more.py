"""What a reader is told of an article, what they keep of it, and that nothing it says reaches out of the laptop."""

from __future__ import annotations

import base64
import hashlib
import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.knowledge.rows import Article, Edition, Picture
from desktop_app.store.queries import shelf
from desktop_app.ui.knowledge.printing import PrintedArticle
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window, rows_of
from tests.ui.laptop_builder import NOW

BEFORE = "Laporkan dalam tiga hari.\n\n## Biaya\n\nRp25.000.\n\n## Lama\n\nDihapus.\n"
BODY = "Laporkan hari itu juga.\n\n## Biaya\n\nRp50.000.\n"
CARD = Article("lost-card", "id", "Kartu hilang", BODY, "facilities", owner="facilities", version=3, minor=1)
KNOWN = Edition("lost-card", "id", 2, 0, "Kartu hilang", BEFORE, "major", "", "budi", "all", "facilities")


def png() -> bytes:
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_who_read_an_older_edition_sees_what_changed_since_and_only_once(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=[CARD, KNOWN]) as bench:
        bench.store.shelf.opened("lost-card", "id", 2, 0, NOW - timedelta(days=12))
        bench.open("lost-card")
        reader = bench.page.reader
        assert reader.banners.sentences() == ["Berubah sejak Anda membacanya, 11 November, 10.42."]
        assert reader.head._facts.accessibleName().startswith("Versi 3.1")

        bench.press(Qt.Key.Key_C, reader.text)
        shown = reader.aside.shown
        assert shown is not None
        said = shown.difference.toPlainText()  # type: ignore[attr-defined]
        assert "−dalam tiga hari." in said
        assert "+hari itu juga." in said
        assert "Lama (dihapus)" in said
        assert_usable(bench.window)
        bench.press(Qt.Key.Key_Escape)
        assert reader.text.hasFocus()

        bench.open("sick-leave")
        bench.open("lost-card")
        assert reader.banners.sentences() == []


def test_what_no_longer_applies_says_so_and_leads_to_what_does(tmp_path: Path, qtbot: Any, index: Any) -> None:
    old = replace(CARD, id="old", title="Aturan lama", valid_until="2026-10-31", successor="lost-card")
    waiting = replace(CARD, id="waiting", review_by="2026-11-01")
    with knowledge_window(tmp_path, qtbot, index, rows=[CARD, old, waiting]) as bench:
        listed = [row.title for each in bench.page.browse.lists() for row in rows_of(each)]
        assert "Aturan lama" not in listed
        bench.open("waiting")
        assert bench.page.reader.banners.sentences()[0].startswith("Menunggu ditinjau sejak 1 November 2026.")
        bench.open("old")
        banners = bench.page.reader.banners
        assert banners.sentences() == ["Tidak berlaku lagi: berlaku sampai 31 Oktober 2026."]
        bench.click(next(each for each in banners.findChildren(QPushButton) if each.isVisible()))
        assert bench.page.reader.head.title.accessibleName() == "Kartu hilang"


def test_favourites_bookmarks_and_what_was_read_are_there_another_day(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("maternity-leave", "bayi-kembar-dan-komplikasi")
        bench.press(Qt.Key.Key_S, bench.page.reader.text)
        bench.press(Qt.Key.Key_B, bench.page.reader.text)
        bench.press(Qt.Key.Key_Escape, bench.page.reader.text)
        lists = {each.accessibleName(): [row.title for row in rows_of(each)] for each in bench.page.browse.lists()}
        assert lists["Favorit"] == lists["Terakhir Anda baca"] == ["Cuti melahirkan"]
        assert lists["Penanda"] == ["Bayi kembar dan komplikasi"]
        visit = bench.store.reader.read(lambda c: shelf.last_visit(c, "maternity-leave"))
        assert visit is not None
        assert visit.anchor == "bayi-kembar-dan-komplikasi"

        buttons = {each.accessibleName(): each for each in bench.page.browse.findChildren(QPushButton)}
        bench.click(buttons["Hapus riwayat bacaan Anda"])
        assert "Terakhir Anda baca" not in [each.accessibleName() for each in bench.page.browse.lists()]


def shown_with(bench: KnowledgeBench, id: str) -> str:
    bench.open(id)
    return bench.page.reader.text.toHtml()


def test_pictures_lie_on_the_laptop_and_nothing_is_fetched(tmp_path: Path, qtbot: Any, index: Any) -> None:
    data = png()
    id = hashlib.sha256(data).hexdigest()
    picture = Picture(id, "pictures", "image/png", 900, 300, base64.b64encode(data).decode(), "all", "hr")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        near = f"http://127.0.0.1:{listening.getsockname()[1]}"
        body = (
            f"![Denah](sigap://picture/{id}) ![Hilang](sigap://picture/{'0' * 64})\n\n![a]({near}/a.png)"
            f"<img src='{near}/b.png'><style>@import '{near}/c.css'</style><p background='{near}/d.png'>x</p>\n\n"
            "[pergi](sigap://article/no-such) [jahat](javascript:alert(1))\u202e\n"
        )
        article = Article("pictures", "id", "Gambar\u202eaneh", body, "it", owner="hr")
        with knowledge_window(tmp_path, qtbot, index, rows=[article, picture]) as bench:
            html = shown_with(bench, "pictures")
            QCoreApplication.processEvents()
            reader = bench.page.reader
            assert f"sigap://picture/{id}" in html
            assert near not in html
            assert "Gambar yang tidak ada di laptop ini: Hilang" in reader.text.toPlainText()
            assert "pergi (tidak ada di laptop ini)" in reader.text.toPlainText()
            assert reader.head.title.accessibleName() == "Gambar⟨U+202E⟩aneh"
            [said] = reader.banners.sentences()
            assert said.startswith("Tidak ditampilkan seperti aslinya: ")
            reader.text.followed.emit(f"sigap://picture/{id}")
            bench.settled()
            assert reader.aside.title.accessibleName() == "Denah"
            assert_usable(bench.window)
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_an_article_says_what_links_to_it_and_its_footnotes_lead_there_and_back(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    body = "Awal[^1]\n\n" + "Isi.\n\n" * 60 + "[^1]: Catatan.\n"
    leading = replace(CARD, id="leading", title="Yang merujuk", body="[a](sigap://article/lost-card#biaya)")
    other = replace(CARD, id="other", title="Bukan", body="[a](sigap://article/lost-card-2)")
    rows = [replace(CARD, body=body), leading, other]
    with knowledge_window(tmp_path, qtbot, index, rows=rows) as bench:
        bench.open("lost-card")
        reading, text = bench.page.reader.reading, bench.page.reader.text
        assert reading is not None
        assert [each.title for each in reading.linked_from] == ["Yang merujuk"]
        text.followed.emit("#fn1")
        assert text.verticalScrollBar().value() > 0
        text.followed.emit("#fnref1")
        assert text.verticalScrollBar().value() == 0


def test_an_article_is_saved_as_a_pdf_with_its_edition_on_every_page(tmp_path: Path, qtbot: Any, index: Any) -> None:
    long = replace(CARD, body=BODY + "\n\n".join(["Kata " * 60] * 40))
    with knowledge_window(tmp_path, qtbot, index, rows=[long]) as bench:
        bench.open("lost-card")
        reading = bench.page.reader.reading
        assert reading is not None
        printed = PrintedArticle(bench.page.context, reading)
        assert printed.head() == "Kartu hilang · Versi 3.1"
        assert "Dicetak 23 November 2026." in printed.foot()
        path = tmp_path / "kartu.pdf"
        bench.page.printing.write(reading, path)
        assert path.read_bytes().startswith(b"%PDF")
        assert printed.write_pdf(path) > 1
        bench.page.printing.write(reading, tmp_path / "no such folder" / "a.pdf")
        assert bench.toast().startswith("PDF tidak dapat disimpan")
