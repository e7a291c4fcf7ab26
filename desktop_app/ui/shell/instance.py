"""One window a person: a second start hands its link to the first and raises it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 500
"""Milliseconds; a hand-over takes one."""


class SingleInstance(QObject):
    """`name` tells one data folder of one person from another. `asked(link)`: another start handed this over."""

    asked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def hand_over(self, link: str = "") -> bool:
        """Gives a link to the window that is open; False where there is none: this start is the first."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT):
            return False
        socket.write(f"{link}\n".encode())
        socket.waitForBytesWritten(WAIT)
        socket.disconnectFromServer()
        return True

    def listen(self) -> bool:
        """From now on this is the window. False where it could not be said (the person can work all the same)."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)  # left by a window that was killed
        return self._server.listen(self._name)

    def close(self) -> None:
        """No longer the window."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            line = socket.readLine(4000)
            self.asked.emit(bytes(line.data()).decode("utf-8", "replace").strip())
