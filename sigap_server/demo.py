"""The sample company on this computer: an embedded database, its people, and a wire that can be cut.

`python -m sigap_server.demo --serve --json` prints one JSON line and stays until it is interrupted or its standard
input ends (with `--attached`), and leaves nothing running. `desktop_app` starts it as a child process.
"""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import signal
import socket
import socketserver
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

import psycopg
from filelock import FileLock, Timeout

from desktop_app.resources import folder as resources_folder
from sigap_server import orphans
from sigap_server.company import Company, read_folder
from sigap_server.embedded import EmbeddedPostgres, EmbeddedPostgresError
from sigap_server.history import load_history
from sigap_server.install import install
from sigap_server.seed import seed_company
from sigap_server.wire_cutter import WireCutter

DATABASE = "sigap"
PASSWORDS = "passwords.json"
TEMPORARY = "sigap-demo-"
IN_USE = "in-use"


class Interrupted(BaseException):
    """Somebody asked the demo to stop."""


class WireControl(socketserver.ThreadingTCPServer):
    """Lets chooser and tour cut the wire: `TOKEN cut`, `TOKEN restore`, `TOKEN cut-after BYTES`, each a line."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, cutter: WireCutter) -> None:
        super().__init__(("127.0.0.1", 0), _ControlLine)
        self.cutter = cutter
        self.token = secrets.token_hex(8)

    @property
    def address(self) -> str:
        """Where it listens and the word it wants: `127.0.0.1:40123/token`."""
        host, port = self.server_address[:2]
        return f"{host!s}:{port}/{self.token}"


class _ControlLine(socketserver.StreamRequestHandler):
    server: WireControl

    def handle(self) -> None:
        for line in self.rfile:
            match line.decode("ascii", "replace").split():
                case [self.server.token, "cut"]:
                    self.server.cutter.cut()
                case [self.server.token, "restore"]:
                    self.server.cutter.restore()
                case [self.server.token, "cut-after", count] if count.isdigit():
                    self.server.cutter.cut_after(int(count))
                case _:
                    self.wfile.write(b"unknown\n")
                    continue
            self.wfile.write(b"ok\n")


def passwords_of(company: Company, folder: Path) -> dict[str, str]:
    """A password for each person, made once for a folder and kept in it, readable by its owner alone."""
    path = folder / PASSWORDS
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return kept
    made = {person.login: secrets.token_urlsafe(9) for person in company.people}
    path.touch(mode=0o600)
    path.write_text(json.dumps(made), encoding="utf-8")
    return made


@contextmanager
def serve(
    folder: Path, port: int = 0, *, temporary: bool = False, history: bool = False
) -> Iterator[dict[str, object]]:
    """Runs the company in `folder` and gives the line that `--json` prints; `temporary` data goes at the end.

    With `history` it was asked something already.
    """
    company = read_folder(resources_folder() / "company")
    with ExitStack() as stack:
        server = stack.enter_context(EmbeddedPostgres(folder / "postgres", temporary=temporary))
        passwords = passwords_of(company, folder)
        if not server.has_database(DATABASE):
            server.create_database(DATABASE)
        with psycopg.connect(server.url(DATABASE), autocommit=True) as admin:
            install(admin)
            if admin.execute("select not exists (select from portal.person)").fetchone() == (True,):
                seed_company(admin, resources_folder(), passwords)
            if history:
                load_history(admin, resources_folder() / "company" / "history.yaml", company)
        cutter = stack.enter_context(WireCutter(server.host, server.port, port=port))
        control = stack.enter_context(WireControl(cutter))
        threading.Thread(target=control.serve_forever, name="wire-control", daemon=True).start()
        stack.callback(control.shutdown)
        teams = {team.id: team for team in company.teams}
        yield {
            "url": f"postgresql://127.0.0.1:{cutter.port}/{DATABASE}",
            "admin_url": server.url(DATABASE),
            "people": [
                {
                    "login": person.login,
                    "name": person.name,
                    "team": teams[person.team].names["en"],
                    "role": person.role,
                    "password": passwords[person.login],
                    "title": person.title,
                    "site": person.site,
                    "language": person.language,
                }
                for person in company.people
            ],
            "company": company.short_name,
            "chooser": [{"login": choice.person, "try": choice.try_} for choice in company.chooser],
            "wire": control.address,
        }


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes at the end; what a killed demo left of its own, passwords in it, goes first."""
    for mark in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*/{IN_USE}"):
        with suppress(OSError, Timeout), FileLock(mark, timeout=0):  # held by a demo that runs
            orphans.stop(mark.parent / "postgres" / "data")
            shutil.rmtree(mark.parent, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=TEMPORARY))
    try:
        with FileLock(folder / IN_USE):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def port(given: str) -> int:
    """A port as somebody wrote it."""
    number = int(given)
    if not 0 <= number <= 65535:
        raise ValueError(given)
    return number


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # a second one would cut the clearing up short
    raise Interrupted


def _wait(attached: bool) -> None:
    """Until interrupted; attached: also until whoever started us is gone (our standard input ends)."""
    if attached:
        sys.stdin.read()
    else:
        threading.Event().wait()


def main(argv: list[str] | None = None) -> int:
    """Runs the demo server; 0 when it was asked to stop, 1 with one sentence when it cannot start."""
    parser = argparse.ArgumentParser(prog="sigap demo", description="The sample company on this computer.")
    parser.add_argument("--serve", action="store_true", help="no window: print where the company is and stay")
    parser.add_argument("--port", type=port, default=0, help="the port people connect to (default: a free one)")
    parser.add_argument("--json", action="store_true", help="print one JSON line instead of a table")
    parser.add_argument("--folder", type=Path, help="keep the company here (default: a temporary folder)")
    parser.add_argument("--attached", action="store_true", help="stop when standard input ends")
    parser.add_argument("--history", action="store_true", help="with requests of the last weeks (default: none yet)")
    given = parser.parse_args(argv)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    temporary = given.folder is None
    try:
        if given.port and not _is_free(given.port):
            print(f"Port {given.port} is in use: choose another with --port.", file=sys.stderr)
            return 1
        with ExitStack() as stack:
            folder = stack.enter_context(temporary_folder()) if temporary else given.folder
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            line = stack.enter_context(serve(folder, given.port, temporary=temporary, history=given.history))
            print(json.dumps(line, ensure_ascii=False) if given.json else _table(line), flush=True)
            _wait(given.attached)
    except Interrupted:
        pass
    except EmbeddedPostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _table(line: dict[str, object]) -> str:
    people = line["people"]
    assert isinstance(people, list)
    rows = [f"{p['login']:<10} {p['name']:<22} {p['team']:<11} {p['role']:<9} {p['password']}" for p in people]
    return "\n".join([f"url        {line['url']}", f"admin_url  {line['admin_url']}", "", *rows])


if __name__ == "__main__":
    sys.exit(main())
