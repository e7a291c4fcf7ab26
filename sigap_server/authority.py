"""The company's own certificate authority, as it goes into an enrolment file: certificates, and nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

LARGEST = 32_768
"""Bytes that an enrolment file has room for; all authorities of a system together are more, and need no file."""


class BadAuthority(Exception):
    """This file is nothing to know a server by. `why` is the rest of the sentence."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path, self.why = path, why


def read(path: Path, now: datetime) -> str:
    """The certificates in a PEM file; what else stands in it, a key above all, stays where it is. Raises
    `BadAuthority`."""
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError as error:
        raise BadAuthority(path, "has no certificate in it that can be read") from error
    for one in found:
        if one.not_valid_after_utc <= now:
            raise BadAuthority(path, f"has a certificate that expired on {one.not_valid_after_utc:%Y-%m-%d}")
    pem = b"".join(one.public_bytes(Encoding.PEM) for one in found).decode("ascii")
    if len(pem) > LARGEST:
        raise BadAuthority(path, f"holds {len(found)} certificates: give only the company's own")
    return pem
