"""The place where controls are tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.forms.surrounded import Surrounded, surrounded


@pytest.fixture
def sari(tmp_path: Path, qtbot: Any) -> Iterator[Surrounded]:
    with surrounded(tmp_path / "laptop", qtbot) as place:
        yield place
