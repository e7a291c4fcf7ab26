"""What people read: every sentence of the code is in the catalogues, with its placeholders, in every language."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

from desktop_app.catalogue import CATALOGUES, SOURCE, Catalogue, CatalogueError, languages, native_name

ROOT = Path(__file__).parents[1]
CALLED = {"text", "_text", "say"}
"""What a catalogue is called where it is called: `text("…")`, `context.text("…")`, `self.text.plural(…)`."""
TRANSLATED = tuple(language for language in languages() if language != SOURCE)


@dataclass(frozen=True)
class Sentence:
    """A sentence found in the code."""

    msgid: str
    context: str | None = None
    plural: str | None = None
    where: str = ""


def sentences(path: Path) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            found = sentence(node)
            if found is not None:
                yield Sentence(*found, where=f"{path.relative_to(ROOT)}:{node.lineno}")


def sentence(call: ast.Call) -> tuple[str, str | None, str | None] | None:
    function, words = call.func, [literal(arg) for arg in call.args[:2]]
    if isinstance(function, ast.Attribute) and function.attr in ("plural", "context") and is_catalogue(function.value):
        first, second = (*words, None)[:2]
        if first is None or second is None:
            return None
        return (first, None, second) if function.attr == "plural" else (second, first, None)
    if words[0] and (is_catalogue(function) or (isinstance(function, ast.Name) and function.id == "_")):
        return words[0], None, None
    return None


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_catalogue(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in CALLED
    return isinstance(node, ast.Name) and node.id in CALLED


def in_code() -> list[Sentence]:
    speaking = [path for path in sorted((ROOT / "desktop_app").rglob("*.py")) if "store" not in path.parts]
    return [found for path in speaking for found in sentences(path)]  # in the store, `text` is SQL


def entries(language: str) -> dict[tuple[str | None, str], polib.POEntry]:
    return {
        (entry.msgctxt, entry.msgid): entry
        for path in sorted((CATALOGUES / language).glob("*.po"))
        for entry in polib.pofile(str(path))
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_the_code_is_translated(language: str) -> None:
    known = entries(language)
    missing = []
    for one in in_code():
        entry = known.get((one.context, one.msgid))
        if entry is None or entry.fuzzy or not (entry.msgstr or all(entry.msgstr_plural.values())):
            missing.append(f"{one.where}: {one.msgid!r}")
        elif (one.plural or "") != (entry.msgid_plural or ""):
            missing.append(f"{one.where}: {one.msgid!r} has another plural in the catalogue")

    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_the_same_in_each_language(language: str) -> None:
    wrong = []
    for (_, msgid), entry in entries(language).items():
        allowed = placeholders(msgid) | placeholders(entry.msgid_plural or "")
        for translated in [entry.msgstr, *entry.msgstr_plural.values()]:
            if translated and "%" not in msgid and placeholders(translated) != allowed:
                wrong.append(f"{msgid!r}: {translated!r}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_without_its_sentence(language: str) -> None:
    used = {(one.context, one.msgid) for one in in_code()}
    left = []
    for path in sorted((CATALOGUES / language).glob("*.po")):
        if path.stem != "qt":  # Qt asks for those by itself
            left += [f"{path.name}: {e.msgid!r}" for e in polib.pofile(str(path)) if (e.msgctxt, e.msgid) not in used]

    assert not left, "\n".join(left)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_stands_in_two_files(language: str) -> None:
    seen: dict[tuple[str | None, str], str] = {}
    twice = []
    for path in sorted((CATALOGUES / language).glob("*.po")):
        for entry in polib.pofile(str(path)):
            key = (entry.msgctxt, entry.msgid)
            if key in seen:
                twice.append(f"{entry.msgid!r}: {seen[key]}, {path.name}")
            seen[key] = path.name

    assert not twice, "\n".join(twice)


def test_indonesian_has_one_plural_form() -> None:
    for path in (CATALOGUES / "id").glob("*.po"):
        assert polib.pofile(str(path)).metadata["Plural-Forms"] == "nplurals=1; plural=0;", path.name

    text = Catalogue.load("id")
    assert text.plural("{n} day late", "{n} days late", 1) == "terlambat 1 hari"
    assert text.plural("{n} day late", "{n} days late", 5) == "terlambat 5 hari"


def test_english_speaks_without_a_translation() -> None:
    text = Catalogue.load("en")

    assert text("today {time}", time="16.30") == "today 16.30"
    assert text.plural("{n} day late", "{n} days late", 1) == "1 day late"
    assert text.plural("{n} day late", "{n} days late", 2) == "2 days late"


def test_a_sentence_without_a_translation_stays_english() -> None:
    assert Catalogue("id")("Nobody wrote {this} yet", this="one") == "Nobody wrote one yet"


def test_the_same_word_may_have_two_meanings(tmp_path: Path) -> None:
    folder = tmp_path / "id"
    folder.mkdir()
    (folder / "a.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgctxt "door"\nmsgid "Open"\nmsgstr "Buka"\n\nmsgctxt "state"\nmsgid "Open"\nmsgstr "Terbuka"\n',
        encoding="utf-8",
    )
    text = Catalogue.load("id", tmp_path)

    assert (text.context("door", "Open"), text.context("state", "Open")) == ("Buka", "Terbuka")


def test_a_new_language_is_a_new_folder(tmp_path: Path) -> None:
    (tmp_path / "jv").mkdir()
    (tmp_path / "jv" / "shell.po").write_text('msgid ""\nmsgstr "X-Native-Name: Basa Jawa\\n"\n', encoding="utf-8")

    assert languages(tmp_path) == ("jv",)
    assert native_name("jv", tmp_path) == "Basa Jawa"


def test_a_broken_file_says_which(tmp_path: Path) -> None:
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "shell.po").write_text('msgid "a\nmsgstr', encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"shell\.po"):
        Catalogue.load("id", tmp_path)
