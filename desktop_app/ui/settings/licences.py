"""What Sigap is made of and under which licence; the licences of Qt and of psycopg want it said."""

from __future__ import annotations

PARTS: tuple[tuple[str, str], ...] = (
    ("Qt 6, PySide6, shiboken6", "LGPL-3.0"),
    ("psycopg", "LGPL-3.0"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("Whoosh (whoosh3)", "BSD-2-Clause"),
    ("Snowball (snowballstemmer)", "BSD-3-Clause"),
    ("PySastrawi", "MIT"),
    ("RapidFuzz", "MIT"),
    ("markdown-it-py, mdit-py-plugins, nh3", "MIT"),
    ("NumPy", "BSD-3-Clause"),
    ("Mammoth", "BSD-2-Clause"),
    ("odfdo", "Apache-2.0"),
    ("pypdf", "BSD-3-Clause"),
    ("beautifulsoup4, markdownify", "MIT"),
    ("python-frontmatter, PyYAML, polib", "MIT"),
    ("pydantic, typer, platformdirs, keyring", "MIT"),
    ("QtAwesome, Phosphor Icons", "MIT"),
    ("cryptography", "Apache-2.0 OR BSD-3-Clause"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause"),
    ("tzdata", "Apache-2.0"),
    ("multilingual-e5-small, wordfreq (resources/meaning)", "MIT, CC-BY-SA-4.0"),
    ("Python", "PSF-2.0"),
)
"""Names as their makers write them; `tests/ui/settings` compares them with what is installed."""
