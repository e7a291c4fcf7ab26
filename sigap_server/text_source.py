"""Reads the text of files that people write, wherever they come from."""

from __future__ import annotations

from pathlib import Path

from sigap_server.file_errors import FileError, FileErrors


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `FileErrors`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileErrors([FileError(path, None, "", f"a readable file ({error.strerror})")]) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileErrors([FileError(path, line, "", "text in UTF-8")]) from None


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder by name. Raises `FileErrors` when there is none: an empty folder is a mistyped one."""
    files = sorted(folder.glob(pattern))
    if not files:
        raise FileErrors([FileError(folder, None, "", f"a folder with {pattern}")])
    return files
