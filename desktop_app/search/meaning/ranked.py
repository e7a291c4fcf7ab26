"""The sections of one language that answer a question, by its meaning and by its words together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desktop_app.search.analysis import words
from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.fusion import aligned, fused
from desktop_app.search.meaning.lists import MeaningList
from desktop_app.search.meaning.question import Question, read_question
from desktop_app.search.meaning.small_words import SMALL
from desktop_app.search.meaning.table import Table
from desktop_app.search.other_words import Extra
from desktop_app.search.snippets import Sought

SURE = 0.6  # how sure the best section must be: below it nothing is shown that shares no word with the question
_BESIDE, _ABOVE_CHANCE = 0.7, 2.5  # then also: of the surest, how sure it is; or a score that chance seldom makes
_KNOWN = 0.5  # of the telling words of a question, how many must mean anything here
_BY_WORDS = 0.5  # of the best score by words: with so much of it a section is shown, whatever it means
_ALIKE = 0.5  # the cosine from which on a word of a text is marked as standing for one of the question
_MOST_ALIKE = 4


@dataclass(frozen=True)
class ByMeaning:
    """`scores`: document to score, of what is worth showing. `sureness`: how well the best answers, from 0 to 3; much
    below 1 is chance.
    """

    scores: dict[int, float]
    sureness: float
    question: Question
    company: CompanyWords

    def sought(self, text: str) -> list[Sought]:
        """The words of a text that stand for words of the question, whether they look like them or not."""
        known = {word: at for word in words(text) if (at := self.company.column_of.get(word)) is not None}
        own = list(known)
        near = self.question.near[list(known.values())] if own else self.question.near[:0]
        found = []
        for number in range(near.shape[1]):
            best = np.argsort(-near[:, number])[:_MOST_ALIKE]
            forms = tuple(own[place] for place in best if near[place, number] >= _ALIKE and own[place] not in SMALL)
            if forms:
                found.append(Sought(forms))
        return found


def by_meaning(
    found: MeaningList, table: Table, asked: Sequence[str], extra: Sequence[Extra], lexical: Mapping[int, float],
    together: float, stems: tuple[Callable[[str], str], ...],
) -> ByMeaning | None:  # fmt: skip
    """`lexical`: the scores by words; `together`: how many words of the question stand in one section.

    None where no word of the question means anything here.
    """
    if not len(found):
        return None
    question = read_question(asked, extra, found.company, table, stems)
    if question is None:
        return None
    closeness, by_words = found.closeness(question), aligned(found.documents, lexical)
    scores = fused(closeness, by_words, together)
    sureness = closeness.section + closeness.article + closeness.words
    surest = float(sureness.max())
    worth = np.zeros(len(found), bool)
    if surest >= SURE and question.known >= _KNOWN:
        worth = (scores >= _ABOVE_CHANCE) | (sureness >= _BESIDE * surest)
    if by_words.any():
        worth |= by_words >= _BY_WORDS * by_words.max()
    kept = np.flatnonzero(worth)
    return ByMeaning(
        dict(zip(found.documents[kept].tolist(), scores[kept].tolist(), strict=True)),
        surest,
        question,
        found.company,
    )
