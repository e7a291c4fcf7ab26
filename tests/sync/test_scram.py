"""The password is shown to nobody: a server proves that it knows it, on this very connection, or hears nothing more."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest

from desktop_app.protocol.trust import demands
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from tests.impostor import (
    Impostor,
    Line,
    ask_for_an_md5_hash,
    ask_in_the_open,
    claim_to_know_the_secret,
    claim_to_know_the_secret_and_the_channel,
    let_anybody_in,
)
from tests.sync.test_tls import WORDS, Syncs, met, refused, syncs, told
from tests.tls_server import TlsServer
from tests.world import PASSWORD, REQUESTER

__all__ = ["met", "syncs"]
CONDUCT: dict[Callable[[Line], None], str] = {
    ask_in_the_open: "asks_openly",
    ask_for_an_md5_hash: "asks_openly",
    let_anybody_in: "no_proof",
    claim_to_know_the_secret: "no_proof",
    claim_to_know_the_secret_and_the_channel: "no_proof",
}
SECRETS = (PASSWORD, md5(f"{PASSWORD}{REQUESTER}".encode(), usedforsecurity=False).hexdigest(), WORDS, "portal_api")


@pytest.mark.parametrize("protected", [True, False])
@pytest.mark.parametrize("conduct", CONDUCT, ids=lambda conduct: conduct.__name__)
def test_who_does_not_know_the_password_does_not_learn_it(
    tls_server: TlsServer, syncs: Syncs, tmp_path: Path, conduct: Callable[[Line], None], protected: bool
) -> None:
    """Not even with a certificate of the company's own authority, nor on this computer."""
    shows = tls_server.good if protected else None
    more: dict[str, Any] = {}
    if protected:
        more = {"sslmode": "verify-full", "sslrootcert": tls_server.company_file}
    with Impostor(conduct, shows=shows, folder=tmp_path) as impostor:
        result = syncs(tls_server.url(REQUESTER, port=impostor.port, **more))

    assert told(result) == refused(Problem.UNSAFE_LOGIN, CONDUCT[conduct])
    assert REQUESTER.encode() in impostor.heard
    assert not [secret for secret in SECRETS if secret.encode() in impostor.heard]


def test_a_man_in_the_middle_with_a_certificate_of_the_company_is_found_out(
    tls_server: TlsServer, syncs: Syncs, tmp_path: Path
) -> None:
    real = (tls_server.server.host, tls_server.server.port)
    with Impostor(shows=tls_server.good, folder=tmp_path, passes_on=real) as between:
        more: dict[str, Any] = {"sslmode": "verify-full", "sslrootcert": tls_server.company_file, "port": between.port}
        assert told(syncs(tls_server.url(REQUESTER, **more))) == refused(Problem.UNSAFE_LOGIN, "no_proof")
        assert b"portal_api" not in between.heard
        # What is asked for is what finds them out: they hear everything of who does without it.
        assert syncs(tls_server.url(REQUESTER, channel_binding="prefer", **more)).state is State.UP_TO_DATE

    assert WORDS.encode() in between.heard


@pytest.mark.parametrize(("way", "reason"), [("password", "asks_openly"), ("trust", "no_proof")])
def test_a_server_that_is_set_to_ask_otherwise_is_not_answered(
    tls_server: TlsServer, syncs: Syncs, way: str, reason: str
) -> None:
    url = tls_server.url(REQUESTER, sslmode="verify-full", sslrootcert=tls_server.company_file)
    with tls_server.with_rules(f"hostssl all all 127.0.0.1/32 {way}"):
        assert told(syncs(url)) == refused(Problem.UNSAFE_LOGIN, reason)
        other = "password" if way == "password" else "none"
        assert syncs(f"{url}&require_auth={other}").state is State.UP_TO_DATE  # as for LDAP


SCRAM, BOUND = "scram-sha-256", {"channel_binding": "require", "gssencmode": "disable"}


@pytest.mark.parametrize(
    ("said", "here", "added"),
    [
        ({}, True, {"require_auth": SCRAM}),
        ({}, False, {"sslmode": "verify-full", "sslrootcert": "ca", "require_auth": SCRAM} | BOUND),
        ({"sslmode": "disable"}, False, {"require_auth": SCRAM}),
        ({"sslmode": "require"}, True, {"require_auth": SCRAM} | BOUND),
        ({"sslmode": "verify-ca", "sslrootcert": "own"}, False, {"require_auth": SCRAM} | BOUND),
        ({"sslmode": "verify-full", "channel_binding": "prefer"}, True,
         {"sslrootcert": "ca", "require_auth": SCRAM, "gssencmode": "disable"}),
        ({"sslmode": "require", "require_auth": "password"}, False, {"gssencmode": "disable"}),
        ({"sslmode": "require", "sslcert": "mine"}, False,
         {"require_auth": f"{SCRAM},none", "gssencmode": "disable"}),
        ({"sslmode": "require", "sslcertmode": "require"}, False,
         {"require_auth": f"{SCRAM},none", "gssencmode": "disable"}),
        ({"gssencmode": "require", "require_auth": "gss", "sslmode": "prefer"}, False, {}),
    ],
)  # fmt: skip
def test_what_the_address_does_not_say_is_demanded(said: dict[str, str], here: bool, added: dict[str, str]) -> None:
    assert demands(said, here=here, authority=Path("ca")) == added
