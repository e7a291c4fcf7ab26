"""The main job, scene by scene."""

from __future__ import annotations

from desktop_app.entry.tour.scenes import answering, asking, following, joining, racing, reading
from desktop_app.entry.tour.stage import Stage


def play(stage: Stage) -> None:
    """All scenes in order. Raises `NotSo` at the first check that does not hold."""
    reading.play(stage)
    request = asking.play(stage)
    answering.play(stage, request)
    following.play(stage, request)
    racing.play(stage)
    joining.play(stage)
