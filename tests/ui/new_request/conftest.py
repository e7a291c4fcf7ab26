"""Sari at the page, online."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.new_request.asking import Asking, asking


@pytest.fixture
def sari(tmp_path: Path, qtbot: Any) -> Iterator[Asking]:
    with asking(tmp_path / "laptop", qtbot) as place:
        yield place
