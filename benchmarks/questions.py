"""Questions as employees ask them: does the article that answers come first? Beside FTS5 and tantivy, same sections.

python -m benchmarks.questions [--half tune|held|fresh|all] [--misses] [--json]

The handbook is `handbook-en` in the folder that SIGAP_CORPORA names; without it only the sample company is asked. How
the questions were made, and what each column says: benchmarks/data/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from benchmarks.corpus import ENVIRONMENT, HANDBOOK
from desktop_app import resources
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import split
from desktop_app.search import KnowledgeIndex
from desktop_app.search.filters import Filters
from sigap_server.knowledge import read_folder

DATA = Path(__file__).parent / "data" / "questions.jsonl"
DEEP = 10  # articles that are looked at: what comes later counts as not found
DRAWS, SEED = 2_000, 11
HALVES = ("tune", "held", "fresh")
GROUPS = ("Indonesian", "English", "across", "misspelt", "one word")
BUDGETS = {"Indonesian": 0.90, "English": 0.90, "across": 0.90, "misspelt": 0.95}
AGAINST_PEER = 1.6
Search = Callable[["Question"], Sequence[str]]


@dataclass(frozen=True)
class Question:
    """One question. `answers`: ids of the articles that answer it, in the language `answers_in`."""

    id: int
    text: str
    language: str
    group: str
    corpus: str
    answers_in: str
    half: str
    answers: tuple[str, ...]

    @property
    def collection(self) -> tuple[str, str]:
        """What is searched: a corpus in one language."""
        return self.corpus, self.answers_in


def read_questions() -> list[Question]:
    rows = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    return [Question(**row | {"answers": tuple(row["answers"])}) for row in rows]


class FullText:
    """FTS5 with Porter stems, a title as three of the text; any of the words."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE section USING fts5(title, text, article UNINDEXED, tokenize = 'porter unicode61')"
        )
        self._database.executemany("INSERT INTO section VALUES (?, ?, ?)", sections(articles))

    def search(self, question: Question) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question.text.lower()))
        rows = self._database.execute(
            "SELECT article FROM section WHERE section MATCH ? ORDER BY bm25(section, 3.0, 1.0)", [match]
        )
        return list(dict.fromkeys(article for (article,) in rows))[:DEEP]


class Tantivy:
    """tantivy with English stems, title and text."""

    def __init__(self, articles: Iterable[Article]) -> None:
        builder = tantivy.SchemaBuilder()
        for name in ("title", "text"):
            builder.add_text_field(name, tokenizer_name="en_stem")
        builder.add_text_field("article", stored=True, tokenizer_name="raw")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(num_threads=1)
        for title, text, article in sections(articles):
            writer.add_document(tantivy.Document(title=title, text=text, article=article))
        writer.commit()
        self._index.reload()

    def search(self, question: Question) -> list[str]:
        words = " ".join(re.findall(r"\w+", question.text))
        query = self._index.parse_query(words, ["title", "text"], field_boosts={"title": 3.0})
        searcher = self._index.searcher()
        found = (searcher.doc(address)["article"][0] for _, address in searcher.search(query, 200).hits)
        return list(dict.fromkeys(found))[:DEEP]


def sections(articles: Iterable[Article]) -> Iterable[tuple[str, str, str]]:
    """(title and heading, text, article) of each section, as every arm gets them."""
    for article in articles:
        for section in split(article.title, article.body):
            title = section.heading if not section.anchor else f"{article.title} {section.heading}"
            yield title, section.text, article.id


def ours(index: KnowledgeIndex) -> Search:
    def search(question: Question) -> list[str]:
        asked = Filters(language=question.answers_in)
        page = index.search(question.text, language=question.answers_in, limit=DEEP, filters=asked, deep=True)
        return [hit.article_id for hit in page.hits]

    return search


def rank(question: Question, found: Sequence[str]) -> int | None:
    """Where the first answer stands, from 1."""
    return next((place for place, article in enumerate(found, 1) if article in question.answers), None)


def measured(ranks: Sequence[int | None]) -> dict[str, float]:
    """success@1, success@3 and MRR of some ranks."""
    return {
        "success@1": statistics.mean(place == 1 for place in ranks),
        "success@3": statistics.mean(place is not None and place <= 3 for place in ranks),
        "MRR": statistics.mean(1 / place if place else 0.0 for place in ranks),
    }


