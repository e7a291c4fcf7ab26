"""PgBouncer, the system's, before a server of the tests: transaction mode, and a pool for each login."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sigap_server import unprivileged

HOST = "127.0.0.1"
PROGRAM = shutil.which("pgbouncer", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])) or ""
STARTS_WITHIN = 10.0  # seconds


def free_port() -> int:
    with closing(socket.create_server((HOST, 0))) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def pooler(
    folder: Path,
    server: int,
    database: str,
    passwords: Mapping[str, str],
    *,
    certificate: tuple[Path, Path] | None = None,
    **settings: object,
) -> Iterator[int]:
    """A running PgBouncer before the server on a port; the port to connect to. It knows these logins.

    `folder` is made anew. `certificate` and its key are shown to laptops. `settings` are PgBouncer's own.
    """
    assert PROGRAM, "PgBouncer is missing: make test says how to get it"
    port, account = free_port(), unprivileged.account()
    folder.mkdir(mode=0o711)
    users = "".join(f'"{login}" "{password}"\n' for login, password in passwords.items())
    said: dict[str, object] = {
        "listen_addr": HOST, "listen_port": port, "pool_mode": "transaction", "auth_type": "scram-sha-256",
        "auth_file": folder / "users.txt", "logfile": folder / "log", "unix_socket_dir": "", "max_client_conn": 2500,
    } | settings  # fmt: skip
    if certificate is not None:
        for name, path in zip(("client_tls_cert_file", "client_tls_key_file"), certificate, strict=True):
            said[name] = Path(shutil.copy(path, folder))
    lines = "".join(f"{name} = {value}\n" for name, value in said.items())
    (folder / "users.txt").write_text(users, encoding="utf-8")
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n{database} = host={HOST} port={server}\n[pgbouncer]\n{lines}", encoding="utf-8"
    )
    if account is not None:
        for place in (folder, *folder.iterdir()):
            os.chown(place, account.uid, account.gid)
    whose = {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    running = subprocess.Popen([PROGRAM, "-q", str(folder / "pgbouncer.ini")], **whose)  # type: ignore[call-overload]
    try:
        _wait(port, running)
        yield port
    finally:
        running.terminate()
        running.wait()


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            assert running.poll() is None and time.monotonic() < until, "PgBouncer does not start"
