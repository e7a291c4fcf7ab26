"""An application of another version opens the folder: local tables migrate, replica tables are made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desktop_app.domain.requests.rows import Request
from desktop_app.protocol.streams import STREAMS
from desktop_app.store import replica, schema
from desktop_app.store.connections import writing, writing_engine
from desktop_app.store.engine import open_store
from desktop_app.store.errors import OtherPerson, StoreTooNew
from desktop_app.store.migrations.upgrade import upgrade
from desktop_app.store.position import read_position
from tests.store.replies import ANI, BUDI, NOW, Desk, request, submit

Opened = Callable[..., Desk]


def shape(engine: sa.Engine) -> list[Any]:
    """Columns, keys and indexes of the local tables."""
    looked = sa.inspect(engine)
    return [
        (
            table.name,
            [(c["name"], str(c["type"]), c["nullable"]) for c in looked.get_columns(table.name)],
            looked.get_pk_constraint(table.name)["constrained_columns"],
            sorted((i["name"], i["column_names"], i["unique"]) for i in looked.get_indexes(table.name)),
            sorted(u["column_names"] for u in looked.get_unique_constraints(table.name)),
        )
        for table in schema.metadata.sorted_tables
    ]


def test_the_migrations_make_what_a_new_folder_is_made_with(tmp_path: Path) -> None:
    migrated, new = writing_engine(tmp_path / "migrated"), writing_engine(tmp_path / "new")
    with writing(migrated) as connection:
        upgrade(connection)
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    with writing(new) as connection:
        schema.metadata.create_all(connection)
    assert version == schema.LOCAL_VERSION
    assert shape(migrated) == shape(new)
    migrated.dispose()
    new.dispose()


def test_a_folder_of_a_newer_version_is_not_touched(open_desk: Opened) -> None:
    desk = open_desk()
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew) as refused:
        open_store(desk.folder)
    assert refused.value.version == "9999"


def test_common_columns_stay_new_ones_are_empty_and_all_is_pulled_again(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(submit(BUDI))
    desk.close()
    engine = writing_engine(desk.folder / "sigap.sqlite")
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP INDEX request_by_number")
        connection.exec_driver_sql("ALTER TABLE request DROP COLUMN number")
        connection.exec_driver_sql("ALTER TABLE request ADD COLUMN legacy TEXT")
        connection.exec_driver_sql("UPDATE replica_state SET hash = 'older' WHERE stream = 'request'")
    engine.dispose()
    desk.store = open_store(desk.folder)
    assert desk.get(Request, asked.id) == replace(asked, number=None)
    assert desk.store.reader.read(read_position).full == ("request",)
    assert len(desk.rows(sa.select(schema.REPLICA["request"].c.id))) == 2
    indexes = desk.store.reader.read(lambda c: {i["name"] for i in sa.inspect(c).get_indexes("request")})
    assert "request_by_number" in indexes


def test_a_stream_that_is_no_more_leaves_and_a_new_one_comes_empty(open_desk: Opened) -> None:
    desk = open_desk()
    rest = [stream for stream in STREAMS if stream.name != "rating"]
    with writing(desk.store.engine) as connection:
        assert replica.remake_changed(connection, rest)
        assert not sa.inspect(connection).has_table("rating")
    with writing(desk.store.engine) as connection:
        assert replica.remake_changed(connection)
    assert desk.rows(sa.select(schema.REPLICA["rating"])) == []
    assert desk.store.reader.read(read_position).full == ("rating",)


def test_a_folder_of_the_same_version_is_opened_without_a_change(open_desk: Opened) -> None:
    desk = open_desk()
    with writing(desk.store.engine) as connection:
        assert not replica.remake_changed(connection)


def test_two_people_on_one_computer_do_not_share_a_folder(open_desk: Opened) -> None:
    desk = open_desk(ANI)
    with pytest.raises(OtherPerson) as refused:
        open_store(desk.folder, login=BUDI)
    assert refused.value.login == ANI


def test_a_folder_remembers_its_device_its_person_and_their_company(tmp_path: Path) -> None:
    store = open_store(tmp_path, login=ANI, backend="postgresql://ani@db/sigap", clock=lambda: NOW)
    store.close()
    again = open_store(tmp_path, clock=lambda: NOW)
    again.close()
    assert again.identity == store.identity
    assert (again.identity.login, again.identity.backend) == (ANI, "postgresql://ani@db/sigap")
