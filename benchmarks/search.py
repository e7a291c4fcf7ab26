"""Search as you type against SQLite FTS5; update, and rebuild against plain Whoosh with the same schema.

python -m benchmarks.search [--corpus DIR] [--sections N] [--json]
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.corpus import corpus_folder, enlarged, typed
from benchmarks.plain_whoosh import rebuild_plain
from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import KnowledgeIndex
from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.documents import Document, documents

SECTIONS, QUERIES, ROUNDS, SHOWN, SEED = 10_000, 80, 5, 8, 7
UPDATES, REBUILT, REBUILDS = 30, 3_000, 5
Row = dict[str, object]
BUDGETS = {"keystroke p95 / FTS5": 0.6, "rebuild / plain Whoosh": 2.0, "update p95, ms": 150.0}


class FullTextSearch:
    """The peer: an FTS5 table on disk with prefix indexes of 2, 3 and 4 letters, Porter stems and `snippet()`."""

    def __init__(self, path: Path, sections: list[Document]) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("PRAGMA mmap_size = 268435456")
        self._database.execute("PRAGMA cache_size = -65536")
        self._database.execute(
            "CREATE VIRTUAL TABLE section USING fts5(heading, text, article UNINDEXED, "
            "prefix = '2 3 4', tokenize = 'porter unicode61')"
        )
        rows = ((one.heading, one.text, f"{one.language} {one.article}") for one in sections)
        self._database.executemany("INSERT INTO section VALUES (?, ?, ?)", rows)
        self._database.execute("INSERT INTO section(section) VALUES ('optimize')")
        self._database.commit()

    def search(self, text: str) -> list[tuple[str, str]]:
        """The first eight articles with a marked snippet; the cursor stops there, so no further snippet is made."""
        words = re.findall(r"\w+", text.lower())
        match = " ".join(f'"{word}"' for word in words) + ("" if text.endswith(" ") else "*")
        found: dict[str, str] = {}
        cursor = self._database.execute(
            "SELECT article, snippet(section, 1, '<b>', '</b>', '…', 28) FROM section "
            "WHERE section MATCH ? ORDER BY rank",
            (match,),
        )
        for article, snippet in cursor:
            found.setdefault(article, snippet)
            if len(found) == SHOWN:
                break
        cursor.close()
        return list(found.items())


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def keystrokes(ours: KnowledgeIndex, peer: FullTextSearch, prefixes: list[tuple[str, str]]) -> list[Row]:
    """Both arms at every keystroke, who goes first changing with each."""
    times: dict[str, list[list[float]]] = {"sigap": [], "FTS5": []}
    for turn in range(ROUNDS + 1):
        round_times: dict[str, list[float]] = {name: [] for name in times}
        for number, (language, text) in enumerate(prefixes):
            arms: dict[str, Callable[[], object]] = {
                "sigap": partial(ours.search, text, language=language, limit=SHOWN),
                "FTS5": partial(peer.search, text),
            }
            for name in arms if (number + turn) % 2 else reversed(arms):
                round_times[name].append(milliseconds(arms[name]))
        if turn:  # the first round only warms the files
            for name, values in round_times.items():
                times[name].append(values)
    all_times = {name: [value for values in rounds for value in values] for name, rounds in times.items()}
    p95 = {name: percentile(every, 0.95) for name, every in all_times.items()}
    rows: list[Row] = []
    for name, rounds in times.items():
        every = all_times[name]
        of_rounds = [percentile(values, 0.95) for values in rounds]
        rows.append(
            {
                "measure": "keystroke",
                "arm": name,
                "p50_ms": percentile(every, 0.5),
                "p95_ms": p95[name],
                "p99_ms": percentile(every, 0.99),
                "p95_median_of_rounds_ms": statistics.median(of_rounds),
                "keystrokes": len(every),
            }
        )
    return [*rows, ratio("keystroke p95 / FTS5", p95["sigap"] / p95["FTS5"])]


def updates(ours: KnowledgeIndex, articles: list[Article]) -> list[Row]:
    """One article changed until it can be found, without the rebuild that follows many of them."""
    times = []
    for number in range(UPDATES):
        article = articles[number * 37 % len(articles)]
        changed = replace(
            article, body=f"{article.body}\n\nperubahan{number} change{number}\n", version=article.version + 1
        )
        times.append(milliseconds(partial(ours.update, [changed])))
        if not ours.search(f"change{number} ", language=article.language).hits:
            raise SystemExit("an update was not found")
    row: Row = {"measure": "update p95, ms", "p50_ms": percentile(times, 0.5), "p95_ms": percentile(times, 0.95)}
    return [{**row, "max_ms": max(times), "segments": UPDATES, "budget": BUDGETS["update p95, ms"]}]


def rebuilds(articles: list[Article], sections: int) -> list[Row]:
    """Sections a second into an empty folder, both ways by turns; ours learns what the sections mean, too."""
    arms: dict[str, Callable[[str], object]] = {
        "sigap": lambda folder: KnowledgeIndex.open(folder).rebuild(articles),
        "plain Whoosh": lambda folder: rebuild_plain(folder, articles),
    }
    rates: dict[str, list[float]] = {name: [] for name in arms}
    for turn in range(REBUILDS):
        for name, work in arms.items() if turn % 2 else reversed(arms.items()):
            gc.collect()
            with tempfile.TemporaryDirectory() as folder:
                rates[name].append(sections / milliseconds(partial(work, folder)) * 1000)
    rate = {name: statistics.median(values) for name, values in rates.items()}
    rows: list[Row] = [{"measure": "rebuild", "arm": name, "sections_a_second": value} for name, value in rate.items()]
    return [*rows, ratio("rebuild / plain Whoosh", rate["sigap"] / rate["plain Whoosh"])]


def ratio(measure: str, value: float) -> Row:
    return {"measure": measure, "ratio": value, "budget": BUDGETS[measure]}


def section_documents(articles: list[Article]) -> list[Document]:
    vocabularies = {code: Vocabulary(code) for code in VOCABULARIES}
    return [document for article in articles for document in documents(article, vocabularies)]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder of Markdown (default: the sample company's articles)")
    parser.add_argument("--sections", type=int, default=SECTIONS)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    folder, described = corpus_folder(asked.corpus)
    articles = enlarged(folder, asked.sections, SEED)
    sections = section_documents(articles)
    prefixes = typed(articles[: max(1, len(articles) // 4)], QUERIES, SEED)
    if not asked.json:
        print(f"{described}: {len(articles)} articles, {len(sections)} sections, {len(prefixes)} keystrokes")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as work, KnowledgeIndex.open(Path(work) / "index") as ours:
        took = milliseconds(lambda: ours.rebuild(articles))
        rows.append({"measure": "whole rebuild", "seconds": took / 1000, "sections": len(sections)})
        rows.append({"measure": "open", "ms": milliseconds(lambda: KnowledgeIndex.open(Path(work) / "index").close())})
        rows += keystrokes(ours, FullTextSearch(Path(work) / "peer.sqlite", sections), prefixes)
        rows += updates(ours, articles)
    few = articles[: max(1, len(articles) * REBUILT // len(sections))]
    rows += rebuilds(few, len(section_documents(few)))
    rounded = [
        {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()} for row in rows
    ]
    if not asked.json:
        for row in rounded:
            print("  ".join(f"{name} {value}" for name, value in row.items()))
    for row in rounded:
        print(json.dumps({"benchmark": "search", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
