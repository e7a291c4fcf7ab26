"""python -m tools.meaning.build --work DIR [--out resources/meaning]: see README.md."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from desktop_app.domain.knowledge.glossary import Concept, read_glossary
from tools.meaning import learn, table_file, texts
from tools.meaning.encoder import Encoder
from tools.meaning.vocabulary import vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TIMES = {"everyday": 3}  # the nearest to what most people ask is met as often as three of the others
MOST_WORDS = 57_000  # with them the table and its words are under 12 MB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where encoded texts are kept between builds")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "meaning")
    asked = parser.parse_args()
    encode = Encoder(asked.work)
    groups = [*sentences(), *texts.named(concepts())]
    every = [text.text for text in chain.from_iterable(groups)]
    known = vocabulary(every, MOST_WORDS)
    of_words = encode(known)
    space = learn.Space.of(of_words)
    wanted = learn.targets(groups, encode(every), space)
    first = learn.beginning(known, of_words, space)
    learned = learn.learn(known, first, groups, wanted, learn.Training())
    table_file.write(asked.out, known, learned)
    print(f"{len(known)} words and {len(groups)} groups of texts: {asked.out}")


def sentences() -> Iterator[texts.Group]:
    """What people at work say, in other words and both languages, as often as each is to be met."""
    for path in sorted((HERE / "sentences").glob("*.txt")):
        yield from list(texts.written(path)) * TIMES.get(path.stem, 1)


def concepts() -> list[Concept]:
    """The rows of the glossary that ships with the product."""
    paths = sorted((ROOT / "resources" / "glossary").glob("*.csv"))
    return [concept for path in paths for concept in read_glossary(path.read_text("utf-8").splitlines())]


if __name__ == "__main__":
    main()
