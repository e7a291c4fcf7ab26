"""The sentences people read, in their language. English texts are the keys; other languages are folders of .po files.

`resources/catalogues/<language>/<slice>.po`: a new language is a new folder, a new slice a new file. Read at run
time, so a translator sees a change by starting again; no Qt here, for the terminal speaks through it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib

from desktop_app import resources

CATALOGUES = resources.folder() / "catalogues"
SOURCE = "en"
Key = tuple[str | None, str]


class CatalogueError(Exception):
    """A .po file that cannot be read; `path` says which."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path, self.reason = path, reason


@dataclass(frozen=True)
class Catalogue:
    """One language. Call it with an English sentence: `text("Saved {when}", when="10.42")`."""

    language: str
    sentences: Mapping[Key, str] = field(default_factory=dict, repr=False)
    plurals: Mapping[Key, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, language: str, folder: Path = CATALOGUES) -> Catalogue:
        """Reads all files of this language; one without a folder reads as English. Raises CatalogueError."""
        sentences: dict[Key, str] = {}
        plurals: dict[Key, tuple[str, ...]] = {}
        for path in sorted((folder / language).glob("*.po")):
            for entry in _entries(path):
                key = (entry.msgctxt, entry.msgid)
                if entry.msgid_plural:
                    forms = tuple(entry.msgstr_plural[i] for i in sorted(entry.msgstr_plural))
                    if all(forms):
                        plurals[key] = forms
                elif entry.msgstr:
                    sentences[key] = entry.msgstr
        return cls(language, sentences, plurals)

    def __call__(self, msgid: str, /, **values: object) -> str:
        """The sentence in this language, its `{names}` filled in; the English one where there is no translation yet."""
        return _filled(self.sentences.get((None, msgid), msgid), values)

    def context(self, context: str, msgid: str, /, **values: object) -> str:
        """The same English word has several translations: which is meant, `context` says."""
        return _filled(self.sentences.get((context, msgid), msgid), values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form for `n`, which is also filled in as `{n}`."""
        forms = self.plurals.get((None, one))
        if forms is None:
            chosen = one if n == 1 else many
        else:
            chosen = forms[0] if len(forms) == 1 or n == 1 else forms[1]
        return _filled(chosen, {"n": n, **values})


def _(msgid: str) -> str:
    """Marks a sentence for the catalogue where it is written down, to be translated where it is shown."""
    return msgid


@cache
def languages(folder: Path = CATALOGUES) -> tuple[str, ...]:
    """The languages there are folders for."""
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.po"))))


def native_name(language: str, folder: Path = CATALOGUES) -> str:
    """What a language calls itself, from the header of its files."""
    for path in sorted((folder / language).glob("*.po")):
        if name := polib.pofile(str(path)).metadata.get("X-Native-Name"):
            return str(name)
    return language


def _entries(path: Path) -> polib.POFile:
    try:
        return polib.pofile(str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(path, str(error)) from error


def _filled(sentence: str, values: Mapping[str, object]) -> str:
    return sentence.format(**values) if values else sentence
