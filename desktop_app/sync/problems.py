"""What keeps a laptop from syncing, as one word each; what is said about it is made at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Problem(StrEnum):
    """Why the last sync did not end well."""

    NO_NETWORK = "no_network"
    """There is no way out of this laptop, or it was cut."""
    WRONG_ADDRESS = "wrong_address"
    """Nobody answers at the address, or somebody who is not our database."""
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    """The database does not accept the secret; an expired one is not told apart by PostgreSQL."""
    LOGIN_EXPIRED = "login_expired"
    """The login was closed, or is no person of the company any more."""
    SERVER_TOO_OLD = "server_too_old"
    CLIENT_TOO_OLD = "client_too_old"
    NO_TLS = "no_tls"
    """The server does not protect the connection; `reason` `outdated`: not as well as it must."""
    WRONG_CERTIFICATE = "wrong_certificate"
    """The server cannot show who it is; `reason`: `unknown_authority`, `self_signed`, `expired`, `not_yet_valid`,
    `other_name`, or `no_authority` where the laptop has nothing to know it by."""
    UNSAFE_LOGIN = "unsafe_login"
    """The server wants the password itself (`reason` `asks_openly`), or does not prove that it knows it
    (`no_proof`)."""
    OWN_CERTIFICATE = "own_certificate"
    """The certificate this laptop comes with; `reason`: `missing`, `refused`, `unreadable`."""
    STRANGE_SERVER = "strange_server"
    """Another database than the one this laptop knows, or one that would empty it."""
    NOT_YOUR_DEVICE = "not_your_device"
    """The device belongs to another login, was revoked, or has a double."""
    SHUT_OUT = "shut_out"
    """The company has closed this laptop's way in, and its copy is to be removed; `reason`: `blocked`, `left`,
    `revoked`; `since`: microseconds. Only a server that has proven who it is can say so."""
    QUOTA = "quota"
    LAPTOP_FULL = "laptop_full"
    """This laptop's disk is full: what came could not be kept, and comes again."""
    READ_ONLY = "read_only"
    """Only a standby answers: what is new was fetched, what waits stays."""
    SERVER_BEHIND = "server_behind"
    """The server that answers has not got to where this laptop is: a standby that lags, or one that was replaced."""
    SERVER_RESTORED = "server_restored"
    """The database was restored from a dump, and the administrator has not finished."""
    SERVER_FULL = "server_full"
    """The server's disk is full: it takes nothing, and keeps what it has."""
    SERVER_ERROR = "server_error"


NEEDS_A_PERSON = frozenset(
    {
        Problem.WRONG_PASSWORD, Problem.LOGIN_EXPIRED, Problem.SERVER_TOO_OLD, Problem.CLIENT_TOO_OLD, Problem.NO_TLS,
        Problem.WRONG_CERTIFICATE, Problem.UNSAFE_LOGIN, Problem.OWN_CERTIFICATE, Problem.STRANGE_SERVER,
        Problem.NOT_YOUR_DEVICE, Problem.SHUT_OUT,
    }
)  # fmt: skip
"""Trying again at once changes nothing about these; it is tried again seldom, and when a person asks."""


@dataclass
class SyncFailed(Exception):
    """A sync ended without a whole reply. `data` explains (`host`, the server's words); nothing was changed by it."""

    problem: Problem
    data: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.problem}: {dict(self.data)}" if self.data else str(self.problem)


class HistoryLost(SyncFailed):
    """The database has lost what this laptop saw of it: it begins again, and nobody needs to be told."""


class FileNotTaken(Exception):
    """The database does not take or give this file: it is not known there, not ours, too much, not what was said."""


class BallotNotTaken(Exception):
    """The database does not take part in this step of an answer: not now, or `for_good`."""

    def __init__(self, *, for_good: bool):
        super().__init__(for_good)
        self.for_good = for_good


class Stopped(Exception):
    """The application ends, or the person asked to pause: what is under way is let go."""
