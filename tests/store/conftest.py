"""Laptops for the tests of the store, closed when a test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.replies import ANI, Desk


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Opens a person's laptop after its first pull: `open_desk(BUDI, request)`."""
    opened: list[Desk] = []

    def make(me: str = ANI, *rows: Any, key: bytes | None = None) -> Desk:
        opened.append(Desk(tmp_path / f"{me} {len(opened)}", me, rows, key=key))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
