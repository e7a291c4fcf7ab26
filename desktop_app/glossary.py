"""The glossary that comes with the product, and with it what the company says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from desktop_app import resources
from desktop_app.domain.knowledge.glossary import Concept, read_glossary, together
from desktop_app.domain.knowledge.rows import GlossaryRow


@cache
def shipped() -> tuple[Concept, ...]:
    """Its rows; read once."""
    found: list[Concept] = []
    for path in sorted((resources.folder() / "glossary").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += read_glossary(lines)
    return tuple(found)


def glossary(own: Iterable[GlossaryRow] = ()) -> tuple[Concept, ...]:
    """What counts where the company has these rows of its own. Reads files at first: off the UI thread."""
    return together(shipped(), own)
