"""The queue, drawn as text."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop_app.catalogue import Catalogue
from desktop_app.store.queries import people, requests
from desktop_app.ui.desk.queue_rows import Queue, fits, found, late, rows
from desktop_app.ui.widgets.rows import Group
from desktop_app.wording import Wording
from tests.ui.laptop_builder import NOW, at, filled_laptop, monday_morning, raised


def queue_of(tmp_path: Path, me: str = "budi", *more: object) -> Queue:
    store = filled_laptop(tmp_path, me, stories=[*monday_morning(), *more])  # type: ignore[list-item]
    items = store.reader.read(lambda c: requests.queue(c, me, now=NOW))
    everyone = store.reader.read(lambda c: {each.login: each for each in people.people(c)})
    store.close()
    return Queue(tuple(items), everyone, ("HR",))


def words(language: str = "id") -> Wording:
    return Wording(Catalogue.load(language), ZoneInfo("Asia/Jakarta"), lambda: NOW)


def drawn(queue: Queue, me: str = "budi", items: object = None) -> str:
    lines = []
    shown = [item for item in queue.items if fits(item, "all", me)] if items is None else items
    for row in rows(shown, queue, me, words()):  # type: ignore[arg-type]
        if isinstance(row, Group):
            lines.append(f"{row.title} {row.count} [{row.state}]")
        else:
            badges = " ".join(f"({text}: {state})" for text, state in row.tags)
            lines.append(f"  {row.kicker} | {row.title} | {badges} {row.after}")
    return "\n".join(lines)


def test_the_queue_is_grouped_by_what_is_due_and_says_it_beside_the_colour(tmp_path: Path) -> None:
    assert (
        drawn(queue_of(tmp_path))
        == """\
Terlambat 1 [danger]
  HR-1039 · Yohana Rumbiak · Jayapura | Surat keterangan kerja untuk KPR | (terlambat 1 jam: danger) belum diambil
Hari ini 3 [neutral]
  HR-1043 · Agus Salim · Makassar | Slip gaji Oktober tidak terbuka | (balas sebelum 13.10: neutral) Anda
  HR-1044 · Kevin Tanoto · Jakarta | Sisa cuti belum bertambah | (balas sebelum 14.20: neutral) Anda
  HR-1045 · Sari Wulandari · Jakarta | Cuti sakit 25–30 November | (balas sebelum 15.41: neutral) belum diambil
Besok 1 [neutral]
  HR-1036 · Ayu Lestari · Makassar | Nomor rekening gaji salah satu angka | (selesai besok 10.05: neutral) Dewi
Menunggu pemohon 1 [neutral]
  HR-1028 · Teuku Ridwan · Jakarta | Tambah anak ke asuransi kesehatan | (menunggu pemohon: info) Anda"""
    )


def test_an_emergency_says_so_first(tmp_path: Path) -> None:
    alarm = raised("agus", "hr", "Kebakaran", at("23 10.40"), number="HR-1060", priority="emergency")

    first = drawn(queue_of(tmp_path, "budi", alarm)).split("HR-1060")[1].splitlines()[0]

    assert first.endswith("| (Darurat: danger) (balas sebelum 10.55: warn) belum diambil")


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        ("all", ["HR-1039", "HR-1043", "HR-1044", "HR-1045", "HR-1036", "HR-1028"]),
        ("mine", ["HR-1043", "HR-1044", "HR-1028"]),
        ("new", ["HR-1039", "HR-1045"]),
        ("waiting", ["HR-1028"]),
    ],
)
def test_chips_choose_among_what_is_open(tmp_path: Path, which: str, numbers: list[str]) -> None:
    queue = queue_of(tmp_path)

    chosen = [item.number or "" for item in queue.items if fits(item, which, "budi")]  # type: ignore[arg-type]

    assert sorted(chosen) == sorted(numbers)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("yohana", ["HR-1039", "HR-0987"]),
        ("slip september", ["HR-0987"]),
        ("hr-1036", ["HR-1036"]),
        ("makassar slip", ["HR-1043"]),
    ],
)
def test_a_search_finds_what_is_closed_too(tmp_path: Path, typed: str, numbers: list[str]) -> None:
    assert [item.number for item in found(queue_of(tmp_path), typed)] == numbers


def test_late_ones_are_counted(tmp_path: Path) -> None:
    queue = queue_of(tmp_path)

    assert late(queue.items, words()) == 1
