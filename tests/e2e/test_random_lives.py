"""Five laptops, random lives: the promises hold whatever the order (I2, I4, I5, I7).

`SIGAP_LIVES=200 pytest tests/e2e/test_random_lives.py` lives more of them; the header's seed repeats a run.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_app.domain.effects import Command, Withdrawn
from desktop_app.domain.requests.conversation import AddReply, Resolve
from desktop_app.domain.requests.rows import Attachment, Request
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.streams import STREAMS
from desktop_app.store import schema
from tests.databases import Server
from tests.sayings import CHAINS, KINDS, Sayings
from tests.world import AGENT, ARTICLES, BOTH, BUDDY, REQUESTER, T0, TASKS, Crash, Laptop, World
from tests.writings import WRITING, Writings

WHO = (AGENT, BOTH, REQUESTER, REQUESTER, BUDDY)
LIVES = int(os.environ.get("SIGAP_LIVES", "6"))
STEPS = {
    "command": 50, "chain": 10, "sync": 22, "lose_a_reply": 4, "take_a_late_reply": 4, "send_a_part": 8,
    "change_teams": 4, "move_a_request": 3, "publish": 3, "offer_a_form": 3, "upgrade": 2, "restart": 1, "withdraw": 5,
    "amend": 5, "carry_files": 4, "change_site": 1, "look_away": 1, "work_alone": 5,
}  # fmt: skip

ALL: dict[type[Command], int] = KINDS | WRITING
ONLINE = ("sync", "send_a_part", "work_alone", "lose_a_reply")


class Lives:
    """One life of five laptops: a random step at a time, all checked after each."""

    def __init__(self, world: World, chance: random.Random, tally: Counter[str]) -> None:
        self.world, self.chance, self.tally = world, chance, tally
        world.reset()
        self.laptops = [Laptop(world, person) for person in WHO]
        self.late: dict[Laptop, list[Any]] = {laptop: [] for laptop in self.laptops}
        quiet = chance.choice([1, 1, 0.3])  # some lives are mostly offline
        self.weights = {step: weight * (quiet if step in ONLINE else 1) for step, weight in STEPS.items()}
        self.age = 0  # counts what may have changed the database
        self.known = dict.fromkeys(self.laptops, -1)  # its age when a laptop last was up to date
        for laptop in self.laptops[:4]:  # the fifth makes its first pull in the middle of it all
            laptop.catch_up()
        for laptop in (*self.laptops[:4], *self.laptops[:4]):
            for _ in range(2):
                self.run(laptop, Submit)
            laptop.catch_up()

    def live(self, steps: int) -> None:
        for _ in range(steps):
            laptop = self.chance.choice(self.laptops)
            (step,) = self.chance.choices(list(self.weights), list(self.weights.values()))
            getattr(self, step)(laptop)
            for each in self.laptops:
                if each is laptop or self.chance.random() < 0.1:
                    each.check()
        self.end()

    # ---- steps

    def command(self, laptop: Laptop) -> None:
        (kind,) = self.chance.choices(list(ALL), list(ALL.values()))
        kind = kind if laptop.rows_of(Request) else Submit
        self.run(laptop, kind, crash=self.chance.randrange(14) if self.chance.random() < 0.05 else None)

    def chain(self, laptop: Laptop) -> None:
        about = self.some_request(laptop)
        for kind in self.chance.choice(CHAINS):
            if self.run(laptop, kind, about) and kind is Submit:
                about = laptop.said[-1].id
        if self.chance.random() < 0.5:
            self.sync(laptop)

    def run(self, laptop: Laptop, kind: type[Command], about: str | None = None, crash: int | None = None) -> bool:
        command = self.made(laptop, kind, about or self.some_request(laptop))
        before = laptop.state()
        try:
            with laptop.power_fails_before(crash):
                code = laptop.run(command)
        except Crash:
            self.tally["crash in a command"] += 1
            assert laptop.state() == before
            return False
        self.tally[f"local {code or 'ok'}"] += 1
        return code is None

    def work_alone(self, laptop: Laptop) -> None:
        """Nobody else does anything between two syncs: then nothing is refused, and nothing looks different after."""
        laptop.catch_up()
        self.age += 1
        self.known[laptop] = self.age
        about = self.some_request(laptop)
        for _ in range(self.chance.randrange(1, 5)):
            (kind,) = self.chance.choices(list(ALL), list(ALL.values()))
            self.run(laptop, kind, about if self.chance.random() < 0.7 else None)
        self.sync(laptop)

    def sync(self, laptop: Laptop) -> None:
        crash = self.chance.randrange(60) if self.chance.random() < 0.15 else None
        alone = self.known[laptop] == self.age and crash is None
        waiting, showed, told = bool(laptop.model.pending), self.shown(laptop), laptop.refusals()
        self.age += waiting
        taken = laptop.sync(crash)
        if taken is None:
            self.tally["crash in a pull"] += 1
            self.known[laptop] = -1
            return
        kind = "sync" if taken.reply.complete else "page" if taken.reply.paged else "page of news"
        self.tally[kind] += 1
        if taken.reply.complete and taken.reply.after is None:
            if alone and waiting:
                assert self.shown(laptop) == showed, "effects and apply differ"
                assert laptop.refusals() == told
                self.tally["alone: effects = apply"] += 1
            self.known[laptop] = self.age

    def lose_a_reply(self, laptop: Laptop) -> None:
        self.age += 1
        self.late[laptop].append(laptop.call())
        self.tally["reply lost"] += 1

    def take_a_late_reply(self, laptop: Laptop) -> None:
        if self.late[laptop]:
            reply = self.late[laptop].pop(self.chance.randrange(len(self.late[laptop])))
            self.known[laptop] = -1
            self.tally["late reply taken" if laptop.take(reply).rows else "late reply set aside"] += 1

    def send_a_part(self, laptop: Laptop) -> None:
        """Only the first commands of a push arrive."""
        self.age += 1
        laptop.take(laptop.call(commands=self.chance.choice([0, 0, 1, 2])))
        if laptop.model.pending:
            self.tally["pull with commands pending"] += 1

    def change_teams(self, _: Laptop) -> None:
        self.age += 1
        change = self.world.join if self.chance.random() < 0.6 else self.world.leave
        change(self.chance.choice([AGENT, BOTH, BUDDY]), self.chance.choice(["hr", "it"]))

    def change_site(self, _: Laptop) -> None:
        self.age += 1
        self.world.sit_at(self.chance.choice(WHO), self.chance.choice(["jakarta", "makassar"]))

    def move_a_request(self, laptop: Laptop) -> None:
        self.age += 1
        self.world.move(self.some_request(laptop), self.chance.choice(["hr", "it"]))

    def publish(self, _: Laptop) -> None:
        self.age += 1
        audience = self.chance.choice(["all", "team:it", "team:hr", f"person:{REQUESTER}", "site:makassar"])
        self.world.publish(self.chance.choice(ARTICLES), audience)

    def offer_a_form(self, _: Laptop) -> None:
        self.age += 1
        self.world.offer("repair", self.chance.random() < 0.6)

    def restart(self, laptop: Laptop) -> None:
        laptop.restart()
        self.late[laptop].clear()  # what was on its way ended with the process

    def look_away(self, laptop: Laptop) -> None:
        """The index takes in what it was fed."""
        laptop.store.feed.done(laptop.store.feed.take(1000))

    def withdraw(self, laptop: Laptop) -> None:
        if laptop.said:
            done = laptop.withdraw(self.some_number(laptop, range(max(1, len(laptop.said) - 5), len(laptop.said) + 1)))
            self.tally["withdrawn" if done else "too late to withdraw"] += 1
            self.known[laptop] = -1 if done else self.known[laptop]

    def amend(self, laptop: Laptop) -> None:
        spoken = [no for no, each in enumerate(laptop.said, 1) if isinstance(each, AddReply | Resolve | Submit)]
        if spoken:
            done = laptop.amend(self.some_number(laptop, spoken[-4:]), self.sayings(laptop).reworded)
            self.tally[f"amended: {done}"] += 1

    def some_number(self, laptop: Laptop, among: Sequence[int]) -> int:
        """Mostly of a command that was not sent yet."""
        unsent = [no for no in among if no in laptop.model.pending and no not in laptop.model.sent]
        return self.chance.choice(unsent if unsent and self.chance.random() < 0.8 else among)

    def carry_files(self, laptop: Laptop) -> None:
        self.age += 1
        laptop.carry_files()

    def upgrade(self, laptop: Laptop) -> None:
        """The laptop held an older shape of requests: `number` is new, `legacy` is no more."""
        laptop.store.close()
        engine = sa.create_engine(f"sqlite:///{laptop.folder}/data/sigap.sqlite")
        with engine.begin() as connection:
            connection.exec_driver_sql("drop index request_by_number")
            connection.exec_driver_sql("alter table request drop column number")
            connection.exec_driver_sql("alter table request add column legacy text")
            kept = connection.exec_driver_sql("select key, before from shadow where stream = 'request'").all()
            for key, before in kept:
                if before is not None:
                    older = {k: v for k, v in json.loads(before).items() if k != "number"} | {"legacy": "x"}
                    update = "update shadow set before = ? where stream = 'request' and key = ?"
                    connection.exec_driver_sql(update, (json.dumps(older), key))
            connection.exec_driver_sql("update replica_state set hash = 'older' where stream = 'request'")
        engine.dispose()
        model, at = laptop.model, STREAMS_BY_NAME["request"].names.index("number")
        model.base["request"] = {key: (*row[:at], None, *row[at + 1 :]) for key, row in model.base["request"].items()}
        model.full.add("request")
        model.after = None
        laptop.store = laptop._opened()
        self.late[laptop].clear()
        self.known[laptop] = -1
        self.tally["upgrade"] += 1

    # ---- commands

    def made(self, laptop: Laptop, kind: type[Command], about: str) -> Command:
        """A command of this kind; often one that does not fit."""
        at = T0 + timedelta(seconds=self.chance.randrange(1000))
        if kind in WRITING:
            return Writings(self.chance, laptop.person, laptop.rows_of, ARTICLES).command(kind, at)
        return self.sayings(laptop).command(kind, about, at)

    def sayings(self, laptop: Laptop) -> Sayings:
        def keep(content: bytes) -> dict[str, Any]:
            return laptop.store.files.put_file(content, "bukti.pdf")

        return Sayings(self.chance, laptop.person, keep, (AGENT, BOTH, BUDDY), ARTICLES, TASKS)

    def some_request(self, laptop: Laptop) -> str:
        known = [request.id for request in laptop.rows_of(Request)]
        return self.chance.choice(known) if known and self.chance.random() < 0.97 else "nothing"

    @staticmethod
    def shown(laptop: Laptop) -> dict[str, Any]:
        """What a laptop shows, but for what only the database fills in."""
        held = laptop.state()
        return {s.name: {key: s.without_given(row) for key, row in held[s.name].items()} for s in STREAMS}

    # ---- the end

    def end(self) -> None:
        """All sync until nothing waits; then database and laptops say the same."""
        for _ in range(2):
            for laptop in self.laptops:
                laptop.catch_up()
                laptop.carry_files()
        for laptop in self.laptops:
            laptop.sync()
            laptop.check()
            assert laptop.state() == self.world.seen_by(laptop.person)
            self.each_command_once(laptop)
            self.no_words_lost(laptop)
            self.no_file_lost(laptop)

    def each_command_once(self, laptop: Laptop) -> None:
        query = "select no, id, kind, outcome from portal.event where device = %s order by no"
        events = self.world.admin.execute(query, [laptop.store.identity.device]).fetchall()
        assert [event[:3] for event in events] == [
            (no, command.id, type(command).__name__) for no, command in enumerate(laptop.said, 1)
        ]
        assert laptop.refusals() == [(no, outcome["code"]) for no, _, _, outcome in events if outcome]
        for (_, id, _, outcome), command in zip(events, laptop.said, strict=True):
            self.tally[f"database {outcome['code'] if outcome else 'ok'}"] += 1
            said = self.world.value("select string_agg(text, '') from portal.message where id = %s", id)
            assert said == (command.words() if isinstance(command, AddReply | Resolve) and not outcome else said)
            assert outcome is None or said is None

    @staticmethod
    def no_words_lost(laptop: Laptop) -> None:
        words = {command.id: command.words() for command in laptop.said if not isinstance(command, Withdrawn)}
        notice, draft = schema.notice, schema.draft
        for command, kept in laptop.read(sa.select(notice.c.command, notice.c.words).where(notice.c.kind == "refused")):
            assert kept == words[command]
            assert bool(kept) == bool(laptop.read(sa.select(draft.c.no).where(draft.c.refused == command)))

    @staticmethod
    def no_file_lost(laptop: Laptop) -> None:
        """Who left the team before the bytes travelled can no longer send them."""
        own = {command.id for command in laptop.said}
        for attachment in laptop.rows_of(Attachment):
            assert attachment.complete or attachment.id.partition("/")[0] not in own, "a file did not travel"


STREAMS_BY_NAME = {stream.name: stream for stream in STREAMS}


@pytest.fixture(scope="module")
def world(postgres_server: Server, shared_database: Callable[..., str]) -> Iterator[World]:
    made = World(postgres_server, shared_database("lives"), page=9)
    yield made
    made.close()


@pytest.mark.timeout(60 + 30 * LIVES)
def test_whatever_the_order_nothing_is_lost_doubled_or_shown_to_who_may_not_see_it(
    world: World, chance: random.Random, capsys: pytest.CaptureFixture[str]
) -> None:
    tally: Counter[str] = Counter()
    for _ in range(LIVES):
        seed = chance.randrange(2**32)
        lives = Lives(world, random.Random(seed), tally)
        try:
            lives.live(steps=random.Random(seed).choice([40, 90, 150]))
        except BaseException as failure:
            failure.add_note(f"in the life of seed {seed}")
            raise
        finally:
            for laptop in lives.laptops:
                laptop.discard()
    with capsys.disabled():
        if os.environ.get("SIGAP_LIVES"):
            print(json.dumps(tally, indent=1, sort_keys=True))
