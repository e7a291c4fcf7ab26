"""Qt's own words (OK, Cancel, Copy, the file dialog) in the reader's language, from the same catalogues."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTranslator

from desktop_app.catalogue import Catalogue


class QtTexts(QTranslator):
    """Qt asks with its class as context ("QPlatformTheme"); Qt ships no Indonesian, so `qt.po` holds ours."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: Any, source: Any, disambiguation: Any = None, n: int = -1) -> Any:
        return self._catalogue.sentences.get((str(context), str(source)))
