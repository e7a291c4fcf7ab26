"""Which language a text is in, by the small words that every sentence of it needs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about the subject. A search drops them; the more of them a text has, the surer its language.
STOP_WORDS: dict[str, frozenset[str]] = {
    "id": _words(
        "yang dan di ke dari untuk pada dengan ini itu adalah atau juga akan oleh saya anda kami kita kamu dia ia"
        " mereka dalam agar karena sudah telah bagi para serta sebagai saat secara bila jika maka apa apakah bagaimana"
        " kapan mana ada bisa dapat harus ya nya pun lah kah"
    ),
    "en": _words(
        "a an and are as at be but by can do does for from has have he her his how i if in is it its me my of on or our"
        " she so that the their them there these they this to was we were what when where which who will with you your"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 4_000  # words read before the vote is counted


def detect(text: str, default: str) -> str:
    """The language whose small words are the most in the text; `default` where there are none or the vote is a tie."""
    votes: Counter[str] = Counter()
    for found in islice(_WORD.finditer(text.lower()), _ENOUGH):
        for language, words in STOP_WORDS.items():
            if found[0] in words:
                votes[language] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return default
    return ranked[0][0]
