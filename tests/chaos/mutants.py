"""Ways to break a promise on purpose: one function of the database, or one method of the laptop, made wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.store import connections, notices, outbox, position, schema
from desktop_app.store import engine as store_engine
from desktop_app.store.work import Work
from tests.world import World

Mutation = Callable[[World], AbstractContextManager[None]]


def in_sql(function: str, *swaps: tuple[str, str]) -> Mutation:
    """The function with some of its words replaced; each must stand in it just once."""

    @contextmanager
    def mutated(world: World) -> Iterator[None]:
        name = "select pg_get_functiondef(%s::regproc)"
        right = wrong = world.value(name, function)
        for old, new in swaps:
            assert wrong.count(old) == 1, f"{function} says {wrong.count(old)} times: {old}"
            wrong = wrong.replace(old, new)
        world.admin.execute(wrong)
        try:
            yield
        finally:
            world.admin.execute(right)

    return mutated


def in_python(where: Any, name: str, wrong: Any) -> Mutation:
    """A method or function replaced."""

    @contextmanager
    def mutated(_: World) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(where, name, wrong)
            yield

    return mutated


def both(*mutations: Mutation) -> Mutation:
    """One upon the other."""

    @contextmanager
    def mutated(world: World) -> Iterator[None]:
        if not mutations:
            yield
            return
        with mutations[0](world), both(*mutations[1:])(world):
            yield

    return mutated


# ---- in the database

UNLOCKED = in_sql("portal.push", ("where q.id = p_device for update;", "where q.id = p_device;"))
UNKEYED = in_sql(
    "portal.push",
    ("where q.id = p_device for update;", "where q.id = p_device;"),
    (
        "      e.hash := portal.link(d.head, e);\n      insert into portal.event select e.*;\n      exit attempt;\n",
        (
            "      e.hash := portal.link(d.head, e);\n"
            "      e.no := (select coalesce(max(q.no), 0) + 1 from portal.event q where q.device = p_device);\n"
            "      insert into portal.event select e.*;\n      exit attempt;\n"
        ),
    ),
    (
        (
            "        e.hash := portal.link(d.head, e);\n"
            "        insert into portal.event select e.*;\n        exit attempt;\n"
        ),
        (
            "        e.hash := portal.link(d.head, e);\n"
            "        e.no := (select coalesce(max(q.no), 0) + 1 from portal.event q where q.device = p_device);\n"
            "        insert into portal.event select e.*;\n        exit attempt;\n"
        ),
    ),
)
OUTCOME_NOT_STORED = in_sql(
    "portal.push", ("jsonb_build_array(jsonb_build_array(n, said))", "jsonb_build_array(jsonb_build_array(n, null))")
)
ANSWERED_BEFORE_IT_IS_KEPT = in_sql(
    "portal_api.sync",
    (
        "    outcomes := portal.push(who.me, who.teams, device, p_more -> 'commands');",
        (
            "    begin\n      outcomes := portal.push(who.me, who.teams, device, p_more -> 'commands');\n"
            "      raise exception 'the commit fails';\n    exception when raise_exception then null;\n    end;"
        ),
    ),
)
A_DEFECT_HOLDS_UP_ALL = in_sql("portal.push", ("      when others then\n", "      when others then raise;\n"))
GAPS_TAKEN = in_sql("portal.push", ("exit when n > d.last_no + 1;", ""))
A_CLAIM_FAILS = in_sql("portal.apply_claim", ("return portal.step(j.r);", "return portal.step(j.r, to_jsonb(1 / 0));"))
CURSOR_BY_SEQUENCE = in_sql(
    "portal.snapshot", ("else s::text end", "else pg_snapshot_xmax(s) || ':' || pg_snapshot_xmax(s) || ':' end")
)
BARRIER = (
    "  if said <> '' or",
    "  perform from portal.site t where t.id = 'makassar' for update;\n  if said <> '' or",
)
A_PAUSE_AFTER_THE_ROWS = in_sql("portal_api.sync", BARRIER)
CURSOR_AFTER_THE_ROWS = in_sql(
    "portal_api.sync",
    ("  snapshot := portal.snapshot();\n", ""),
    (BARRIER[0], "  snapshot := portal.snapshot();\n" + BARRIER[0]),
)
TOMBSTONE_FORGOTTEN = in_sql("portal.departed_request", ("begin\n", "begin\n  return null;\n"))
JUDGED_ONCE = in_sql(
    "portal.judge",
    (
        (
            "  select q.* into r from portal.request q\n"
            "  where q.id = c.body ->> 'request' and (q.requester = c.me or q.team = any (c.teams)) for update;\n"
        ),
        (
            "  update portal.request q set state = q.state from portal.transition t\n"
            "  where q.id = c.body ->> 'request' and t.state = q.state and t.command = name returning q.* into r;\n"
            '  if not found then return row(null, null, \'{"code": "wrong_state"}\')::portal.verdict; end if;\n'
        ),
    ),
)


# ---- on the laptop


def _take_back_keeps_the_shadow(self: Work) -> None:
    """As `take_back`, but for what it kept of the rows."""
    kept = self.connection.execute(sa.select(schema.shadow)).all()
    _take_back(self)
    for row in kept:
        self.connection.execute(schema.shadow.insert(), row._asdict())
    self._shadowed = {(row.stream, row.key) for row in kept}


_take_back = Work.take_back
SHADOW_NOT_RESET = in_python(Work, "take_back", _take_back_keeps_the_shadow)


def _no_notice(*_: Any) -> set[str]:
    return set()


NO_NOTICE = in_python(notices, "refused", _no_notice)
_refused = notices.refused


def _one_notice_a_request(
    connection: sa.Connection, row: sa.Row[Any], outcome: wire.Outcome, subject: str, now: datetime
) -> set[str]:
    told = sa.select(schema.notice.c.no).where(schema.notice.c.request == row.about, schema.notice.c.kind == "refused")
    if connection.scalar(told) is not None:
        return set()
    return _refused(connection, row, outcome, subject, now)


NOTICE_SWALLOWED = in_python(notices, "refused", _one_notice_a_request)


def _without_transactions(*given: Any) -> sa.Engine:
    engine = _writing_engine(*given)

    @sa.event.listens_for(engine, "begin")
    def end_at_once(connection: sa.Connection) -> None:
        connection.exec_driver_sql("COMMIT")

    return engine


_writing_engine = connections.writing_engine
NOT_ATOMIC = in_python(store_engine, "writing_engine", _without_transactions)


def _even_if_sent(connection: sa.Connection, command: str) -> Any:
    return connection.execute(sa.select(schema.outbox).where(schema.outbox.c.id == command)).one()


CHANGED_AFTER_SENT = in_python(outbox, "unsent", _even_if_sent)
_reconcile = outbox.reconcile


def _with_new_numbers(connection: sa.Connection, last_no: int) -> Any:
    connection.execute(schema.outbox.update().where(outbox.PENDING), {"sent": False})
    return _reconcile(connection, last_no)


NEW_NUMBERS = in_python(outbox, "reconcile", _with_new_numbers)


def _from_the_last_page(connection: sa.Connection, at: position.Position, reply: wire.Reply) -> None:
    _page(connection, at, reply)
    if reply.next is None and at.cursor is None:
        position._set(connection, cursor=reply.cursor)


_page = position._page
LAST_PAGE_COUNTS = in_python(position, "_page", _from_the_last_page)
