"""I3: a pull skips nothing, whatever was still running in the database when it read."""

from __future__ import annotations

import random
from contextlib import ExitStack

import psycopg

from desktop_app.domain.knowledge.rows import Article
from desktop_app.store.engine import Store
from desktop_app.store.work import every_row
from desktop_app.sync.patience import Patience
from sigap_server.rows import put
from tests.sync.bench import NOW, Bench
from tests.world import AGENT, ARTICLES, World


def change(connection: psycopg.Connection, article: str) -> None:
    connection.execute("update portal.article set version = version + 1 where id = %s", [article])


def versions(bench: Bench, store: Store) -> dict[str, int]:
    return {key: row[7] for key, row in bench.rows(store, "article").items()}


def others(world: World, stack: ExitStack, count: int) -> list[psycopg.Connection]:
    """Connections of other writers, each in transactions of its own making."""
    return [
        stack.enter_context(psycopg.connect(world.admin.info.dsn, password=world.admin.info.password))
        for _ in range(count)
    ]


def test_what_commits_after_a_pull_comes_with_the_next_though_it_began_before(bench: Bench) -> None:
    store = bench.synced(AGENT)
    with ExitStack() as stack:
        slow, quick = others(bench.world, stack, 2)
        change(slow, ARTICLES[0])  # a lower transaction number, still running
        change(quick, ARTICLES[3])
        quick.commit()
        bench.sync(store, AGENT)
        assert versions(bench, store).items() >= {ARTICLES[0]: 2, ARTICLES[3]: 3}.items()
        slow.commit()
        bench.sync(store, AGENT)
        assert versions(bench, store).items() >= {ARTICLES[0]: 3, ARTICLES[3]: 3}.items()


def test_nothing_is_skipped_while_many_write_at_once(bench: Bench, chance: random.Random) -> None:
    """Transactions of any length, commits in any order, pulls in between."""
    store = bench.synced(AGENT)
    with ExitStack() as stack:
        writers = others(bench.world, stack, 6)
        for number, writer in enumerate(writers):
            put(writer, [Article(f"by-{number}", "id", "", "", "leave")])
            writer.commit()
        for _ in range(120):
            number = chance.randrange(len(writers))
            match chance.choice(["change", "change", "commit", "roll back", "sync"]):
                case "change":
                    change(writers[number], f"by-{number}")
                case "commit":
                    writers[number].commit()
                case "roll back" if chance.random() < 0.3:
                    writers[number].rollback()
                case "sync":
                    bench.sync(store, AGENT)
        for writer in writers:
            writer.commit()
    bench.sync(store, AGENT)
    held = {name: {tuple(row) for row in rows} for name, rows in store.reader.read(every_row).items()}
    assert held == {name: set(rows.values()) for name, rows in bench.world.seen_by(AGENT).items()}


def test_what_changes_between_two_pages_of_a_first_pull_is_not_missed(bench: Bench) -> None:
    """The cursor is the first page's: what came to an earlier page after it was read comes with the first increment."""
    store = bench.store(AGENT)
    session = bench.connector(AGENT)(Patience())
    ask = store.writer.ask()
    page = session.sync(ask)
    change(bench.world.admin, ARTICLES[0])  # read already, and the reply not yet taken
    store.writer.absorb(page, me=AGENT, now=NOW)
    assert versions(bench, store)[ARTICLES[0]] == 2
    store.writer.absorb(session.sync(store.writer.ask()), me=AGENT, now=NOW)
    session.close()
    assert versions(bench, store)[ARTICLES[0]] == 3
