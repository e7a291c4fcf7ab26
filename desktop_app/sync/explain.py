"""What PostgreSQL's errors mean to a laptop."""

from __future__ import annotations

import re

import psycopg

from desktop_app.protocol.versions import SCHEMA
from desktop_app.sync.problems import HistoryLost, Problem, SyncFailed

_BY_STATE = {
    "PT403": Problem.NOT_YOUR_DEVICE,
    "PT409": Problem.NOT_YOUR_DEVICE,
    "PT425": Problem.SERVER_BEHIND,
    "PT429": Problem.QUOTA,
    "PT503": Problem.SERVER_RESTORED,
    "53100": Problem.SERVER_FULL,
    "25006": Problem.READ_ONLY,  # something is to be written, on a standby
    "28P01": Problem.WRONG_PASSWORD,
    "42501": Problem.LOGIN_EXPIRED,  # the role is no employee's any more
    "28000": Problem.LOGIN_EXPIRED,
    "3D000": Problem.WRONG_ADDRESS,
    "3F000": Problem.WRONG_ADDRESS,  # a PostgreSQL, but not a database of ours
    "42883": Problem.WRONG_ADDRESS,
}

# While connecting, libpq hands on only the server's words, in the server's language or English: what they mean, and the
# reason where a problem has several.
_BY_WORDS = (
    (Problem.WRONG_PASSWORD, "", r"password authentication failed|no password supplied|autentikasi password gagal"),
    (Problem.NO_TLS, "", r"no pg_hba\.conf entry for .*no encryption"),
    (Problem.LOGIN_EXPIRED, "", r"is not permitted to log in|role \".*\" does not exist|no pg_hba\.conf entry"),
    (Problem.OWN_CERTIFICATE, "missing", r"requires a valid client certificate|SSL certificate, and no certificate"),
    (Problem.OWN_CERTIFICATE, "missing", r"alert certificate required"),
    (Problem.OWN_CERTIFICATE, "refused", r"certificate authentication failed|alert (unknown ca|bad certificate)"),
    (Problem.OWN_CERTIFICATE, "refused", r"alert (certificate (expired|revoked|unknown)|unsupported certificate)"),
    (Problem.OWN_CERTIFICATE, "unreadable", r"private key file|could not (read|open) certificate file"),
    (Problem.OWN_CERTIFICATE, "unreadable", r"certificate present, but not"),
    (Problem.UNSAFE_LOGIN, "asks_openly", r"server requested a (cleartext|hashed) password"),
    (Problem.UNSAFE_LOGIN, "no_proof", r"authentication method requirement|incorrect server signature|channel binding"),
    (Problem.UNSAFE_LOGIN, "no_proof", r"malformed SCRAM|(invalid|incorrect) SCRAM|over a non-SSL connection"),
    (Problem.NO_TLS, "outdated", r"protocol version|unsupported protocol|no protocols available|handshake failure"),
    (Problem.WRONG_CERTIFICATE, "other_name", r"does not match host name"),
    (Problem.WRONG_CERTIFICATE, "no_authority", r"root certificate"),
    (Problem.WRONG_CERTIFICATE, "", r"certificate verify failed"),
    (Problem.NO_TLS, "", r"server does not support SSL|sslmode value|SSL error: wrong version number"),
    (Problem.WRONG_ADDRESS, "", r"database \".*\" does not exist|permission denied for database"),
    (Problem.WRONG_ADDRESS, "", r"could not translate host name|invalid (port|integer)"),
    (Problem.WRONG_ADDRESS, "", r"Connection refused|No such file or directory"),
    (Problem.WRONG_ADDRESS, "", r"received invalid response|expected authentication request"),  # no PostgreSQL
    (Problem.READ_ONLY, "", r"session is read-only|server is in hot standby mode"),  # the URL asks for no standby
    (Problem.SERVER_ERROR, "", r"too many (clients|connections)|starting up|shutting down|in recovery"),
)  # fmt: skip


def while_connecting(error: psycopg.Error, host: str) -> SyncFailed:
    """Why there is no connection."""
    words = str(error)
    if error.sqlstate in _BY_STATE:
        return SyncFailed(_BY_STATE[error.sqlstate], {"host": host, "words": words})
    for problem, reason, pattern in _BY_WORDS:
        if re.search(pattern, words, re.IGNORECASE):
            return SyncFailed(problem, {"host": host, "words": words} | ({"reason": reason} if reason else {}))
    return SyncFailed(Problem.NO_NETWORK, {"host": host, "words": words})


def while_talking(error: psycopg.Error, host: str) -> SyncFailed:
    """Why there is no whole reply."""
    data = {"host": host, "words": str(error).splitlines()[0] if str(error) else ""}
    state = error.sqlstate
    if state == "PT410":
        return HistoryLost(Problem.SERVER_ERROR, data)
    if state == "PT426":
        return SyncFailed(_version(error), data)
    if state == "PT403" and "no person" in data["words"]:
        return SyncFailed(Problem.LOGIN_EXPIRED, data)
    if state in _BY_STATE:
        return SyncFailed(_BY_STATE[state], data)
    if state is None:  # the wire broke
        return SyncFailed(Problem.NO_NETWORK, data)
    return SyncFailed(Problem.SERVER_ERROR, data | {"state": state})


def _version(error: psycopg.Error) -> Problem:
    """Which of the two must be updated: the detail has the lowest and the highest schema the database takes."""
    taken = [int(part) for part in re.findall(r"\d+", error.diag.message_detail or "")]
    return Problem.SERVER_TOO_OLD if taken and max(taken) < SCHEMA else Problem.CLIENT_TOO_OLD
