"""Beyond this computer nothing is said without TLS, nor to a server that cannot show who it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import Problem, SyncFailed
from desktop_app.sync.session import PostgresConnector
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.postgres_programs import of_the_system
from tests.databases import own_folder

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@dataclass
class Authority:
    """Signs certificates, as a company's own authority does."""

    name: str

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._signed(self.name, self.key, None)

    def server(self, *names: x509.GeneralName) -> tuple[bytes, bytes]:
        """A server's certificate and key."""
        key = ec.generate_private_key(ec.SECP256R1())
        return self._signed("a server", key, x509.SubjectAlternativeName(names)).public_bytes(PEM), key.private_bytes(
            PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def _signed(
        self, name: str, key: ec.EllipticCurvePrivateKey, names: x509.SubjectAlternativeName | None
    ) -> x509.Certificate:
        def called(common: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])

        made = (
            x509.CertificateBuilder()
            .subject_name(called(name)).issuer_name(called(self.name)).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(YESTERDAY).not_valid_after(YESTERDAY + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=names is None, path_length=None), critical=True)
        )  # fmt: skip
        made = made if names is None else made.add_extension(names, critical=False)
        return made.sign(self.key, hashes.SHA256())


PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Protected:
    """A server with TLS, and the certificates of its authority and of a stranger."""

    server: EmbeddedPostgres
    company: Path
    stranger: Path

    def show(self, certificate: bytes, key: bytes) -> None:
        """From now on the server shows this certificate."""
        owner = self.server.data.stat()
        for name, content in (("server.crt", certificate), ("server.key", key)):
            path = self.server.data / name
            path.write_bytes(content)
            path.chmod(0o600)
            os.chown(path, owner.st_uid, owner.st_gid)
        self.admin("alter system set ssl = on")
        self.admin("select pg_reload_conf()")

    def admin(self, statement: str) -> None:
        with psycopg.connect(self.server.url(), autocommit=True) as connection:
            connection.execute(statement)

    def uses_tls(self, **options: object) -> bool:
        """Connects as a laptop does; whether what is said is protected."""
        said = "&".join(f"{name}={value}" for name, value in options.items())
        session = PostgresConnector(f"{self.server.url()}?{said}")(Patience())
        try:
            query = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
            return bool(session._connection.execute(query).fetchone()[0])  # type: ignore[index]
        finally:
            session.close()

    def problem(self, **options: object) -> Problem:
        with pytest.raises(SyncFailed) as failed:
            self.uses_tls(**options)
        return failed.value.problem


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Protected]:
    programs = of_the_system()
    assert programs, "the system's PostgreSQL, which has TLS, is missing"
    folder = tmp_path_factory.mktemp("certificates")
    company, stranger = Authority("the company"), Authority("a stranger")
    for authority, name in ((company, "company.crt"), (stranger, "stranger.crt")):
        (folder / name).write_bytes(authority.certificate.public_bytes(PEM))
    with EmbeddedPostgres(own_folder(), programs=programs[-1], durable=False, temporary=True) as server:
        made = Protected(server, folder / "company.crt", folder / "stranger.crt")
        made.show(*company.server(x509.IPAddress(ip_address("127.0.0.1"))))
        yield made


def test_a_server_that_shows_who_it_is_is_spoken_to_over_tls(protected: Protected) -> None:
    assert protected.uses_tls(sslmode="verify-full", sslrootcert=protected.company)


def test_a_server_with_a_stranger_s_certificate_is_not_spoken_to(protected: Protected) -> None:
    assert protected.problem(sslmode="verify-full", sslrootcert=protected.stranger) == Problem.NO_TLS


def test_a_server_under_another_s_name_is_not_spoken_to(protected: Protected) -> None:
    company = Authority("the company")
    protected.company.with_name("new.crt").write_bytes(company.certificate.public_bytes(PEM))
    protected.show(*company.server(x509.DNSName("db.example")))
    new = protected.company.with_name("new.crt")
    assert protected.problem(sslmode="verify-full", sslrootcert=new) == Problem.NO_TLS
    assert protected.uses_tls(sslmode="verify-ca", sslrootcert=new)


def test_a_server_that_demands_tls_says_so_to_who_comes_without(protected: Protected) -> None:
    rules = protected.server.data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n")
    protected.admin("select pg_reload_conf()")
    try:
        assert protected.problem(sslmode="disable") == Problem.NO_TLS
    finally:
        rules.write_text(before)
