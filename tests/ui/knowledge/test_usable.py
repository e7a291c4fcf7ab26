"""Every view of the page at each width, size of text and language: names, targets, no words cut off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import knowledge_window


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("size", "text_size"), [((1440, 900), 100), ((1200, 800), 100), ((960, 640), 100), ((1440, 900), 200)]
)
def test_every_view_is_usable(
    tmp_path: Path, qtbot: Any, index: Any, size: tuple[int, int], text_size: int, language: str
) -> None:
    with knowledge_window(tmp_path, qtbot, index, size=size, language=language) as bench:
        bench.window.use_appearance(replace(bench.window.theme.appearance, text_size=text_size))
        bench.settled()
        assert_usable(bench.window)

        bench.type("cuti melahirkan")
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)
        assert_usable(bench.window)

        bench.open("information-security")
        assert_usable(bench.window)
        bench.page.reader.text.followed.emit("https://elsewhere.example/a/rather/long/address?with=words")
        bench.page.reader.open_find()
        bench.settled()
        assert_usable(bench.window)

        bench.click(bench.page.reader.foot.acknowledge)
        assert_usable(bench.window)

        bench.type("qqzzxx")
        assert_usable(bench.window)
