"""The embedded server for real: it starts, comes back after every kind of end, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from sigap_server import postgres_programs, unprivileged
from sigap_server.embedded import EmbeddedPostgres, EmbeddedPostgresError, FolderInUse
from tests.databases import own_folder

CHILD = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests may run where it is ignored
from sigap_server.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False, temporary=sys.argv[2] == "temporary")
server.start()
print(server.url(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    place = own_folder()
    yield place
    EmbeddedPostgres(place).remove()


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(folder, durable=False) as running:
        yield running


@pytest.fixture
def application(folder: Path) -> Iterator[Callable[[str], tuple[subprocess.Popen[str], str]]]:
    """Starts another process that has a server in the folder, and gives the server's URL."""
    started: list[subprocess.Popen[str]] = []

    def start(kind: str) -> tuple[subprocess.Popen[str], str]:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, folder, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(child)
        assert child.stdout is not None
        return child, child.stdout.readline().strip()

    yield start
    for child in started:
        child.communicate()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def tell(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def answers(url: str) -> bool:
    try:
        return ask(url, "select 1") == 1
    except psycopg.OperationalError:
        return False


def works_in(folder: Path) -> list[psutil.Process]:
    """The processes whose working folder is this one: the server's."""
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == folder:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def test_the_server_is_utf8_sorts_by_code_point_and_listens_on_this_computer_alone(server: EmbeddedPostgres) -> None:
    assert ask(server.url(), "show server_encoding") == "UTF8"
    assert ask(server.url(), "select datcollate from pg_database where datname = 'postgres'") == "C"
    assert ask(server.url(), "show listen_addresses") == "127.0.0.1"
    assert ask(server.url(), "show unix_socket_directories") == ""


def test_nobody_gets_in_without_the_right_password(server: EmbeddedPostgres) -> None:
    assert ask(server.url(), "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = 'postgres'")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url(password="guessed"))


def test_the_passwords_file_is_for_its_owner_alone(server: EmbeddedPostgres) -> None:
    status = (server.home / "password").stat()

    assert stat.S_IMODE(status.st_mode) == 0o600
    assert status.st_uid == os.geteuid()


