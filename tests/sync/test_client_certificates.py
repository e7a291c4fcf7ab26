"""Who comes with a certificate of their own needs no password, and comes in as who it says and as nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from tests.certificates import DAY, Pair
from tests.sync.test_tls import Syncs, met, refused, syncs, told
from tests.tls_server import TlsServer
from tests.world import AGENT, PASSWORD, REQUESTER

__all__ = ["met", "syncs"]
BY_CERTIFICATE = "hostssl all all 127.0.0.1/32 cert"
BOTH = "hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-full"


@pytest.fixture
def certified(tls_server: TlsServer) -> Iterator[TlsServer]:
    with tls_server.with_rules(BY_CERTIFICATE):
        yield tls_server


def url(tls: TlsServer, folder: Path, pair: Pair | None, **more: Any) -> str:
    """The address as an administrator writes it for a laptop with these files."""
    given: dict[str, Any] = {"sslmode": "verify-full", "sslrootcert": tls.company_file}
    if pair is not None:
        given["sslcert"], given["sslkey"] = pair.write(folder, "own")
    return tls.url(REQUESTER, **given | more)


def test_a_certificate_opens_the_door(certified: TlsServer, syncs: Syncs, tmp_path: Path) -> None:
    assert syncs(url(certified, tmp_path, certified.company.client(REQUESTER)), secret=None).state is State.UP_TO_DATE


def test_a_certificate_and_a_password_may_both_be_asked_for(
    tls_server: TlsServer, syncs: Syncs, tmp_path: Path
) -> None:
    with tls_server.with_rules(BOTH):
        assert told(syncs(url(tls_server, tmp_path, None))) == refused(Problem.OWN_CERTIFICATE, "missing")
        ours = url(tls_server, tmp_path, tls_server.company.client(REQUESTER))
        assert syncs(ours, secret="guessed").problem is Problem.WRONG_PASSWORD
        assert syncs(ours, secret=PASSWORD).state is State.UP_TO_DATE


def test_a_certificate_of_somebody_else_opens_nothing(certified: TlsServer, syncs: Syncs, tmp_path: Path) -> None:
    theirs = url(certified, tmp_path, certified.company.client(AGENT))
    assert told(syncs(theirs)) == refused(Problem.OWN_CERTIFICATE, "refused")


def test_a_certificate_of_another_authority_opens_nothing(certified: TlsServer, syncs: Syncs, tmp_path: Path) -> None:
    theirs = url(certified, tmp_path, certified.stranger.client(REQUESTER))
    assert told(syncs(theirs)) == refused(Problem.OWN_CERTIFICATE, "refused")


def test_an_expired_certificate_opens_nothing(certified: TlsServer, syncs: Syncs, tmp_path: Path) -> None:
    old = url(certified, tmp_path, certified.company.client(REQUESTER, until=-DAY / 2))
    assert told(syncs(old)) == refused(Problem.OWN_CERTIFICATE, "refused")


def test_a_password_opens_nothing_where_a_certificate_is_asked_for(
    certified: TlsServer, syncs: Syncs, tmp_path: Path
) -> None:
    assert told(syncs(url(certified, tmp_path, None))) == refused(Problem.OWN_CERTIFICATE, "missing")
    gone = {"sslcert": tmp_path / "gone.crt", "sslkey": tmp_path / "gone.key"}
    assert told(syncs(url(certified, tmp_path, None, **gone))) == refused(Problem.OWN_CERTIFICATE, "missing")


@pytest.mark.parametrize("what", ["open to others", "of another certificate", "gone"])
def test_a_key_that_cannot_be_used_is_said(certified: TlsServer, syncs: Syncs, tmp_path: Path, what: str) -> None:
    ours = url(certified, tmp_path, certified.company.client(REQUESTER))
    key = tmp_path / "own.key"
    match what:
        case "open to others":
            key.chmod(0o644)
        case "of another certificate":
            key.write_bytes(certified.company.client(REQUESTER).key)
        case "gone":
            key.unlink()

    assert told(syncs(ours)) == refused(Problem.OWN_CERTIFICATE, "unreadable")
