"""Somebody who stands where the company's database should be: speaks PostgreSQL's first words, and wants the password.

Everything that a laptop says to it is kept, so that a test can look whether anything left that should not have.
"""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.certificates import Pair

HOST = "127.0.0.1"
_TLS_WANTED, _GSS_WANTED = 80877103, 80877104
_LET_IN = struct.pack("!cII", b"R", 8, 0)


def ask_in_the_open(line: Line) -> None:
    """Wants the password as it is."""
    line.send(struct.pack("!cII", b"R", 8, 3))
    line.hear()


def ask_for_an_md5_hash(line: Line) -> None:
    """Wants the password's MD5, which is as good as the password."""
    line.send(struct.pack("!cII4s", b"R", 12, 5, b"salt"))
    line.hear()


def let_anybody_in(line: Line) -> None:
    """Asks for nothing, to be told everything."""
    line.send(_LET_IN + struct.pack("!cIc", b"Z", 5, b"I"))
    line.hear()


def claim_to_know_the_secret(line: Line) -> None:
    """Talks SCRAM without knowing the verifier."""
    _scram(line, b"SCRAM-SHA-256\0\0", b"n,,")


def claim_to_know_the_secret_and_the_channel(line: Line) -> None:
    """The same, bound to the TLS connection that it holds itself."""
    _scram(line, b"SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0", b"p=tls-server-end-point,,")


def _scram(line: Line, offered: bytes, channel: bytes) -> None:
    line.send(struct.pack("!cII", b"R", 8 + len(offered), 10) + offered)
    said = line.message()
    if channel not in said:
        return
    nonce = said.rpartition(b"r=")[2] + b"more"
    first = b"r=" + nonce + b",s=" + base64.b64encode(b"salt of mine") + b",i=4096"
    line.send(struct.pack("!cII", b"R", 8 + len(first), 11) + first)
    if line.message():
        last = b"v=" + base64.b64encode(bytes(32))
        line.send(struct.pack("!cII", b"R", 8 + len(last), 12) + last + _LET_IN)
        line.hear()


class Line:
    """One connection of a laptop: what it says is heard to its end."""

    def __init__(self, wire: socket.socket, heard: list[bytes]) -> None:
        self._wire, self._heard = wire, heard

    def send(self, said: bytes) -> None:
        self._wire.sendall(said)

    def exactly(self, size: int) -> bytes:
        """So many bytes; fewer where the laptop hung up."""
        said = b""
        while len(said) < size and (more := self._wire.recv(size - len(said))):
            said += more
        self._heard.append(said)
        return said

    def message(self) -> bytes:
        """The next message's content; empty where the laptop hung up."""
        head = self.exactly(5)
        return self.exactly(int.from_bytes(head[1:]) - 4) if len(head) == 5 else b""

    def hear(self) -> None:
        """Everything until the laptop hangs up."""
        while said := self._wire.recv(65_536):
            self._heard.append(said)


class Impostor:
    """Listens on `port` as a context manager. Without a certificate it says that it has no TLS.

    `conduct` comes after the laptop's first message. `passes_on` makes it a man in the middle: it opens what comes and
    passes it on to the real server, and back.
    """

    def __init__(
        self,
        conduct: Callable[[Line], None] | None = None,
        *,
        shows: Pair | None = None,
        folder: Path | None = None,
        passes_on: tuple[str, int] | None = None,
    ) -> None:
        self._conduct, self._passes_on = conduct, passes_on
        self._tls: ssl.SSLContext | None = None
        if shows is not None:
            assert folder is not None
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(*shows.write(folder, "impostor"))
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen, name=f"impostor {self.port}", daemon=True)]
        self._heard: list[bytes] = []

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    @property
    def heard(self) -> bytes:
        """What laptops said after the question for TLS, decrypted where there was any. Complete once this has ended."""
        return b"".join(self._heard)

    def _listen(self) -> None:
        while True:
            try:
                wire, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._take, args=(wire,), name=f"impostor {self.port}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _take(self, wire: socket.socket) -> None:
        wire.settimeout(20)
        with contextlib.suppress(OSError), contextlib.ExitStack() as ends:  # OSError: the laptop hung up, as it should
            ends.enter_context(contextlib.closing(wire))
            length, wanted = struct.unpack("!II", _asked(wire))
            while wanted in (_TLS_WANTED, _GSS_WANTED):
                if wanted == _TLS_WANTED and self._tls is not None:
                    wire.sendall(b"S")
                    wire = ends.enter_context(self._tls.wrap_socket(wire, server_side=True))
                else:
                    wire.sendall(b"N")
                length, wanted = struct.unpack("!II", _asked(wire))
            line = Line(wire, self._heard)
            start = struct.pack("!II", length, wanted) + line.exactly(length - 8)
            if self._passes_on is not None:
                _pass_on(start, wire, self._passes_on, self._heard)
            elif self._conduct is not None:
                self._conduct(line)


def _asked(wire: socket.socket) -> bytes:
    said = b""
    while len(said) < 8:
        if not (more := wire.recv(8 - len(said))):
            raise ConnectionResetError
        said += more
    return said


def _pass_on(start: bytes, laptop: socket.socket, target: tuple[str, int], heard: list[bytes]) -> None:
    with socket.create_connection(target, timeout=20) as server:
        server.sendall(start)

        def back() -> None:
            with contextlib.suppress(OSError):
                while said := server.recv(65_536):
                    laptop.sendall(said)
            with contextlib.suppress(OSError):
                laptop.shutdown(socket.SHUT_RDWR)

        thread = threading.Thread(target=back, daemon=True)
        thread.start()
        with contextlib.suppress(OSError):
            while said := laptop.recv(65_536):
                heard.append(said)
                server.sendall(said)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        thread.join()