def interval(ranks: Sequence[int | None]) -> tuple[float, float]:
    """Where the MRR lies in 95 of 100 draws of as many questions."""
    chance = random.Random(SEED)
    drawn = sorted(measured(chance.choices(ranks, k=len(ranks)))["MRR"] for _ in range(DRAWS))
    return drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)]


def folders() -> dict[str, Path]:
    found = {"sample": resources.folder() / "knowledge"}
    corpora = os.environ.get(ENVIRONMENT)
    if corpora and (Path(corpora) / HANDBOOK).is_dir():
        found["handbook"] = Path(corpora) / HANDBOOK
    return found


def answered(questions: Sequence[Question]) -> dict[str, dict[int, Sequence[str]]]:
    """Arm → question → the articles it puts first."""
    found: dict[str, dict[int, Sequence[str]]] = {"sigap": {}, "FTS5": {}, "tantivy": {}}
    for corpus, folder in folders().items():
        articles = [article for article in read_folder(folder) if article.body]
        with tempfile.TemporaryDirectory() as work, KnowledgeIndex.open(work) as index:
            index.rebuild(articles)
            for language in sorted({article.language for article in articles}):
                theirs = [article for article in articles if article.language == language]
                arms: dict[str, Search] = {
                    "sigap": ours(index), "FTS5": FullText(theirs).search, "tantivy": Tantivy(theirs).search,
                }  # fmt: skip
                for question in questions:
                    if question.collection == (corpus, language):
                        for name, search in arms.items():
                            found[name][question.id] = search(question)
    return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.questions", description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--misses", action="store_true", help="the questions whose answer is not the first, too")
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    there = folders()
    if "handbook" not in there and not asked.json:
        print(f"{ENVIRONMENT} names no folder with {HANDBOOK}: its questions are left out.")
    questions = [one for one in read_questions() if one.corpus in there and asked.half in ("all", one.half)]
    found = answered(questions)
    for half in HALVES:
        of_half = [one for one in questions if one.half == half]
        for group in (*GROUPS, "every group") if of_half else ():
            some = [one for one in of_half if group in (one.group, "every group")]
            report(half, group, some, found, as_json=asked.json)
    if asked.misses:
        misses(questions, found["sigap"])
    return 0


def report(
    half: str, group: str, some: Sequence[Question], found: dict[str, dict[int, Sequence[str]]], *, as_json: bool
) -> None:
    mrr = {}
    for arm, answers in found.items():
        ranks = [rank(one, answers[one.id]) for one in some]
        values = measured(ranks)
        mrr[arm] = values["MRR"]
        low, high = interval(ranks)
        row = {"benchmark": "questions", "half": half, "group": group, "arm": arm, "questions": len(some), **values}
        row = {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()}
        if as_json:
            print(json.dumps({**row, "MRR 95 %": [round(low, 3), round(high, 3)]}))
        else:
            told = "  ".join(f"{name} {value:.2f}" for name, value in values.items())
            print(f"{half:5} {group:12} {arm:8} {len(some):4}  {told}  ({low:.2f} to {high:.2f})")
    peer = max(mrr["FTS5"], mrr["tantivy"])
    better = mrr["sigap"] / peer if peer else None  # no peer found anything
    line = {
        "benchmark": "questions", "half": half, "group": group, "measure": "MRR / better peer", "ratio": better,
        "budget": {"success@3": BUDGETS.get(group), "MRR / better peer": AGAINST_PEER},
    }  # fmt: skip
    told = "no peer finds any" if better is None else f"{better:.2f}"
    print(json.dumps(line) if as_json else f"{half:5} {group:12} MRR / better peer {told}")


def misses(questions: Sequence[Question], found: dict[int, Sequence[str]]) -> None:
    """The worst first."""
    for one in sorted(questions, key=lambda each: -(rank(each, found[each.id]) or DEEP + 1)):
        place = rank(one, found[one.id])
        if place != 1:
            first = ", ".join(found[one.id][:2])
            print(f"{one.half:5} {one.group:11} {place or '-':>3}  {one.text}  → {first}  (wanted {one.answers[0]})")


if __name__ == "__main__":
    sys.exit(main())
