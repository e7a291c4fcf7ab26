"""Whoever was erased is gone from every laptop at its next sync: rows, drafts, notices, commands, files, every byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.people.rows import Membership, Person
from desktop_app.store.engine import Store
from desktop_app.store.queries import requests
from sigap_server.erasure import erase
from sigap_server.logins import give_login
from sigap_server.rows import remove
from tests.sync.bench import NOW, Bench, claim, reply_to, submit
from tests.world import AGENT, BOTH, BUDDY, PASSWORD, REQUESTER

SECRET = "kangkung-belacan"
SCAN = f"isi surat {SECRET} ".encode() * 30_000


@pytest.fixture
def again(bench: Bench) -> Iterator[None]:
    """The login is there again for the tests that come."""
    yield
    give_login(bench.world.admin, REQUESTER, PASSWORD)


def everything(store: Store) -> bytes:
    """Every byte in the folder of a laptop."""
    return b"".join(path.read_bytes() for path in sorted(Path(store.folder).rglob("*")) if path.is_file())


def speaks(store: Store, *texts: str) -> list[str]:
    held = everything(store).lower()
    return [text for text in texts if text.lower().encode() in held]


def leave(bench: Bench) -> None:
    admin = bench.world.admin
    remove(admin, Membership, [(REQUESTER, "hr")])
    remove(admin, Person, [(REQUESTER,)])


def lived(bench: Bench) -> tuple[dict[str, Store], str]:
    """The laptops of two agents and a buddy, full of somebody's words; the request."""
    requester = bench.synced()
    asked = submit(subject=f"Perihal {SECRET}", answers={"text": f"Tolong {SECRET}"})
    requester.writer.run(asked)
    scan = requester.files.put_file(SCAN, f"{SECRET}.pdf")
    requester.writer.run(reply_to(asked.id, REQUESTER, f"Ini {SECRET}", files=[scan]))
    bench.sync(requester)
    laptops = {person: bench.synced(person) for person in (AGENT, BOTH, BUDDY)}
    laptops[AGENT].writer.run(claim(asked.id, AGENT))
    laptops[AGENT].writer.run(reply_to(asked.id, AGENT, f"Soal {SECRET} sudah kami catat"))
    laptops[AGENT].drafts.save("reply", asked.id, {"text": f"dan {SECRET} lagi"}, NOW)
    bench.sync(laptops[AGENT], AGENT)
    laptops[BOTH].writer.run(claim(asked.id, BOTH))
    laptops[BOTH].writer.run(reply_to(asked.id, BOTH, f"Saya juga tahu {SECRET}"))
    bench.sync(laptops[BOTH], BOTH)
    requester.writer.run(reply_to(asked.id, REQUESTER, f"Masih {SECRET}?"))
    bench.sync(requester)
    for person, store in laptops.items():
        bench.sync(store, person)
    assert speaks(laptops[AGENT], SECRET, REQUESTER) == speaks(laptops[BOTH], SECRET, REQUESTER) == [SECRET, REQUESTER]
    assert laptops[AGENT].files.read_file(scan["sha256"]) == SCAN
    assert laptops[BOTH].drafts.list() != ()
    return laptops, asked.id


def test_nothing_of_the_person_is_left_in_any_byte_of_any_laptop(bench: Bench, again: None) -> None:
    laptops, request = lived(bench)
    leave(bench)
    pseudonym = erase(bench.world.admin, REQUESTER, NOW, lost=True)

    for person, store in laptops.items():
        assert bench.sync(store, person).problem is None
        assert speaks(store, SECRET, REQUESTER, "citra") == []
    shown = laptops[AGENT].reader.read(lambda c: requests.conversation(c, AGENT, request))
    assert shown is not None
    assert (shown.item.requester, shown.attachments) == (pseudonym, ())
    assert {message.text for message in shown.messages} == {"\N{EM DASH}"}
    assert [step.kind for step in shown.timeline] == ["Submit", "AddReply", "Claim", "AddReply", "AddReply"]


@pytest.mark.parametrize("answered", ["with the rows", "after the rows"])
def test_what_waits_about_their_request_is_refused_and_its_words_are_not_kept(
    bench: Bench, again: None, answered: str
) -> None:
    laptops, request = lived(bench)
    laptops[AGENT].writer.run(reply_to(request, AGENT, f"Terakhir: {SECRET}"))
    leave(bench)
    erase(bench.world.admin, REQUESTER, NOW, lost=True)
    if answered == "after the rows":  # all is pulled anew, and nothing is sent before
        incarnation = bench.world.value("select incarnation from portal.meta")
        laptops[AGENT].writer.meet(incarnation, None, forgotten=True)

    result = bench.sync(laptops[AGENT], AGENT)

    assert (result.problem, result.refused, result.pending) == (None, 1, 0)
    assert speaks(laptops[AGENT], SECRET, REQUESTER) == []


def test_an_erased_agent_is_a_pseudonym_on_the_laptops_of_those_they_answered(bench: Bench) -> None:
    requester, agent, colleague = bench.synced(), bench.synced(AGENT), bench.synced(BOTH)
    asked = submit()
    requester.writer.run(asked)
    bench.sync(requester)
    bench.sync(agent, AGENT)
    agent.writer.run(claim(asked.id, AGENT))
    agent.writer.run(reply_to(asked.id, AGENT, "Sudah kami catat"))
    bench.sync(agent, AGENT)
    for store, person in ((requester, REQUESTER), (colleague, BOTH)):
        bench.sync(store, person)
    admin = bench.world.admin
    admin.execute("update portal.team set lead = %s where lead = %s", [BOTH, AGENT])
    remove(admin, Membership, [(AGENT, "hr")])
    remove(admin, Person, [(AGENT,)])
    try:
        erase(admin, AGENT, NOW, lost=True)
    finally:
        give_login(admin, AGENT, PASSWORD)
        admin.execute("update portal.team set lead = %s where id = 'hr'", [AGENT])

    assert bench.world.value("select count(*) from portal.message where text = 'Sudah kami catat'") == 1
    admin.execute("update portal.team set lead = %s where id = 'hr'", [BOTH])
    for store, person in ((requester, REQUESTER), (colleague, BOTH)):
        bench.sync(store, person)
        assert speaks(store, AGENT) == []
    admin.execute("update portal.team set lead = %s where id = 'hr'", [AGENT])
