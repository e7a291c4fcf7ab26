"""A TCP proxy that can be cut: the chooser's and the tour's "no network", and the broken networks of the tests.

It stands between a laptop and the database. Bytes pass unread; what can go wrong with a wire can be made to go wrong:
a cut, a cut in the middle of a message, silence, delay. All calls return once they hold, from any thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
PIECE = 65_536  # bytes read at once


class Direction(Enum):
    """Which way bytes travel."""

    TO_SERVER = "to server"
    TO_CLIENT = "to client"


@dataclass
class _Way:
    """One direction through the proxy: what it was told to do, and what has passed."""

    passed: int = 0  # bytes, since the start
    left: int | None = None  # bytes that may still pass before the cut
    silent: bool = False


class WireCutter:
    """A proxy on `port` (0: any free one) for one server, as a context manager. At first everything passes."""

    def __init__(self, target_host: str, target_port: int, port: int = 0) -> None:
        self.host = HOST
        self._target = (target_host, target_port)
        self._listener = socket.create_server((HOST, port))
        self.port: int = self._listener.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=f"wire cutter {self.port}", daemon=True)
        self._ways = {direction: _Way() for direction in Direction}
        self._delay = 0.0
        self._cut = False
        self._taken = 0
        self._wires: dict[asyncio.Task[None], tuple[asyncio.StreamWriter, ...]] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Takes connections from now on."""
        self._thread.start()
        opening = asyncio.start_server(self._take, sock=self._listener)
        self._server = asyncio.run_coroutine_threadsafe(opening, self._loop).result()

    def stop(self) -> None:
        """Ends all connections and frees the port; the object is of no use afterwards."""
        if self._loop.is_closed():
            return
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._listener.close()
        self._loop.close()

    def cut(self) -> None:
        """Ends every connection, and every new one at once, until `restore`."""
        self._do(self._cut_now)

    def cut_after(self, count: int, direction: Direction = Direction.TO_SERVER) -> None:
        """Lets `count` more bytes pass in one direction, over all connections, and cuts in the middle of the next."""

        def arm() -> None:
            self._ways[direction].left = count

        self._do(arm)

    def swallow(self, direction: Direction = Direction.TO_CLIENT) -> None:
        """Lets the bytes of one direction vanish while every connection looks whole, as on a dead link."""

        def arm() -> None:
            self._ways[direction].silent = True

        self._do(arm)

    def delay(self, seconds: float) -> None:
        """Holds every piece back for so long, in both directions, until `restore`."""

        def arm() -> None:
            self._delay = seconds

        self._do(arm)

    def restore(self) -> None:
        """Makes the wire whole. Connections that were silent end: their two sides could never agree again."""

        def mend() -> None:
            if any(way.silent for way in self._ways.values()):
                self._end_all()
            self._cut = False
            self._delay = 0.0
            for way in self._ways.values():
                way.left, way.silent = None, False

        self._do(mend)

    @property
    def is_cut(self) -> bool:
        return self._cut

    @property
    def connections(self) -> int:
        """How many were taken since the start; those ended at once do not count."""
        return self._taken

    def passed(self, direction: Direction) -> int:
        """How many bytes have passed since the start."""
        return self._ways[direction].passed

    def _do(self, change: Callable[[], None]) -> None:
        """Runs a change in the thread that moves the bytes, between two pieces."""

        async def run() -> None:
            change()

        asyncio.run_coroutine_threadsafe(run(), self._loop).result()

    def _cut_now(self) -> None:
        self._cut = True
        self._end_all()

    def _end_all(self) -> None:
        for ends in self._wires.values():
            for end in ends:
                _end(end)

    async def _close(self) -> None:
        self._server.close()
        self._cut_now()
        await asyncio.gather(*self._wires, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._cut:
            _end(writer)
            return
        task = asyncio.current_task()
        assert task is not None
        self._taken += 1
        self._wires[task] = (writer,)
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:  # nobody answers there: the same as here
            del self._wires[task]
            _end(writer)
            return
        self._wires[task] = (writer, far_writer)
        try:
            await asyncio.gather(
                self._carry(reader, far_writer, Direction.TO_SERVER),
                self._carry(far_reader, writer, Direction.TO_CLIENT),
            )
        finally:
            del self._wires[task]
            for end in (writer, far_writer):
                _end(end)
                with contextlib.suppress(OSError):
                    await end.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: Direction) -> None:
        writer.transport.set_write_buffer_limits(0)  # so that `drain` waits until everything is sent
        with contextlib.suppress(OSError):  # a side that resets the connection is as good as one that closes it
            while piece := await reader.read(PIECE):
                if not await self._pass(piece, writer, direction):
                    return
        with contextlib.suppress(OSError):
            await self._finish(writer, direction)

    async def _pass(self, piece: bytes, writer: asyncio.StreamWriter, direction: Direction) -> bool:
        """Sends a piece on, as far as it may; False when the wire was cut by it."""
        way = self._ways[direction]
        if self._delay:
            await asyncio.sleep(self._delay)
        if way.silent:
            return True
        allowed = piece if way.left is None else piece[: way.left]
        way.passed += len(allowed)
        writer.write(allowed)
        await writer.drain()
        if way.left is not None:
            way.left -= len(allowed)
            if len(allowed) < len(piece):
                self._cut_now()
                return False
        return True

    async def _finish(self, writer: asyncio.StreamWriter, direction: Direction) -> None:
        """Tells one end that the other has left; a dead link does not tell it."""
        if not self._ways[direction].silent:
            writer.write_eof()


def _end(writer: asyncio.StreamWriter) -> None:
    """Closes a connection at once, whatever still waits to be sent."""
    writer.transport.abort()
