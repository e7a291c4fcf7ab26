"""What can keep a laptop from syncing is told apart, on a real server; everything local goes on working."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from desktop_app.protocol.trust import is_here
from desktop_app.store.queries import outbox
from desktop_app.sync.address import attempts
from desktop_app.sync.once import sync_once
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import NEEDS_A_PERSON, Problem, SyncFailed
from desktop_app.sync.session import PostgresConnector
from desktop_app.sync.state import State
from sigap_server.logins import take_login
from tests.databases import Server
from tests.sync.bench import HASTY, Bench, now, submit
from tests.world import AGENT, PASSWORD, REQUESTER


def problem_of(bench: Bench, connector: PostgresConnector) -> Problem | None:
    """What a sync with it ends in; a command that was saved stays saved."""
    store = bench.store(name="another")
    before = store.reader.read(outbox.pending_count)
    result = sync_once(store, connector, now, patience=HASTY)
    assert result.pending == before
    assert (result.state == State.REFUSED) == (result.problem in NEEDS_A_PERSON)
    return result.problem


def elsewhere(bench: Bench, **more: object) -> PostgresConnector:
    """The company's URL with another host, port or database."""
    info = bench.world.admin.info
    given = {"host": info.host, "port": info.port, "database": bench.world.database} | more
    return PostgresConnector(
        "postgresql://{}@{host}:{port}/{database}".format(REQUESTER, **given), lambda url: PASSWORD
    )


def test_a_wrong_password(bench: Bench) -> None:
    assert problem_of(bench, bench.connector(password="guessed")) == Problem.WRONG_PASSWORD


def test_no_password_at_all(bench: Bench) -> None:
    assert problem_of(bench, PostgresConnector(elsewhere(bench).url)) == Problem.WRONG_PASSWORD


def test_a_password_whose_time_has_passed(bench: Bench) -> None:
    """PostgreSQL tells nobody that it has passed: it is as good as a wrong one."""
    bench.world.admin.execute(f"alter role \"{REQUESTER}\" valid until '2020-01-01'")
    try:
        assert problem_of(bench, bench.connector()) == Problem.WRONG_PASSWORD
    finally:
        bench.world.admin.execute(f"alter role \"{REQUESTER}\" valid until 'infinity'")


def test_a_login_that_was_closed(bench: Bench) -> None:
    take_login(bench.world.admin, REQUESTER)
    try:
        assert problem_of(bench, bench.connector()) == Problem.LOGIN_EXPIRED
    finally:
        bench.world.admin.execute(f'alter role "{REQUESTER}" login')


def test_a_login_of_nobody(bench: Bench) -> None:
    url = elsewhere(bench).url.replace(REQUESTER, "w-nobody")
    assert problem_of(bench, PostgresConnector(url, lambda url: PASSWORD)) in (
        Problem.WRONG_PASSWORD,
        Problem.LOGIN_EXPIRED,
    )


def test_who_left_the_company(bench: Bench) -> None:
    bench.world.admin.execute("delete from portal.person where login = %s", [REQUESTER])
    assert problem_of(bench, bench.connector()) == Problem.LOGIN_EXPIRED


