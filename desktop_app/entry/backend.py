"""Where the company's database is and who asks: the URL a data folder remembers, and the secret that goes with it."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import platformdirs

from desktop_app.store.erase import erase

FURTHER = "~"
"""What divides a login from the number of a further laptop's way in: `sari~2` is Sari. No login has one."""
FILE = "secret"
"""Beside the data, where the operating system has no keyring."""
SERVICE = "sigap"  # the name our secrets have in the operating system's keyring

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)[?]?([^#]*)(?:#.*)?", re.DOTALL)


class BadBackend(Exception):
    """The address is not one: `reason` is a word for the sentence (`scheme`, `user`, `host`, `port`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Backend:
    """A PostgreSQL URL without its password, the person whose way in it names, and the password if one was in it."""

    url: str
    login: str
    password: str | None

    @classmethod
    def parse(cls, text: str) -> Backend:
        """Reads `postgresql://login[:password]@host[:port][,host…]/database[?options]`. Raises `BadBackend`."""
        parts = _split(text.strip())
        if parts.scheme not in ("postgresql", "postgres"):
            raise BadBackend("scheme")
        if not parts.username:
            raise BadBackend("user")
        servers = _servers(parts)
        said = dict(parse_qsl(parts.query)).get("password")
        password = said if parts.password is None else unquote(parts.password)
        login = unquote(parts.username).split(FURTHER)[0]
        if not login:
            raise BadBackend("user")
        return cls(urlunsplit(_without_password(parts, servers)), login, password)

    @property
    def host(self) -> str:
        """Where it is, for people: the first of several servers."""
        return urlsplit(_server_url(_servers(_split(self.url))[0])).hostname or self.url

    @property
    def database(self) -> str:
        """Its name; empty where the URL does not say."""
        return _split(self.url).path.strip("/")

    @property
    def default_folder(self) -> Path:
        """The data folder of this person at this company on this computer, by whichever way they come in: two people
        never share one. A company is named by its first server, others may be added."""
        parts = _split(self.url)
        place = parts._replace(netloc=f"{quote(self.login, safe='')}@{_servers(parts)[0]}")
        name = f"{self.login}-{hashlib.sha256(urlunsplit(place).encode()).hexdigest()[:12]}"
        return Path(platformdirs.user_data_dir(SERVICE, appauthor=False)) / name


def _split(text: str) -> SplitResult:
    """The parts of a URL that may name several servers: `urlsplit` takes one alone, and refuses [::1] among others."""
    found = _URL.fullmatch(text)
    if found is None:
        return SplitResult("", "", text, "", "")
    scheme, servers, path, query = found.groups()
    return SplitResult(scheme.lower(), servers, path, query, "")


def _servers(parts: SplitResult) -> list[str]:
    """`host` or `host:port` of each server. Raises `BadBackend`."""
    found = []
    for named in parts.netloc.rpartition("@")[2].split(","):
        try:
            server = urlsplit(_server_url(named))
        except ValueError as error:  # [::1 without its end
            raise BadBackend("host") from error
        host = server.hostname
        try:
            port = server.port
        except ValueError as error:
            raise BadBackend("port" if host else "host") from error
        if not host:
            raise BadBackend("host")
        found.append((f"[{host}]" if ":" in host else host) + (f":{port}" if port else ""))
    return found


def _server_url(named: str) -> str:
    return f"postgresql://{named}"


def _without_password(parts: SplitResult, servers: list[str]) -> SplitResult:
    assert parts.username is not None
    said = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "password"]
    netloc = f"{quote(unquote(parts.username), safe='')}@{','.join(servers)}"
    return parts._replace(netloc=netloc, query=urlencode(said, quote_via=quote))


class Secrets:
    """Keeps a login's password: in the operating system's keyring, else in a file only the person can read."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def keep(self, backend: Backend) -> bool:
        """Remembers the password, if one was said. False when there is no keyring and it lies in a file."""
        if backend.password is None:
            return not self._file.exists()
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, backend.url, backend.password)
        except (KeyringError, RuntimeError):
            descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(backend.password)
            return False
        self._file.unlink(missing_ok=True)
        return True

    def forget(self, url: str) -> None:
        """From now on nobody comes in by what was kept here. Raises OSError."""
        import keyring
        from keyring.errors import KeyringError

        with suppress(KeyringError, RuntimeError):  # none there, or out of reach: the company has closed it anyway
            keyring.delete_password(SERVICE, url)
        erase(self._file)

    def find(self, url: str) -> str | None:
        """The password that was kept, or None: then libpq's own ways (PGPASSWORD, password file) count."""
        if os.environ.get("PGPASSWORD"):
            return None  # what is said for this one start comes before what was kept
        if self._file.exists():
            return self._file.read_text(encoding="utf-8")
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(SERVICE, url)
        except (KeyringError, RuntimeError):
            return None
