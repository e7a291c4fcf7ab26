"""Where the database is: names looked up so that a dead name server holds nothing up."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from desktop_app.protocol.trust import demands, is_here
from desktop_app.sync.patience import CONNECT, Patience
from desktop_app.sync.problems import Problem, Stopped, SyncFailed

_KEPT_ALIVE: dict[str, Any] = {
    "application_name": "sigap", "keepalives": 1, "keepalives_idle": 20, "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "connect_timeout": int(CONNECT),
}  # fmt: skip


def attempts(url: str, password: str | None, patience: Patience, authority: Path | None = None) -> Iterator[str]:
    """A connection string for each address to try, in order; a name that is not found keeps none behind it from being
    tried. Raises `SyncFailed(wrong_address)`, `Stopped`.

    `authority`: a file with the certificates by which the company's servers are known.
    """
    try:
        said = conninfo_to_dict(url)
    except psycopg.Error as error:
        raise SyncFailed(Problem.WRONG_ADDRESS, {"words": str(error)}) from error
    if password is not None:
        said.setdefault("password", password)
    hosts = str(said.get("host") or "").split(",")
    ports = str(said.get("port") or "").split(",")
    unknown: SyncFailed | None = None
    for at, host in enumerate(hosts):
        one: dict[str, Any] = {**_KEPT_ALIVE, **said}
        if host:
            one["host"] = host
        if port := ports[at if len(ports) == len(hosts) else 0]:
            one["port"] = port
        in_a_file = not host or host.startswith(("/", "@"))
        if not in_a_file or "hostaddr" in said:
            one |= demands(said, here=is_here(str(said.get("hostaddr") or host)), authority=authority)
        if in_a_file or "hostaddr" in said:
            yield make_conninfo("", **one)
            continue
        try:
            found = addresses(host, patience)
        except SyncFailed as error:
            unknown = error
            continue
        for address in found:
            yield make_conninfo("", **one, hostaddr=address)
    if unknown is not None:
        raise unknown


def addresses(host: str, patience: Patience) -> list[str]:
    """The addresses of a name. The system's look-up cannot be called back: a thread does it, and ends by itself."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            known = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError as error:
            failed.append(error)
        else:
            found.extend(dict.fromkeys(str(each[4][0]) for each in known))

    looking = threading.Thread(target=look_up, name=f"look up {host}", daemon=True)
    looking.start()
    deadline = patience.monotonic() + patience.connect
    while looking.is_alive() and patience.monotonic() < deadline:
        if patience.stopped():
            raise Stopped
        looking.join(0.1)
    if found:
        return found
    unknown = failed and getattr(failed[0], "errno", None) == socket.EAI_NONAME
    raise SyncFailed(Problem.WRONG_ADDRESS if unknown else Problem.NO_NETWORK, {"host": host})
