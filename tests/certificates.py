"""Certificates as a company's own authority makes them, and as others do: ECDSA P-256, made while the tests run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PEM = serialization.Encoding.PEM
LOOPBACK = ("127.0.0.1", "localhost")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as PEM."""

    certificate: bytes
    key: bytes

    def write(self, folder: Path, name: str) -> tuple[Path, Path]:
        """As two files; the key can be read by its owner alone, or libpq refuses it."""
        certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
        certificate.write_bytes(self.certificate)
        key.touch(mode=0o600)
        key.write_bytes(self.key)
        return certificate, key


class Authority:
    """Signs certificates; `pem` is what others trust it by."""

    def __init__(self, name: str) -> None:
        self.name = _called(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        made = _builder(self.name, self.name, self._key, since=-DAY, until=30 * DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.pem = made.sign(self._key, hashes.SHA256()).public_bytes(PEM)

    def server(self, *names: str, since: timedelta = -DAY, until: timedelta = 30 * DAY) -> Pair:
        """A server's, under these names and addresses."""
        return self._signed("a server", names or LOOPBACK, since, until, ExtendedKeyUsageOID.SERVER_AUTH)

    def client(self, login: str, until: timedelta = 30 * DAY) -> Pair:
        """A person's: PostgreSQL reads the login from its common name."""
        return self._signed(login, (), -DAY, until, ExtendedKeyUsageOID.CLIENT_AUTH)

    def _signed(
        self, common: str, names: tuple[str, ...], since: timedelta, until: timedelta, use: x509.ObjectIdentifier
    ) -> Pair:
        key = ec.generate_private_key(ec.SECP256R1())
        made = _builder(_called(common), self.name, key, since, until)
        made = made.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
        if names:
            made = made.add_extension(x509.SubjectAlternativeName(list(map(_name, names))), critical=False)
        return Pair(made.sign(self._key, hashes.SHA256()).public_bytes(PEM), _pem(key))


def self_signed(*names: str) -> Pair:
    """A server's certificate that nobody vouches for, as a fresh installation of PostgreSQL makes one."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _builder(_called("a server"), _called("a server"), key, -DAY, 30 * DAY)
    made = made.add_extension(x509.SubjectAlternativeName(list(map(_name, names or LOOPBACK))), critical=False)
    return Pair(made.sign(key, hashes.SHA256()).public_bytes(PEM), _pem(key))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, since: timedelta, until: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(now + since).not_valid_after(now + until)


def _called(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
