"""Cuts and restores the demo company's wire, at the address its line names."""

from __future__ import annotations

import socket


class WireSwitch:
    """Talks to the demo's control address (`127.0.0.1:port/token`). Raises OSError when the demo is gone."""

    def __init__(self, address: str) -> None:
        place, self._token = address.split("/")
        host, port = place.rsplit(":", 1)
        self._place = (host, int(port))

    def cut(self) -> None:
        self._say("cut")

    def restore(self) -> None:
        self._say("restore")

    def cut_after(self, size: int) -> None:
        """The next connection is cut once it carried so many bytes towards the database."""
        self._say(f"cut-after {size}")

    def _say(self, words: str) -> None:
        with socket.create_connection(self._place, timeout=5) as line:
            line.sendall(f"{self._token} {words}\n".encode("ascii"))
            if line.makefile("rb").readline() != b"ok\n":
                raise OSError(f"the demo did not understand: {words}")
