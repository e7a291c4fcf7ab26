"""Searching by meaning: what the table, the index and a question cost, in time and in memory.

python -m benchmarks.meaning [--corpus DIR] [--sections N] [--json]

The questions are those of benchmarks/data; here only their cost counts. What they find: benchmarks/questions.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil

from benchmarks.corpus import corpus_folder, enlarged
from benchmarks.questions import read_questions
from desktop_app import resources
from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import KnowledgeIndex
from desktop_app.search.analysis import VOCABULARIES, words
from desktop_app.search.generations import Generations, read_manifest
from desktop_app.search.meaning.building import learn_meaning
from desktop_app.search.meaning.shipped import ShippedTable
from desktop_app.search.view import View

SECTIONS, ROUNDS, UPDATES, SEED = 10_000, 3, 20, 7
MEGABYTE = 1 << 20
BUDGETS = {
    "table loaded, ms": 200.0,
    "question by meaning, ms": 35.0,
    "question by words, feedback and meaning, ms": 60.0,
    "memory, MB": 120.0,
    "update of one article, ms": 150.0,
}
Row = dict[str, object]


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def spread(measure: str, times: list[float]) -> Row:
    ordered = sorted(times)
    at = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] for name, share in
          (("p50", 0.5), ("p95", 0.95), ("max", 1.0))}  # fmt: skip
    return {"measure": measure, **at, "times": len(times), "budget": BUDGETS.get(measure)}


def resident() -> float:
    return float(psutil.Process().memory_info().rss) / MEGABYTE


def build(folder: Path, articles: list[Article]) -> list[Row]:
    """The index, and apart from it what learning the meanings adds."""
    with KnowledgeIndex.open(folder) as index:
        whole = milliseconds(lambda: index.rebuild(articles)) / 1000
    current = Generations(folder).current()
    assert current is not None
    with KnowledgeIndex.open(folder, folder / "no table") as index:
        vocabularies = index._vocabularies  # noqa: SLF001 - with the stems that are known by now
    view = View(current, read_manifest(current), vocabularies)
    shipped = ShippedTable(resources.folder() / "meaning")
    shipped.load()
    learning = milliseconds(lambda: learn_meaning(view, vocabularies, shipped)) / 1000
    size = sum(path.stat().st_size for path in current.glob("meaning-*.npz")) / MEGABYTE
    view.close()
    return [{"measure": "index, s", "whole": whole, "of it meanings": learning, "meanings on disk, MB": size}]


def ask(folder: Path) -> list[Row]:
    """In a process that has done nothing else: the table, the lists, the questions, and what they hold in memory."""
    questions = [one.text for one in read_questions()]
    rows: list[Row] = []
    with KnowledgeIndex.open(folder) as index:
        for text in questions:  # what the search by words holds is not counted
            index.search(text, language="en")
        before = resident()
        shipped, view = index._shipped, index._view  # noqa: SLF001 - parts of a question are timed one by one
        rows.append({"measure": "table loaded, ms", "ms": milliseconds(shipped.load), "budget": 200.0})
        from desktop_app.search.meaning.lists import list_of
        from desktop_app.search.meaning.ranked import by_meaning

        table = shipped.load()
        assert table is not None and view is not None
        vocabularies = index._vocabularies  # noqa: SLF001
        stems = tuple(vocabulary.stem for vocabulary in vocabularies.values())
        codes = [code for code in VOCABULARIES if view.sections[code]]
        lists = []

        def read() -> None:
            lists.extend([list_of(view, code, table, vocabularies[code].stem) for code in codes])

        rows.append({"measure": "lists read, ms", "ms": milliseconds(read)})
        largest = max((one for one in lists if one is not None), key=len)
        alone, whole = [], []
        for _ in range(ROUNDS):
            for text in questions:
                meant = partial(by_meaning, largest, table, words(text), (), {}, 0.0, stems)
                alone.append(milliseconds(meant))
                whole.append(milliseconds(partial(index.search, text, language="en", deep=True)))
        rows.append(spread("question by meaning, ms", alone))
        rows.append(spread("question by words, feedback and meaning, ms", whole))
        held = resident() - before
        sections = {code: view.sections[code] for code in codes}
        rows.append({"measure": "memory, MB", "MB": held, "sections": sections, "budget": BUDGETS["memory, MB"]})
    return rows


def update(folder: Path, articles: list[Article]) -> list[Row]:
    """One changed article until it can be found by its meaning, and the question that first meets it."""
    updates, firsts = [], []
    with KnowledgeIndex.open(folder) as index:
        index.search("leave", language="en", deep=True)
        for number in range(UPDATES):
            article = articles[number * 37 % len(articles)]
            changed = replace(article, body=f"{article.body}\n\nChange {number}.\n", version=article.version + 1)
            find = partial(index.search, article.title, language=article.language, deep=True)
            updates.append(milliseconds(partial(index.update, [changed])))
            firsts.append(milliseconds(find))
            if all(hit.article_id != article.id for hit in find().hits):
                raise SystemExit("a changed article was not found")
    return [spread("update of one article, ms", updates), spread("first question after an update, ms", firsts)]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.meaning", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder of Markdown (default: the sample company's articles)")
    parser.add_argument("--sections", type=int, default=SECTIONS)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.ask is not None:
        print(json.dumps(ask(asked.ask)))
        return 0
    if ShippedTable(resources.folder() / "meaning").identity is None:
        raise SystemExit("the table of meanings is not there: see tools/meaning")
    source, described = corpus_folder(asked.corpus)
    articles = enlarged(source, asked.sections, SEED)
    if not asked.json:
        print(f"{described}: {len(articles)} articles")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "index"
        rows = build(folder, articles)
        again = [sys.executable, "-m", "benchmarks.meaning", "--ask", str(folder)]
        rows += json.loads(subprocess.run(again, check=True, capture_output=True, text=True).stdout)
        rows += update(folder, articles)
    for row in rows:
        rounded = {name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()}
        if asked.json:
            print(json.dumps({"benchmark": "meaning", **rounded}))
        else:
            print("  ".join(f"{name} {value}" for name, value in rounded.items() if value is not None))
    return 0


if __name__ == "__main__":
    sys.exit(main())
