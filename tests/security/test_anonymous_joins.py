"""Who gave which answer? One attack for each thing that could join the two, by whoever sees the whole database."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from desktop_app.domain.feedback.blind_signature import NotSigned
from desktop_app.domain.feedback.questions import helped
from desktop_app.domain.feedback.rows import Poll, SigningKey
from desktop_app.store.ballots import Ballots
from desktop_app.store.schema import ballot
from tests.server.ballot_bench import NO, YES, Voter, answered, key_of, open_poll, tally, voter
from tests.server.portal_bench import PEOPLE, Portal
from tests.store.replies import NOW, Desk

OF_ANSWERS = ("ballot", "spent", "tally", "poll_count", "told", "departed")
"""What casting may write; none of it has a column for a person."""
WORDS = "kalimat yang hanya ada di sini"
ANSWER = json.dumps(helped(False, WORDS))


def tables(portal: Portal) -> list[str]:
    found = portal.admin.execute("select tablename from pg_tables where schemaname = 'portal' order by 1")
    return [name for (name,) in found]


def dump(portal: Portal, table: str) -> list[str]:
    """Each row whole, with where it lies and the transactions that wrote it."""
    query = f"select t.ctid::text || ' ' || t.xmin::text || ' ' || t::text from portal.{table} t order by t.ctid"
    return [row for (row,) in portal.admin.execute(query)]  # type: ignore[call-overload]


def everything(portal: Portal, *but: str) -> dict[str, list[str]]:
    return {name: dump(portal, name) for name in tables(portal) if name not in but}


def voters(portal: Portal, poll: str) -> list[Voter]:
    """Five people with a ticket each."""
    return [voter(portal, login, poll).sign() for login in PEOPLE]


def test_no_row_holds_an_answer_or_its_token_and_who_gave_it(portal: Portal) -> None:
    """Envelope: before and after counting, in every table there is."""
    poll = open_poll(portal)
    cast = voters(portal, poll)
    laptops = [portal.laptop(login).device for login in PEOPLE]
    secrets = [WORDS, *(each.token.hex() for each in cast), *(each.signature.hex() for each in cast)]
    for at, each in enumerate(cast):
        each.cast(ANSWER)
        rows = [row for name in tables(portal) for row in dump(portal, name)]
        telling = [row for row in rows if any(secret in row for secret in secrets)]
        assert telling, at
        assert not [row for row in telling if any(who in row for who in (*PEOPLE, *laptops))]


def test_casting_touches_nothing_that_belongs_to_a_person(portal: Portal) -> None:
    """Outcome, audit, device, quota, upload: not a byte of them differs, nor the transaction that wrote them last."""
    poll = open_poll(portal)
    cast = voters(portal, poll)
    for login in PEOPLE:
        portal.laptop(login)
    before = everything(portal, *OF_ANSWERS)

    for each in cast:
        each.cast(NO)

    assert everything(portal, *OF_ANSWERS) == before
    assert tally(portal, poll) is not None


@pytest.mark.parametrize("table", OF_ANSWERS)
def test_what_casting_writes_has_no_column_for_person_device_or_time(portal: Portal, table: str) -> None:
    found = portal.admin.execute(
        "select column_name, data_type from information_schema.columns"
        " where table_schema = 'portal' and table_name = %s",
        [table],
    ).fetchall()

    kinds = {name: kind for name, kind in found if name != "changed"}
    named = {"person", "login", "device", "author", "actor", "written", "received", "at", "no"}
    assert kinds and not named & kinds.keys()
    assert not [name for name, kind in kinds.items() if "time" in kind or kind in ("date", "bigint")]
    if table in ("ballot", "spent"):
        assert "changed" not in {name for name, _ in found}


def test_transaction_numbers_do_not_tell_who_cast_which(portal: Portal) -> None:
    """Tickets come in one order, answers in another; once counted, all that is left of five is of one transaction."""
    poll = open_poll(portal)
    cast = voters(portal, poll)
    for each in (cast[3], cast[0], cast[4], cast[1], cast[2]):
        each.cast(YES)

    tickets = portal.admin.execute("select distinct xmin::text from portal.ticket").fetchall()
    left = portal.admin.execute("select distinct xmin::text from portal.spent").fetchall()
    counted = portal.admin.execute("select xmin::text from portal.tally").fetchall()
    assert len(tickets) == 5
    assert left == counted
    assert not set(tickets) & set(left)


def test_the_order_on_the_disk_is_that_of_the_tokens_and_of_the_alphabet(portal: Portal) -> None:
    poll = open_poll(portal)
    cast = sorted(voters(portal, poll), key=lambda each: each.token, reverse=True)
    for each, word in zip(cast, ("e", "c", "a", "d", "b"), strict=True):
        each.cast(json.dumps(helped(False, word)))

    by_place = portal.admin.execute("select token from portal.spent order by ctid").fetchall()
    assert by_place == sorted(by_place)
    assert portal.value("select comments from portal.tally") == [["missing", word] for word in "abcde"]


def test_the_rows_that_were_counted_are_gone_from_the_disk_after_a_vacuum(portal: Portal) -> None:
    """Dead rows would still say which answers came one after the other."""
    answered(portal, open_poll(portal), list(PEOPLE), [NO] * 5)
    portal.admin.execute("vacuum portal.ballot")

    assert portal.value("select pg_relation_size('portal.ballot')") == 0
    options = portal.value("select reloptions from pg_class where oid = 'portal.ballot'::regclass")
    assert set(options) >= {"autovacuum_vacuum_threshold=4", "autovacuum_vacuum_scale_factor=0"}


def test_a_token_says_nothing_of_laptop_person_or_time(tmp_path: Path) -> None:
    """Random ids: from the same randomness two people on two days make the same token, and the same blinded message."""
    poll = Poll("article:cuti@1", "article:cuti", 1, "hr", "all", "0001", 65_537)
    key = SigningKey("0001", f"{(2**1279 - 1) * (2**768 + 1):x}")
    made = []
    for name, days in (("ani", 0), ("budi", 40)):
        desk = Desk(tmp_path / name, name, [poll, key])
        ballots = Ballots(desk.store.engine, random.Random("the same").randbytes)
        ballots.say(poll.id, helped(True), NOW + timedelta(days=days))
        blinded = ballots.ask(poll.id, NOW + timedelta(days=days))
        made.append((blinded, desk.rows(sa.select(ballot.c.token))[0][0]))
        desk.close()

    assert made[0] == made[1]
    assert len(made[0][1]) == 32


PARTS = ("message_primary", "message_detail", "message_hint", "context", "internal_query")


def said_to_the_log(portal: Portal, each: Voter, answer: str) -> str:
    """All that the server would log of a cast, were everything logged: the same goes to who asks to hear it."""
    heard: list[str] = []

    def hear(said: psycopg.errors.Diagnostic) -> None:
        heard.extend(str(getattr(said, part)) for part in PARTS)

    name = portal.value("select current_database()")
    for setting in ("log_statement = 'all'", "log_min_duration_statement = 0", "log_error_verbosity = 'verbose'"):
        portal.admin.execute(f'alter database "{name}" set {setting}')  # type: ignore[call-overload]
    with psycopg.connect(portal.url("t-ani"), autocommit=True) as connection:
        connection.execute("set client_min_messages = 'log'")
        connection.add_notice_handler(hear)
        try:
            replace(each, connection=connection).cast(answer)
        except psycopg.Error as error:
            hear(error.diag)
    return "\n".join(heard)


@pytest.mark.parametrize(
    ("answer", "ticket"),
    [(ANSWER, True), (ANSWER, False), (f'{{"helped": "{WORDS}"}}', True), (f'{{"helped": "{WORDS}', True)],
    ids=["taken", "no ticket", "no answer", "no JSON"],
)
def test_the_log_of_the_server_says_neither_answer_nor_token(portal: Portal, answer: str, ticket: bool) -> None:
    """Also where an administrator logs every statement, and where the answer is refused."""
    each = voter(portal, "t-ani", open_poll(portal)).sign()
    if not ticket:
        each.token = bytes(32)

    text = said_to_the_log(portal, each, answer)

    assert "execute <unnamed>: select portal_api.ballot_cast($1, $2, $3, $4)" in text
    assert WORDS not in text
    assert each.token.hex() not in text and each.signature.hex() not in text


def test_the_list_of_sessions_shows_no_answer(portal: Portal) -> None:
    each = voter(portal, "t-ani", open_poll(portal)).sign()
    each.cast(ANSWER)

    query = portal.value("select query from pg_stat_activity where usename = 't-ani' and datname = current_database()")
    assert "ballot_cast" in query and WORDS not in query


def test_the_write_ahead_log_of_a_cast_names_nobody(portal: Portal) -> None:
    each = voter(portal, "t-ani", open_poll(portal)).sign()
    device = portal.laptop("t-ani").device
    portal.admin.execute("checkpoint")
    start = portal.value("select pg_current_wal_insert_lsn()::text")
    each.cast(ANSWER)
    portal.admin.execute("select pg_switch_wal()")
    name, offset = portal.admin.execute("select * from pg_walfile_name_offset(%s)", [start]).fetchone() or ("", 0)
    written = bytes(portal.value("select pg_read_binary_file('pg_wal/' || %s, %s, 1000000)", name, offset))

    assert WORDS.encode() in written
    assert b"t-ani" not in written and device.encode() not in written


def test_who_signs_with_a_key_made_for_one_person_gets_no_answer(portal: Portal, tmp_path: Path) -> None:
    """A laptop takes a ticket only under the key that everybody has pulled, and sends nothing without one."""
    poll = open_poll(portal)
    key = key_of(portal, poll)
    rows = [
        Poll(poll, "article:cuti", 1, "hr", "all", "0001", key.exponent),
        SigningKey("0001", f"{key.modulus:x}"),
    ]
    desk = Desk(tmp_path / "ani", "ani", rows)
    desk.store.ballots.say(poll, helped(True), NOW)
    blinded = desk.store.ballots.ask(poll, NOW) or b""
    for_one_person = portal.value(
        "select portal.bytes(portal.power(portal.whole(%s), portal.inverse(65543, (p - 1) * (q - 1)), p * q), 256)"
        " from portal.signing_secret", blinded,
    )  # fmt: skip

    with pytest.raises(NotSigned):
        desk.store.ballots.signed(poll, bytes(for_one_person), 1, NOW)
    assert [row.step for row in desk.rows(sa.select(ballot))] == ["asked"]
    desk.close()
