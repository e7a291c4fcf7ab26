"""Keeps the laptop's database unreadable for who has the disk and not the key: SQLCipher, with a random key.

Each page is encrypted (AES-256) and carries the proof that it is unchanged (HMAC-SHA512), the write-ahead log's too;
temporary tables stay in memory (https://www.zetetic.net/sqlcipher/design/). The key is never typed, so nothing is
derived from a phrase. Who keeps it is the entry's business.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from desktop_app.store.erase import erase

KEY_BYTES = 32
KEY_FILE = "key.json"
"""Beside the database: says where its key is. A folder that has it holds an encrypted database."""
RESERVED = 80
"""Bytes of each page that are not its content: where its encryption began, and its proof."""
PAGE = 4096
WAITS = 10.0
"""Seconds for another process (the terminal beside the window) to end its write."""
_PLAIN = b"SQLite format 3\0"
_SALT = 16
_BEFORE, _AFTER = ".encrypting", ".plain"


def driver(key: bytes | None) -> Any:
    """The module that opens such a database."""
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def unlock(connection: Any, key: bytes | None) -> None:
    """The first word on every connection. A wrong key shows with the first page that is read."""
    if key is not None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # it would write to standard error, beside our sentences
        connection.execute(f'PRAGMA key="{_quoted(key)}"')


def is_plain(path: Path) -> bool:
    """Whether this is a database that anybody can read."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One process at a time does what a folder needs once; ends with the process, however that ends."""
    path = folder / "turn.lock"
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, timeout=WAITS, isolation_level=None)) as taken:
        taken.execute("BEGIN EXCLUSIVE")
        yield


def encrypt(path: Path, key: bytes) -> None:
    """Puts an encrypted copy in the place of a plain database, whole or not at all; `forget_plain` comes next. Nobody
    else may have it open.

    Raises the driver's `Error` when somebody has, or the disk is full: then the plain one is as it was.
    """
    copy = path.with_name(path.name + _BEFORE)
    copy.unlink(missing_ok=True)
    with closing(driver(key).connect(str(path), timeout=WAITS, isolation_level=None)) as plain:
        plain.execute("PRAGMA cipher_log_level=NONE")
        plain.execute("PRAGMA journal_mode=DELETE")  # takes in the log, and fails while another connection is open
        plain.execute("BEGIN EXCLUSIVE")
        plain.execute("COMMIT")
        plain.execute(f'ATTACH ? AS other KEY "{_quoted(key)}"', (str(copy),))
        plain.execute("SELECT sqlcipher_export('other')")
        (version,) = plain.execute("PRAGMA user_version").fetchone()
        plain.execute(f"PRAGMA other.user_version={int(version)}")
        plain.execute("DETACH other")
    copy.chmod(0o600)
    flush(copy)
    old = path.with_name(path.name + _AFTER)
    old.unlink(missing_ok=True)
    os.link(path, old)  # else nobody could reach its content any more to overwrite it
    copy.replace(path)
    flush_folder(path.parent)


def has_plain_rest(path: Path) -> bool:
    """Whether what was there before it was encrypted is still to be erased."""
    return path.with_name(path.name + _AFTER).exists()


def forget_plain(path: Path) -> None:
    """Erases what was there before it was encrypted; again, when that was cut short."""
    erase(path.with_name(path.name + _AFTER))


def flush(path: Path) -> None:
    """Brings a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def opened_page(key: bytes, number: int, page: bytes) -> bytes:
    """A page as plain SQLite would have it, unproven: for what is saved from a damaged file."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    begins = _SALT if number == 1 else 0
    ends = len(page) - RESERVED
    vector = page[ends : ends + 16]
    opening = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    content = opening.update(page[begins:ends]) + opening.finalize()
    return (_PLAIN if number == 1 else b"") + content + bytes(RESERVED)


def _quoted(key: bytes) -> str:
    assert len(key) == KEY_BYTES
    return f"x'{key.hex()}'"
