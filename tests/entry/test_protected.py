"""What people and administrators read when a connection cannot be trusted, and where a company's authority is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from desktop_app import sentences
from desktop_app.catalogue import Catalogue
from desktop_app.entry.authority import AUTHORITY
from desktop_app.entry.terminal.app import app
from desktop_app.protocol.trust import demands
from sigap_server import enrol as administrator
from sigap_server.cli_session import guarded
from sigap_server.logins import give_login
from tests.certificates import DAY
from tests.impostor import Impostor, ask_in_the_open
from tests.tls_server import FAR, TlsServer
from tests.world import PASSWORD, REQUESTER

Admin = Callable[..., subprocess.CompletedProcess[str]]
UNKNOWN = "cannot show that it belongs to your company, so nothing was sent. Try again in a network you trust."


@pytest.fixture
def enrolling(tls_server: TlsServer, no_keyring: None) -> Iterator[TlsServer]:
    yield tls_server
    tls_server.world.admin.execute("truncate portal.enrolment")
    give_login(tls_server.world.admin, REQUESTER, PASSWORD)


@pytest.fixture
def admin(tls_server: TlsServer) -> Admin:
    """`sigap-admin` from another computer, with the company's authority where PGSSLROOTCERT says."""

    def run(*arguments: str | Path, root: Path | None = None) -> subprocess.CompletedProcess[str]:
        where = f"postgresql://postgres@{FAR}:{tls_server.server.port}/company"
        known = {"PGPASSWORD": tls_server.server.password, "PGSSLROOTCERT": str(root or tls_server.company_file)}
        command = [sys.executable, "-m", "sigap_server.cli", "--database", where, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=os.environ | known)

    return run


def enrolment(tls: TlsServer, folder: Path, pem: str | None) -> Path:
    backend = tls.far_url("{login}").replace("%7Blogin%7D", "{login}")
    (made,) = administrator.enrol(tls.world.admin, [REQUESTER], backend, timedelta(days=14), pem)
    return made.write(folder)


def sigap(folder: Path, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(app, ["--data-dir", str(folder), "--language", language, *arguments])


def test_the_authority_in_an_enrolment_file_is_what_the_laptop_knows_the_server_by(
    enrolling: TlsServer, tmp_path: Path
) -> None:
    data = tmp_path / "data"

    done = sigap(data, "enrol", str(enrolment(enrolling, tmp_path, enrolling.company.pem.decode())))

    assert (done.exit_code, done.stderr) == (0, "")
    assert (data / AUTHORITY).read_bytes() == enrolling.company.pem
    assert json.loads(sigap(data, "sync", "--json").stdout)["state"] == "up to date"
    with enrolling.showing(enrolling.stranger.server(FAR)):
        refused = sigap(data, "sync")
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"The server at {FAR} {UNKNOWN}")


@pytest.mark.parametrize("before", [True, False])
def test_a_file_with_another_authority_changes_nothing_and_uses_up_nothing(
    enrolling: TlsServer, tmp_path: Path, before: bool
) -> None:
    data, good = tmp_path / "data", enrolment(enrolling, tmp_path, enrolling.company.pem.decode())
    if before:
        assert sigap(data, "enrol", str(good)).exit_code == 0
    foreign = enrolment(enrolling, tmp_path, enrolling.stranger.pem.decode())

    refused = sigap(data, "enrol", str(foreign))

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"The server at {FAR} {UNKNOWN}")
    kept = [file.name for file in data.iterdir() if file.name.startswith(AUTHORITY)]
    assert kept == ([AUTHORITY] if before else [])
    assert not before or (data / AUTHORITY).read_bytes() == enrolling.company.pem
    said = json.loads(foreign.read_text(encoding="utf-8")) | {"ca": enrolling.company.pem.decode()}
    foreign.write_text(json.dumps(said), encoding="utf-8")
    assert sigap(data, "enrol", str(foreign)).exit_code == 0


@pytest.mark.parametrize("ca", ["", "none", "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n", "ü", 7])
def test_a_file_whose_authority_cannot_be_read_is_no_enrolment_file(tmp_path: Path, ca: object) -> None:
    file = tmp_path / "citra.sigap"
    until = datetime(2100, 1, 1, tzinfo=UTC).isoformat()
    said = {"backend": "postgresql://citra@db.example/sigap", "code": "abc", "until": until, "ca": ca}
    file.write_text(json.dumps(said), encoding="utf-8")

    assert sigap(tmp_path / "data", "enrol", str(file)).stderr.startswith("This is not an enrolment file.")


def test_an_administrator_writes_the_authority_into_the_file(
    enrolling: TlsServer, admin: Admin, tmp_path: Path
) -> None:
    backend = f"postgresql://{{login}}@{FAR}:{enrolling.server.port}/company"
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(b"the company's own\n" + enrolling.company.client("x").key + enrolling.company.pem)

    done = admin("enrol", REQUESTER, "--ca", bundle, "--out", tmp_path, "--backend", backend)

    assert (done.returncode, done.stderr) == (0, "")
    file = tmp_path / f"{REQUESTER}.sigap"
    assert json.loads(file.read_text(encoding="utf-8"))["ca"] == enrolling.company.pem.decode()
    assert sigap(tmp_path / "data", "enrol", str(file)).exit_code == 0


