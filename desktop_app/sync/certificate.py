"""Why a server's certificate was refused: libpq only says that it was.

Asked after the refusal, on a connection of its own that ends with the handshake. Nothing is decided here.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import struct

from psycopg.conninfo import conninfo_to_dict

from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import SyncFailed

_TLS_WANTED = struct.pack("!II", 8, 80877103)  # PostgreSQL's SSLRequest
_BY_CODE = {9: "not_yet_valid", 10: "expired", 18: "self_signed", 62: "other_name", 64: "other_name"}  # X509_V_ERR_…


def why_refused(conninfo: str, patience: Patience) -> str:
    """`expired`, `not_yet_valid`, `self_signed`, `other_name`, or `unknown_authority`. Raises `Stopped`."""
    said = conninfo_to_dict(conninfo)
    where = str(said.get("hostaddr") or said.get("host") or ""), int(str(said.get("port") or 5432))
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = said.get("sslmode") == "verify-full"
        context.load_verify_locations(str(said.get("sslrootcert")))
        _shake_hands(where, context, str(said.get("host") or where[0]), patience)
    except ssl.SSLCertVerificationError as refused:
        return _BY_CODE.get(refused.verify_code, "unknown_authority")
    except (OSError, SyncFailed):
        pass  # the network is gone by now, or it changed its mind: the refusal stands
    return "unknown_authority"


def _shake_hands(where: tuple[str, int], context: ssl.SSLContext, name: str, patience: Patience) -> None:
    deadline = patience.monotonic() + patience.connect
    family = socket.AF_INET6 if ":" in where[0] else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as plain:
        plain.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            plain.connect(where)
        patience.until_ready(plain.fileno(), selectors.EVENT_WRITE, deadline)
        plain.sendall(_TLS_WANTED)
        patience.until_ready(plain.fileno(), selectors.EVENT_READ, deadline)
        if plain.recv(1) != b"S":
            return
        with context.wrap_socket(plain, server_hostname=name, do_handshake_on_connect=False) as protected:
            while True:
                try:
                    protected.do_handshake()
                except ssl.SSLWantReadError:
                    patience.until_ready(protected.fileno(), selectors.EVENT_READ, deadline)
                except ssl.SSLWantWriteError:
                    patience.until_ready(protected.fileno(), selectors.EVENT_WRITE, deadline)
                else:
                    return
