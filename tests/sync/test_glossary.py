"""What a company calls things comes to a laptop as what is new, and its search knows it from then on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.glossary import read_glossary, row_of
from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.entry.indexing import catch_up
from desktop_app.protocol.streams import BY_NAME, STREAMS
from desktop_app.search import KnowledgeIndex
from desktop_app.store.connections import writing
from desktop_app.store.engine import Store
from desktop_app.store.queries import knowledge
from desktop_app.store.replica import remake_changed
from sigap_server.publish import publish_glossary
from tests.sync.bench import Bench
from tests.world import REQUESTER, World

LATER = [stream for stream in STREAMS if stream.name != "glossary"]


def rows(*written: str) -> list[GlossaryRow]:
    return [row_of(concept) for concept in read_glossary(["id,en,kind", *written])]


def held(store: Store) -> set[str]:
    return {row.name for row in store.reader.read(knowledge.glossary)}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(tmp_path / "index", tmp_path / "no table") as opened:
        yield opened


def test_a_laptop_searches_by_the_companys_words_until_the_company_says_otherwise(
    bench: Bench, world: World, index: KnowledgeIndex
) -> None:
    store = bench.synced()
    title, wanted = next((row.title, row.id) for row in world.articles())

    def found(typed: str) -> list[str]:
        bench.sync(store)
        catch_up(store, index)
        return [hit.article_id for hit in index.search(f"{typed} ", language="id").hits]

    assert found("zamrud") == []
    publish_glossary(world.admin, rows(f"zamrud|{title},,same"))
    assert wanted in found("zamrud")
    publish_glossary(world.admin, rows(f"intan|{title},,same"), ["zamrud|"])
    assert found("zamrud") == []
    assert wanted in found("intan")


def test_a_laptop_of_before_takes_no_notice_and_gets_them_with_its_update(
    bench: Bench, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.delitem(BY_NAME, "glossary")
        before.setattr("desktop_app.store.position.STREAMS", LATER)
        before.setattr("desktop_app.store.rebase.STREAMS", LATER)
        store = bench.store()
        with writing(store.engine) as connection:
            remake_changed(connection, LATER)
        assert bench.sync(store).problem is None
        publish_glossary(world.admin, rows("warung|kantin,,same"))
        assert bench.sync(store).problem is None
    store.close()

    updated = bench.store()
    assert bench.sync(updated).problem is None

    assert held(updated) == {"warung|"}


def test_a_server_of_before_says_nothing_of_them_until_its_update(bench: Bench, world: World) -> None:
    now = world.value("select pg_get_functiondef('portal.streams()'::regprocedure)")
    world.admin.execute(now.replace("'glossary', ", ""))
    try:
        store = bench.synced(REQUESTER)
        assert held(store) == set()
    finally:
        world.admin.execute(now)
    assert "'glossary'" in now
    publish_glossary(world.admin, rows("warung|kantin,,same"))

    assert bench.sync(store).problem is None

    assert held(store) == {"warung|"}
