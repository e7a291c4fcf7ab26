"""The page of writing over a real laptop of somebody who answers for a team."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from desktop_app.ui.authoring.listing import PAGE
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, opened_page


def writing_of(
    tmp_path: Path, qtbot: Any, me: str = "budi", *, width: int = 1440, language: str = "en", **laptop: Any
) -> AbstractContextManager[tuple[Any, Bench]]:
    return opened_page(PAGE, filled_laptop(tmp_path, me, **laptop), qtbot, me, width=width, language=language)
