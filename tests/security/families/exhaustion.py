"""Using up what all share: memory, time, connections, locks, temporary space, the queue of notifications."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.security.attack import CALLED_OFF, Attack, End, sql
from tests.security.attacker import Attacker, codes
from tests.security.persons import Who

TOO_LARGE = ("PT413",)
REQUEST = {"request": "<request>"}
DEEP = "[" * 100_000 + "]" * 100_000


def text(commands: str) -> Callable[[Attacker], Any]:
    """What is no list of commands at all, as the argument of a call."""
    return lambda attacker: attacker.sync(commands)


def body(words: str, kind: str = "AddReply") -> Callable[[Attacker], Any]:
    return lambda attacker: attacker.push(kind, words)


def hundred_megabytes(attacker: Attacker) -> Any:
    return attacker.sync([attacker.command("AddReply", {"request": "<own>", "text": "x" * 100_000_000})])


def many(count: int) -> Callable[[Attacker], Any]:
    return lambda attacker: attacker.sync([attacker.command("Claim", REQUEST) for _ in range(count)])


def deep_beside_a_good_one(attacker: Attacker) -> Any:
    """A command that cannot be read is refused alone, also where the call looks into all of them first."""
    lines = [attacker.command("AddReply", f'{{"request": {DEEP}}}'), attacker.command("Claim", REQUEST)]
    return codes(attacker.sync(lines))


def connects(times: int) -> Callable[[Attacker], Any]:
    return lambda attacker: [attacker.connect() for _ in range(times)]


def registers_devices(attacker: Attacker) -> Any:
    for _ in range(50):
        attacker.town.device(attacker.login)
    return attacker.run("select portal_api.hello('one-more', 1)")


def follows_everything(attacker: Attacker) -> Any:
    """Somebody whose laptops all follow; when there is no place left, others look by themselves as before."""
    told = []
    for _ in range(101):
        attacker._device = ""
        told.append(attacker.run("select portal_api.follow(%s, 1, '<own>')", [attacker.device])[0][0])
    return told[-1]


def held(statement: Callable[[Attacker], Any], victim: Who, wants: Callable[[Attacker], Any]) -> Any:
    """Somebody calls in a transaction that they do not end; what another gets meanwhile, who does not wait."""

    def act(attacker: Attacker) -> Any:
        attacker.run("begin")
        statement(attacker)
        with Attacker(attacker.town, victim) as other:
            other.run("set lock_timeout = '250ms'")
            return wants(other)

    return act


def commands_of(kind: str, *bodies: dict[str, Any]) -> Callable[[Attacker], Any]:
    return lambda attacker: codes(attacker.sync([attacker.command(kind, body) for body in bodies]))


def expired_then_followed(attacker: Attacker) -> Any:
    attacker.town.portal.admin.execute(
        "insert into portal.follower values ('device-gone', 't-citra', 'x', 'c', 0) on conflict do nothing"
    )
    return attacker.run("select portal_api.follow(%s, 1, '<own>')", [attacker.device])


def follows(attacker: Attacker) -> Any:
    return attacker.run("select portal_api.follow(%s, 1, '<request>')", [attacker.device])[0][0] is not None


@contextmanager
def short_of_patience(attacker: Attacker) -> Iterator[None]:
    """A company where any transaction is open for too long, so that nobody has to wait ten seconds to be put out."""
    admin = attacker.town.portal.admin
    longest = (
        "create or replace function portal.longest() returns interval language sql immutable"
        " as $$ select interval '%s' $$"
    )
    admin.execute(longest % "0 seconds")
    try:
        yield
    finally:
        admin.execute(longest % "10 seconds")


def never_commits(call: Callable[[Attacker], Any], wants: Callable[[Attacker], Any]) -> Callable[[Attacker], Any]:
    """Calls and does not commit: the next one of HR who needs the same ends that transaction and goes on."""

    def act(attacker: Attacker) -> Any:
        attacker.run("set idle_in_transaction_session_timeout = 0")
        attacker.run("begin")
        call(attacker)
        with short_of_patience(attacker), Attacker(attacker.town, Who.HR) as agent:
            agent.run("set lock_timeout = '250ms'")
            return wants(agent)

    return act


def signs(attacker: Attacker) -> Any:
    """A ticket for a poll."""
    return len(attacker.run("select portal_api.ballot_sign('<poll>', %s)", [b"\x01" * 256]))


def fills_the_queue(attacker: Attacker) -> Any:
    """A listener that reads nothing, and notifications of 7,900 characters."""
    listener = attacker.connect()
    attacker.run("listen flood", on=listener)
    attacker.run("begin", on=listener)
    for at in range(20):
        attacker.run("begin;" + "".join(f"notify flood, '{at}-{line}{'x' * 7900}';" for line in range(20)) + "commit")
    return attacker.push("Claim", REQUEST)


def raw(statement: bytes) -> Callable[[Attacker], Any]:
    """Bytes as they are."""
    return lambda attacker: (attacker.run("set client_encoding = 'SQL_ASCII'"), attacker.connection.execute(statement))


def long_lists(attacker: Attacker) -> Any:
    """A hundred thousand scopes, streams and transactions in the arguments."""
    several = [f"team:{at}" for at in range(100_000)]
    attacker.sync(scopes=several)
    attacker.sync(full=several)
    return attacker.sync(snapshot="1000000:2000000:" + ",".join(str(at) for at in range(1_000_001, 1_100_000)))


OPEN = {
    "asks for a gigabyte of memory": ("`work_mem`", "set work_mem = '1GB'"),
    "takes away the limit of a statement": ("`statement_timeout`", "set statement_timeout = 0"),
    "takes away the limit of a wait": ("`statement_timeout`", "set lock_timeout = 0"),
    "takes away the limit of an idle transaction": (
        "`statement_timeout`",
        "set idle_in_transaction_session_timeout = 0",
    ),
    "keeps a processor busy": (
        "`generate_series`",
        "select count(*) from generate_series(1, 300000) a, generate_series(1, 3) b",
    ),
    "keeps memory busy": ("`generate_series`", "select length(repeat('x', 50000000))"),
    "notifies anything": ("NOTIFY", "notify anything, 'x'"),
    "listens to anything": ("NOTIFY", "listen anything"),
    "leaves a hundred statements prepared": (
        "`generate_series`",
        ";".join(f"prepare p{at} as select {at}" for at in range(100)),
    ),
}

TICKETS = frozenset({"portal.ticket", "portal.poll_count", "portal.told"})

ATTACKS = [
    Attack("sends a hundred megabytes", Who.EMPLOYEE, hundred_megabytes, codes=TOO_LARGE),
    Attack(
        "sends a hundred thousand commands",
        Who.EMPLOYEE,
        text("[" + ",".join(["[1]"] * 100_000) + "]"),
        codes=TOO_LARGE,
    ),
    Attack("sends a hundred and one commands", Who.EMPLOYEE, many(101), codes=TOO_LARGE),
    Attack("sends a list of a hundred thousand levels", Who.EMPLOYEE, text(DEEP), codes=("54001",)),
    Attack("sends a command of a hundred thousand levels", Who.EMPLOYEE, body(DEEP), End.RECORDED, codes=("failed",)),
    Attack(
        "sends a command of a hundred thousand levels beside another",
        Who.EMPLOYEE,
        deep_beside_a_good_one,
        End.RECORDED,
        codes=("failed", "unknown"),
    ),
    Attack(
        "answers with five thousand levels",
        Who.EMPLOYEE,
        body(
            '{"form": "question", "version": 1, "subject": "s", "today": "1970-01-01", "answers": {"text": '
            + "[" * 5000
            + "]" * 5000
            + "}}",
            "Submit",
        ),
        End.RECORDED,
        codes=("invalid_answers", "failed"),
    ),
    Attack(
        "names a request by a number with a hundred thousand digits",
        Who.EMPLOYEE,
        body('{"request": ' + "9" * 100_000 + ', "text": "x"}'),
        End.RECORDED,
        codes=("unknown",),
    ),
    Attack(
        "gives a version with a hundred thousand digits",
        Who.EMPLOYEE,
        body('{"form": "question", "version": 1e100000}', "Submit"),
        End.RECORDED,
        codes=("failed",),
    ),
    Attack(
        "gives a number with an exponent of a billion", Who.EMPLOYEE, text("[[1e1000000000]]"), codes=("22003", "22P02")
    ),
    Attack("sends a NUL in JSON", Who.EMPLOYEE, text(r'[[1, "Claim", "\u0000", 0, ""]]'), codes=("22P05",)),
    Attack(
        "sends a NUL in a command",
        Who.EMPLOYEE,
        body(r'{"request": "<own>", "text": "\u0000"}'),
        End.RECORDED,
        codes=("failed",),
    ),
    Attack("sends a NUL in a statement", Who.EMPLOYEE, sql(r"select E'\000'"), codes=("22021",)),
    Attack("sends half a character in JSON", Who.EMPLOYEE, text(r'[[1, "Claim", "\ud800", 0, ""]]'), codes=("22P02",)),
    Attack(
        "sends half a character in a command",
        Who.EMPLOYEE,
        body(r'{"request": "<own>", "text": "\udc00x"}'),
        End.RECORDED,
        codes=("failed",),
    ),
    Attack("sends half a character as bytes", Who.EMPLOYEE, raw(b"select '\xed\xa0\x80'"), codes=("22021",)),
    Attack("sends a character in too many bytes", Who.EMPLOYEE, raw(b"select '\xc0\x80'"), codes=("22021",)),
    Attack(
        "makes half a character at the server",
        Who.EMPLOYEE,
        sql(r"select portal_api.hello(convert_from('\xeda080', 'utf8'), 1)"),
        codes=("22021",),
    ),
    Attack("makes two gigabytes of text", Who.EMPLOYEE, sql("select repeat('x', 2000000000)"), codes=("54000",)),
    Attack(
        "makes a verifier of fifty megabytes",
        Who.EMPLOYEE,
        sql("select portal_api.enroll(repeat('x', 50000000))"),
        codes=("PT422",),
    ),
    Attack(
        "nests a statement ten thousand times",
        Who.EMPLOYEE,
        sql("select " + "(" * 50_000 + "1" + ")" * 50_000),
        codes=("54001", "53200", "42601"),
    ),
    Attack(
        "sends a hundred thousand scopes, streams and transactions",
        Who.EMPLOYEE,
        long_lists,
        End.USELESS,
        brings=lambda reply: "message" not in str(reply),
    ),
    Attack(
        "fills the disk by sorting",
        Who.EMPLOYEE,
        sql(
            "set work_mem = '64kB'",
            "select count(*) from (select repeat('x', 500) || g as w from"
            " generate_series(1, 400000) g order by 1 offset 1) s",
        ),
        codes=("53400",),
    ),
    Attack(
        "fills the disk by a cursor that is kept",
        Who.EMPLOYEE,
        sql(
            "set work_mem = '64kB'",
            "declare c cursor with hold for select repeat('x', 500) from generate_series(1, 400000)",
        ),
        codes=("53400",),
    ),
    Attack("draws the limit of temporary files higher", Who.EMPLOYEE, sql("set temp_file_limit = '1TB'")),
    Attack(
        "takes the limit of temporary files out of their role",
        Who.EMPLOYEE,
        sql('alter role "t-eka" reset temp_file_limit'),
    ),
    Attack("comes in seven times at once", Who.CONTRACTOR, connects(7), codes=("53300", None)),
    Attack("comes with a fifty-first device", Who.EMPLOYEE, registers_devices, codes=("PT429",)),
    Attack(
        "follows with a hundred and one devices",
        Who.EMPLOYEE,
        follows_everything,
        End.USELESS,
        leaves=frozenset({"portal.follower"}),
        brings=lambda channel: channel is None,
    ),
    Attack(
        "is called off by a limit of their own",
        Who.EMPLOYEE,
        sql("set statement_timeout = '50ms'", "select count(*) from generate_series(1, 100000000)"),
        codes=(CALLED_OFF,),
    ),
    *(
        Attack(
            f"holds {what} and not theirs in a transaction without end",
            Who.EMPLOYEE,
            held(commands_of(kind, *bodies), victim, commands_of(wants, bodies[0])),
            End.USELESS,
            leaves=frozenset({"what was refused"}),
            brings=lambda told: told[0] in ("taken", "not_yours"),
        )
        for what, kind, bodies, victim, wants in (
            ("a request", "AddReply", (REQUEST,), Who.HR, "Claim"),
            ("requests named in a batch", "AddReply", (REQUEST, {"request": "<resolved>"}), Who.HR, "Claim"),
            ("a task", "CompleteTask", ({"task": "<task>"},), Who.REQUESTER, "CompleteTask"),
            (
                "tasks named in a batch",
                "CompleteTask",
                ({"task": "<task>"}, {"task": "x"}),
                Who.REQUESTER,
                "CompleteTask",
            ),
        )
    ),
    Attack(
        "holds what others would clear away of an open conversation",
        Who.EMPLOYEE,
        held(expired_then_followed, Who.HR, follows),
        End.USELESS,
        leaves=frozenset({"portal.follower"}),
        brings=bool,
    ),
    Attack(
        "replies and never commits",
        Who.REQUESTER,
        never_commits(commands_of("AddReply", REQUEST | {"text": "x"}), commands_of("Claim", REQUEST)),
        End.USELESS,
        leaves=frozenset({"what was refused"}),
        brings=lambda told: told == ["taken"],
    ),
    Attack(
        "replies in a batch and never commits",
        Who.REQUESTER,
        never_commits(
            commands_of("AddReply", REQUEST | {"text": "x"}, {"request": "<resolved>"}),
            commands_of("Claim", REQUEST, {"request": "<resolved>"}),
        ),
        End.USELESS,
        leaves=frozenset({"what was refused"}),
        brings=lambda told: told == ["taken", "wrong_state"],
    ),
    Attack(
        "takes a ticket of a poll and never commits",
        Who.EMPLOYEE,
        never_commits(
            lambda attacker: attacker.run("select portal_api.ballot_sign('<poll>', %s)", [b"\x02" * 256]), signs
        ),
        End.USELESS,
        leaves=TICKETS,
        brings=lambda tickets: tickets == 1,
    ),
    Attack(
        "floods the queue of notifications",
        Who.EMPLOYEE,
        fills_the_queue,
        End.OPEN,
        leaves=frozenset({"what was refused"}),
        row="NOTIFY",
        brings=lambda told: told == ["unknown"],
    ),
    *(Attack(name, Who.LEAD, sql(statement), End.OPEN, row=row) for name, (row, statement) in OPEN.items()),
]
