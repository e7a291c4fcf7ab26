"""How long a handbook takes from its folder until a laptop answers from it, in parts, on the whole way.

python -m benchmarks.importing [--folder F] [--rounds N] [--json]

The folder is read, published to an embedded PostgreSQL that flushes each commit, pulled to a new laptop over a
connection of its own, indexed there, and asked a question. `handbook-en` in the folder that SIGAP_CORPORA names is
taken; without it the sample company.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import psycopg

from benchmarks.corpus import corpus_folder
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import split
from desktop_app.entry.indexing import catch_up
from desktop_app.search import KnowledgeIndex
from desktop_app.store.engine import open_store
from desktop_app.store.queries import knowledge as knowledge_queries
from desktop_app.sync.once import sync_once
from desktop_app.sync.session import PostgresConnector
from sigap_server.articles import publish_articles
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.knowledge import Base, read_base
from tests.world import PASSWORD, REQUESTER, T0, World

BUDGET = 20.0  # seconds for the whole way
T = TypeVar("T")


class Clock:
    """Seconds of each part, in order."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}

    def part(self, name: str, work: Callable[[], T]) -> T:
        started = time.perf_counter()
        result = work()
        self.parts[name] = time.perf_counter() - started
        return result


def imported(folder: Path, scratch: Path) -> tuple[dict[str, float], int, int]:
    """(seconds of each part, articles, sections). Every article of the folder must be on the laptop, and be found."""
    clock = Clock()
    base: Base = clock.part("read", lambda: read_base(folder))
    with EmbeddedPostgres(scratch / "postgres", temporary=False) as server:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute("create database bench")
        with closing(World(server, server.url("bench"))) as world:
            clock.part("publish", lambda: publish_articles(world.admin, base.articles, base.pictures, whole=True))
            url = server.url("bench", REQUESTER, PASSWORD)
            with closing(open_store(scratch / "laptop", login=REQUESTER)) as store:
                clock.part("pull", lambda: sync_once(store, PostgresConnector(url), lambda: T0))
                held = store.reader.read(knowledge_queries.every_article)
                index = KnowledgeIndex.open(scratch / "laptop" / "index")
                clock.part("index", lambda: catch_up(store, index))
                asked, words = _question(held)
                hits = clock.part("answer", lambda: index.search(words, language=asked.language, deep=True).hits)
                index.close()
    missing = {(one.id, one.language) for one in base.articles} - {(one.id, one.language) for one in held}
    if missing or asked.id not in {hit.article_id for hit in hits}:
        raise SystemExit(f"not on the laptop: {sorted(missing)[:5]}; asked for {asked.id}, found {len(hits)}")
    return clock.parts, len(held), sum(len(split(one.title, one.body)) for one in held)


def _question(held: list[Article]) -> tuple[Article, str]:
    """The words of the longest title, which must find its article."""
    asked = max(held, key=lambda one: (len(one.title), one.id))
    return asked, " ".join(re.findall(r"\w+", asked.title))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="only JSON lines")
    given = parser.parse_args(arguments)
    folder, named = corpus_folder(given.folder)
    rounds: list[dict[str, float]] = []
    articles = sections = 0
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as scratch:
            parts, articles, sections = imported(folder, Path(scratch))
        rounds.append(parts)
    totals = [sum(parts.values()) for parts in rounds]
    median = {name: statistics.median(parts[name] for parts in rounds) for name in rounds[0]}
    worst = max(totals)
    if not given.json:
        print(f"{named}: {articles} articles, {sections} sections; {given.rounds} rounds\n")
        for name, seconds in median.items():
            print(f"{name:<10}{seconds:>8.2f} s")
        print(f"{'whole':<10}{statistics.median(totals):>8.2f} s   worst {worst:.2f} s   budget {BUDGET:.0f} s\n")
    row = {name: round(seconds, 3) for name, seconds in median.items()}
    found = {"articles": articles, "sections": sections, "whole": round(statistics.median(totals), 3)}
    print(json.dumps({"benchmark": "importing", **found, **row, "worst": round(worst, 3), "budget": BUDGET}))
    return 0 if worst <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
