"""One window for each person: a second start hands its files over and ends."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app import paths

log = logging.getLogger(__name__)

_WAIT = 1500  # milliseconds, for a program that is on the same computer
_LONGEST = 1024 * 1024


def _name() -> str:
    # One name for each place that data is kept in, short enough for a Unix socket.
    digest = hashlib.sha256(str(paths.data()).encode("utf-8", "surrogateescape")).hexdigest()
    return f"saiddone-{digest[:16]}"


def hand_over(files: Sequence[Path]) -> bool:
    """Give `files` to the window that is open already. False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(json.dumps([str(file.absolute()) for file in files]).encode("utf-8"))
    while socket.bytesToWrite():
        if not socket.waitForBytesWritten(_WAIT):
            return False
    socket.disconnectFromServer()
    if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(_WAIT)
    return True


class Doorbell(QObject):
    """Hears of later starts of the program. `rang` carries their files, a tuple of `Path`."""

    rang = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._guests: dict[QLocalSocket, bytearray] = {}
        if not self._server.listen(_name()):
            # What a crash left behind; `hand_over` has found nobody listening there.
            QLocalServer.removeServer(_name())
            if not self._server.listen(_name()):
                log.info("no single instance: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            guest = self._server.nextPendingConnection()
            self._guests[guest] = bytearray()
            guest.readyRead.connect(self._on_words)
            guest.disconnected.connect(self._on_leaving)
            if guest.bytesAvailable():
                self._read(guest)
            if guest.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._leave(guest)

    @Slot()
    def _on_words(self) -> None:
        guest = self.sender()
        if isinstance(guest, QLocalSocket):
            self._read(guest)

    @Slot()
    def _on_leaving(self) -> None:
        guest = self.sender()
        if isinstance(guest, QLocalSocket):
            self._leave(guest)

    def _read(self, guest: QLocalSocket) -> None:
        said = self._guests.get(guest)
        if said is not None and len(said) <= _LONGEST:
            said += guest.readAll().data()

    def _leave(self, guest: QLocalSocket) -> None:
        if guest not in self._guests:
            return
        self._read(guest)
        said = bytes(self._guests.pop(guest))
        try:
            files = tuple(Path(file) for file in json.loads(said.decode("utf-8")))
        except (ValueError, TypeError):
            log.info("a second start said nothing that could be understood")
            files = ()
        self.rang.emit(files)
