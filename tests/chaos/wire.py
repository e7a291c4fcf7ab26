"""A wire on which one connection at a time meets a fault at a chosen byte, its late bytes among them.

Bytes held back reach the server after their sender has given up and tried again on another connection: without that the
worst defect of an outbox, a command taken twice, stays hidden.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from sigap_server.wire_cutter import Direction, WireCutter


class Trouble(StrEnum):
    """What befalls a connection once so many bytes have passed one way."""

    CUT = "cut"
    LATE = "late bytes"
    """The rest is held back, and goes on at `let_go`, also when its sender has left meanwhile."""
    LOST = "lost bytes"
    """The rest vanishes, while the connection looks whole: a question or a reply that never comes."""
    HALF_CLOSED = "half-closed"
    """The receiver is told that the sender has ended; the other way stays open."""
    SLOW = "slow"
    """The rest trickles."""
    DELAYED = "delayed"
    """The rest comes a moment later."""


TRICKLE = 8_192  # bytes a second on a slow line
MOMENT = 0.06  # seconds


@dataclass
class _Strike:
    """A trouble that waits for its connection."""

    trouble: Trouble
    direction: Direction
    left: int


@dataclass
class _Struck:
    """A connection's way after it was struck."""

    trouble: Trouble
    free: asyncio.Event = field(default_factory=asyncio.Event)


class FaultyWire(WireCutter):
    """A wire cutter that strikes single connections; all others, the retry among them, pass."""

    def __init__(self, target_host: str, target_port: int) -> None:
        super().__init__(target_host, target_port)
        self._strike: _Strike | None = None
        self._held: dict[asyncio.StreamWriter, _Struck] = {}
        self.struck: Counter[str] = Counter()
        """How many connections met which trouble, since the start."""

    def strike(self, trouble: Trouble, direction: Direction, after: int) -> None:
        """The connection that lets the byte after so many pass in this direction meets the trouble. Once."""

        def arm() -> None:
            self._strike = _Strike(trouble, direction, after)

        self._do(arm)

    def spare(self) -> None:
        """What was not struck until now is not."""

        def disarm() -> None:
            self._strike = None

        self._do(disarm)

    def let_go(self) -> None:
        """Late bytes go on now; connections that lost theirs end, as a dead link does in the end."""

        def release() -> None:
            for struck in self._held.values():
                struck.free.set()

        self._do(release)

    def make_whole(self) -> None:
        """Every trouble ends."""
        self.spare()
        self.let_go()
        self.restore()

    async def _pass(self, piece: bytes, writer: asyncio.StreamWriter, direction: Direction) -> bool:
        struck = self._held.get(writer)
        if struck is None and self._strike is not None and self._strike.direction == direction:
            before, piece = piece[: self._strike.left], piece[self._strike.left :]
            self._strike.left -= len(before)
            if before and not await super()._pass(before, writer, direction):
                return False
            if not piece:
                return True
            struck = self._hit(writer)
            if struck.trouble == Trouble.CUT:
                self._end_one(writer)
                return False
            if struck.trouble == Trouble.HALF_CLOSED:
                writer.write_eof()
        if struck is None:
            return await super()._pass(piece, writer, direction)
        return await self._suffer(struck, piece, writer, direction)

    def _hit(self, writer: asyncio.StreamWriter) -> _Struck:
        assert self._strike is not None
        struck = self._held[writer] = _Struck(self._strike.trouble)
        self._strike = None
        self.struck[struck.trouble] += 1
        return struck

    async def _suffer(self, struck: _Struck, piece: bytes, writer: asyncio.StreamWriter, direction: Direction) -> bool:
        match struck.trouble:
            case Trouble.LATE:
                await struck.free.wait()
            case Trouble.LOST | Trouble.HALF_CLOSED:
                return True
            case Trouble.SLOW:
                await asyncio.sleep(len(piece) / TRICKLE)
            case Trouble.DELAYED:
                await asyncio.sleep(MOMENT)
        return await super()._pass(piece, writer, direction)

    async def _finish(self, writer: asyncio.StreamWriter, direction: Direction) -> None:
        struck = self._held.get(writer)
        if struck is not None and struck.trouble == Trouble.LOST:
            await struck.free.wait()
        self._held.pop(writer, None)
        if struck is None or struck.trouble != Trouble.HALF_CLOSED:
            await super()._finish(writer, direction)

    def _end_one(self, writer: asyncio.StreamWriter) -> None:
        for ends in self._wires.values():
            if writer in ends:
                for end in ends:
                    end.transport.abort()

    def _end_all(self) -> None:
        for struck in self._held.values():
            struck.free.set()
        super()._end_all()
