"""What an employee, an agent, a lead or the owner could do to count, to see, or to answer more than is theirs."""

from __future__ import annotations

import json
import random
import secrets
import threading
from itertools import combinations

import psycopg
import pytest

from desktop_app.domain.feedback.blind_signature import ballot_message, blind, encoded, verify
from desktop_app.domain.feedback.questions import helped
from sigap_server.logins import give_login
from sigap_server.publish import publish_people
from tests.server.ballot_bench import NO, YES, Voter, answered, key_of, open_poll, tally, voter
from tests.server.portal_bench import IN_HR, PASSWORD, PEOPLE, Portal, people

EMPLOYEE, AGENT, LEAD, OTHER_TEAM = "t-ani", "t-citra", "t-bona", "t-dodi"
TABLES = ("ballot", "spent", "ticket", "tally", "poll", "poll_count", "signing_key", "signing_secret")


def refused(each: Voter, answer: str = YES, **more: str) -> str:
    """The code of the refusal."""
    with pytest.raises(psycopg.Error) as error:
        each.cast(answer, **more)
    assert answer not in str(error.value)
    return error.value.sqlstate or ""


def as_owner(portal: Portal, poll: str) -> Voter:
    """A ticket that nobody asked for: who holds the secret half of the key can make as many as they like."""
    made = voter(portal, "t-ani", poll)
    p, q = portal.admin.execute("select p, q from portal.signing_secret").fetchone() or (0, 0)
    d = pow(made.key.exponent, -1, (int(p) - 1) * (int(q) - 1))
    made.signature = pow(encoded(made.message), d, made.key.modulus).to_bytes(256, "big")
    return made


@pytest.mark.parametrize("login", [EMPLOYEE, AGENT, LEAD, OTHER_TEAM])
def test_nobody_reads_answers_tickets_or_keys(portal: Portal, login: str) -> None:
    answered(portal, open_poll(portal), list(PEOPLE[:4]), [NO] * 4)
    with psycopg.connect(portal.url(login), autocommit=True) as connection:
        for table in TABLES:
            for query in (f"select * from portal.{table}", f"copy portal.{table} to stdout"):
                with pytest.raises(psycopg.Error) as error:
                    connection.execute(query)  # type: ignore[call-overload]
                assert error.value.sqlstate == "42501"
    laptop = portal.laptop(login)
    assert laptop.keys("ticket") <= {(login, "article:cuti@1")}
    assert laptop.keys("tally") == set()


def test_no_two_results_that_were_ever_published_differ_by_less_than_five(
    portal: Portal, chance: random.Random
) -> None:
    """Whoever looks after each single answer, and keeps all they saw, sees steps of five people or more."""
    poll = open_poll(portal)
    agent = portal.laptop(AGENT)
    seen: list[dict[str, int]] = [{"helped:yes": 0, "helped:no": 0, "answers": 0}]
    words: list[list[list[str]]] = [[]]
    for at in range(33):
        as_owner(portal, poll).cast(chance.choice([YES, NO, json.dumps(helped(False, f"kata {at}"))]))
        portal.opened.pop().close()
        agent.sync()
        for row in agent.rows["tally"].values():
            _, _, _, _, answers, counts, comments = row
            now = {"helped:yes": 0, "helped:no": 0} | json.loads(counts) | {"answers": answers}
            if now != seen[-1]:
                seen.append(now)
                words.append(json.loads(comments))

    assert len(seen) == 7
    for one, other in combinations(seen, 2):
        assert abs(one["answers"] - other["answers"]) >= 5
        assert abs(sum(one[f"helped:{o}"] - other[f"helped:{o}"] for o in ("yes", "no"))) >= 5
    assert all(not said for said, of in zip(words, seen, strict=True) if of["answers"] < 10)
    assert all(said == sorted(said) for said in words)


def test_at_no_time_can_what_arrives_be_of_fewer_than_five(portal: Portal, chance: random.Random) -> None:
    """Who keeps the log of the server knows when each ticket was given and when each answer came. Laptops let go only
    of tickets that are open, so whenever an answer comes, five or more of those whose laptops may have sent it wait.
    """
    poll = open_poll(portal)
    ready: list[int] = []
    cast = 0
    for place in range(1, 24):  # one after the other ask, and each time some of those who may let go do
        portal.admin.execute("update portal.poll_count set tickets = %s where poll = %s", [place, poll])
        opened = voter(portal, "t-ani", poll).call("select portal_api.ballot_open(%s)", poll)
        portal.opened.pop().close()
        assert opened == place - place % 5
        ready = list(range(1, int(str(opened)) + 1))
        for _ in range(chance.randrange(3)):
            if cast < len(ready):
                assert len(ready) >= 5
                cast += 1
    assert cast > 5


def test_a_small_team_is_never_counted(portal: Portal) -> None:
    poll = open_poll(portal, audience="team:hr")
    answered(portal, poll, list(IN_HR), [NO, NO])

    assert tally(portal, poll) is None
    assert portal.laptop(LEAD).keys("tally") == set()


