"""A PostgreSQL of one's own in a folder, for the demo company and the tests, with nothing to install.

It is run as in production where that can be: SCRAM passwords, UTF-8, and the address 127.0.0.1 alone. It stops with
the application that started it, and what a crash left is cleared away at the next start in the same folder.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from filelock import FileLock, Timeout
from psycopg import sql

from sigap_server import lifeline, orphans, postgres_programs, unprivileged
from sigap_server.postgres_programs import Programs

HOST = "127.0.0.1"
SUPERUSER = "postgres"
TRIES = 5  # another program may take a free port before the server does
LOG_LINES = 12
SIGNPOST = "elsewhere"  # in the wanted folder: says where the data is
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_preload_libraries": "plpgsql",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class EmbeddedPostgresError(Exception):
    """The server could not be used; `log` holds the last lines that it or its programs wrote."""

    def __init__(self, what: str, log: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join((what, *log)))
        self.what = what
        self.log = log


class FolderInUse(EmbeddedPostgresError):
    """Another running application has a server in this folder."""


class EmbeddedPostgres:
    """One server in one folder, as a context manager; started again in the same folder it has its data and password.

    `port` 0 takes any free one, and keeps it for as long as this object lives. With `durable` off nothing is forced to
    the disk: for tests. With `temporary` the data is deleted when the server stops. `settings` are PostgreSQL's own, by
    name. Root may not run the server; where the account that does cannot enter `folder`, the data lies in a place of
    our own: `home` says where, and a file in `folder` too. Without that file the data there is of no use any more.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        *,
        programs: Programs | None = None,
        durable: bool = True,
        temporary: bool = False,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder.absolute()
        self.host = HOST
        self.port = port
        self.programs = programs or postgres_programs.from_package()
        self._any_port = port == 0
        self._settings = SETTINGS | ({} if durable else NOT_DURABLE) | dict(settings or {})
        self._durable = durable
        self._temporary = temporary
        self._account = unprivileged.account()
        self.home = self._choose_home()
        self._lock = FileLock(self.home / "lock", timeout=0, thread_local=False)
        self._lifeline: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def password(self) -> str:
        """The superuser's."""
        return (self.home / "password").read_text()

    @property
    def running(self) -> bool:
        return self._lifeline is not None

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str | None = None) -> str:
        """Where to connect; without a user the superuser, who may do all."""
        if password is None:
            password = self.password
        return f"postgresql://{quote(user)}:{quote(password, safe='')}@{HOST}:{self.port}/{quote(database)}"

    def start(self) -> None:
        """Returns when the server takes connections. Raises EmbeddedPostgresError, and FolderInUse."""
        if self.running:
            return
        unprivileged.make_folder(self.home)
        try:
            self._lock.acquire()
        except Timeout as taken:
            raise FolderInUse(f"Another application has a database server in {self.home}") from taken
        try:
            orphans.stop(self.data)
            self._settle()
            if not (self.home / "password").exists():
                self._make_cluster()
            self._launch()
        except BaseException:
            self._lock.release()
            raise
        atexit.register(self.stop)

    def has_database(self, name: str) -> bool:
        with psycopg.connect(self.url()) as connection:
            return connection.execute("select from pg_database where datname = %s", [name]).fetchone() is not None

    def create_database(self, name: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Shuts the server down, its clients disconnected. Does nothing where it does not run."""
        if self._lifeline is None:
            return
        if self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "30").returncode:
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "immediate", "-w", "-t", "10")
        self._let_go()
        if self._temporary:
            self.remove()

    def crash(self) -> None:
        """Kills the server and all its processes at once, as a power cut would; `start` brings it back."""
        if self._lifeline is None:
            return
        orphans.kill(self.data)
        self._let_go()

    def remove(self) -> None:
        """Stops the server and deletes its data and its folder."""
        self.stop()
        for place in (self.home, self.folder):
            shutil.rmtree(place, ignore_errors=True)

    def log(self) -> tuple[str, ...]:
        """The last lines of the server's log."""
        try:
            text = (self.data / "server.log").read_text(errors="replace")
        except FileNotFoundError:
            return ()
        return tuple(text.splitlines()[-LOG_LINES:])

    def _choose_home(self) -> Path:
        """The wanted folder; a place of our own where the server's account cannot enter that one."""
        if self._account is None or self._account.can_enter(self.folder):
            return self.folder
        return unprivileged.own_place("database", str(self.folder))

    def _settle(self) -> None:
        """Whoever deletes the wanted folder has deleted the data, wherever it lies."""
        if self.home == self.folder:
            return
        _sweep()
        signpost = self.folder / SIGNPOST
        if not signpost.exists():
            (self.home / "password").unlink(missing_ok=True)
            (self.home / "wanted").write_text(str(self.folder))
            self.folder.mkdir(parents=True, exist_ok=True)
            signpost.write_text(f"{self.home}\n")

    def _make_cluster(self) -> None:
        """The password file is written last: a cluster without one was never finished."""
        if self.data.exists():
            shutil.rmtree(self.data)
        self.data.mkdir(mode=0o700)
        password = secrets.token_urlsafe(18)
        said = self.home / "initial"
        said.touch(mode=0o600)
        said.write_text(password)
        if self._account is not None:
            os.chown(self.data, self._account.uid, self._account.gid)
            os.chown(said, self._account.uid, self._account.gid)
        options = ["-D", str(self.data), "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={said}"]
        options += ["--encoding=UTF8", "--locale=C"] + ([] if self._durable else ["--no-sync"])
        done = self._run("initdb", *options)
        if done.returncode:
            raise EmbeddedPostgresError("The database could not be made", tuple(done.stdout.splitlines()[-LOG_LINES:]))
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write("include '../server.conf'\n")
        if self._account is not None:
            os.chown(said, os.geteuid(), os.getegid())
        said.replace(self.home / "password")

    def _launch(self) -> None:
        for _ in range(TRIES if self._any_port and not self.port else 1):
            port = self.port or _free_port()
            values = self._settings | {"port": str(port)}
            lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in values.items()]
            (self.home / "server.conf").write_text("".join(lines))
            (self.home / "server.conf").chmod(0o644)
            log = self.data / "server.log"
            done = self._run("pg_ctl", "start", "-D", str(self.data), "-l", str(log), "-w", "-t", "60")
            if done.returncode == 0:
                self.port = port
                self._tie()
                return
            if not any("could not bind" in line for line in self.log()):
                break
        raise EmbeddedPostgresError("The database server did not start", self.log() or tuple(done.stdout.splitlines()))

    def _tie(self) -> None:
        """Has a small process wait for our end, so that the server never outlives this application."""
        claim, pg_ctl = str(self.data / "postmaster.pid"), str(self.programs.path("pg_ctl"))
        command = [sys.executable, "-I", "-S", lifeline.__file__, claim, pg_ctl]
        command += [str(self.home)] if self._temporary else []
        # A session of its own: Ctrl+C at the terminal is for the application, which then stops its server itself.
        self._lifeline = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=self.home, start_new_session=True)

    def _let_go(self) -> None:
        if self._lifeline is not None:
            self._lifeline.communicate(b"done")
            self._lifeline = None
        self._lock.release()
        atexit.unregister(self.stop)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs one of PostgreSQL's programs as the account that may, and returns what it wrote."""
        command = [str(self.programs.path(program)), *arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        # A file and not a pipe: the server inherits it from pg_ctl, and a pipe would be waited for until it ends.
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env=environment | {"LC_ALL": "C"},
                check=False,
                user=self._account.uid if self._account else None,
                group=self._account.gid if self._account else None,
                extra_groups=[] if self._account else None,
            )
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read(), "")


def _sweep() -> None:
    """Deletes the data in places of our own whose wanted folder was deleted."""
    for home in unprivileged.own_places("database"):
        wanted = home / "wanted"
        if not wanted.exists() or (Path(wanted.read_text()) / SIGNPOST).exists():
            continue
        with contextlib.suppress(Timeout), FileLock(home / "lock", timeout=0):  # in use: it is just being made
            orphans.stop(home / "data")
            shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
