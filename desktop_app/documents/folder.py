"""A folder of Markdown and office documents read as articles: the sample company's, or a handbook of other tools."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.child import Told, nothing_told, say, tell
from desktop_app.documents import NotConvertible, convert, front_matter
from desktop_app.documents.convert import SUFFIXES as DOCUMENTS
from desktop_app.documents.foreign_markdown import Pages, clean
from desktop_app.documents.pictures import Pictures
from desktop_app.domain.knowledge.language import detect
from desktop_app.domain.knowledge.markdown import plain
from desktop_app.domain.knowledge.pictures import LARGEST_PICTURE
from desktop_app.domain.knowledge.publishing import AUDIENCE
from desktop_app.domain.knowledge.rows import Article, Picture
from desktop_app.domain.languages import CODES

LARGEST = 2_000_000  # bytes of one page
DEFAULT_CATEGORY = "general"
SUFFIXES = (".md", ".markdown", *DOCUMENTS)
_KNOWN = {
    "id", "title", "language", "lang", "category", "categories", "audience", "owner", "version", "reviewed", "form",
    "acknowledge", "permalink", "redirect_from", "minor", "review_by", "valid_until", "successor", "note", "published",
    "published_by", "source_language", "source_version", "source_minor",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HEADING_1 = re.compile(r"^ {0,3}#[ \t]+(.+?)[ \t]*#*$|^(?=\S)(.+)\n=+[ \t]*$", re.MULTILINE)


class Oddity(StrEnum):
    """What may be odd about a page."""

    UNREADABLE = "cannot be read, left out"
    DOCUMENT = "no document that can be read, left out"
    LOST = "has no place in an article"
    TOO_LARGE = "larger than 2 MB, left out"
    NOT_UTF8 = "is not UTF-8, read as Windows-1252"
    CONTROL = "control characters, taken out"
    FRONT_MATTER = "front matter that is not YAML, read as far as possible"
    FIELD = "field that cannot be understood, not used"
    OTHER_FIELDS = "fields of another tool, not used"
    AUDIENCE = "audience that cannot be understood, left out: it might be read by the wrong people"
    SAME_ID = "another page has this id, named by its path"
    SAME_PAGE = "another page has this path and language, left out"
    EMPTY = "no text"
    TAG = "template tag, taken out"
    LINK = "link to no page of this folder"
    INSECURE = "link without encryption, shown as text"
    IMAGE = "image, its description is shown"
    HTML = "HTML that is not shown"


_IN_BODY = {
    "tag": Oddity.TAG, "link": Oddity.LINK, "insecure": Oddity.INSECURE, "image": Oddity.IMAGE, "html": Oddity.HTML,
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something odd: the page's path in the folder, the line in the file, what it is, and the words in question."""

    path: str
    line: int
    what: Oddity
    words: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}" + (f": {self.words}" if self.words else "")


@dataclass(frozen=True)
class Base:
    """A folder as read: its articles, the pictures they show, what was odd."""

    articles: list[Article]
    pictures: list[Picture]
    findings: list[Finding]


@dataclass(frozen=True)
class _Page:
    """A file as read: front matter, body, the line it begins on; `name` is its path without suffix and language."""

    path: str
    fields: dict[str, Any]
    body: str
    first_line: int
    language: str
    name: str

    @property
    def address(self) -> str:
        """The path as other pages write it, without suffix."""
        return self.path.rsplit(".", 1)[0]


def read_base(path: Path | str, *, largest_picture: int = LARGEST_PICTURE, told: Told = nothing_told) -> Base:
    """All that the folder holds, or one file. Raises NotADirectoryError when there is no such folder.

    `largest_picture`: bytes; what is larger is left out.
    """
    folder, files = Path(path), None
    if folder.is_file():
        folder, files = folder.parent, [folder]
    if not folder.is_dir():
        raise NotADirectoryError(str(folder))
    findings: list[Finding] = []
    pictures = Pictures(folder, largest_picture)
    pages = []
    files = files or _files(folder)
    for number, file in enumerate(files):
        told(number, len(files))
        page = _page(folder, file, pictures, findings)
        if page is not None:
            pages.append(page)
    ids = _ids(pages, findings)
    targets = {page.address: name for page, name in ids}
    for page, name in ids:
        targets.setdefault(page.name, name)
        for address in (page.fields.get("permalink"), *_listed(page.fields.get("redirect_from"))):
            if isinstance(address, str):
                targets.setdefault(address, name)
    known = Pages(targets)
    articles = []
    for page, name in ids:
        article = _article(page, name, known, pictures, findings)
        if article is not None:
            articles.append(article)
    order = {page.path: number for number, page in enumerate(pages)}
    findings.sort(key=lambda one: (order.get(one.path, -1), one.path, one.line))
    return Base(articles, pictures.of(articles), findings)


