"""The faulty wire against a real listener: one connection meets its trouble, the retry beside it passes."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from sigap_server.wire_cutter import Direction
from tests.chaos.wire import FaultyWire, Trouble
from tests.echo import Echo

TO_SERVER, TO_CLIENT = Direction.TO_SERVER, Direction.TO_CLIENT


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


@pytest.fixture
def wire(echo: Echo) -> Iterator[FaultyWire]:
    with FaultyWire("127.0.0.1", echo.port) as faulty:
        yield faulty


def connected(wire: FaultyWire) -> socket.socket:
    return socket.create_connection((wire.host, wire.port), timeout=5)


def until_the_end(connection: socket.socket) -> bytes:
    """All that still comes."""
    came = b""
    try:
        while piece := connection.recv(100):
            came += piece
    except ConnectionResetError:
        pass
    return came


def test_late_bytes_arrive_after_the_retry_and_though_their_sender_has_left(wire: FaultyWire, echo: Echo) -> None:
    wire.strike(Trouble.LATE, TO_SERVER, 3)
    with connected(wire) as first:
        first.sendall(b"first!")
        echo.wait_for(3)
    with connected(wire) as retry:
        retry.sendall(b"retry!")
        echo.wait_for(9)
    assert bytes(echo.arrived) == b"firretry!"
    wire.let_go()
    echo.wait_for(12)
    assert bytes(echo.arrived) == b"firretry!st!"


def test_late_bytes_reach_a_sender_that_still_waits(wire: FaultyWire) -> None:
    wire.strike(Trouble.LATE, TO_CLIENT, 2)
    with connected(wire) as patient:
        patient.sendall(b"question")
        assert patient.recv(100) == b"qu"
        wire.let_go()
        assert patient.recv(100) == b"estion"


@pytest.mark.parametrize(
    "trouble, direction, back, arrived",
    [
        (Trouble.CUT, TO_SERVER, None, b"mes"),
        (Trouble.CUT, TO_CLIENT, b"mes", b"message"),
        (Trouble.HALF_CLOSED, TO_SERVER, b"mes", b"mes"),
        (Trouble.HALF_CLOSED, TO_CLIENT, b"mes", b"message"),
    ],
    ids=str,
)
def test_it_strikes_at_the_byte_it_was_told(
    wire: FaultyWire, echo: Echo, trouble: Trouble, direction: Direction, back: bytes | None, arrived: bytes
) -> None:
    wire.strike(trouble, direction, 3)
    with connected(wire) as struck, connected(wire) as spared:
        struck.sendall(b"message")
        came = until_the_end(struck)
        assert came == back or (back is None and b"mes".startswith(came))
        if back is None:  # a reset takes from the listener what it had not read yet
            assert arrived.startswith(bytes(echo.arrived))
        else:
            echo.wait_for(len(arrived))
            assert bytes(echo.arrived) == arrived
        spared.sendall(b"whole")
        assert spared.recv(100) == b"whole"
    assert wire.struck == {trouble: 1}


@pytest.mark.parametrize("direction, arrived", [(TO_SERVER, b"mes"), (TO_CLIENT, b"message")], ids=str)
def test_lost_bytes_leave_the_connection_looking_whole(
    wire: FaultyWire, echo: Echo, direction: Direction, arrived: bytes
) -> None:
    wire.strike(Trouble.LOST, direction, 3)
    with connected(wire) as struck:
        struck.sendall(b"message")
        assert struck.recv(100) == b"mes"
        struck.settimeout(0.1)
        with pytest.raises(TimeoutError):
            struck.recv(1)
    assert bytes(echo.arrived) == arrived


@pytest.mark.parametrize("trouble", [Trouble.SLOW, Trouble.DELAYED], ids=str)
def test_slow_and_delayed_bytes_all_come(wire: FaultyWire, trouble: Trouble) -> None:
    wire.strike(trouble, TO_SERVER, 3)
    with connected(wire) as struck:
        struck.sendall(b"message")
        struck.shutdown(socket.SHUT_WR)
        assert until_the_end(struck) == b"message"


def test_who_was_not_struck_is_spared(wire: FaultyWire) -> None:
    wire.strike(Trouble.CUT, TO_SERVER, 100)
    with connected(wire) as first:
        first.sendall(b"few")
        assert first.recv(100) == b"few"
        wire.spare()
        first.sendall(b"x" * 200)
        assert first.recv(100)
    assert not wire.struck
