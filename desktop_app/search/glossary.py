"""The glossary that comes with the product, as search uses it."""

from __future__ import annotations

from functools import cache

from desktop_app import resources
from desktop_app.domain.knowledge.glossary import Concept, read_glossary


@cache
def shipped() -> tuple[Concept, ...]:
    """Its rows; read once."""
    found: list[Concept] = []
    for path in sorted((resources.folder() / "glossary").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += read_glossary(lines)
    return tuple(found)
