"""Articles as a folder of Markdown that `folder.read_base` reads back to the same articles."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from desktop_app.child import Told, nothing_told
from desktop_app.domain.knowledge.rows import Article, Picture
from desktop_app.whole_files import whole

PICTURES = "pictures"
_LINKED = re.compile(r"(\]\(\s*<?)sigap://picture/([0-9a-f]{64})")
_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*\\]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # Windows has no file called so
_NOT_WRITTEN = {"id", "language", "title", "body"}


def files(articles: Iterable[Article], pictures: Mapping[str, tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every file: `en/annual-leave.md`, `pictures/….png`. `pictures`: id → (suffix, data).

    Only pictures that an article shows are written.
    """
    taken: set[str] = set()
    shown: dict[str, None] = {}
    for article in articles:
        path = _free(f"{article.language}/{_path(article.id)}", taken)
        up = "../" * path.count("/")

        def local(found: re.Match[str], up: str = up) -> str:
            if found[2] not in pictures:
                return found[0]
            shown[found[2]] = None
            return f"{found[1]}{up}{PICTURES}/{found[2]}.{pictures[found[2]][0]}"

        body = _LINKED.sub(local, article.body)
        yield f"{path}.md", (_head(article, path) + body).encode()
    for picture in shown:
        suffix, data = pictures[picture]
        yield f"{PICTURES}/{picture}.{suffix}", data


def picture_files(pictures: Iterable[Picture]) -> dict[str, tuple[str, bytes]]:
    """Pictures as `files` takes them."""
    return {one.id: (_SUFFIX[one.media_type], base64.b64decode(one.data)) for one in pictures}


def write_archive(
    path: Path, articles: Sequence[Article], pictures: Mapping[str, tuple[str, bytes]], told: Told = nothing_told
) -> int:
    """Writes them into one ZIP file, in place of one that is there; returns how many files. Raises OSError, and what
    `told` raises; then there is none."""
    count = 0
    with whole(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files(articles, pictures):
            told(min(count, len(articles)), len(articles))
            archive.writestr(name, content)
            count += 1
    return count


def write(
    folder: Path, articles: Sequence[Article], pictures: Mapping[str, tuple[str, bytes]], told: Told = nothing_told
) -> int:
    """Writes them into the folder, which is made, or is empty; returns how many files. Raises OSError, and what `told`
    raises; then there is none."""
    count = 0
    with whole(folder) as part:
        part.mkdir()
        for name, content in files(articles, pictures):
            told(min(count, len(articles)), len(articles))
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            count += 1
    return count


def _path(name: str) -> str:
    """The id as a path that every system takes; what cannot be part of one becomes `-`."""
    parts = [_UNSAFE.sub("-", part).strip(". ") or "-" for part in PurePosixPath(name.replace("\\", "-")).parts]
    return "/".join(f"{part}-" if _RESERVED.fullmatch(part) else part for part in parts if part not in ("/", "")) or "-"


def _free(path: str, taken: set[str]) -> str:
    """The path, with a number behind it where another article has it, small letters and capitals being the same."""
    free, number = path, 1
    while free.casefold() in taken:
        number += 1
        free = f"{path}-{number}"
    taken.add(free.casefold())
    return free


def _head(article: Article, path: str) -> str:
    """Front matter: what is not as it would be read without it."""
    named: dict[str, Any] = {"title": article.title}
    if path != f"{article.language}/{article.id}":
        named["id"] = article.id
    for field in fields(Article):
        value = getattr(article, field.name)
        default = None if field.default is MISSING else field.default
        if field.name not in _NOT_WRITTEN and value != default:
            named[field.name] = value.isoformat() if isinstance(value, datetime) else value
    named["language"] = article.language
    return f"---\n{yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=1_000_000)}---\n\n"