def test_a_port_nobody_listens_at(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert problem_of(bench, elsewhere(bench, port=port)) == Problem.WRONG_ADDRESS


def test_a_name_that_does_not_exist(bench: Bench) -> None:
    assert problem_of(bench, elsewhere(bench, host="no-such-host.invalid")) in (
        Problem.WRONG_ADDRESS,
        Problem.NO_NETWORK,
    )


def test_an_address_that_is_none(bench: Bench) -> None:
    assert problem_of(bench, PostgresConnector("postgresql://x@h:port/y?what=ever")) == Problem.WRONG_ADDRESS


def test_a_database_that_is_not_there(bench: Bench) -> None:
    assert problem_of(bench, elsewhere(bench, database="nowhere")) == Problem.WRONG_ADDRESS


def test_a_database_of_somebody_else(bench: Bench, fresh_database: Callable[..., str]) -> None:
    name = fresh_database("foreign").rpartition("/")[2]
    assert problem_of(bench, elsewhere(bench, database=name)) == Problem.WRONG_ADDRESS


@contextmanager
def speaking(words: bytes) -> Iterator[PostgresConnector]:
    """A server of another kind, which answers each connection with these words."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(1024)
                connection.sendall(words)

        thread = threading.Thread(target=answer)
        thread.start()
        yield PostgresConnector(f"postgresql://x:y@127.0.0.1:{server.getsockname()[1]}/z?sslmode=disable")
        server.close()
        thread.join()


def test_a_server_of_another_kind(bench: Bench) -> None:
    with speaking(b"HTTP/1.1 400 Bad Request\r\n\r\n") as connector:
        assert problem_of(bench, connector) == Problem.WRONG_ADDRESS


def test_a_server_that_says_nothing(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"postgresql://x:y@127.0.0.1:{server.getsockname()[1]}/z"
        result = sync_once(bench.store(), PostgresConnector(url), now, patience=Patience(connect=0.3))
    assert (result.problem, result.state, result.data["silent"]) == (Problem.NO_NETWORK, State.OFFLINE, True)


def test_a_server_without_tls_where_it_is_asked_for(bench: Bench) -> None:
    assert problem_of(bench, bench.connector(sslmode="require")) == Problem.NO_TLS
    assert problem_of(bench, bench.connector(sslmode="verify-full")) == Problem.NO_TLS


def test_tls_is_asked_for_but_on_this_computer_or_when_the_address_says_otherwise() -> None:
    def mode(url: str) -> str | None:
        (conninfo,) = attempts(url, None, Patience())
        return psycopg.conninfo.conninfo_to_dict(conninfo).get("sslmode")  # type: ignore[return-value]

    assert mode("postgresql://sari@192.0.2.7/sigap") == "verify-full"
    assert mode("postgresql://sari@192.0.2.7/sigap?sslmode=require") == "require"
    assert mode("postgresql://sari@192.0.2.7/sigap?sslmode=disable") == "disable"
    assert mode("postgresql://sari@127.0.0.1:5433/sigap") is None
    assert mode("postgresql://sari@[::1]/sigap") is None
    assert mode("postgresql://sari@localhost/sigap?hostaddr=192.0.2.7") == "verify-full"  # whatever it is called


@pytest.mark.parametrize(
    ("host", "here"),
    [("", True), ("localhost", True), ("127.8.8.8", True), ("::1", True), ("/run/postgresql", True),
     ("db.example", False), ("10.0.0.1", False), ("localhost.example", False)],
)  # fmt: skip
def test_what_counts_as_this_computer(host: str, here: bool) -> None:
    assert is_here(host) == here


def test_several_hosts_are_tried_in_order(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        dead = server.getsockname()[1]
    url = f"postgresql://{REQUESTER}@127.0.0.1:{dead},127.0.0.1:{bench.wire.port}/{bench.world.database}"
    assert problem_of(bench, PostgresConnector(url, lambda url: PASSWORD)) is None


def test_the_password_may_come_from_where_libpq_finds_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert problem_of(bench, PostgresConnector(elsewhere(bench).url)) is None


def test_a_device_that_is_another_s(bench: Bench) -> None:
    store = bench.synced()
    bench.world.admin.execute("update portal.device set login = %s", [AGENT])
    assert bench.sync(store).problem == Problem.NOT_YOUR_DEVICE


def test_a_device_that_was_revoked(bench: Bench) -> None:
    store = bench.synced()
    bench.world.admin.execute("update portal.device set revoked = true")
    said = bench.sync(store)
    assert (said.problem, said.data["reason"]) == (Problem.SHUT_OUT, "revoked")


def test_a_device_that_has_a_double(bench: Bench) -> None:
    """Somebody copied the folder to another laptop, and both say something under one number."""
    one = bench.synced()
    other = bench.synced(name="copy")
    with other.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE identity SET device = ?", (one.identity.device,))
    session = bench.connector()(Patience())
    try:
        for store in (one, other):
            store.writer.run(submit())
        one.writer.absorb(session.sync(one.writer.ask()), me=REQUESTER, now=now())
        with pytest.raises(SyncFailed) as failed:
            session.sync(other.writer.ask(one.identity.device))
        assert failed.value.problem == Problem.NOT_YOUR_DEVICE
    finally:
        session.close()


@pytest.mark.parametrize(
    ("lowest", "highest", "problem"), [(2, 3, Problem.CLIENT_TOO_OLD), (0, 0, Problem.SERVER_TOO_OLD)]
)
def test_which_of_the_two_must_be_updated(bench: Bench, lowest: int, highest: int, problem: Problem) -> None:
    meta = bench.world.admin.execute("select schema_min, schema_max from portal.meta").fetchone()
    assert meta is not None
    change = "update portal.meta set schema_min = %s, schema_max = %s"
    bench.world.admin.execute(change, [lowest, highest])
    try:
        assert problem_of(bench, bench.connector()) == problem
    finally:
        bench.world.admin.execute(change, meta)


def test_too_many_commands_in_an_hour(bench: Bench) -> None:
    store = bench.synced()
    hour = "floor(extract(epoch from now()) / 3600)"
    bench.world.admin.execute(f"update portal.device set quota_used = 2000, quota_hour = {hour}")
    store.writer.run(submit())
    result = bench.sync(store)
    assert (result.problem, result.state, result.pending) == (Problem.QUOTA, State.WAITING, 1)


def test_a_cut_wire(bench: Bench) -> None:
    bench.wire.cut()
    assert problem_of(bench, bench.connector()) == Problem.NO_NETWORK


def test_too_many_connections_pass(bench: Bench, postgres_server: Server) -> None:
    bench.world.admin.execute(f'alter role "{AGENT}" connection limit 0')
    try:
        result = bench.sync(bench.store(AGENT), AGENT)
    finally:
        bench.world.admin.execute(f'alter role "{AGENT}" connection limit 6')
    assert (result.problem, result.state) == (Problem.SERVER_ERROR, State.WAITING)
