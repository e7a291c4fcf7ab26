"""The company's own certificate authority on this laptop: brought by the enrolment file, kept in the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.store.errors import StoreUnwritable

AUTHORITY = "authority.pem"


class NoAuthority(ValueError):
    """This is no list of certificates that somebody could be known by."""


def checked(pem: object) -> str:
    """The certificates, as they were given. Raises `NoAuthority`."""
    import ssl  # slow to import, and needed here only

    if not isinstance(pem, str):
        raise NoAuthority
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:  # ValueError: not ASCII, or nothing at all
        raise NoAuthority from error
    return pem


def find(folder: Path) -> Path | None:
    """The file that libpq is to know servers by; None where the company gave none."""
    file = folder / AUTHORITY
    return file if file.exists() else None


@contextmanager
def proposed(folder: Path, pem: str | None) -> Iterator[Path | None]:
    """The file to come in with. What is proposed stays only if it is accepted; without it what was kept counts.

    Raises `StoreUnwritable`.
    """
    if pem is None:
        yield find(folder)
        return
    file = _proposed(folder)
    try:
        file.write_text(pem, encoding="ascii")
    except OSError as error:
        raise StoreUnwritable(str(error)) from error
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def accept(folder: Path) -> None:
    """A server was known by what is proposed, if anything is: from now on it counts."""
    if _proposed(folder).exists():
        (folder / AUTHORITY).write_bytes(_proposed(folder).read_bytes())


def _proposed(folder: Path) -> Path:
    return folder / f"{AUTHORITY}.proposed"
