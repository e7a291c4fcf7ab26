"""The path of an answer without a name, at the database: a ticket once, an answer once, numbers from five on."""

from __future__ import annotations

import json

import psycopg
import pytest

from desktop_app.domain.feedback.questions import helped
from desktop_app.domain.feedback.rows import Poll, Tally, Ticket
from desktop_app.protocol.streams import BY_NAME
from sigap_server.articles import publish_articles
from tests.server.ballot_bench import NO, YES, answered, article, more_people, open_poll, tally, voter
from tests.server.portal_bench import PEOPLE, Portal


def test_the_same_ticket_comes_again_and_another_does_not(portal: Portal) -> None:
    poll = open_poll(portal)
    mine = voter(portal, "t-ani", poll).sign()
    before = mine.signature

    assert mine.sign().signature == before
    assert mine.place == 1
    with pytest.raises(psycopg.Error) as refused:
        voter(portal, "t-ani", poll).sign()

    assert refused.value.sqlstate == "PT409"
    assert portal.value("select tickets from portal.poll_count where poll = %s", poll) == 1


def test_an_answer_comes_again_and_counts_once(portal: Portal) -> None:
    poll = open_poll(portal)
    voters = answered(portal, poll, list(PEOPLE[:5]), [YES, YES, NO, YES, NO])

    for each in voters:  # the replies were lost: all of them send again, after they were counted
        assert each.cast(NO) is True

    assert tally(portal, poll) == (5, {"helped:yes": 3, "helped:no": 2}, [])


def test_nothing_is_published_before_five(portal: Portal) -> None:
    poll = open_poll(portal)

    answered(portal, poll, list(PEOPLE[:4]), [YES] * 4)

    assert tally(portal, poll) is None


def test_words_are_published_from_ten_answers_on_in_the_order_of_the_alphabet(portal: Portal) -> None:
    poll = open_poll(portal)
    logins = more_people(portal, 10)
    said = [json.dumps(helped(False, word)) for word in ("nomor telepon", "contoh", "tanggal", "biaya", "alamat")]

    answered(portal, poll, logins[:5], said)
    assert tally(portal, poll) == (5, {"helped:no": 5}, [])

    answered(portal, poll, logins[5:], [YES, YES, json.dumps(helped(False, "batas waktu")), YES, YES])
    words = ["alamat", "batas waktu", "biaya", "contoh", "nomor telepon", "tanggal"]
    assert tally(portal, poll) == (10, {"helped:no": 6, "helped:yes": 4}, [["missing", word] for word in words])


def test_tickets_are_let_go_five_at_a_time(portal: Portal) -> None:
    poll = open_poll(portal)
    opened = []
    for login in PEOPLE:
        mine = voter(portal, login, poll).sign()
        opened.append(mine.call("select portal_api.ballot_open(%s)", poll))

    assert opened == [0, 0, 0, 0, 5]


@pytest.mark.parametrize(
    "answer",
    [
        "", "null", "[]", "{", '{"helped": true}', '{"helped": "perhaps"}', '{"missing": "x"}',
        '{"helped": "no", "missing": " "}', '{"helped": "no", "missing": 5}', '{"helped": "no", "missing": "\\u0000"}',
        '{"helped": "yes", "name": "t-ani"}', '{"helped": ["yes"]}', json.dumps({"helped": "no", "missing": "x" * 501}),
        json.dumps({"helped": "no", "missing": "x" * 30_000}),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_not_repeated(shared_portal: Portal, answer: str) -> None:
    with shared_portal.undone():
        open_poll(shared_portal, "checked")
        fits = shared_portal.value(
            "select portal.is_answer((select questions from portal.poll where about = 'article:checked'),"
            " case when length(%s) <= 20000 then portal.parsed(%s) end)", answer, answer,
        )  # fmt: skip
    assert fits is False


def test_a_laptop_pulls_polls_its_own_tickets_and_the_tallies_of_its_teams(portal: Portal) -> None:
    poll, hidden = open_poll(portal), open_poll(portal, "gaji", audience="team:it")
    answered(portal, poll, list(PEOPLE[:5]), [YES, YES, YES, NO, NO])

    agent, employee, other = portal.laptop("t-bona"), portal.laptop("t-ani"), portal.laptop("t-dodi")

    assert agent.keys("tally") == {poll}
    assert employee.keys("tally") == other.keys("tally") == set()
    assert employee.keys("ticket") == {("t-ani", poll)}
    assert employee.keys("poll") == {poll}
    assert other.keys("poll") == {poll, hidden}
    assert [set(row) for row in ((BY_NAME[n].names) for n in ("poll", "ticket", "tally"))] == [
        {"id", "about", "version", "team", "audience", "key", "exponent"}, {"person", "poll"},
        {"poll", "about", "version", "team", "answers", "counts", "comments"},
    ]  # fmt: skip
    assert BY_NAME["poll"].row is Poll and BY_NAME["ticket"].row is Ticket and BY_NAME["tally"].row is Tally


def test_a_poll_goes_with_its_article_and_forgets_who_took_part(portal: Portal) -> None:
    poll = open_poll(portal)
    answered(portal, poll, list(PEOPLE[:5]), [YES] * 5)
    late = voter(portal, "t-ani", open_poll(portal, version=2)).sign()
    second, third = open_poll(portal, version=2), open_poll(portal, version=3)

    held = portal.admin.execute("select id from portal.poll order by id").fetchall()
    assert held == [(second,), (third,)]
    assert late.cast() is True  # the version before the newest is still taken
    assert portal.admin.execute("select poll from portal.ticket").fetchall() == [(second,)]
    assert tally(portal, poll) == (5, {"helped:yes": 5}, [])

    publish_articles(portal.admin, [article("lain")], whole=True)
    assert portal.admin.execute("select about from portal.poll").fetchall() == [("article:lain",)]
    for table in ("ticket", "ballot", "spent"):
        assert portal.value(f"select count(*) from portal.{table}") == 0, table


def test_publishing_again_changes_no_poll_and_no_exponent_comes_twice(portal: Portal) -> None:
    query = "select id, exponent, changed::text from portal.poll order by id"
    open_poll(portal)
    before = portal.admin.execute(query).fetchall()
    open_poll(portal)
    assert portal.admin.execute(query).fetchall() == before

    given = [before[0][1]]
    for version in range(2, 6):
        open_poll(portal, version=version)
        given.append(portal.value("select max(exponent) from portal.poll"))
    publish_articles(portal.admin, [article("lain")], whole=True)

    given.append(portal.value("select exponent from portal.poll"))
    assert given == sorted(set(given))


def test_an_article_that_nobody_answers_for_is_not_asked_about(portal: Portal) -> None:
    publish_articles(portal.admin, [article(owner="")])

    assert portal.value("select count(*) from portal.poll") == 0
