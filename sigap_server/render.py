"""Renders what follows from the declarations: the dispatcher, the pull, and the triggers of pulled tables.

All of it is static SQL, so what runs on the database can be read there; nothing is put together while it runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from desktop_app.domain.feedback.questions import ABOUT_AN_ARTICLE
from desktop_app.protocol.commands import COMMANDS
from desktop_app.protocol.streams import STREAMS, Stream
from sigap_server.render_pull import HOT, pulling


def rendered() -> str:
    """Everything, as one script."""
    return "\n\n".join([dispatcher(), questions(), *pulling(), *triggers()])


def questions() -> str:
    """`portal.article_questions`: what a poll on an article asks."""
    asked = json.dumps(ABOUT_AN_ARTICLE).replace("'", "''")
    return f"""create function portal.article_questions() returns jsonb language sql immutable as $$
  select '{asked}'::jsonb $$;"""


def dispatcher() -> str:
    """`portal.dispatch`: one branch a command."""
    kinds = [command.__name__ for command in COMMANDS]
    branches = "\n".join(f"    when '{kind}' then return portal.apply_{kind.lower()}(c);" for kind in kinds)
    return f"""create function portal.dispatch(kind text, c portal.command) returns portal.step language plpgsql as $$
begin
  case kind
{branches}
    else return portal.refused('unknown_command');
  end case;
end $$;"""


def triggers() -> Iterator[str]:
    """Each pulled table says when it was changed, and leaves a tombstone for each scope a row left."""
    for stream in STREAMS:
        name = stream.name
        if name not in HOT:
            yield telling(stream)
        yield (
            f"create trigger touch before update on portal.{name} for each row execute function portal.touch();\n"
            f"{departure(stream)}\n"
            f"create trigger departed after delete on portal.{name} for each row "
            f"execute function portal.departed_{name}();\n"
            f"create trigger left_scope after update on portal.{name} for each row when ({leaves(stream)}) "
            f"execute function portal.departed_{name}();"
        )


def leaves(stream: Stream) -> str:
    """Whether an update can take a row from somebody."""
    columns = dict.fromkeys([*stream.key, *(column for column, _ in stream.audience)])
    return " or ".join(f"old.{name} is distinct from new.{name}" for name in columns)


def scopes_of(stream: Stream, row: str) -> str:
    """The scopes that see a row, as SQL; null where a column is."""
    named = [
        f"{row}.{column}" if kind == "scope" else f"'{kind}:' || {row}.{column}" for column, kind in stream.audience
    ]
    return ", ".join(named or ["'all'"])


def telling(stream: Stream) -> str:
    """A change tells the scopes that see the row; in a table that everybody pulls, once for a statement."""
    name = stream.name
    if not stream.audience:
        return (
            f"create trigger told after insert or update or delete on portal.{name} "
            f"for each statement execute function portal.told_all();"
        )
    return f"""create function portal.told_{name}() returns trigger language plpgsql as $$
begin
  insert into portal.told (stream, scope)
  select distinct '{name}', s from unnest(array[{scopes_of(stream, "new")}]) s where s is not null;
  return null;
end $$;
create trigger told after insert or update on portal.{name} for each row execute function portal.told_{name}();"""


def departure(stream: Stream) -> str:
    def key_of(row: str) -> str:
        return f"jsonb_build_array({', '.join(f'{row}.{name}' for name in stream.key)})"

    return f"""create function portal.departed_{stream.name}() returns trigger language plpgsql as $$
begin
  insert into portal.departed (stream, key, scope)
  select distinct '{stream.name}', {key_of("old")}, s from unnest(array[{scopes_of(stream, "old")}]) s
  where s is not null and (tg_op = 'DELETE' or {key_of("old")} <> {key_of("new")}
                           or s <> all (array_remove(array[{scopes_of(stream, "new")}], null)));
  return null;
end $$;"""
