"""One's own requests as rows, drawn as text."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop_app.catalogue import Catalogue
from desktop_app.store.queries import requests
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.requests.list_rows import fits, found, rows
from desktop_app.ui.widgets.rows import Group, Row
from desktop_app.wording import Wording
from tests.ui.laptop_builder import NOW, at, filled_laptop, monday_morning, raised

TEAMS = {"hr": "HR", "finance": "Keuangan", "it": "IT"}


def items(tmp_path: Path, *more: object) -> list[RequestItem]:
    store = filled_laptop(tmp_path, "sari", stories=[*monday_morning(), *more])  # type: ignore[list-item]
    found_items = store.reader.read(lambda c: requests.mine(c, "sari", now=NOW))
    store.close()
    return found_items


def drawn(shown: list[Row | Group]) -> str:
    lines = []
    for row in shown:
        if isinstance(row, Group):
            lines.append(f"{row.title} {row.count}")
        else:
            badges = " ".join(f"({text})" for text, _ in row.tags)
            lines.append(f"  {row.kicker} | {row.title} | {badges} {row.after} | {row.side}".replace("  |", " |"))
    return "\n".join(lines)


def words(language: str = "id") -> Wording:
    return Wording(Catalogue.load(language), ZoneInfo("Asia/Jakarta"), lambda: NOW)


def test_open_ones_stand_first_and_say_whose_turn_it_is(tmp_path: Path) -> None:
    closed = raised("sari", "hr", "Slip gaji Juni", at("2 09.00"), number="HR-0900").did(
        "sari", "Close", at("2 10.00"), state="closed"
    )

    assert (
        drawn(rows(items(tmp_path, closed), TEAMS, words()))
        == """\
Terbuka 4
  HR-1045 · HR | Cuti sakit 25–30 November | (Baru) dibalas paling lambat hari ini 15.41 | 10.41
  KEU-0311 · Keuangan | Penggantian biaya taksi 12 November | (Menunggu Anda) (1 pesan baru) Lina Hartono | Jumat
  IT-2207 · IT | Laptop lambat saat membuka Excel | (Diproses) (1 pesan baru) selesai paling lambat hari ini 13.10 | Jumat
  HR-1042 · HR | Cuti melahirkan: tanggal mulai berubah | (Dijawab) (1 pesan baru) mohon pastikan sudah beres | 10.24
Selesai 1
  HR-0900 · HR | Slip gaji Juni | (Ditutup) | Senin, 2 November"""  # noqa: E501
    )


def test_the_same_in_english(tmp_path: Path) -> None:
    assert (
        drawn(rows(items(tmp_path)[:1], TEAMS, words("en")))
        == """\
Open 1
  HR-1045 · HR | Cuti sakit 25–30 November | (New) a reply by today 15.41 | 10.41"""
    )


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        ("all", ["HR-1045", "KEU-0311", "IT-2207", "HR-1042"]),
        ("open", ["HR-1045", "KEU-0311", "IT-2207", "HR-1042"]),
        ("mine", ["KEU-0311", "IT-2207", "HR-1042"]),
        ("done", []),
    ],
)
def test_chips_choose(tmp_path: Path, which: str, numbers: list[str]) -> None:
    assert [item.number for item in items(tmp_path) if fits(item, which)] == numbers  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("laptop", ["IT-2207"]),
        ("keu-0311", ["KEU-0311"]),
        ("kuitansi", ["KEU-0311"]),
        ("BUDI berubah", ["HR-1042"]),
        ("cuti", ["HR-1045", "HR-1042"]),
        ("tidak ada", []),
        ("", ["HR-1045", "KEU-0311", "IT-2207", "HR-1042"]),
    ],
)
def test_words_are_found_in_subject_number_people_and_last_message(
    tmp_path: Path, typed: str, numbers: list[str]
) -> None:
    assert [item.number for item in found(items(tmp_path), typed, TEAMS)] == numbers


def test_what_was_rated_says_so(tmp_path: Path) -> None:
    closed = raised("sari", "hr", "Slip gaji Juni", at("2 09.00"), number="HR-0900").did(
        "sari", "Close", at("2 10.00"), state="closed"
    )
    thanked = closed.rated(5, "", at("2 10.05"))
    shown = rows(items(tmp_path, thanked), TEAMS, words())
    [row] = [each for each in shown if isinstance(each, Row) and each.kicker.startswith("HR-0900")]

    assert row.tags == (("Ditutup", "neutral"), ("dinilai 5", "neutral"))
