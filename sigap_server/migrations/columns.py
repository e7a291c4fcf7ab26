"""The kinds of columns that the portal's tables are made of, so that a migration reads as a list of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import UserDefinedType


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction number."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class PgLsn(UserDefinedType[str]):
    """A position in PostgreSQL's write-ahead log."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "pg_lsn"


KEY = sa.Text(collation="C")


def key(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, KEY, nullable=optional)


def words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def instant(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=optional)


def number(name: str, default: int | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=None if default is None else str(default))


def data(name: str) -> sa.Column[Any]:
    return sa.Column(name, JSONB, nullable=False)


def truth(name: str, default: bool) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=str(default).lower())


def table(name: str, *columns: sa.Column[Any], primary: Sequence[str], fill: int = 100, pulled: bool = True) -> None:
    changed = [sa.Column("changed", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()"))]
    op.create_table(
        name,
        *columns,
        *(changed if pulled else []),
        sa.PrimaryKeyConstraint(*primary, name=f"{name}_pkey"),
        schema="portal",
        postgresql_with={"fillfactor": fill} if fill < 100 else {},
    )


def index(of: str, *columns: str, where: str | None = None, unique: bool = False) -> None:
    op.create_index(
        f"{of}_{'_'.join(columns)}",
        of,
        list(columns),
        schema="portal",
        unique=unique,
        postgresql_where=sa.text(where) if where else None,
    )
