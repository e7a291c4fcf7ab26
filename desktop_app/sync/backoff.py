"""When the next try comes: full jitter, so that a thousand laptops behind one fault do not come back together."""

from __future__ import annotations

from collections.abc import Callable

Random = Callable[[], float]
"""A number from 0 up to, not including, 1."""

FIRST = 1.0
LONGEST = 300.0
LONGEST_WHILE_COMMANDS_WAIT = 10.0
"""Or the outbox could not drain within 30 s of the end of a fault (I10)."""
SELDOM = 600.0
"""For what a person must see to: a locked login must not be locked again by our trying."""
_DOUBLINGS = 12


class Backoff:
    """Counts the failures in a row; seconds."""

    def __init__(self, random: Random):
        self._random = random
        self._failures = 0

    def succeeded(self) -> None:
        """The next failure is the first again."""
        self._failures = 0

    def failed(self, *, commands_wait: bool, needs_a_person: bool = False) -> float:
        """How long to wait after one more failure."""
        self._failures += 1
        if needs_a_person:
            return SELDOM * (0.5 + self._random() / 2)
        longest = LONGEST_WHILE_COMMANDS_WAIT if commands_wait else LONGEST
        return self._random() * min(longest, FIRST * float(2 ** min(self._failures, _DOUBLINGS)))

    def spread(self, *, commands_wait: bool) -> float:
        """How long to wait after the network came back, to everybody in the building at once."""
        return self._random() * (10.0 if commands_wait else 30.0)
