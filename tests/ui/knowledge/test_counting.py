"""What is counted without a name: articles that were read, readers who were stuck, words that found nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.settings import SEND_GAPS
from desktop_app.store.schema import outbox, tallies
from desktop_app.ui.links import link
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window
from tests.ui.knowledge.polls import polls


def counted(bench: KnowledgeBench) -> list[dict[str, Any]]:
    found = bench.store.reader.read(lambda c: list(c.scalars(sa.select(tallies.c.said).order_by(tallies.c.key))))
    return [json.loads(said) for said in found]


def give_up(bench: KnowledgeBench) -> None:
    """The pause after which words are what was meant."""
    timer = bench.page.counting.gives_up
    assert timer.isActive()
    timer.setInterval(1)
    bench.qtbot.waitUntil(lambda: not timer.isActive())
    bench.settled()


def read_on(bench: KnowledgeBench) -> None:
    """Long enough to have read."""
    timer = bench.page.counting.reads
    timer.setInterval(1)
    bench.qtbot.waitUntil(lambda: not timer.isActive())
    bench.settled()


def test_an_article_that_stays_in_sight_was_read(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.open("annual-leave")
        assert counted(bench) == []

        read_on(bench)
        bench.page.reading.again()
        bench.settled()
        read_on(bench)

        assert counted(bench) == [{"article": "annual-leave", "read": 1}]
        assert not bench.store.reader.read(lambda c: c.scalar(sa.select(outbox.c.no)))


def test_who_is_still_stuck_goes_on_in_the_form_with_what_they_looked_for(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti tahunan")
        bench.open("annual-leave")

        bench.page.reading.ask("question")
        bench.settled()

        assert bench.went == [link("form", "question", article="annual-leave", looked_for="cuti tahunan")]
        assert {"article": "annual-leave", "stuck": 1} in counted(bench)


def test_an_article_that_helped_spared_a_request(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, rows=polls()) as bench:
        bench.open("annual-leave")

        bench.click(bench.page.reader.foot.helped.yes)

        assert counted(bench) == [{"article": "annual-leave", "avoided": 1}]


def test_words_that_find_nothing_are_counted_once_one_gives_up(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("zzqx wvut")
        assert counted(bench) == []

        give_up(bench)

        assert counted(bench) == [{"words": "zzqx wvut", "language": "id", "category": ""}]


def test_words_that_find_something_are_not_counted(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti")
        give_up(bench)

        assert counted(bench) == []


def test_who_switched_it_off_is_not_counted(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.store.settings.set(SEND_GAPS, False)
        bench.type("zzqx wvut")
        give_up(bench)

        assert counted(bench) == []
