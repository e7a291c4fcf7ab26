"""How the server lets people in: from another machine with TLS only, with no password to overhear."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from sigap_server.health.finding import Finding, wrong

_LOOPBACK = ("127.0.0.1", "::1", "localhost", "samehost")
_OVERHEARD = ("password", "md5")


def tls(connection: psycopg.Connection) -> Iterator[Finding]:
    """Whether whoever comes from another machine is asked for TLS."""
    found: dict[str, str] = dict(connection.execute("select name, setting from pg_settings").fetchall())
    listens = [place.strip() for place in found["listen_addresses"].split(",") if place.strip()]
    beyond = [place for place in listens if place not in _LOOPBACK]
    if beyond and found["ssl"] != "on":
        yield wrong(
            "network", f"the server listens on {', '.join(beyond)} without TLS.",
            "Set ssl = on with a certificate that laptops trust (docs/administrator/tls.md).",
        )  # fmt: skip
    if found["ssl"] == "on" and found["ssl_min_protocol_version"] in ("TLSv1", "TLSv1.1"):
        yield wrong("network", "the server takes TLS older than 1.2.", "Set ssl_min_protocol_version = 'TLSv1.2'.")


def ways_in(connection: psycopg.Connection) -> Iterator[Finding]:
    """What pg_hba.conf lets in, rule by rule."""
    rules = connection.execute(
        "select line_number, type, coalesce(address, ''), auth_method, error from pg_hba_file_rules order by 1"
    ).fetchall()
    for line, kind, address, method, error in rules:
        here = f"pg_hba.conf, line {line}:"
        far = kind != "local" and address not in _LOOPBACK
        if error:
            yield wrong("network", f"{here} {error}.", "Correct it and reload: the server goes by the rules before it.")
        elif method == "trust" and far:
            yield wrong("network", f"{here} lets anybody in from {address} without a password.", "Use scram-sha-256.")
        elif method in _OVERHEARD and far:
            yield wrong("network", f"{here} takes passwords by the method {method}.", "Use scram-sha-256.")
        elif kind in ("host", "hostnossl") and far and method != "reject":
            yield wrong("network", f"{here} lets {address} in without TLS.", "Write hostssl instead of " + kind + ".")
    weak = connection.execute("select count(*) from pg_authid where rolpassword like 'md5%%'").fetchone()
    if weak and weak[0]:
        yield wrong(
            "network",
            f"{weak[0]} logins have a password kept as md5.",
            "Give them new ones: `sigap-admin enrol LOGIN`.",
        )