def test_data_and_password_are_there_after_a_restart(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as first:
        first.create_database("company")
        tell(first.url("company"), "create table kept as select 42 as answer")
        url = first.url()
    with EmbeddedPostgres(folder, durable=False) as second:
        assert second.has_database("company")
        assert ask(second.url("company"), "select answer from kept") == 42
        assert second.password in url


def test_committed_data_is_there_after_a_crash_of_the_server(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False, settings={"synchronous_commit": "on"}) as server:
        tell(server.url(), "create table kept as select 42 as answer")
        port = server.port
        server.crash()
        assert not answers(server.url())

        server.start()
        assert server.port == port
        assert ask(server.url(), "select answer from kept") == 42


def test_the_server_ends_with_a_killed_application(
    folder: Path, application: Callable[[str], tuple[subprocess.Popen[str], str]]
) -> None:
    child, url = application("kept")
    assert answers(url)
    child.kill()

    wait_until(lambda: not works_in(folder / "data"))
    with EmbeddedPostgres(folder, durable=False) as again:
        assert answers(again.url())


def test_temporary_data_goes_with_a_killed_application(
    folder: Path, application: Callable[[str], tuple[subprocess.Popen[str], str]]
) -> None:
    child, url = application("temporary")
    assert answers(url)
    child.kill()

    wait_until(lambda: not folder.exists())


def test_the_next_start_clears_away_a_server_that_outlived_its_application(
    folder: Path, application: Callable[[str], tuple[subprocess.Popen[str], str]]
) -> None:
    child, url = application("kept")
    tell(url, "create table kept as select 42 as answer")
    for lifeline in psutil.Process(child.pid).children():
        lifeline.kill()
    child.kill()
    child.wait()
    assert answers(url)

    with EmbeddedPostgres(folder, durable=False) as again:
        assert ask(again.url(), "select answer from kept") == 42
    assert not answers(url)


def test_a_claim_with_another_programs_number_does_not_hinder_a_start(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as first:
        claim = (first.data / "postmaster.pid").read_text()
        first.crash()
    reused = claim.replace(claim.partition("\n")[0], str(os.getpid()), 1)
    (first.data / "postmaster.pid").write_text(reused)

    with EmbeddedPostgres(folder, durable=False) as again:
        assert answers(again.url())


def test_a_half_made_cluster_is_made_anew(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False) as first:
        pass
    (first.home / "password").unlink()
    (first.data / "PG_VERSION").unlink()

    with EmbeddedPostgres(folder, durable=False) as again:
        assert answers(again.url())


def test_a_second_application_is_told_that_the_folder_is_in_use(folder: Path, server: EmbeddedPostgres) -> None:
    with pytest.raises(FolderInUse):
        EmbeddedPostgres(folder).start()
    assert answers(server.url())


def test_an_interrupt_at_the_terminal_does_not_reach_the_server(
    application: Callable[[str], tuple[subprocess.Popen[str], str]],
) -> None:
    child, url = application("kept")
    left = psutil.Process(child.pid).children()

    assert all(os.getpgid(process.pid) != os.getpgid(child.pid) for process in left)
    child.send_signal(signal.SIGINT)
    child.wait()
    wait_until(lambda: not answers(url))


def test_a_taken_port_is_an_error_with_the_servers_own_words(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(EmbeddedPostgresError) as told:
            EmbeddedPostgres(folder, port=taken, durable=False).start()

    assert any("could not bind" in line for line in told.value.log)


def test_a_setting_that_the_server_does_not_know_is_an_error_with_its_words(folder: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
        EmbeddedPostgres(folder, durable=False, settings={"no_such_setting": "1"}).start()


def test_settings_reach_the_server_with_their_quotes(folder: Path) -> None:
    with EmbeddedPostgres(folder, durable=False, settings={"cluster_name": "Sigap's own"}) as server:
        assert ask(server.url(), "show cluster_name") == "Sigap's own"


def test_fsync_is_on_unless_durability_is_given_up(folder: Path, server: EmbeddedPostgres) -> None:
    assert ask(server.url(), "show fsync") == "off"
    server.stop()
    with EmbeddedPostgres(folder) as durable:
        assert ask(durable.url(), "show fsync") == "on"


def test_a_folder_with_a_space_and_an_apostrophe_will_do() -> None:
    place = own_folder().with_name(f"Sigap's own {own_folder().name}")
    with EmbeddedPostgres(place, durable=False, temporary=True) as server:
        assert answers(server.url())
    assert not place.exists()


@pytest.mark.parametrize("major", [16, 18])
def test_both_versions_of_the_package_run(folder: Path, major: int) -> None:
    with EmbeddedPostgres(folder, durable=False, programs=postgres_programs.from_package(major)) as server:
        assert str(ask(server.url(), "show server_version")).startswith(f"{major}.")


def test_every_postgresql_of_the_system_runs(folder: Path) -> None:
    programs = postgres_programs.of_the_system()
    assert programs, "the system's PostgreSQL, which has TLS, is missing"
    for one in programs:
        place = own_folder()
        with EmbeddedPostgres(place, durable=False, temporary=True, programs=one) as server:
            assert str(ask(server.url(), "show server_version")).startswith(one.version())


def test_whoever_deletes_the_folder_deletes_the_data(tmp_path: Path) -> None:
    wanted = tmp_path / "database"
    with EmbeddedPostgres(wanted, durable=False) as first:
        first.create_database("company")
    shutil.rmtree(wanted)

    with EmbeddedPostgres(wanted, durable=False, temporary=True) as second:
        assert not second.has_database("company")


def test_data_elsewhere_goes_when_its_folder_is_gone(tmp_path: Path) -> None:
    deleted, kept = tmp_path / "deleted", tmp_path / "kept"
    with EmbeddedPostgres(deleted, durable=False) as first:
        pass
    shutil.rmtree(deleted)

    with EmbeddedPostgres(kept, durable=False, temporary=True):
        assert not first.home.exists()


def test_no_permission_of_a_folder_that_we_did_not_make_is_changed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = {place: place.stat().st_mode for place in (closed, *closed.parents)}

    with EmbeddedPostgres(closed / "database", durable=False, temporary=True) as server:
        assert answers(server.url())
        assert {place: place.stat().st_mode for place in before} == before


def test_an_account_without_rights_is_kept_out_by_any_closed_folder_on_the_way(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "open").mkdir(parents=True)
    (closed / "open").chmod(0o755)
    closed.chmod(0o700)
    stranger = unprivileged.Account(uid=54_321, gid=54_321)

    assert not stranger.can_enter(closed / "open")
    assert unprivileged.Account(uid=os.geteuid(), gid=os.getegid()).can_enter(closed)
    assert stranger.can_enter(Path("/usr/bin"))
