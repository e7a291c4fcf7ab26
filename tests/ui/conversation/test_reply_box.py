"""The box to answer in: drafts, files, ways to send, words that were refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage

from desktop_app.domain.text import LONGEST
from desktop_app.ui.conversation.kept import Kept
from desktop_app.ui.conversation.reply_box import ReplyBox
from desktop_app.ui.conversation.ways import Way, Words
from tests.ui.audit import assert_usable
from tests.ui.laptop_builder import NOW, filled_laptop
from tests.ui.page_bench import Bench, page_bench

REPLY = Way("reply", "Kirim balasan")
TAKE = Way("take", "Kirim dan ambil")
RESOLVE = Way("resolve", "Kirim dan selesaikan")


@pytest.fixture
def bench(tmp_path: Path, qtbot: Any) -> Iterator[Bench]:
    with page_bench(filled_laptop(tmp_path, "budi", stories=[]), "budi") as made:
        yield made
        made.settled(qtbot)


def box_for(
    bench: Bench, qtbot: Any, *, kept: Kept | None = None, refused: tuple[Kept, ...] = (), ways: Any = (REPLY,)
) -> Any:
    box = ReplyBox(bench.context, with_notes=True)
    qtbot.addWidget(box)
    box.show_request("r1", "Tulis balasan untuk Yohana…", ways, kept, refused)
    box.resize(520, 160)
    box.show()
    qtbot.waitExposed(box)
    return box


def drafts(bench: Bench) -> list[tuple[str, str, bool]]:
    return [(each.about, each.body["text"], each.body["internal"]) for each in bench.store.drafts.list()]


def test_what_is_written_is_a_draft_a_moment_later_and_says_so(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)

    qtbot.keyClicks(box.edit, "Selamat siang")

    qtbot.waitUntil(lambda: box.saved.text() == "Draf tersimpan 10.42")
    assert drafts(bench) == [("r1", "Selamat siang", False)]


def test_leaving_the_field_saves_at_once(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Selamat")

    box.leave()
    bench.settled(qtbot)

    assert drafts(bench) == [("r1", "Selamat", False)]


def test_words_deleted_again_leave_no_draft(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Sel")
    box.leave()

    box.edit.selectAll()
    qtbot.keyClick(box.edit, Qt.Key.Key_Delete)
    box.leave()
    bench.settled(qtbot)

    assert drafts(bench) == []


def test_another_request_brings_its_own_words_and_keeps_these(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Untuk Yohana")

    box.show_request("r2", "…", [REPLY], Kept(7, "reply", "Untuk Agus", NOW, internal=True), [])
    bench.settled(qtbot)

    assert box.edit.toPlainText() == "Untuk Agus"
    assert box.note_tab.isChecked()
    assert drafts(bench) == [("r1", "Untuk Yohana", False)]


def test_a_refresh_of_the_same_request_leaves_the_words_alone(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Saya sedang menulis")

    box.show_request("r1", "…", [REPLY], Kept(7, "reply", "lama", NOW), [])

    assert box.edit.toPlainText() == "Saya sedang menulis"


def test_ctrl_enter_sends_once_and_enter_is_a_new_line(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    sent: list[Any] = []
    box.sending.connect(sent.append)
    qtbot.keyClicks(box.edit, "Satu")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(box.edit, "dua")

    qtbot.keyClick(box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert sent == [Words("Satu\ndua", "reply", [])]
    box.sent()
    assert box.edit.toPlainText() == "" and box.send.isEnabled()


def test_no_draft_is_saved_behind_the_command_that_takes_it(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Sudah")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settled(qtbot)
    assert drafts(bench) == [("r1", "Sudah", False)]
    bench.store.drafts.delete(bench.store.drafts.list()[0].no)  # as the command's own transaction does

    box.leave()
    box.sent()
    box.leave()
    bench.settled(qtbot)

    assert drafts(bench) == []


def test_words_that_could_not_be_sent_are_kept_as_a_draft_again(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Sudah")
    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)

    box.say_wrong("Tidak tersimpan.")
    qtbot.keyClicks(box.edit, " lagi")
    box.leave()
    bench.settled(qtbot)

    assert drafts(bench) == [("r1", "Sudah lagi", False)]


def test_nothing_is_not_sent(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    sent: list[Any] = []
    box.sending.connect(sent.append)

    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)

    assert sent == []
    assert box.error.text() == "Silakan tulis dahulu."


def test_words_stay_where_they_could_not_be_saved(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Penting")
    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)

    box.say_wrong("Ini belum tersimpan.")

    assert box.edit.toPlainText() == "Penting"
    assert box.error.text() == "Ini belum tersimpan." and box.send.isEnabled()


def test_a_note_is_told_from_a_reply_by_words(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    sent: list[Any] = []
    box.sending.connect(sent.append)

    qtbot.mouseClick(box.note_tab, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(box.edit, "Untuk tim saja")

    assert box.send.accessibleName() == "Simpan catatan"
    assert box.edit.accessibleName() == "Tulis catatan yang hanya dibaca tim…"
    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)
    assert sent == [Words("Untuk tim saja", "note", [])]


def test_who_may_not_reply_writes_a_note(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot, ways=())

    assert box.note_tab.isChecked()
    assert not box.reply_tab.isEnabled()


def test_the_way_chosen_names_the_button_and_is_kept_with_the_draft(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot, ways=(TAKE, RESOLVE))
    qtbot.keyClicks(box.edit, "Sudah.")
    assert box.send.accessibleName() == "Kirim dan ambil"

    box._choose(RESOLVE)
    box.leave()
    bench.settled(qtbot)

    assert box.send.accessibleName() == "Kirim dan selesaikan"
    assert [each.body["way"] for each in bench.store.drafts.list()] == ["resolve"]


def test_a_file_is_kept_on_the_laptop_and_goes_with_the_reply(bench: Bench, qtbot: Any, tmp_path: Path) -> None:
    box = box_for(bench, qtbot)
    sent: list[Any] = []
    box.sending.connect(sent.append)
    letter = tmp_path / "surat.pdf"
    letter.write_bytes(b"%PDF-1.7 surat")

    box.attached.take([letter])
    bench.settled(qtbot)
    letter.unlink()
    qtbot.keyClicks(box.edit, "Ini suratnya.")
    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)

    [words] = sent
    [file] = words.files
    assert (file["name"], file["size"]) == ("surat.pdf", 14)
    assert bench.store.files.read_file(file["sha256"]) == b"%PDF-1.7 surat"
    assert_usable(box)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kosong.pdf", b"", "kosong.pdf kosong. Pilih berkas lain."),
        ("hilang.pdf", None, "hilang.pdf tidak dapat dibaca. Pastikan berkasnya masih ada dan boleh Anda buka."),
    ],
)
def test_a_file_that_cannot_be_sent_says_why(
    bench: Bench, qtbot: Any, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    box = box_for(bench, qtbot)
    if content is not None:
        (tmp_path / name).write_bytes(content)

    box.attached.take([tmp_path / name])
    bench.settled(qtbot)

    assert box.error.text() == said
    assert box.attached.files() == []


def test_a_screenshot_is_pasted_as_a_picture(bench: Bench, qtbot: Any) -> None:
    box, picture = box_for(bench, qtbot), QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)

    box.edit.paste()
    bench.settled(qtbot)

    [file] = box.attached.files()
    assert file["name"] == "tangkapan layar 2026-11-23 10.42.00.png"
    assert (bench.store.files.read_file(file["sha256"]) or b"").startswith(b"\x89PNG")


def test_files_are_dropped_on_the_box(bench: Bench, qtbot: Any, tmp_path: Path) -> None:
    box, mime = box_for(bench, qtbot), QMimeData()
    (tmp_path / "foto.jpg").write_bytes(b"jpeg")
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "foto.jpg"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, mime, left, none)

    box.dragEnterEvent(entering)
    box.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, left, none))
    bench.settled(qtbot)

    assert entering.isAccepted()
    assert [file["name"] for file in box.attached.files()] == ["foto.jpg"]


def test_files_do_not_go_with_words_that_resolve(bench: Bench, qtbot: Any, tmp_path: Path) -> None:
    box = box_for(bench, qtbot, ways=(RESOLVE,))
    sent: list[Any] = []
    box.sending.connect(sent.append)
    (tmp_path / "a.txt").write_text("a")
    box.attached.take([tmp_path / "a.txt"])
    bench.settled(qtbot)
    qtbot.keyClicks(box.edit, "Selesai.")

    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)

    assert sent == []
    assert box.error.text().startswith("Berkas dikirim bersama balasan.")


def test_refused_words_are_offered_and_taken_up_again(bench: Bench, qtbot: Any) -> None:
    bench.store.drafts.save("reply", "other", {"text": "x", "internal": False}, NOW)
    kept = Kept(99, "reply", "Kata-kata saya", NOW, refused="c1")
    box = box_for(bench, qtbot, refused=(kept,))
    assert box.offer.take_up.isVisible()

    qtbot.mouseClick(box.offer.take_up, Qt.MouseButton.LeftButton)
    bench.settled(qtbot)

    assert box.edit.toPlainText() == "Kata-kata saya"
    assert not box.offer.take_up.isVisible()


def test_refused_words_join_what_is_being_written(bench: Bench, qtbot: Any) -> None:
    kept = Kept(99, "reply", "Yang ditolak", NOW, refused="c1")
    box = box_for(bench, qtbot, refused=(kept,))
    gone: list[Any] = []
    box.discarding.connect(gone.append)
    qtbot.keyClicks(box.edit, "Yang baru")

    qtbot.mouseClick(box.offer.take_up, Qt.MouseButton.LeftButton)

    assert box.edit.toPlainText() == "Yang baru\n\nYang ditolak"
    assert gone == [99]


def test_refused_words_can_be_discarded(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot, refused=(Kept(99, "reply", "Yang ditolak", NOW, refused="c1"),))
    gone: list[Any] = []
    box.discarding.connect(gone.append)

    qtbot.mouseClick(box.offer.discard, Qt.MouseButton.LeftButton)

    assert gone == [99]


def test_an_unsent_message_is_changed_in_the_box_and_the_draft_waits(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    changed: list[Any] = []
    box.amending.connect(lambda message, words: changed.append((message, words)))
    qtbot.keyClicks(box.edit, "Draf")

    box.amend("c1", Words("Yang menunggu", "reply", ()))
    qtbot.keyClicks(box.edit, " dikirim")
    qtbot.mouseClick(box.send, Qt.MouseButton.LeftButton)
    bench.settled(qtbot)

    assert box.send.accessibleName() == "Simpan perubahan"
    assert changed == [("c1", Words("Yang menunggu dikirim", "reply", []))]
    assert drafts(bench) == [("r1", "Draf", False)]


def test_an_article_is_inserted_with_a_space(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Silakan baca")

    box.insert("[THR](sigap://article/thr)")

    assert box.edit.toPlainText() == "Silakan baca [THR](sigap://article/thr)"


def test_the_box_grows_to_eight_lines_and_then_scrolls(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    one = box.edit.height()

    box.edit.setPlainText("\n".join("abc"))
    three = box.edit.height()
    box.edit.setPlainText("\n".join("abcdefghijkl"))

    assert one < three < box.edit.height()
    assert box.edit.height() < 9 * box.edit.fontMetrics().lineSpacing() + 10


def test_everything_in_the_box_has_a_name(bench: Bench, qtbot: Any) -> None:
    assert_usable(box_for(bench, qtbot, ways=(TAKE, RESOLVE), refused=(Kept(9, "reply", "Kata", NOW, refused="c"),)))


def test_a_paste_that_no_message_may_carry_stays_out_and_the_words_before_it_stay(bench: Bench, qtbot: Any) -> None:
    box = box_for(bench, qtbot)
    qtbot.keyClicks(box.edit, "Selamat")
    pasted = QMimeData()
    pasted.setText("x" * (LONGEST + 1))

    box.edit.insertFromMimeData(pasted)

    assert box.words().text == "Selamat"
    assert box.error.text() == "Pesan ini terlalu panjang. Ringkas, atau lampirkan sebagai berkas."