def _files(folder: Path) -> list[Path]:
    """Markdown and documents, hidden folders and links that lead out of the folder apart."""
    root = folder.resolve()
    found = (file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    visible = (file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))
    return sorted(file for file in visible if file.resolve().is_relative_to(root))


def _page(folder: Path, file: Path, pictures: Pictures, findings: list[Finding]) -> _Page | None:
    path = file.relative_to(folder).as_posix()
    if file.suffix.lower() in DOCUMENTS:
        return _document(path, file, pictures, findings)
    try:
        if file.stat().st_size > LARGEST:
            findings.append(Finding(path, 1, Oddity.TOO_LARGE))
            return None
        data = file.read_bytes()
    except OSError as error:
        findings.append(Finding(path, 1, Oddity.UNREADABLE, error.strerror or ""))
        return None
    head = front_matter.read(_text(path, data, findings))
    if head.wrong:
        findings.append(Finding(path, head.line, Oddity.FRONT_MATTER, head.wrong))
    other = sorted(name for name in head.fields if name not in _KNOWN)
    if other:
        findings.append(Finding(path, 2, Oddity.OTHER_FIELDS, ", ".join(other)))
    name, language = _named(path)
    language = _language_of(head.fields) or language or detect(head.body, "en")
    return _Page(path, head.fields, head.body, head.first_line, language, name)


def _document(path: str, file: Path, pictures: Pictures, findings: list[Finding]) -> _Page | None:
    """A Word or OpenDocument file as a page; its pictures are held as if they lay beside it."""
    try:
        found = convert(file)
    except NotConvertible as refused:
        findings.append(Finding(path, 1, Oddity.DOCUMENT, refused.reason))
        return None
    except OSError as error:
        findings.append(Finding(path, 1, Oddity.UNREADABLE, error.strerror or ""))
        return None
    if len(found.markdown.encode()) > LARGEST:
        findings.append(Finding(path, 1, Oddity.TOO_LARGE))
        return None
    findings += (Finding(path, 1, Oddity.LOST, f"{lost.what} ({lost.times})") for lost in found.lost)
    for picture, data in found.pictures.items():
        pictures.hold(path, picture, data)
    name, language = _named(path)
    return _Page(path, {"title": found.title}, found.markdown, 1, language or detect(found.markdown, "en"), name)


def _text(path: str, data: bytes, findings: list[Finding]) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            findings.append(Finding(path, data.count(b"\n", 0, error.start) + 1, Oddity.NOT_UTF8))
            text = data.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        findings.append(Finding(path, text.count("\n", 0, control.start()) + 1, Oddity.CONTROL))
        text = _CONTROL.sub("", text)
    return text


def _named(path: str) -> tuple[str, str]:
    """The path without suffix and language, and the language it names, if any."""
    *folders, file = path.rsplit(".", 1)[0].split("/")
    language = ""
    stem, _, suffix = file.rpartition(".")
    if stem and suffix.lower() in CODES:
        file, language = stem, suffix.lower()
    kept = []
    for folder in folders:
        if folder.lower() in CODES and not language:
            language = folder.lower()
        else:
            kept.append(folder)
    return "/".join([*kept, file]), language


def _language_of(fields: dict[str, Any]) -> str:
    for name in ("language", "lang"):
        value = fields.get(name)
        if isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_].*)?", value):
            return re.split("[-_]", value)[0].lower()
    return ""


def _ids(pages: list[_Page], findings: list[Finding]) -> list[tuple[_Page, str]]:
    """Each page with its id; who comes later with the same one is named by its path."""
    taken: set[tuple[str, str]] = set()
    named: list[tuple[_Page, str]] = []
    for page in sorted(pages, key=lambda page: _scalar(page.fields.get("id")) is None):  # who chose an id keeps it
        name = _scalar(page.fields.get("id")) or page.name
        if (name, page.language) in taken:
            findings.append(Finding(page.path, 1, Oddity.SAME_ID, name))
            name = page.address
        if (name, page.language) in taken:
            findings.append(Finding(page.path, 1, Oddity.SAME_PAGE, name))
            continue
        taken.add((name, page.language))
        named.append((page, name))
    return sorted(named, key=lambda one: one[0].path)


