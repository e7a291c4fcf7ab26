"""What a server must show before a laptop says anything that matters to it: who it is, and that it knows the secret.

Who names another way in the address knows why; where the address says nothing, this holds.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LOOPBACK_NAMES = ("localhost", "localhost.localdomain")
_VERIFIED = ("verify-ca", "verify-full")
_PROTECTED = ("require", *_VERIFIED)
_SCRAM = "scram-sha-256"
_SYSTEM_ROOTS = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


def is_here(host: str) -> bool:
    """Whether the database runs on this computer: what does not leave it needs no TLS."""
    if not host or host.startswith(("/", "@")) or host in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def demands(said: Mapping[str, Any], *, here: bool, authority: Path | None = None) -> dict[str, str]:
    """What is added to an address for one host. `here`: on this computer; `authority`: the company's own, if it is
    known.

    Beyond this computer TLS, with a certificate under the host's name. The password goes through SCRAM alone, which
    shows it to nobody and has the server prove that it knows the login; over TLS bound to that very connection, so
    that nobody stands between, whatever certificate they were given. Who comes with a certificate of their own may not
    be asked for a password.
    """
    added: dict[str, str] = {}
    if not here and "sslmode" not in said:
        added["sslmode"] = "verify-full"
    mode = str(said.get("sslmode", added.get("sslmode", "")))
    if mode in _VERIFIED and said.get("sslrootcert") in (None, "system"):
        added["sslrootcert"] = _system_roots() if "sslrootcert" in said else _roots(authority)
    certified = "sslcert" in said or said.get("sslcertmode") == "require"
    if "require_auth" not in said:
        added["require_auth"] = f"{_SCRAM},none" if certified else _SCRAM
    if mode not in _PROTECTED:
        return added
    bound = said.get("require_auth", _SCRAM) == _SCRAM and not certified
    standing = {"gssencmode": "disable"} | ({"channel_binding": "require"} if bound else {})
    return added | {name: value for name, value in standing.items() if name not in said}


def has_proven_itself(used: Mapping[str, Any], *, here: bool) -> bool:
    """Whether a server that was connected to with these is the company's beyond doubt: it is the one for which a laptop
    removes its copy. A server that merely let us in is not."""
    mode, scram = used.get("sslmode"), used.get("require_auth") == _SCRAM
    if mode == "verify-full" or (mode in _PROTECTED and scram and used.get("channel_binding") == "require"):
        return True
    return here and scram


def _roots(authority: Path | None) -> str:
    """The authority that the company gave, else the one where libpq looks for it, else those of the system."""
    if authority is not None:
        return str(authority)
    own = _libpq_folder() / "root.crt"
    return str(own) if own.exists() else _system_roots()


def _system_roots() -> str:
    known = ssl.get_default_verify_paths()
    return next((file for file in (known.cafile, known.openssl_cafile, *_SYSTEM_ROOTS) if _there(file)), "system")


def _there(file: str | None) -> bool:
    return bool(file) and Path(str(file)).exists()


def _libpq_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "")) / "postgresql"
    return Path.home() / ".postgresql"
