"""The forms a person can start, and the version a request was raised with."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.domain.forms.rows import Form
from desktop_app.store.queries.rows import decoded
from desktop_app.store.schema import REPLICA

_FORM = REPLICA["form"]


def offered(connection: sa.Connection, me: str) -> list[Form]:
    """The newest offered version of each form, by key."""
    newest = sa.select(_FORM.c.form, sa.func.max(_FORM.c.version).label("version")).where(_FORM.c.offered == 1)
    newest_of = newest.group_by(_FORM.c.form).subquery()
    found = sa.select(_FORM).join(
        newest_of, (_FORM.c.form == newest_of.c.form) & (_FORM.c.version == newest_of.c.version)
    )
    return decoded(Form, connection.execute(found.order_by(_FORM.c.form)))


def form(connection: sa.Connection, key: str, version: int | None = None) -> Form | None:
    """This version of the form, or (None) its newest offered one."""
    wanted = sa.select(_FORM).where(_FORM.c.form == key).order_by(_FORM.c.version.desc()).limit(1)
    wanted = wanted.where(_FORM.c.offered == 1 if version is None else _FORM.c.version == version)
    found: list[Form] = decoded(Form, connection.execute(wanted))
    return found[0] if found else None
