"""A canary for PySide6: a release that loses references to `True` kills the application after some 570 signals."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Source(QObject):
    """Something that sends a signal."""

    sent = Signal()


def test_a_signal_costs_no_reference_to_true() -> None:
    source = Source()
    before = sys.getrefcount(True)
    for _ in range(200):
        source.sent.emit()

    assert abs(sys.getrefcount(True) - before) < 20
