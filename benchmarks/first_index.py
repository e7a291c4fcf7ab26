"""The first index of 1,000 articles, made behind the window: does the window go on, and when does search answer?

python -m benchmarks.first_index [--corpus DIR] [--rounds N] [--json]

A heart beats in the event loop of the product's own window, whose search is open and waits for its first hit; the peer
is the same window on the same laptop, the same time long, with its index made already. By turns, in fresh processes:
`benchmarks.first_index_arm` is one of them. The company cannot be reached.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path

from benchmarks.corpus import corpus_folder, endless
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import split
from desktop_app.search.analysis import words

ARTICLES, ROUNDS, SEED = 1_000, 3, 7
BUDGET = 50.0  # ms of the longest stall
PER_ROUND = 300  # seconds after which a round has failed
Sample = dict[str, float]
Row = dict[str, object]


def articles_for(folder: Path) -> list[Article]:
    """What comes with the sample company's own articles, so that a laptop has 1,000."""
    from tests.ui.laptop_builder import company

    own = {(article.id, article.language) for article in company().articles}
    more = (article for article in endless(folder, SEED) if (article.id, article.language) not in own)
    return list(islice(more, ARTICLES - len(own)))


def common_word(articles: list[Article]) -> str:
    """What a person looks for: the longer word that most of the articles have."""
    texts = ((section.text for section in split(article.title, article.body)) for article in articles)
    having = Counter(word for said in texts for word in set(words(" ".join(said))) if len(word) > 4)
    return having.most_common(1)[0][0]


def sample(folder: Path, word: str, seconds: float | None = None) -> Sample:
    """One window in a process of its own."""
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "benchmarks.first_index_arm", str(folder), word]
    if seconds is not None:
        command.append(str(seconds))
    said = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[1], timeout=PER_ROUND
    )
    lines = [line for line in said.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"the window did not come up:\n{said.stderr}")
    told: Sample = json.loads(lines[-1])
    return told


def measure(articles: list[Article], word: str, rounds: int) -> list[Row]:
    """Every round a new laptop: first without an index, then with the one that was made."""
    from tests.ui.laptop_builder import filled_laptop

    taken: dict[str, list[Sample]] = {"first index": [], "idle": []}
    with tempfile.TemporaryDirectory() as place:
        filled_laptop(Path(place, "filled"), "sari", rows=articles).close()
        for turn in range(rounds):
            folder = Path(place, str(turn))
            shutil.copytree(Path(place, "filled"), folder)
            building = sample(folder, word)
            taken["first index"].append(building)
            taken["idle"].append(sample(folder, word, building["rendered_s"]))
            shutil.rmtree(folder)
    return rows_of(taken)


def rows_of(taken: dict[str, list[Sample]]) -> list[Row]:
    """The longest gap of all rounds counts, not their median: one that stalls is one too many.

    `longest_at_work_ms` leaves out what the process waited for a processor, which others on the machine had.
    """
    rows: list[Row] = [
        {
            "measure": "heartbeat",
            "arm": name,
            "longest_ms": max(one["longest_ms"] for one in many),
            "longest_at_work_ms": max(one["longest_at_work_ms"] for one in many),
            "longest_median_ms": statistics.median(one["longest_ms"] for one in many),
            "p99_ms": statistics.median(one["p99_ms"] for one in many),
            "beats": sum(one["beats"] for one in many),
        }
        for name, many in taken.items()
    ]
    building = taken["first index"]
    times = {"first_hit_s": "first hit shown", "whole_s": "whole index", "rendered_s": "pages rendered too"}
    for key, measured in times.items():
        rows.append({"measure": measured, "s": statistics.median(one[key] for one in building)})
    longest = max(one["longest_ms"] for one in building)
    return [*rows, {"measure": "longest stall, ms", "longest_ms": longest, "budget": BUDGET}]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.first_index", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder of Markdown (default: the sample company's articles)")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    folder, described = corpus_folder(asked.corpus)
    articles = articles_for(folder)
    sections = sum(len(split(article.title, article.body)) for article in articles)
    word = common_word(articles)
    if not asked.json:
        print(f"{described}: {ARTICLES} articles, {sections} sections, {asked.rounds} rounds, searching for “{word}”")
    rows = [
        {name: round(value, 2) if isinstance(value, float) else value for name, value in row.items()}
        for row in measure(articles, word, asked.rounds)
    ]
    if not asked.json:
        for row in rows:
            print("  ".join(f"{name} {value}" for name, value in row.items()))
    for row in rows:
        print(json.dumps({"benchmark": "first_index", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
