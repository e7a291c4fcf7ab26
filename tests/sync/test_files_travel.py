"""Attachments travel in pieces, once each, and hold up no command."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from desktop_app.store.engine import Store
from desktop_app.store.files import CHUNK
from desktop_app.store.queries import requests
from desktop_app.sync.once import sync_once
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from sigap_server.wire_cutter import Direction
from tests.sync.bench import NOW, Bench, reply_to, submit
from tests.world import AGENT, REQUESTER


def attached(store: Store, content: bytes) -> tuple[str, str]:
    """A request with a message that brings a file; the request's id and the file's hash."""
    asked = submit()
    store.writer.run(asked)
    said = store.files.put_file(content, "surat dokter.pdf")
    store.writer.run(reply_to(asked.id, REQUESTER, "Ini suratnya", files=[said]))
    return asked.id, said["sha256"]


def test_a_file_reaches_the_agent_s_laptop(bench: Bench) -> None:
    requester, agent = bench.synced(), bench.synced(AGENT)
    content = os.urandom(2 * CHUNK + 5)
    request, sha256 = attached(requester, content)
    bench.sync(requester)
    bench.sync(agent, AGENT)
    assert agent.files.read_file(sha256) == content
    shown = agent.reader.read(lambda c: requests.conversation(c, AGENT, request))
    assert shown is not None
    assert [(file.name, file.complete, file.local) for file in shown.attachments] == [("surat dokter.pdf", True, True)]


def test_the_sender_sees_that_it_has_arrived_in_the_same_sync(bench: Bench) -> None:
    requester = bench.synced()
    request, _ = attached(requester, b"surat")
    bench.sync(requester)
    shown = requester.reader.read(lambda c: requests.conversation(c, REQUESTER, request))
    assert shown is not None
    assert [file.complete for file in shown.attachments] == [True]


def test_after_a_cut_only_what_is_missing_is_sent_again(bench: Bench) -> None:
    requester = bench.synced()
    _, sha256 = attached(requester, os.urandom(8 * CHUNK))
    bench.wire.cut_after(5 * CHUNK)
    assert bench.sync(requester).problem == Problem.NO_NETWORK
    bench.wire.restore()
    before = bench.wire.passed(Direction.TO_SERVER)
    assert bench.sync(requester).problem is None
    assert bench.wire.passed(Direction.TO_SERVER) - before < 4.5 * CHUNK
    assert bench.world.value("select complete from portal.attachment where sha256 = %s", sha256)


def test_bytes_that_were_cut_off_still_travel_after_the_laptop_slept_for_forty_days(bench: Bench) -> None:
    """Their command was answered long ago and is about to be forgotten."""
    requester = bench.synced()
    _, sha256 = attached(requester, os.urandom(3 * CHUNK))
    bench.wire.cut_after(2 * CHUNK)
    assert bench.sync(requester).problem == Problem.NO_NETWORK
    bench.wire.restore()

    def much_later() -> datetime:
        return NOW + timedelta(days=40)

    requester.writer.run(submit())
    requester.writer.run(submit())
    for _ in range(2):
        assert sync_once(requester, bench.connector(), much_later).problem is None
    assert bench.world.value("select complete from portal.attachment where sha256 = %s", sha256)


def test_after_a_cut_only_what_is_missing_is_fetched_again(bench: Bench) -> None:
    requester, agent = bench.synced(), bench.synced(AGENT)
    content = os.urandom(8 * CHUNK)
    _, sha256 = attached(requester, content)
    bench.sync(requester)
    bench.wire.cut_after(5 * CHUNK, Direction.TO_CLIENT)
    assert bench.sync(agent, AGENT).problem == Problem.NO_NETWORK
    bench.wire.restore()
    before = bench.wire.passed(Direction.TO_CLIENT)
    assert bench.sync(agent, AGENT).problem is None
    assert bench.wire.passed(Direction.TO_CLIENT) - before < 4.5 * CHUNK
    assert agent.files.read_file(sha256) == content


def test_a_command_does_not_wait_behind_a_large_file(bench: Bench) -> None:
    requester = bench.synced()
    _, sha256 = attached(requester, os.urandom(40 * CHUNK))
    engine, heard = bench.engine(requester)
    bench.wire.delay(0.02)
    pieces = "select count(*) from portal.chunk"
    bench.wait_until(lambda: bench.world.value(pieces) > 0, "the file does not travel")
    quick = submit()
    requester.writer.run(quick)
    engine.wake()
    came = "select count(*) from portal.request where id = %s"
    bench.wait_until(lambda: bench.world.value(came, quick.id) == 1, "the command does not come")
    assert bench.world.value(pieces) < 40
    bench.wire.restore()
    heard.wait(lambda status: status.state == State.UP_TO_DATE)
    assert bench.world.value("select complete from portal.attachment where sha256 = %s", sha256)


def test_a_file_of_a_closed_request_comes_when_somebody_looks_at_it(bench: Bench) -> None:
    requester = bench.synced()
    request, sha256 = attached(requester, b"surat")
    bench.sync(requester)
    bench.world.admin.execute("update portal.request set state = 'closed' where id = %s", [request])
    agent = bench.synced(AGENT)
    assert agent.files.read_file(sha256) is None
    shown = agent.reader.read(lambda c: requests.conversation(c, AGENT, request))
    assert shown is not None
    engine, _ = bench.engine(agent, AGENT)
    engine.fetch(shown.attachments[0].id)
    bench.wait_until(lambda: agent.files.read_file(sha256) == b"surat", "the file does not come")


def test_a_file_that_the_database_does_not_take_stops_no_sync(bench: Bench) -> None:
    requester = bench.synced()
    attached(requester, b"surat")
    function = "create or replace function portal.piece(size bigint, index int) returns int language sql immutable as "
    bench.world.admin.execute(f"{function} 'select 1'")
    try:
        assert bench.sync(requester).problem is None
    finally:
        whole = "case when index >= 0 then greatest(0, least(262144, size - index * 262144::bigint))::int else 0 end"
        bench.world.admin.execute(f"{function} $$ select {whole} $$")
