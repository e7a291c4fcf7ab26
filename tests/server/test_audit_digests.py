"""Whoever owns the database can rewrite a whole chain, but not what was signed and kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from sigap_server.audit import series
from sigap_server.audit.compare import Findings, compare
from sigap_server.audit.daily import NothingSigned, broken, digest
from sigap_server.install import restored
from tests.server.admin_bench import Admin
from tests.server.portal_bench import PASSWORD, Laptop, Portal, request
from tests.server.test_lifecycle_parity import enter
from tests.server.test_push import claim, note

REHASH = """
    do $$ declare e portal.event; d portal.device; begin
      for d in select * from portal.device loop
        d.head := ''; d.last_no := 0;
        for e in select * from portal.event q where q.device = d.id order by q.no loop
          e.hash := portal.link(d.head, e); d.head := e.hash; d.last_no := e.no;
          update portal.event q set hash = e.hash where q.device = e.device and q.no = e.no;
        end loop;
        update portal.device q set head = d.head, last_no = d.last_no where q.id = d.id;
      end loop;
    end $$
"""
"""What an owner does who knows how it works."""
TAKE_OUT = """
    insert into portal.forgotten (device, first_no, last_no, hash, why, at)
      select device, {first}, {last}, hash, 'retention', 0 from portal.event where device = 'b' and no = {last};
    delete from portal.event where device = 'b' and no between {first} and {last}
"""

INSERT = """
    insert into portal.event (device, no, id, kind, person, at, body, request, requester, team, data, received, hash)
      select device, {after} + 1, 'new', kind, person, at, body, request, requester, team, data, received, hash
      from portal.event where device = 'a' and no = {after}
