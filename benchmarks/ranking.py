"""How well the product's search ranks: nDCG@10 on the Cranfield abstracts, beside FTS5 and tantivy.

python -m benchmarks.ranking [--json]

SIGAP_IR names a folder with `cranfield/` (docs.jsonl, queries.jsonl, qrels.tsv); without it that part is left out.
Constants were chosen on the odd-numbered queries. The abstracts are of aerodynamics, so what the table of word
meanings, made for work and handbooks, does to them is measured apart. Then: of words with one or two letters wrong,
how often the right one is among the first five that are taken for it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.questions import FullText, Question, Tantivy
from desktop_app import resources
from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import KnowledgeIndex
from sigap_server.knowledge import read_folder

ENVIRONMENT = "SIGAP_IR"
DEPTH = 10
BUDGETS = {"nDCG@10": 0.44, "against the better peer": 1.12, "recall@5": 0.9}
TYPED, SEED = 300, 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def read_cranfield(folder: Path) -> tuple[list[Article], list[tuple[int, str]], dict[int, set[str]]]:
    """The abstracts as articles, the queries by number, and which abstracts answer each."""
    lines = [json.loads(line) for line in (folder / "docs.jsonl").read_text("utf-8").splitlines()]
    articles = [Article(f"d{row['id']}", "en", row["title"], row["text"], "papers") for row in lines if row["text"]]
    asked = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    answers: dict[int, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, document, grade, *_ = line.split("\t")
        if query.isdigit() and int(grade) > 0:
            answers.setdefault(int(query), set()).add(f"d{document}")
    return articles, [(int(row["id"]), row["text"]) for row in asked], answers


def gain(found: Sequence[str], answers: set[str]) -> float:
    """nDCG@10 with one gain for every answer."""
    reached = sum(1 / math.log2(place + 2) for place, name in enumerate(found[:DEPTH]) if name in answers)
    best = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(answers))))
    return reached / best if best else 0.0


def cranfield(folder: Path) -> list[dict[str, object]]:
    articles, queries, answers = read_cranfield(folder)
    rows: list[dict[str, object]] = []
    peers = {"FTS5": FullText(articles).search, "tantivy": Tantivy(articles).search}
    arms: dict[str, Callable[[str], Sequence[str]]] = {name: _as_words(search) for name, search in peers.items()}
    with (
        tempfile.TemporaryDirectory() as words,
        tempfile.TemporaryDirectory() as meanings,
        KnowledgeIndex.open(Path(words), Path(words) / "no table") as by_words,
        KnowledgeIndex.open(meanings) as both,
    ):
        by_words.rebuild(articles)
        both.rebuild(articles)
        arms["sigap, words"] = lambda text: _found(by_words, text)
        arms["sigap, words and meaning"] = lambda text: _found(both, text)
        scores = {
            name: {number: gain(search(text), answers[number]) for number, text in queries if answers.get(number)}
            for name, search in arms.items()
        }
    means: dict[str, dict[str, float]] = {}
    for name, by_query in scores.items():
        halves = {
            "odd": [value for number, value in by_query.items() if number % 2],
            "even": [value for number, value in by_query.items() if number % 2 == 0],
            "all": list(by_query.values()),
        }
        means[name] = {half: statistics.mean(values) for half, values in halves.items()}
        rows.append({"measure": "nDCG@10", "arm": name, **means[name], "budget": BUDGETS["nDCG@10"]})
    better = max(means["FTS5"]["all"], means["tantivy"]["all"])
    for name in ("sigap, words", "sigap, words and meaning"):
        ratio = means[name]["all"] / better
        rows.append({"measure": "against the better peer", "arm": name, "ratio": ratio, "budget": 1.12})
    return rows


def _as_words(search: Callable[[Question], Sequence[str]]) -> Callable[[str], Sequence[str]]:
    return lambda text: search(Question(0, text, "en", "", "", "en", "", ()))


def _found(index: KnowledgeIndex, text: str) -> list[str]:
    return [hit.article_id for hit in index.search(text, language="en", limit=DEPTH, deep=True).hits]


def slips() -> list[dict[str, object]]:
    """Words of the sample company's articles, each with letters wrong that make no word of it."""
    from desktop_app.search.analysis import words
    from desktop_app.search.spelling import nearest

    articles = list(read_folder(resources.folder() / "knowledge"))
    chance = random.Random(SEED)
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder, KnowledgeIndex.open(folder) as index:
        index.rebuild(articles)
        view, vocabularies = index._view, index._vocabularies  # noqa: SLF001 - the part, not the page, is measured
        assert view is not None
        for distance, shortest in ((1, 5), (2, 8)):
            right = tried = 0
            for language in ("id", "en"):
                text = " ".join(article.body for article in articles if article.language == language)
                every = sorted(set(words(text)))
                known = [word for word in every if len(word) >= shortest and word.isalpha()]
                for word in chance.sample(known, TYPED // 2):
                    wrong = word
                    while wrong in every:
                        wrong = _wrong(word, distance, chance)
                    tried += 1
                    right += word in [found for found, _ in nearest(view, vocabularies[language], wrong, 5, ())]
            rows.append(
                {"measure": f"recall@5 at distance {distance}", "value": right / tried, "words": tried, "budget": 0.9}
            )
    return rows


def _wrong(word: str, distance: int, chance: random.Random) -> str:
    """The word with so many letters lost, added, changed or swapped."""
    for _ in range(distance):
        at = chance.randrange(1, len(word))
        kind, letter = chance.randrange(4), chance.choice(_LETTERS)
        if kind == 0:
            word = word[:at] + word[at + 1 :]
        elif kind == 1:
            word = word[:at] + letter + word[at:]
        elif kind == 2:
            word = word[:at] + letter + word[at + 1 :]
        else:
            word = word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]
    return word


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.ranking", description=__doc__)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    named = os.environ.get(ENVIRONMENT)
    folder = Path(named) / "cranfield" if named else None
    rows: list[dict[str, object]] = []
    if folder is not None and folder.is_dir():
        rows += cranfield(folder)
    elif not asked.json:
        print(f"{ENVIRONMENT} names no folder with cranfield: its queries are left out.")
    rows += slips()
    for row in rows:
        row = {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}
        print(
            json.dumps({"benchmark": "ranking", **row})
            if asked.json
            else "  ".join(f"{name} {value}" for name, value in row.items())
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
