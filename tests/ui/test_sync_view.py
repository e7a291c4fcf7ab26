"""What the foot of the sidebar says about the connection, in each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pytest

from desktop_app.ui.sync_view import Standing, SyncView, sync_words
from desktop_app.wording import Wording

AT = datetime(2026, 11, 23, 3, 38, tzinfo=UTC)


@pytest.mark.parametrize(
    ("view", "state", "title", "more", "brief"),
    [
        (SyncView("up to date", AT), "good", "Tersinkron 10.38", "", "10.38"),
        (SyncView("offline", AT), "warn", "Luring sejak 10.38", "", "10.38"),
        (SyncView("offline", AT, waiting=2), "warn", "Luring sejak 10.38", "2 menunggu dikirim", "10.38"),
        (SyncView("sending", done=0, total=3), "info", "Mengirim 1 dari 3", "", "1/3"),
        (SyncView("fetching", done=420, total=1248), "info", "Mengambil yang baru", "420 dari 1.248", "…"),
        (SyncView("refused", AT, waiting=2), "danger", "Tidak tersambung", "2 menunggu dikirim", "!"),
        (SyncView("up to date", AT, attention=1), "warn", "1 perlu Anda lihat", "Tersinkron 10.38", "!"),
    ],
)
def test_the_state_is_said_in_words(
    wording: Callable[..., Wording], view: SyncView, state: str, title: str, more: str, brief: str
) -> None:
    said = sync_words(view, wording())

    assert (said.state, said.title, said.more, said.brief) == (state, title, more, brief)


def test_offline_says_that_nothing_is_lost(wording: Callable[..., Wording]) -> None:
    said = sync_words(SyncView("offline", AT, waiting=1), wording("en"))

    assert said.sentence == (
        "Offline since 10.38. 1 waiting to be sent. "
        "Everything you do is kept on this laptop and sent when it is connected again."
    )


def test_why_it_is_refused_is_in_the_sentence(wording: Callable[..., Wording]) -> None:
    said = sync_words(SyncView("refused", AT, reason="Kata sandi tidak cocok"), wording())

    assert said.sentence == "Tidak tersambung. Kata sandi tidak cocok."


@pytest.mark.parametrize("standing", get_args(Standing))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_has_words_and_an_icon(wording: Callable[..., Wording], standing: Standing, language: str) -> None:
    said = sync_words(SyncView(standing), wording(language))

    assert said.title
    assert said.icon
    assert said.sentence.endswith(".")
