"""A conversation in one line of time, drawn as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop_app.catalogue import Catalogue
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Claim
from desktop_app.store.engine import Store
from desktop_app.store.queries import people
from desktop_app.ui.conversation.entries import Said, entries
from desktop_app.ui.conversation.reading import Reading, read_request
from desktop_app.wording import Wording
from tests.ui.conversation.talking import answer, request_id, said, story
from tests.ui.laptop_builder import NOW, arrive, at, filled_laptop

WORDS = Wording(Catalogue.load("id"), ZoneInfo("Asia/Jakarta"), lambda: NOW)


def read(store: Store, me: str, number: str) -> Reading:
    person = store.reader.read(lambda c: people.person(c, me))
    assert person is not None
    reading = read_request(store, person, number, "id", NOW)
    assert reading is not None
    return reading


def drawn(store: Store, me: str, number: str, *, with_answers: bool = False) -> str:
    lines = []
    for entry in entries(read(store, me, number), me, WORDS, with_answers=with_answers):
        if isinstance(entry, Said):
            lines.append(f"[{entry.kind}] {entry.name}, {entry.when}: {entry.text[:40]}")
            lines += [f"    {note}" for note in (entry.note,) if note]
            lines += [f"    {label} = {value}" for label, value in entry.lines]
        else:
            lines.append(f"  · {entry.plain}, {entry.when}".replace("\N{NO-BREAK SPACE}", " "))
    return "\n".join(lines)


def test_the_requester_reads_messages_and_steps_in_order(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "sari")

    assert (
        drawn(store, "sari", "HR-1042")
        == """\
[mine] Sari Wulandari (Anda), Jumat 15.30: Dokter memajukan perkiraan lahir ke 12 J
  · Diterima HR. Janji: balasan paling lambat hari ini 10.30 WIB, Jumat 15.30
  · Budi Santoso mengambil permintaan ini, hari ini 10.02
[theirs] Budi Santoso, hari ini 10.05: Selamat pagi, Bu Sari. Tidak perlu menga
[mine] Sari Wulandari (Anda), hari ini 10.12: Baik, Pak Budi. Ini suratnya, dan saya i
[theirs] Budi Santoso, hari ini 10.24: Sudah kami ubah. Cuti Anda berlaku 1 Des
  · Budi Santoso merasa ini sudah selesai, hari ini 10.24"""
    )
    store.close()


def test_the_team_reads_its_notes_and_that_a_request_was_long_on_the_way(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "budi")

    assert (
        drawn(store, "budi", "HR-1039")
        == """\
[theirs] Yohana Rumbiak, Jumat 12.30: Selamat siang. Bank meminta surat ini pa
  · Diterima setelah laptop pemohon tersambung, Jumat 14.30
[note] Dewi Anggraini, hari ini 08.41: Pak Anton di Jayapura boleh menandatanga"""
    )
    store.close()


def test_what_waits_stands_last_in_the_order_it_goes(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "budi")
    request = request_id(store, "HR-1045")
    store.writer.run(said(Claim, "budi", at=at("23 10.40"), request=request))
    store.writer.run(said(AddReply, "budi", at=at("23 10.39"), request=request, text="Kami terima."))
    store.writer.run(said(AddReply, "budi", at=at("23 10.41"), request=request, text="Terima kasih."))

    assert drawn(store, "budi", "HR-1045").splitlines()[2:] == [
        "  · Budi Santoso mengambil permintaan ini, ditulis 10.40",
        "[pending] Budi Santoso (Anda), ditulis 10.39: Kami terima.",
        "    Menunggu dikirim, begitu laptop tersambung",
        "[pending] Budi Santoso (Anda), ditulis 10.41: Terima kasih.",
        "    Menunggu dikirim, begitu laptop tersambung",
    ]
    store.close()


def test_what_was_marked_sent_can_no_longer_be_changed(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "sari")
    request = request_id(store, "HR-1042")
    store.writer.run(said(AddReply, "sari", request=request, text="Terima kasih."))
    [before] = [
        e for e in entries(read(store, "sari", "HR-1042"), "sari", WORDS, with_answers=False) if e.id != request
    ][-1:]
    store.writer.ask()

    [after] = entries(read(store, "sari", "HR-1042"), "sari", WORDS, with_answers=False)[-1:]

    assert isinstance(before, Said) and before.changeable
    assert isinstance(after, Said) and not after.changeable and after.note == "Sedang dikirim"
    store.close()


def test_a_refused_message_keeps_its_words_and_says_who_was_faster(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "dewi")
    request = request_id(store, "HR-1045")
    store.writer.run(said(AddReply, "dewi", request=request, text="Suratnya mana?", take=True))
    taken = story("HR-1045").did("budi", "Claim", at("23 10.41"))
    answer(store, "dewi", "taken", rows=[taken], by="budi", at=at("23 10.41"))
    store.notices.mark_seen()

    assert drawn(store, "dewi", "HR-1045").splitlines()[-2:] == [
        "[refused] Dewi Anggraini (Anda), ditulis 10.42: Suratnya mana?",
        "    Tidak terkirim. Budi Santoso lebih dahulu dan memegang permintaan ini sejak hari ini 10.41.",
    ]
    store.close()


def test_while_a_refusal_is_told_above_its_words_do_not_stand_twice(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "dewi")
    store.writer.run(said(AddReply, "dewi", request=request_id(store, "HR-1045"), text="Suratnya mana?", take=True))
    answer(store, "dewi", "taken", by="budi", at=NOW)

    assert "Suratnya mana?" not in drawn(store, "dewi", "HR-1045")
    store.close()


def test_a_take_over_says_from_whom(tmp_path: Path) -> None:
    store = filled_laptop(tmp_path, "ratna")
    arrive(store, "ratna", story("HR-1043").did("dewi", "TakeOver", at("23 10.30"), of="budi"))

    assert drawn(store, "ratna", "HR-1043").endswith(
        "  · Dewi Anggraini mengambil alih permintaan ini dari Budi Santoso, hari ini 10.30"
    )
    store.close()


def test_answers_stand_in_the_first_message_where_asked(tmp_path: Path) -> None:
    from tests.ui.laptop_builder import raised

    asked = raised(
        "sari", "hr", "Cuti tahunan", at("23 10.00"), number="HR-1050", form="leave-question",
        answers={"kind": "annual", "topic": "ask", "contract": False, "text": "Apakah sisa cuti saya hangus?"},
    )  # fmt: skip
    store = filled_laptop(tmp_path, "budi", stories=[asked])

    assert drawn(store, "budi", "HR-1050", with_answers=True).splitlines()[:3] == [
        "[theirs] Sari Wulandari, hari ini 10.00: Apakah sisa cuti saya hangus?",
        "    Apa yang Anda perlukan? = Saya ingin bertanya",
        "    Apakah Anda karyawan kontrak? = Tidak",
    ]
    assert "karyawan kontrak" not in drawn(store, "budi", "HR-1050")
    store.close()


def test_a_time_is_the_readers_and_exact_on_hover(tmp_path: Path, wording: Callable[..., Wording]) -> None:
    store = filled_laptop(tmp_path, "budi")
    reading = read(store, "budi", "HR-1039")

    first = entries(reading, "budi", wording("id", zone="Asia/Jayapura"), with_answers=False)[0]

    assert (first.when, first.exact) == ("Jumat 14.30", "Jumat, 20 November 2026, 14.30\N{NO-BREAK SPACE}WIT")
    store.close()
