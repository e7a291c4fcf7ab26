"""The wire cutter against a real listener: each way in which a network fails can be had at will."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from sigap_server.wire_cutter import Direction, WireCutter
from tests.echo import Echo


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


@pytest.fixture
def wire(echo: Echo) -> Iterator[WireCutter]:
    with WireCutter("127.0.0.1", echo.port) as cutter:
        yield cutter


@pytest.fixture
def laptop(wire: WireCutter) -> Iterator[socket.socket]:
    with socket.create_connection((wire.host, wire.port), timeout=5) as connection:
        yield connection


def answer(connection: socket.socket, words: bytes) -> bytes:
    """What comes back for some words; less than all of them where the wire ends before."""
    connection.sendall(words)
    back = b""
    while len(back) < len(words):
        piece = connection.recv(65_536)
        if not piece:
            break
        back += piece
    return back


def is_ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_bytes_pass_both_ways_and_are_counted(wire: WireCutter, laptop: socket.socket) -> None:
    words = b"x" * 300_000

    assert answer(laptop, words) == words
    assert wire.passed(Direction.TO_SERVER) == wire.passed(Direction.TO_CLIENT) == 300_000
    assert wire.connections == 1


def test_a_cut_ends_open_connections_and_new_ones_until_restored(wire: WireCutter, laptop: socket.socket) -> None:
    answer(laptop, b"before")
    wire.cut()

    assert wire.is_cut
    assert is_ended(laptop)
    with socket.create_connection((wire.host, wire.port), timeout=5) as second:
        assert is_ended(second)

    wire.restore()
    with socket.create_connection((wire.host, wire.port), timeout=5) as third:
        assert answer(third, b"after") == b"after"


def test_a_cut_in_the_middle_of_a_message_lets_just_so_many_bytes_arrive(
    wire: WireCutter, echo: Echo, laptop: socket.socket
) -> None:
    wire.cut_after(4, Direction.TO_SERVER)
    laptop.sendall(b"message")
    echo.wait_for(4)

    assert is_ended(laptop)
    assert bytes(echo.arrived) == b"mess"
    assert wire.is_cut


def test_a_cut_in_the_middle_of_an_answer_loses_the_answer_and_not_the_question(
    wire: WireCutter, echo: Echo, laptop: socket.socket
) -> None:
    wire.cut_after(3, Direction.TO_CLIENT)

    assert answer(laptop, b"message") == b"mes"
    assert bytes(echo.arrived) == b"message"


def test_silence_looks_like_a_whole_wire_until_it_is_mended(
    wire: WireCutter, echo: Echo, laptop: socket.socket
) -> None:
    wire.swallow(Direction.TO_CLIENT)
    laptop.sendall(b"hello")
    echo.wait_for(5)
    laptop.settimeout(0.1)

    with pytest.raises(TimeoutError):
        laptop.recv(1)

    laptop.settimeout(5)
    wire.restore()
    assert is_ended(laptop)


def test_nothing_arrives_at_the_server_over_a_link_dead_in_that_direction(
    wire: WireCutter, echo: Echo, laptop: socket.socket
) -> None:
    answer(laptop, b"one")
    wire.swallow(Direction.TO_SERVER)
    laptop.sendall(b"two")
    laptop.settimeout(0.1)

    with pytest.raises(TimeoutError):
        laptop.recv(1)
    assert bytes(echo.arrived) == b"one"


def test_a_slow_wire_delays_each_way(wire: WireCutter, laptop: socket.socket) -> None:
    wire.delay(0.05)
    start = time.monotonic()

    assert answer(laptop, b"slow") == b"slow"
    assert time.monotonic() - start >= 0.1


def test_a_server_that_is_not_there_looks_like_a_cut_wire() -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        nobody = reserved.getsockname()[1]
    with (
        WireCutter("127.0.0.1", nobody) as cutter,
        socket.create_connection((cutter.host, cutter.port), timeout=5) as connection,
    ):
        assert is_ended(connection)


def test_a_stopped_cutter_frees_its_port(echo: Echo) -> None:
    with WireCutter("127.0.0.1", echo.port) as first:
        port = first.port
    with (
        WireCutter("127.0.0.1", echo.port, port=port) as second,
        socket.create_connection((second.host, port), timeout=5) as connection,
    ):
        assert answer(connection, b"again") == b"again"