def test_one_person_with_two_laptops_at_the_same_moment_gets_one_ticket(portal: Portal) -> None:
    poll = open_poll(portal)
    both = [voter(portal, "t-ani", poll), voter(portal, "t-ani", poll)]
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def ask(each: Voter) -> None:
        start.wait()
        try:
            each.sign()
            outcomes.append("signed")
        except psycopg.Error as error:
            outcomes.append(error.sqlstate or "")

    threads = [threading.Thread(target=ask, args=[each]) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["PT409", "signed"]
    assert portal.value("select tickets from portal.poll_count") == 1


def test_a_forged_ticket_is_refused_and_counts_nothing(portal: Portal) -> None:
    poll = open_poll(portal)
    for signature in (bytes(256), b"\xff" * 256, secrets.token_bytes(256), (1).to_bytes(256, "big"), b"short", b""):
        forged = voter(portal, "t-ani", poll)
        forged.signature = signature
        assert refused(forged) == "PT403"
        portal.opened.pop().close()
    raised = voter(portal, "t-ani", poll)  # a signature that is one modulo the modulus, written otherwise
    raised.sign()
    raised.signature = (int.from_bytes(raised.signature, "big") + raised.key.modulus).to_bytes(257, "big")
    assert refused(raised) == "PT403"

    assert portal.value("select count(*) from portal.ballot") == 0


def test_a_ticket_fits_neither_another_token_nor_another_poll(portal: Portal) -> None:
    one, other = open_poll(portal), open_poll(portal, "gaji")
    mine = voter(portal, "t-ani", one).sign()

    assert refused(mine, poll=other) == "PT403"
    mine.token = secrets.token_bytes(32)
    assert refused(mine) == "PT403"
    assert portal.value("select count(*) from portal.ballot") == 0


def test_a_poll_does_not_sign_for_another(portal: Portal) -> None:
    """Whoever asks one poll to sign, unseen, a message that names another has a ticket for neither."""
    one, other = open_poll(portal), open_poll(portal, "gaji")
    cheat = voter(portal, "t-ani", one)
    wanted = ballot_message(other, cheat.token)
    cheat.blinded = blind(key_of(portal, one), wanted, secrets.token_bytes)
    said = cheat.call("select portal_api.ballot_sign(%s, %s)", one, cheat.blinded.message)
    number = int(json.loads(str(said))["signature"], 16) * int.from_bytes(cheat.blinded.inverse, "big")
    cheat.signature = (number % cheat.key.modulus).to_bytes(256, "big")
    assert verify(cheat.key, wanted, cheat.signature)

    assert refused(cheat, poll=other) == "PT403"
    assert refused(cheat, poll=one) == "PT403"


def test_products_of_tickets_are_no_ticket(portal: Portal) -> None:
    """RSA multiplies: what two tickets give together fits no message."""
    polls = [open_poll(portal), open_poll(portal, "gaji")]
    a, b = (voter(portal, "t-ani", poll).sign() for poll in polls)
    product = int.from_bytes(a.signature, "big") * int.from_bytes(b.signature, "big")
    for poll in polls:
        a.signature = (product % a.key.modulus).to_bytes(256, "big")
        assert refused(a, poll=poll) == "PT403"


def test_the_same_ticket_with_another_answer_counts_as_the_first(portal: Portal) -> None:
    poll = open_poll(portal)
    mine = voter(portal, "t-ani", poll).sign()
    mine.cast(NO)
    mine.cast(YES)

    assert portal.value("select answer ->> 'helped' from portal.ballot") == "no"
    assert portal.value("select count(*) from portal.ballot") == 1


@pytest.mark.parametrize("blinded", [b"", bytes(256), (1).to_bytes(256, "big"), b"\xff" * 256, bytes(300), None])
def test_what_gives_the_key_away_is_not_signed(portal: Portal, blinded: bytes | None) -> None:
    poll = open_poll(portal)
    with pytest.raises(psycopg.Error) as error:
        voter(portal, "t-ani", poll).call("select portal_api.ballot_sign(%s, %s)", poll, blinded)

    assert error.value.sqlstate == "PT422"
    assert portal.value("select count(*) from portal.ticket") == 0


def test_who_may_not_read_an_article_can_neither_ask_nor_answer(portal: Portal) -> None:
    poll = open_poll(portal, audience="team:it")
    outsider = voter(portal, EMPLOYEE, poll)
    with pytest.raises(psycopg.Error) as error:
        outsider.sign()
    assert error.value.sqlstate == "PT404"
    with pytest.raises(psycopg.Error) as error:
        outsider.call("select portal_api.ballot_open(%s)", poll)
    assert error.value.sqlstate == "PT404"
    outsider.signature = as_owner(portal, poll).signature
    assert refused(outsider) == "PT404"


def test_a_leaver_has_no_voice(portal: Portal) -> None:
    """A login without a person of the company: neither a ticket, nor an answer with one from before."""
    poll = open_poll(portal)
    mine = voter(portal, "t-eka", poll).sign()
    portal.admin.execute("delete from portal.person where login = 't-eka'")

    assert refused(mine) == "PT403"
    with pytest.raises(psycopg.Error) as error:
        voter(portal, "t-eka", poll).sign()
    assert error.value.sqlstate == "PT403"
    publish_people(portal.admin, people(), [])
    give_login(portal.admin, "t-eka", PASSWORD)


def test_what_cannot_be_hidden_is_so_and_is_told(portal: Portal) -> None:
    """Who watches the server live sees who is connected and calls; who holds the key can invent answers; four who agree
    know the fifth. The decision's page says each, and the person is told the first where they answer."""
    poll = open_poll(portal)
    live = voter(portal, "t-ani", poll).sign()
    live.cast(NO)
    calls = portal.admin.execute(
        "select usename from pg_stat_activity where query like '%%ballot_cast%%' and datname = current_database()"
        " and pid <> pg_backend_pid()"
    ).fetchall()
    assert ("t-ani",) in calls

    for _ in range(4):
        as_owner(portal, poll).cast(YES)
    found = tally(portal, poll)
    assert found is not None and found[1] == {"helped:yes": 4, "helped:no": 1}
