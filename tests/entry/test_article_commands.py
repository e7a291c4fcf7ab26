"""The life of an article at the terminal, by the same commands as in the window."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.knowledge.rows import Article, Manuscript
from tests.entry.terminal_bench import terminal
from tests.ui.laptop_builder import NOW

ARTICLE = Article("panas", "id", "Ruang panas", "Buka jendela.", "work", "all", "hr", 1, "2026-01-05")
DRAFT = Manuscript("panas", "id", "hr", "Ruang panas", "Nyalakan AC.", "work", "all", 4, "dewi", base_version=1)
REVIEW = replace(DRAFT, state="review", change="major")
SCHEDULED = replace(DRAFT, state="scheduled", publish_at=NOW, reviewer="budi")
SAVED = "Tersimpan di laptop ini. Dikirim saat sinkronisasi berikutnya."


class Terminal:
    """Budi of HR at his laptop, unless another is named."""

    def __init__(self, folder: Path, *rows: Any) -> None:
        self._run = terminal(folder, *rows)

    def article(self, *arguments: str, me: str = "budi") -> tuple[str, int]:
        printed, code = self._run(me, "article", *arguments)
        return printed.strip(), code

    def written(self) -> list[dict[str, Any]]:
        """What is being written."""
        found: list[dict[str, Any]] = json.loads(self.article("versions", "panas", "--json")[0])["written"]
        return found

    def published(self) -> dict[str, Any]:
        """What readers see."""
        found: dict[str, Any] = json.loads(self.article("read", "panas", "--json")[0])
        return found


def test_a_review_is_asked_for_with_what_readers_will_be_told(tmp_path: Path) -> None:
    sigap = Terminal(tmp_path, ARTICLE, DRAFT)

    assert sigap.article("review", "panas", "--in", "id", "--minor", "--note", "Lebih jelas") == (SAVED, 0)
    (kept,) = sigap.written()
    assert (kept["state"], kept["change"], kept["note"]) == ("review", "minor", "Lebih jelas")


def test_a_text_is_given_back_with_the_reason(tmp_path: Path) -> None:
    sigap = Terminal(tmp_path, ARTICLE, REVIEW)

    printed, code = sigap.article("return", "panas", "Tanggalnya keliru", "--in", "id", "--json")
    assert code == 0 and json.loads(printed)["id"]
    (kept,) = sigap.written()
    assert (kept["state"], kept["returned"], kept["reviewer"]) == ("draft", "Tanggalnya keliru", "budi")
    assert sigap.article("versions", "panas")[0].endswith("Tanggalnya keliru")


def test_a_publication_is_cancelled(tmp_path: Path) -> None:
    sigap = Terminal(tmp_path, ARTICLE, SCHEDULED)

    assert sigap.article("cancel", "panas", "--in", "id") == (SAVED, 0)
    (kept,) = sigap.written()
    assert (kept["state"], kept["publish_at"]) == ("draft", None)


def test_what_is_written_is_thrown_away_and_what_is_published_stays(tmp_path: Path) -> None:
    sigap = Terminal(tmp_path, ARTICLE, DRAFT)

    assert sigap.article("discard", "panas", "--in", "id") == (SAVED, 0)
    assert sigap.published()["body"] == "Buka jendela."
    assert sigap.article("discard", "panas", "--in", "id")[1] == 1


def test_an_article_is_still_true_for_a_year_or_until_a_date(tmp_path: Path) -> None:
    sigap = Terminal(tmp_path, ARTICLE)

    printed, _ = sigap.article("confirm", "panas", "--json")
    reviewed, review_by = sigap.published()["reviewed"], sigap.published()["review_by"]
    assert json.loads(printed) == {"review_by": review_by}
    assert int(review_by[:4]) == int(reviewed[:4]) + 1
    assert sigap.article("confirm", "panas", "--review-by", "2027-02-01") == (SAVED, 0)
    assert sigap.published()["review_by"] == "2027-02-01"


def test_an_article_out_of_force_is_in_force_again(tmp_path: Path) -> None:
    sigap = Terminal(tmp_path, ARTICLE)

    assert sigap.article("retire", "panas", "--until", "2026-12-31") == (SAVED, 0)
    assert sigap.published()["valid_until"] == "2026-12-31"
    assert sigap.article("retire", "panas", "--undo") == (SAVED, 0)
    assert sigap.published()["valid_until"] is None


@pytest.mark.parametrize("arguments", [[], ["--undo", "--until", "2026-12-31"], ["--undo", "--successor", "dingin"]])
def test_until_when_or_in_force_again_has_to_be_said(tmp_path: Path, arguments: list[str]) -> None:
    printed, code = Terminal(tmp_path, ARTICLE).article("retire", "panas", *arguments)

    assert code == 2
    assert printed == "Tulis sampai kapan dengan --until, atau bahwa artikel berlaku lagi dengan --undo."


@pytest.mark.parametrize(
    ("arguments", "of", "me", "sentence"),
    [
        (["return", "Belum"], DRAFT, "budi", "Peninjauan artikel ini sudah tidak ditunggu lagi."),
        (["return", " "], REVIEW, "budi", "Isinya tidak dapat dipahami."),
        (["cancel"], DRAFT, "budi", "Artikel ini tidak lagi menunggu hari terbit"),
        (["review"], SCHEDULED, "budi", "Artikel ini sedang menunggu hari terbitnya."),
        (["discard"], ARTICLE, "budi", "Ini tidak ada di sini, atau sudah bukan bagian Anda lagi."),
        (["discard"], DRAFT, "sari", "Ini tidak ada di sini, atau sudah bukan bagian Anda lagi."),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(
    tmp_path: Path, arguments: list[str], of: Any, me: str, sentence: str
) -> None:
    command, *words = arguments
    printed, code = Terminal(tmp_path, of).article(command, "panas", *words, "--in", "id", me=me)

    assert code == 1
    assert printed.startswith(sentence) and len(printed.splitlines()) == 1
