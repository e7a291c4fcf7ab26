"""Beyond this computer nothing is said without TLS, nor to a server that cannot show who it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.store.engine import open_store
from desktop_app.sync.once import Result, sync_once
from desktop_app.sync.problems import Problem
from desktop_app.sync.session import PostgresConnector
from desktop_app.sync.state import State
from tests.certificates import DAY, Pair, self_signed
from tests.impostor import Impostor
from tests.sync.bench import HASTY, now, submit
from tests.tls_server import TlsServer
from tests.world import PASSWORD, REQUESTER

WORDS = "what nobody else may read"
Syncs = Callable[..., Result]
SHOWN: dict[str, Callable[[TlsServer], Pair]] = {
    "unknown_authority": lambda tls: tls.stranger.server(),
    "self_signed": lambda tls: self_signed(),
    "expired": lambda tls: tls.company.server(since=-10 * DAY, until=-DAY),
    "not_yet_valid": lambda tls: tls.company.server(since=DAY),
    "other_name": lambda tls: tls.company.server("db.example"),
}


@pytest.fixture(scope="module")
def met(tls_server: TlsServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a laptop that has met the company, the same for all tests of a module."""
    folder = tmp_path_factory.mktemp("met") / "laptop"
    with closing(open_store(folder, login=REQUESTER)) as store:
        assert sync_once(store, PostgresConnector(tls_server.url(REQUESTER), lambda _: PASSWORD), now).problem is None
    return folder


@pytest.fixture
def syncs(met: Path) -> Iterator[Syncs]:
    """One more command saved on the laptop, and one sync with the database at a URL."""
    with closing(open_store(met, login=REQUESTER)) as store:

        def sync(url: str, authority: Path | None = None, secret: str | None = PASSWORD) -> Result:
            store.writer.run(submit(answers={"text": WORDS}))
            return sync_once(store, PostgresConnector(url, lambda _: secret, authority), now, patience=HASTY)

        yield sync


def told(result: Result) -> tuple[State, Problem | None, object, int]:
    return result.state, result.problem, result.data.get("reason"), result.pushed


def refused(problem: Problem, reason: str | None) -> tuple[State, Problem, object, int]:
    return State.REFUSED, problem, reason, 0


def test_a_server_that_shows_who_it_is_is_spoken_to_over_tls(tls_server: TlsServer, syncs: Syncs) -> None:
    url = tls_server.url(REQUESTER, sslmode="verify-full", sslrootcert=tls_server.company_file)

    assert syncs(url).state is State.UP_TO_DATE
    connection = PostgresConnector(url, lambda _: PASSWORD).connection(HASTY)
    assert connection.pgconn.ssl_in_use
    connection.close()


def test_beyond_this_computer_that_is_so_without_a_word_in_the_address(tls_server: TlsServer, syncs: Syncs) -> None:
    far = tls_server.far_url(REQUESTER)

    assert syncs(far, tls_server.company_file).state is State.UP_TO_DATE
    assert told(syncs(far, tls_server.stranger_file)) == refused(Problem.WRONG_CERTIFICATE, "unknown_authority")
    with tls_server.set_to(ssl="off"):
        assert told(syncs(far, tls_server.company_file)) == refused(Problem.NO_TLS, None)


@pytest.mark.parametrize("reason", SHOWN)
def test_a_server_that_cannot_show_who_it_is_is_not_spoken_to(tls_server: TlsServer, syncs: Syncs, reason: str) -> None:
    url = tls_server.url(REQUESTER, sslmode="verify-full", sslrootcert=tls_server.company_file)

    with tls_server.showing(SHOWN[reason](tls_server)):
        assert told(syncs(url)) == refused(Problem.WRONG_CERTIFICATE, reason)
    assert syncs(url).state is State.UP_TO_DATE  # and nothing was lost by it


@pytest.mark.parametrize("reason", SHOWN)
def test_a_man_in_the_middle_hears_nothing(tls_server: TlsServer, syncs: Syncs, tmp_path: Path, reason: str) -> None:
    shows, real = SHOWN[reason](tls_server), (tls_server.server.host, tls_server.server.port)
    with Impostor(shows=shows, folder=tmp_path, passes_on=real) as between:
        url = tls_server.url(REQUESTER, sslmode="verify-full", sslrootcert=tls_server.company_file, port=between.port)
        assert told(syncs(url)) == refused(Problem.WRONG_CERTIFICATE, reason)

    assert between.heard == b""


@pytest.mark.parametrize("protected", [True, False])
def test_who_says_that_there_is_no_tls_hears_nothing(tls_server: TlsServer, syncs: Syncs, protected: bool) -> None:
    with Impostor() as downgrade:
        mode = "verify-full" if protected else "require"
        url = tls_server.url(REQUESTER, sslmode=mode, sslrootcert=tls_server.company_file, port=downgrade.port)
        assert told(syncs(url)) == refused(Problem.NO_TLS, None)

    assert downgrade.heard == b""


def test_a_server_with_outdated_tls_alone_is_not_spoken_to(tls_server: TlsServer, syncs: Syncs) -> None:
    url = tls_server.url(REQUESTER, sslmode="verify-full", sslrootcert=tls_server.company_file)
    old = {"ssl_min_protocol_version": "TLSv1.1", "ssl_max_protocol_version": "TLSv1.1"}

    with tls_server.set_to(**old, ssl_ciphers="ALL:@SECLEVEL=0"):
        assert told(syncs(url)) == refused(Problem.NO_TLS, "outdated")


def test_a_server_that_demands_tls_says_so_to_who_comes_without(tls_server: TlsServer, syncs: Syncs) -> None:
    with tls_server.with_rules("hostssl all all 127.0.0.1/32 scram-sha-256"):
        assert told(syncs(tls_server.url(REQUESTER, sslmode="disable"))) == refused(Problem.NO_TLS, None)


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_without_an_authority_to_know_it_by_no_server_is_spoken_to(
    tls_server: TlsServer, syncs: Syncs, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_bytes(content)

    assert told(syncs(tls_server.far_url(REQUESTER), file)) == refused(Problem.WRONG_CERTIFICATE, "no_authority")


@pytest.mark.parametrize("said", [{}, {"sslrootcert": "system"}])
def test_an_authority_that_the_system_trusts_is_trusted(
    tls_server: TlsServer, syncs: Syncs, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    url = tls_server.far_url(REQUESTER, **said)

    monkeypatch.setenv("SSL_CERT_FILE", str(tls_server.stranger_file))
    assert told(syncs(url)) == refused(Problem.WRONG_CERTIFICATE, "unknown_authority")
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_server.company_file))
    assert syncs(url).state is State.UP_TO_DATE