def _article(page: _Page, id: str, pages: Pages, pictures: Pictures, findings: list[Finding]) -> Article | None:
    fields = page.fields

    def said(name: str, default: str) -> str:
        value = fields.get(name)
        found = _scalar(value)
        if found is None and value is not None:
            findings.append(Finding(page.path, 2, Oddity.FIELD, name))
        return found or default

    audience = fields.get("audience")
    if audience is not None and not AUDIENCE.fullmatch(_scalar(audience) or ""):
        findings.append(Finding(page.path, 2, Oddity.AUDIENCE, _scalar(audience) or ""))
        return None
    body, odd = clean(
        page.body, lambda link: pages.resolve(page.address, link), lambda link: pictures.link(id, page.path, link)
    )
    findings += (Finding(page.path, page.first_line + one.line - 1, _IN_BODY[one.kind], one.words) for one in odd)
    if not body.strip():
        findings.append(Finding(page.path, page.first_line, Oddity.EMPTY))
    source = _source(page, findings)
    return Article(
        id,
        page.language,
        plain(said("title", "")) or _title(body, page.name),
        body.strip("\n") + "\n" if body.strip() else "",
        _category(page),
        said("audience", "all"),
        said("owner", ""),
        _number(page, "version", findings) or 1,
        _date(page, "reviewed", findings),
        _scalar(fields.get("form")),
        fields.get("acknowledge") is True,
        _number(page, "minor", findings) or 0,
        _date(page, "review_by", findings),
        _date(page, "valid_until", findings),
        _scalar(fields.get("successor")),
        said("note", ""),
        source[0],
        source[1],
        source[2],
        said("published_by", ""),
    )


def _scalar(value: Any) -> str | None:
    """One value as text; None for what is missing, empty, a list or a table."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, date)):
        return None
    return str(value).strip() or None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _title(body: str, name: str) -> str:
    """The first heading of level 1, else the file name as words, of an `index` the folder's."""
    heading = _HEADING_1.search(body)
    if heading and (words := plain(heading[1] or heading[2])):
        return words
    parts = name.split("/")
    last = parts[-2] if len(parts) > 1 and parts[-1].lower() in ("index", "readme") else parts[-1]
    words = re.sub(r"[-_]+", " ", last).strip() or last
    return words[:1].upper() + words[1:]


def _category(page: _Page) -> str:
    """Front matter's, else the top folder's name."""
    for value in (page.fields.get("category"), *_listed(page.fields.get("categories"))):
        found = _scalar(value)
        if found:
            return found
    return page.name.split("/")[0] if "/" in page.name else DEFAULT_CATEGORY


def _number(page: _Page, name: str, findings: list[Finding]) -> int | None:
    """A version begins with 1, the others with 0."""
    value = page.fields.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and (name == "version") <= value < 2**31:
        return value
    findings.append(Finding(page.path, 2, Oddity.FIELD, name))
    return None


def _date(page: _Page, name: str, findings: list[Finding]) -> str | None:
    value = page.fields.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        findings.append(Finding(page.path, 2, Oddity.FIELD, name))
        return None


def _source(page: _Page, findings: list[Finding]) -> tuple[str, int, int] | tuple[None, None, None]:
    """What it was translated from; a language alone means the first edition."""
    language = _scalar(page.fields.get("source_language"))
    if language is None:
        return None, None, None
    if language == page.language:
        findings.append(Finding(page.path, 2, Oddity.FIELD, "source_language"))
        return None, None, None
    return language, _number(page, "source_version", findings) or 1, _number(page, "source_minor", findings) or 0


def main(argv: Sequence[str]) -> int:
    """The child process: prints how far it is, then all that it read; `main([PATH, LARGEST_PICTURE])`."""
    try:
        base = read_base(argv[0], largest_picture=int(argv[1]), told=tell)
    except OSError as error:
        say({"error": error.strerror or str(error)})
        return 0
    say({
        "articles": [asdict(article) for article in base.articles],
        "pictures": [asdict(picture) for picture in base.pictures],
        "findings": [[one.path, one.line, one.what.name, one.words] for one in base.findings],
    })  # fmt: skip
    return 0


def from_said(row: dict[str, Any]) -> Base:
    """What the child said. Raises OSError."""
    if "error" in row:
        raise OSError(row["error"])
    return Base(
        [Article(**article) for article in row["articles"]],
        [Picture(**picture) for picture in row["pictures"]],
        [Finding(path, line, Oddity[what], words) for path, line, what, words in row["findings"]],
    )