"""


@dataclass
class Audited:
    """Devices `a` with six commands and `b` with eight; digests of three days are signed, `b` wrote in between."""

    portal: Portal
    folder: Path
    private: Path

    @property
    def public(self) -> Path:
        return self.private.with_name(self.private.name + ".pub")

    def sign(self, *, restored: bool = False) -> Path:
        return digest(self.portal.admin, series.private_key(self.private), self.folder, restored=restored)

    def compare(self) -> Findings:
        return compare(self.portal.admin, series.read(self.folder, series.public_key(self.public)))

    def found(self) -> list[str]:
        """All that is wrong."""
        return [*broken(self.portal.admin), *self.compare().wrong]

    @contextmanager
    def forged(self, *statements: str) -> Iterator[None]:
        """Meanwhile this was done to the database, by its owner."""
        with self.portal.admin.transaction(force_rollback=True):
            for statement in statements:
                self.portal.admin.execute(statement)  # type: ignore[call-overload]
            yield


def laptop(portal: Portal, device: str) -> Laptop:
    return Laptop(portal.connect("t-bona"), device)


def made(portal: Portal, folder: Path) -> Audited:
    audited = Audited(portal, folder, folder.with_name("audit.key"))
    folder.mkdir()
    series.make_keys(audited.private)
    enter(portal, request(id="r"))
    a, b = laptop(portal, "a"), laptop(portal, "b")
    a.sync(claim("r"), *(note("r") for _ in range(5)))
    b.sync(note("r"), note("r"))
    for _ in range(3):
        audited.sign()
        b.sync(note("r"), note("r"))
    return audited


@pytest.fixture(scope="module")
def audited(shared_portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    return made(shared_portal, tmp_path_factory.mktemp("audit") / "digests")


@pytest.fixture
def own(portal: Portal, tmp_path: Path) -> Audited:
    """One for a test that cannot undo what it does."""
    return made(portal, tmp_path / "digests")


FORGERIES = {
    **{
        f"{column} changed": f"update portal.event set {column} = {value} where device = 'a' and no = 3"
        for column, value in {
            "body": "body || ' '", "person": "'t-citra'", "kind": "'Claim'", "id": "'x'", "at": "at + 1",
            "received": "received - 1", "outcome": "'{}'", "request": "'x'", "requester": "'t-eka'", "team": "'it'",
            "data": "'{\"x\": 1}'", "no": "30", "hash": "sha256('x')",
        }.items()
    },
    "moved to another device": "update portal.event set device = 'b', no = 9 where device = 'a' and no = 6",
    "the first removed": "delete from portal.event where device = 'a' and no = 1",
    "one removed": "delete from portal.event where device = 'a' and no = 3",
    "the last removed": "delete from portal.event where device = 'a' and no = 6",
    "all of a device removed": "delete from portal.event where device = 'a'",
    "a device without its events": "delete from portal.device where id = 'a'",
    "one inserted at the end": INSERT.format(after=6),
    "one inserted": """update portal.event set no = no + 100 where device = 'a' and no > 3;
        update portal.event set no = no - 99 where device = 'a' and no > 100;""" + INSERT.format(after=3),
    "two exchanged": """update portal.event set no = 100 where device = 'a' and no = 3;
        update portal.event set no = 3 where device = 'a' and no = 4;
        update portal.event set no = 4 where device = 'a' and no = 100""",
    "a head changed": "update portal.device set head = sha256('x') where id = 'a'",
    "a last number changed": "update portal.device set last_no = 5 where id = 'a'",
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found_without_any_digest(audited: Audited, forgery: str) -> None:
    with audited.forged(FORGERIES[forgery]):
        found = list(broken(audited.portal.admin))

    assert found
    assert all(sentence.startswith(("device a", "device b")) for sentence in found)
    assert list(broken(audited.portal.admin)) == []


REWRITTEN = {
    "one changed": ("update portal.event set body = body || ' ' where device = 'a' and no = 3",
                    "device a, command 6: it is not what was signed on "),
    "one changed in between": ("update portal.event set body = body || ' ' where device = 'b' and no = 3",
                               "device b, command 4: it is not what was signed on "),
    "one removed": ("""delete from portal.event where device = 'a' and no = 3;
                    update portal.event set no = no - 1 where device = 'a' and no > 3""",
                    "device a had 6 commands in the digest of "),
    "the end cut off": ("delete from portal.event where device = 'b' and no > 5", "and has 5: its end is cut off"),
    "one inserted": (FORGERIES["one inserted"], "device a, command 6: it is not what was signed on "),
    "two exchanged": (FORGERIES["two exchanged"], "device a, command 6: it is not what was signed on "),
    "a device removed": ("delete from portal.event where device = 'a'; delete from portal.device where id = 'a'",
                         "device a had 6 commands in the digest of "),
    "all moved to a new device": ("""update portal.event set device = 'c' where device = 'a';
                                   update portal.device set id = 'c' where id = 'a'""", ", and is gone"),
    "everything removed": ("delete from portal.event; delete from portal.device", ", and is gone"),
}  # fmt: skip


@pytest.mark.parametrize("forgery", REWRITTEN)
def test_a_chain_that_was_hashed_anew_is_found_by_what_was_signed(audited: Audited, forgery: str) -> None:
    statement, told = REWRITTEN[forgery]
    with audited.forged(statement, REHASH):
        assert list(broken(audited.portal.admin)) == []  # the chain itself holds
        found = audited.compare()

        assert any(told in sentence for sentence in found.wrong)
        assert not found.restored
    assert audited.found() == []


def test_what_came_after_the_last_digest_is_what_the_next_one_is_for(audited: Audited) -> None:
    """The limit: until it is signed, an owner can rewrite it."""
    with audited.forged("update portal.event set body = body || ' ' where device = 'b' and no = 8", REHASH):
        assert audited.found() == []


@pytest.mark.parametrize(
    ("forgery", "told"),
    [
        ("delete from portal.forgotten; " + REHASH, "they are not; after a restore take them out again"),
        ("update portal.forgotten set last_no = 2; " + REHASH, "they are not; after a restore take them out again"),
        ("update portal.forgotten set hash = sha256('x')", "the range ends with another hash"),
    ],
)
def test_what_was_taken_out_stays_so_in_every_digest(own: Audited, forgery: str, told: str) -> None:
    own.portal.admin.execute(TAKE_OUT.format(first=2, last=3))  # type: ignore[call-overload]
    own.sign()

    with own.forged(forgery):
        assert any(told in sentence for sentence in own.compare().wrong)
    own.portal.admin.execute(TAKE_OUT.format(first=4, last=5))  # type: ignore[call-overload]
    assert own.found() == []
    assert own.compare().known[0].endswith(" 2 commands were taken out by retention")


def test_ranges_may_grow_together(own: Audited) -> None:
    own.portal.admin.execute(TAKE_OUT.format(first=2, last=3) + ";" + TAKE_OUT.format(first=5, last=5))  # type: ignore[call-overload]
    own.sign()
    own.portal.admin.execute(TAKE_OUT.format(first=4, last=4))  # type: ignore[call-overload]
    own.portal.admin.execute(
        "with old as (delete from portal.forgotten returning *) insert into portal.forgotten"
        " select 'b', 2, 5, (select hash from old where last_no = 5), 'retention', 0"
    )

    assert own.found() == []
    own.sign()
    assert own.found() == []


NOT_AGAIN = "1 devices have not offered again what they had sent by then"
AGAIN = "1 devices have offered it again"


def reason(sentence: str) -> str:
    return sentence.partition(": ")[2]


def test_after_a_restore_it_is_told_apart_and_signed_by_who_knows(own: Audited) -> None:
    portal = own.portal
    offered = portal.admin.execute(
        "select no, kind, id, at, body from portal.event where device = 'b' order by no"
    ).fetchall()
    portal.admin.execute("delete from portal.event where device = 'b' and no > 3")  # what the backup did not have
    portal.admin.execute(
        "update portal.device d set last_no = 3, head = e.hash from portal.event e"
        " where d.id = 'b' and e.device = 'b' and e.no = 3"
    )
    assert not own.compare().restored  # somebody cut the chain: nothing says that it was a restore
    restored(portal.admin)

    found = own.compare()
    assert found.restored
    assert [reason(sentence) for sentence in found.wrong] == [NOT_AGAIN] * 2
    with pytest.raises(NothingSigned) as refused:
        own.sign()
    assert refused.value.restored

    laptop(portal, "b").call([list(command) for command in offered])
    found = own.compare()
    assert {reason(sentence) for sentence in found.wrong} == {AGAIN}
    own.sign(restored=True)
    assert own.found() == []
    assert {reason(sentence) for sentence in own.compare().known} == {AGAIN}

    with own.forged("update portal.event set body = body || ' ' where device = 'b' and no = 5", REHASH):
        assert any("device b, command 8" in sentence for sentence in own.found())
    with own.forged("update portal.event set body = body || ' ' where device = 'a' and no = 5", REHASH):
        assert any("device a, command 6" in sentence for sentence in own.found())


def test_a_restore_that_nobody_made_does_not_hide_a_forgery(audited: Audited) -> None:
    forgery = "update portal.event set body = body || ' ' where device = 'a' and no = 3"
    with audited.forged(forgery, REHASH, "update portal.meta set incarnation = 'x'"):
        assert any("device a, command 6: it is not what was signed" in sentence for sentence in audited.found())
    later = "update portal.event set received = received + 86400000000 where device = 'a'"
    with audited.forged(forgery, later, REHASH, "update portal.meta set incarnation = 'x'"):
        found = audited.compare()
        assert found.restored and found.wrong  # asked about, and an administrator knows that there was none


def changed(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda files, folder: changed(folder, files[1], lambda text: text.replace(b'"devices": 2', b'"devices": 3')),
         "was not signed with this key, or was changed since"),
        (lambda files, folder: (folder / files[1]).unlink(), "is number 3, and the one before it is number 1"),
        (lambda files, folder: (folder / files[0]).unlink(), "says only what changed, and the digest before it is"),
        (lambda files, folder: (folder / files[1]).with_suffix(".sig").unlink(), "has no signature beside it"),
        (lambda files, folder: (folder / files[1]).write_bytes((folder / files[0]).read_bytes()), "was not signed"),
    ],
    ids=["changed", "one missing", "the first missing", "a signature missing", "one for another"],
)  # fmt: skip
def test_digests_that_are_not_what_was_signed_are_found(
    audited: Audited, tmp_path: Path, harm: Callable[[list[str], Path], object], told: str
) -> None:
    for file in audited.folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    harm(sorted(file.name for file in tmp_path.glob("*.json")), tmp_path)

    with pytest.raises(series.BadSeries) as found:
        list(series.read(tmp_path, series.public_key(audited.public)))
    assert told in found.value.why


def test_an_administrator_makes_a_key_signs_and_verifies(
    typed: Callable[[str], Admin], portal: Portal, tmp_path: Path
) -> None:
    info = portal.admin.info
    admin = typed(f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}")
    key, out = tmp_path / "key", tmp_path / "digests"
    out.mkdir()
    verify = ("audit", "verify", "--digests", out, "--public", f"{key}.pub")
    laptop(portal, "a").sync(note("none"), note("none"))

    assert admin.does("audit", "keygen", key).startswith(f"{key} signs")
    assert key.stat().st_mode & 0o077 == 0
    assert admin.fails("audit", "keygen", key).endswith("a key is never written over.")
    assert admin.fails(*verify) == f"There is no digest in {out}."
    first = Path(admin.does("audit", "digest", "--key", key, "--out", out))
    assert first.parent == out and first.name.startswith("000001-")
    assert admin.does(*verify).splitlines()[0] == "2 commands of 1 devices follow from each other."
    assert admin.fails("audit", "verify", "--digests", out).startswith("Digests are read with their public key")

    portal.admin.execute("update portal.event set body = body || ' ' where no = 1")
    told = admin.fails("audit", "digest", "--key", key, "--out", out)
    assert told.splitlines()[0] == "device a, command 1: it is not what was recorded"
    assert told.splitlines()[-1].startswith("Nothing was signed.")
    portal.admin.execute(REHASH)
    for more in ([], ["--restored"]):
        told = admin.fails("audit", "digest", "--key", key, "--out", out, *more)
        assert "device a, command 2: it is not what was signed on" in told
    code, said, _ = admin(*verify)
    assert code == 1 and "device a, command 2: it is not what was signed on" in said
    assert len(list(out.iterdir())) == 2


def test_a_key_of_another_kind_is_told(audited: Audited, tmp_path: Path) -> None:
    (tmp_path / "none").write_text("no key", encoding="utf-8")

    with pytest.raises(series.BadKey):
        series.private_key(audited.public)
    with pytest.raises(series.BadKey):
        series.public_key(tmp_path / "none")


def test_a_digest_says_only_what_changed_and_the_first_of_a_month_everything(own: Audited) -> None:
    digest(
        own.portal.admin, series.private_key(own.private), own.folder, clock=lambda _: datetime(2100, 1, 1, tzinfo=UTC)
    )
    read = list(series.read(own.folder, series.public_key(own.public)))

    assert [signed.digest.whole for signed in read] == [True, False, False, True]
    assert [sorted(signed.digest.heads) for signed in read] == [["a", "b"], ["b"], ["b"], ["a", "b"]]
    assert [signed.digest.commands for signed in read] == [8, 10, 12, 14]
    assert read[2].state.heads["a"] == read[0].state.heads["a"]
    for signed in read[:3]:
        signed.path.unlink()
    assert own.found() == []  # what is older may be put away


def test_a_statement_of_another_kind_cannot_be_taken_for_a_digest(audited: Audited, tmp_path: Path) -> None:
    (tmp_path / "000001-x.json").write_bytes(b"[]")
    key = series.private_key(audited.private)
    (tmp_path / "000001-x.sig").write_bytes(key.sign(b"[]"))

    with pytest.raises(series.BadSeries) as found:
        list(series.read(tmp_path, key.public_key()))
    assert found.value.why == "cannot be read as a digest"


def test_a_login_that_may_only_read_is_enough(own: Audited) -> None:
    admin, name = own.portal.admin, f"auditor-{own.portal.admin.info.dbname[-8:]}"
    auditor_role, database = sql.Identifier(name), sql.Identifier(admin.info.dbname)
    admin.execute(
        sql.SQL("create role {} login password {} bypassrls in role pg_read_all_data").format(auditor_role, PASSWORD)
    )
    try:
        admin.execute(
            sql.SQL(
                "grant connect on database {1} to {0};"
                "grant execute on function portal.broken_links(), portal.link(bytea, portal.event) to {0}"
            ).format(auditor_role, database)
        )
        with psycopg.connect(own.portal.url(name), autocommit=True) as auditor:
            path = digest(auditor, series.private_key(own.private), own.folder)
        assert path.name.startswith("000004-")
    finally:
        admin.execute(sql.SQL("drop owned by {0}; drop role {0}").format(auditor_role))


def test_who_cannot_read_all_chains_signs_nothing(audited: Audited) -> None:
    with psycopg.connect(audited.portal.url("t-bona")) as plain, pytest.raises(psycopg.Error):
        digest(plain, series.private_key(audited.private), audited.folder)
