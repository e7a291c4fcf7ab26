"""A control as it stands in a form: over a real laptop, with what it told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.forms.fields import control
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.keeping import keeper
from desktop_app.ui.forms.surroundings import Directory, Surroundings
from tests.domain.forms.form_builder import form
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, page_bench


@dataclass
class Surrounded:
    """`control(field)` shows one; `told` is what it gave, the last one last, and `left` how often it was left."""

    bench: Bench
    around: Surroundings
    window: QWidget
    qtbot: Any
    told: list[Any] = field(default_factory=list)
    left: int = 0

    def control(self, written: dict[str, Any], width: int = 720) -> Control:
        """A field as a form writes it, published, in a window of this width."""
        published = form(written)["pages"][0]["fields"][0]
        made = control(published, self.around)
        made.given.connect(self.told.append)
        made.left.connect(self._was_left)
        layout = self.window.layout()
        assert layout is not None
        layout.addWidget(made)
        self.window.resize(width, 600)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        return made

    def _was_left(self) -> None:
        self.left += 1


@contextmanager
def surrounded(folder: Path, qtbot: Any, language: str = "id", me: str = "sari") -> Iterator[Surrounded]:
    """Where Sari fills in forms."""
    store = filled_laptop(folder, me)
    with page_bench(store, me, language=language) as bench:
        window = QWidget()
        window.setLayout(QVBoxLayout())
        context = bench.context
        directory = store.reader.read(lambda c: Directory.read(c, context.me))
        around = Surroundings(context.theme, context.words, directory, context.me, keeper(context, window))
        yield Surrounded(bench, around, window, qtbot)
        window.close()
