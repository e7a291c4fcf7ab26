"""Whole posting lists, read block by block.

The public way through Whoosh's matchers costs a call per posting, ten times the price of a keystroke. So this is one of
the two modules that know Whoosh's codec from the inside (`segment_writer` is the other). `one_by_one` is the slow,
public way: it serves where the codec has no such inside, and the tests hold both equal.
"""
# ruff: noqa: SLF001 - see above

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import log
from pickle import loads
from typing import Any
from zlib import decompress

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import TermNotFound

from desktop_app.search.analysis import SCALE

_BLOCKWISE = all(hasattr(W3LeafMatcher, name) for name in ("_goto", "_read_data", "_read_header"))


class Postings:
    """The documents that have a key, in order, and the weight of each: `weights[i]` belongs to `ids[i]`."""

    __slots__ = ("_by_document", "ids", "weights")

    def __init__(self, ids: array[int], weights: bytes) -> None:
        self.ids = ids
        self.weights = weights
        self._by_document: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def merged(cls, lists: Sequence[Postings]) -> Postings:
        """The documents of any of the lists, each with its heaviest weight."""
        if len(lists) == 1:
            return lists[0]
        longest, *others = sorted(lists, key=len, reverse=True) or [cls(array("I"), b"")]
        weights = dict(longest.by_document)
        for other in others:
            for document, weight in other.by_document.items():
                if weights.get(document, 0) < weight:
                    weights[document] = weight
        ids = array("I", sorted(weights))
        merged = cls(ids, bytes(map(weights.__getitem__, ids)))
        merged._by_document = weights
        return merged

    @property
    def by_document(self) -> dict[int, int]:
        """Document to weight; made when it is first asked for."""
        if self._by_document is None:
            self._by_document = dict(zip(self.ids, self.weights, strict=True))
        return self._by_document

    def best_first(self) -> Iterator[tuple[int, int]]:
        """(weight, document), heaviest first; equal weights in order of document.

        Weights are bytes, so the places of each are found by a byte search: the first fifty of six thousand cost less
        than looking at all of them once.
        """
        find = self.weights.find
        for value in sorted(set(self.weights), reverse=True):
            at = find(value)
            while at >= 0:
                yield value, self.ids[at]
                at = find(value, at + 1)


def rarity(found: Postings, total: int) -> float:
    """BM25's inverse document frequency; a list still names deleted sections, so it may be the longer one."""
    return log(1 + (max(0, total - len(found)) + 0.5) / (len(found) + 0.5))


def intersected(scores: dict[int, float] | None, lists: Iterable[Postings], total: int) -> dict[int, float]:
    """The documents of `scores` (None: any) that are in every list, each with its score and what the lists add."""
    for found in sorted(lists, key=len):
        rare = rarity(found, total) / SCALE
        if scores is None:
            scores = {document: rare * weight for document, weight in found.by_document.items()}
        else:
            weights = found.by_document
            scores = {d: score + rare * weights[d] for d, score in scores.items() if d in weights}
    return scores or {}


def postings(leaves: Sequence[tuple[Any, int]], field: str, key: bytes) -> Postings:
    """The list of a key over all segments (reader, number of its first document). Deleted documents are still in it."""
    ids = array("I")
    weights: list[bytes] = []
    read = blockwise if _BLOCKWISE else one_by_one
    for reader, base in leaves:
        matcher = _matcher(reader, field, key)
        if matcher is not None:
            for found, found_weights in read(matcher, base):
                ids.extend(found)
                weights.append(found_weights)
    return Postings(ids, b"".join(weights))


def _matcher(reader: Any, field: str, key: bytes) -> Any:
    try:
        matcher = reader.postings(field, key)
    except TermNotFound:
        return None
    if hasattr(matcher, "child"):  # a segment with deletions wraps the list; they are sorted out when hits are chosen
        matcher = matcher.child
        matcher.reset()
    return matcher


def blockwise(matcher: Any, base: int) -> Iterator[tuple[Iterable[int], bytes]]:
    """Documents and weights of each block, by what the codec keeps to itself."""
    while True:
        data = matcher._postfile.get(matcher._dataoffset, matcher._nextoffset - matcher._dataoffset)
        steps, weights, _ = loads(decompress(data) if matcher._compression else data)  # noqa: S301 - the person's own folder
        first, *rest = steps
        yield accumulate(rest, initial=base + first), _as_bytes(weights, matcher._blocklength)
        if matcher._lastblock:
            return
        matcher._goto(matcher._nextoffset)


def one_by_one(matcher: Any, base: int) -> Iterator[tuple[Iterable[int], bytes]]:
    """The same through the public methods, posting by posting."""
    ids, weights = [], bytearray()
    while matcher.is_active():
        ids.append(base + matcher.id())
        weights.append(int(matcher.weight()))
        matcher.next()
    yield ids, bytes(weights)


def _as_bytes(weights: Any, count: int) -> bytes:
    """Weights as our writer left them, or as Whoosh's own does: a float for all, or one each."""
    if isinstance(weights, bytes):
        return weights
    if weights is None or isinstance(weights, float):
        return bytes((int(weights or 1),)) * count
    return bytes(map(int, weights))
