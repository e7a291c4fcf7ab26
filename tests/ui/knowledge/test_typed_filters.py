"""Filters typed among the words."""

from __future__ import annotations

import pytest

from desktop_app.ui.knowledge.typed_filters import taken_out

CHOICES = {
    "category": [("leave", "Cuti"), ("pay", "Gaji dan biaya")],
    "language": [("id", "Indonesia"), ("en", "English")],
    "audience": [("all", "Semua orang"), ("site:jakarta", "Semua di Jakarta")],
    "fresh": [("90", "Ditinjau 3 bulan terakhir"), ("due", "Perlu ditinjau")],
}


@pytest.mark.parametrize(
    "typed, words, filters",
    [
        ("cuti category:leave ", "cuti ", {"category": "leave"}),
        ("kategori:gaji thr", "thr", {"category": "pay"}),
        ("Bahasa:ENG cuti ditinjau:due x", "cuti x", {"language": "en", "fresh": "due"}),
        ("cuti pembaca:site:jakarta ", "cuti ", {"audience": "site:jakarta"}),
        ("cuti bahasa:en", "cuti bahasa:en", {}),  # it may go on
        ("cuti bahasa:jawa ", "cuti bahasa:jawa ", {}),
        ("bahasa:en ", "bahasa:en ", {}),  # nothing is looked for yet
        ("jam 08:00 mulai", "jam 08:00 mulai", {}),
        ("lihat https://x.example/a ini", "lihat https://x.example/a ini", {}),
    ],
)
def test_a_filter_ends_with_a_space_and_means_something_here(typed: str, words: str, filters: dict[str, str]) -> None:
    assert taken_out(typed, CHOICES) == (words, filters)