def test_who_comes_with_a_certificate_enrols_as_everybody_does(enrolling: TlsServer, tmp_path: Path) -> None:
    certificate, key = enrolling.company.client(REQUESTER).write(tmp_path, "laptop")
    backend = enrolling.far_url(REQUESTER, sslcert=certificate, sslkey=key)
    with enrolling.with_rules("hostssl all all 127.0.0.1/32 cert"):
        (made,) = administrator.enrol(
            enrolling.world.admin, [REQUESTER], backend, timedelta(days=14), enrolling.company.pem.decode()
        )
        assert sigap(tmp_path / "data", "enrol", str(made.write(tmp_path))).exit_code == 0
        assert json.loads(sigap(tmp_path / "data", "sync", "--json").stdout)["state"] == "up to date"


def test_where_libpq_looks_counts_before_the_system_and_not_when_the_system_is_asked_for(
    tls_server: TlsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SSL_CERT_FILE", str(tls_server.company_file))
    (tmp_path / ".postgresql").mkdir()
    own = tmp_path / ".postgresql" / "root.crt"
    own.write_bytes(tls_server.stranger.pem)

    assert demands({}, here=False)["sslrootcert"] == str(own)
    assert demands({"sslrootcert": "system"}, here=False)["sslrootcert"] == str(tls_server.company_file)
    assert demands({}, here=False, authority=Path("company.pem"))["sslrootcert"] == "company.pem"
    own.unlink()
    assert demands({}, here=False)["sslrootcert"] == str(tls_server.company_file)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("no file", "--out FOLDER too"), ("a key alone", "has no certificate in it"), ("expired", "expired on ")],
)
def test_an_authority_of_no_use_is_told_before_anybody_gets_a_code(
    enrolling: TlsServer, admin: Admin, tmp_path: Path, wrong: str, told: str
) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_bytes({
        "no file": enrolling.company.pem,
        "a key alone": enrolling.good.key,
        "expired": enrolling.company.server(since=-3 * DAY, until=-DAY).certificate,
    }[wrong])  # fmt: skip

    done = admin("enrol", REQUESTER, "--ca", ca, *([] if wrong == "no file" else ["--out", tmp_path]))

    assert done.returncode == 1
    assert told in done.stderr
    assert enrolling.world.value("select count(*) from portal.enrolment") == 0


def test_an_administrator_is_not_less_careful_than_a_laptop(tls_server: TlsServer, admin: Admin) -> None:
    assert admin("audit", "verify").returncode == 0
    refused = admin("audit", "verify", root=tls_server.stranger_file)

    assert refused.returncode == 1
    assert "certificate verify failed" in refused.stderr


def test_what_an_administrator_says_counts_and_this_computer_needs_no_certificate() -> None:
    def said(url: str, **environment: str) -> Mapping[str, object]:
        return psycopg.conninfo.conninfo_to_dict(guarded(url, environment))

    assert said("postgresql://db.example/x")["sslmode"] == "verify-full"
    assert said("postgresql://db.example/x?sslmode=require")["sslmode"] == "require"
    assert "sslmode" not in said("postgresql://db.example/x", PGSSLMODE="require")
    assert said("", PGHOST="db.example")["channel_binding"] == "require"
    assert said("postgresql://127.0.0.1/x") == {"host": "127.0.0.1", "dbname": "x"}
    assert guarded("", {}) == ""


def test_what_went_wrong_is_said_in_the_terminal_in_both_languages(tls_server: TlsServer, tmp_path: Path) -> None:
    url = tls_server.url(REQUESTER, sslmode="verify-full", sslrootcert=tls_server.company_file)

    def said(url: str, language: str) -> str:
        command = [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path / "data"), "--language", language]
        done = subprocess.run(
            [*command, "--backend", url, "sync"], capture_output=True, text=True,
            env=os.environ | {"PGPASSWORD": PASSWORD, "HOME": str(tmp_path)},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr.strip()

    with tls_server.showing(tls_server.company.server(since=-3 * DAY, until=-DAY)):
        assert said(url, "en") == (
            "The certificate of the server at 127.0.0.1 has expired, so nothing was sent. "
            "Check the date of this laptop. If it is right, ask your administrator to renew the certificate."
        )
    with Impostor(ask_in_the_open) as impostor:
        assert said(tls_server.url(REQUESTER, port=impostor.port), "id") == (
            "Server di 127.0.0.1 meminta kata sandi Anda secara terbuka, jadi kata sandi itu tidak dikirim. "
            "Coba lagi di jaringan yang Anda percaya. Kalau tetap begitu, beri tahu admin Anda."
        )
    assert PASSWORD.encode() not in impostor.heard


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_reason_has_its_own_words_and_says_what_to_do(language: str) -> None:
    text = Catalogue.load(language)
    reasons = {
        "no_tls": ["", "outdated"],
        "wrong_certificate": [
            "unknown_authority", "self_signed", "expired", "not_yet_valid", "other_name", "no_authority",
        ],
        "unsafe_login": ["asks_openly", "no_proof"],
        "own_certificate": ["missing", "refused", "unreadable"],
    }  # fmt: skip

    told = [
        sentences.problem(text, code, {"host": "db.example", "reason": reason})
        for code, each in reasons.items() for reason in each
    ]  # fmt: skip

    assert len(set(told)) == len(told) == 13
    assert all(what.endswith(".") and to_do.endswith(".") for what, to_do in told)
