"""Around the way in: other databases of the server, the start of a connection, and the protocol below SQL."""

from __future__ import annotations

import os
import socket
import struct
from typing import Any

import psycopg

from tests.security.attack import NO_RIGHT, Attack, End
from tests.security.attacker import Attacker
from tests.security.persons import LOGINS, Who

NOT_IN = {None, "28000", "28P01", NO_RIGHT, "3D000"}
"""psycopg gives no code for what is said before a connection stands."""


def connecting(**more: Any) -> Any:
    return lambda attacker: attacker.connect(**more)


def in_another_database(name: str) -> Any:
    """The server's own databases were not hardened: whoever is in may fill the disk with large objects."""
    return lambda attacker: attacker.run("select lo_create(0)", on=attacker.connect(name))


def as_somebody(login: str) -> Any:
    """With a password that is not theirs."""
    return connecting(user=login, password="of the tests, and no other")


def send(connection: psycopg.Connection, kind: bytes, body: bytes) -> bytes:
    """A message of the protocol as it is, past the library; what comes until the server is ready again."""
    wire = socket.socket(fileno=os.dup(connection.fileno()))
    wire.setblocking(True)
    wire.settimeout(20)
    try:
        wire.sendall(kind + struct.pack("!I", len(body) + 4) + body)
        came = b""
        while not came.endswith(b"Z\x00\x00\x00\x05I"):
            piece = wire.recv(65536)
            if not piece:
                break
            came += piece
        return came
    finally:
        wire.close()


def called_by_number(signature: str, *values: bytes) -> Any:
    """The call of a function by its number, an older part of the protocol that no SQL passes through."""

    def act(attacker: Attacker) -> Any:
        oid = attacker.town.portal.value("select %s::regprocedure::oid", signature)
        arguments = b"".join(struct.pack("!I", len(value)) + value for value in values)
        body = struct.pack("!IHH", oid, 0, len(values)) + arguments + struct.pack("!H", 0)
        came = send(attacker.connection, b"F", body)
        attacker.keep(came)
        return came

    return act


def denied(came: bytes) -> bool:
    return b"C42501\x00" in came and b"\nV" not in came and not came.startswith(b"V")


def cancels(attacker: Attacker) -> Any:
    """The request to cancel another's statement, with a guessed key: nobody answers it, and it has no effect."""
    admin, info = attacker.town.portal.admin, attacker.connection.info
    victim = admin.info.backend_pid
    for key in range(20):
        with socket.create_connection((info.host, info.port)) as wire:
            wire.sendall(struct.pack("!IIII", 16, 80877102, victim, key))
            attacker.keep(wire.recv(100))
    return attacker.town.portal.value("select 1")


def says_nothing(attacker: Attacker) -> Any:
    """A channel has a random name: who guesses hears nothing."""
    attacker.run('listen portal; listen request; listen portal_api; listen "<request>"')
    with Attacker(attacker.town, Who.REQUESTER) as requester:
        requester.run("select portal_api.follow(%s, 1, '<request>')", [requester.device])
        attacker.town.portal.admin.execute(
            "select portal.announce(row('t-bona', '{hr}', 'x', 0, portal.now(), '{}'), r, false)"
            " from portal.request r where id = %s",
            [attacker.town.ids["request"]],
        )
    return list(attacker.connection.notifies(timeout=0))


ATTACKS = [
    Attack(
        "makes a large object in the server's own database", Who.EMPLOYEE, in_another_database("postgres"), codes=NOT_IN
    ),
    Attack(
        "makes a large object in the template of all databases",
        Who.EMPLOYEE,
        in_another_database("template1"),
        codes=NOT_IN,
    ),
    Attack("comes into the template that takes nobody", Who.EMPLOYEE, in_another_database("template0"), codes=NOT_IN),
    Attack("comes in as a colleague", Who.EMPLOYEE, as_somebody(LOGINS[Who.HR]), codes=NOT_IN),
    Attack("comes in as the owner", Who.EMPLOYEE, as_somebody("portal_owner"), codes=NOT_IN),
    Attack("comes in as all employees", Who.EMPLOYEE, as_somebody("portal_employee"), codes=NOT_IN),
    Attack("comes in as who sets passwords", Who.EMPLOYEE, as_somebody("portal_enroll"), codes=NOT_IN),
    Attack("comes in as the superuser", Who.EMPLOYEE, as_somebody("postgres"), codes=NOT_IN),
    Attack("comes in as nobody", Who.EMPLOYEE, as_somebody("t-nobody"), codes=NOT_IN),
    Attack("comes in with no password", Who.EMPLOYEE, connecting(password=""), codes=NOT_IN),
    Attack(
        "comes in with a password in the server's own form",
        Who.EMPLOYEE,
        connecting(password="SCRAM-SHA-256$4096:x"),
        codes=NOT_IN,
    ),
    Attack("comes in to replicate", Who.EMPLOYEE, connecting(replication="true"), codes=NOT_IN),
    Attack("comes in to replicate this database", Who.EMPLOYEE, connecting(replication="database"), codes=NOT_IN),
    Attack(
        "calls a function behind the way in by its number",
        Who.EMPLOYEE,
        called_by_number("portal.now()"),
        End.USELESS,
        brings=denied,
    ),
    Attack(
        "sleeps by a function's number",
        Who.EMPLOYEE,
        called_by_number("pg_catalog.pg_sleep(double precision)", b"5"),
        End.USELESS,
        brings=denied,
    ),
    Attack(
        "makes a large object by a function's number",
        Who.EMPLOYEE,
        called_by_number("pg_catalog.lo_create(oid)", b"0"),
        End.USELESS,
        brings=denied,
    ),
    Attack(
        "cancels others' statements with guessed keys",
        Who.EMPLOYEE,
        cancels,
        End.USELESS,
        brings=lambda answer: answer == 1,
    ),
    Attack(
        "listens on channels they guess",
        Who.EMPLOYEE,
        says_nothing,
        End.USELESS,
        leaves=frozenset({"portal.follower"}),
        brings=lambda heard: heard == [],
    ),
]
