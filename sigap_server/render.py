"""Renders what follows from the declarations: the dispatcher, the pull, its pages, and the triggers of pulled tables.

All of it is static SQL, so what runs on the database can be read there; nothing is put together while it runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.protocol.commands import COMMANDS
from desktop_app.protocol.streams import STREAMS, Stream

SINCE = "t.changed >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(t.changed, since)"
START = {str: "coalesce(after ->> {}, '')", int: "coalesce((after ->> {})::int, -1)"}
"""A part of the key where a page begins, by the kind of its column; without one, what comes before every key."""
HOT = ("request", "message", "event")
"""What is written all day: a pull looks into these. The others say in `portal.told` when there is anything new."""


def rendered() -> str:
    """Everything, as one script."""
    return "\n\n".join([dispatcher(), stream_names(), pull(), *map(page_of, STREAMS), page(), *triggers()])


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


def stream_names() -> str:
    """`portal.streams`: every stream, in the order of the declaration."""
    return f"""create function portal.streams() returns text[] language sql immutable as $$
  select array[{", ".join(f"'{stream.name}'" for stream in STREAMS)}] $$;"""


def scopes(kind: str, which: str) -> str:
    """The variable that holds the scopes of a kind; the kind `scope` is a column that holds a whole scope."""
    return which if kind == "scope" else f"{which}_{kind}"


def kinds() -> list[str]:
    """The kinds of scope that audience columns name, but for whole scopes."""
    return sorted({kind for stream in STREAMS for _, kind in stream.audience} - {"scope"})


def seen(stream: Stream, which: str) -> list[str]:
    """A condition for each audience column. A row that an earlier one finds is left out of the later ones."""
    held = [f"t.{column} = any ({scopes(kind, which)})" for column, kind in stream.audience]
    return [" and ".join([one, *(f"({before}) is not true" for before in held[:at])]) for at, one in enumerate(held)]


def array(stream: Stream) -> str:
    return f"json_build_array({', '.join(f'u.{name}' for name in stream.names)})"


def heading(stream: Stream) -> str:
    """What stands before the rows of a stream in a reply."""
    return f''',"{stream.name}":{{"columns":[{",".join(f'"{name}"' for name in stream.names)}],"rows":'''


def branch(stream: Stream, where: str) -> str:
    return f"select t.* from portal.stream_{stream.name} t where {where}"


def increment(stream: Stream, which: str) -> list[str]:
    """What is new in these scopes, a query for each audience column."""
    return [branch(stream, f"{condition} and {SINCE}") for condition in seen(stream, which) or ["true"]]


def whole(stream: Stream) -> list[str]:
    """All rows of the scopes gained; a stream for all comes with the scope `all`."""
    return [branch(stream, condition) for condition in seen(stream, "gained") or ["'all' = any (gained)"]]


def collected(stream: Stream, branches: list[str]) -> str:
    """Adds the rows to the reply."""
    union = "\n      union all ".join(branches)
    return f"""select '{heading(stream)}' || json_agg({array(stream)})::text || '}}' into part
      from ({union}) u;
      rows := rows || coalesce(part, '');"""


def whether_new(stream: Stream) -> str:
    """The name of the stream if anything is new in it."""
    news = " or ".join(f"exists ({query.replace('select t.*', 'select', 1)})" for query in increment(stream, "held"))
    return f"case when {news} then '{stream.name}' end"


def pull() -> str:
    """`portal.pull`: what is new for who holds these scopes, as the end of a reply.

    First one statement that says which streams have anything new, for most have not; then one for each of those.
    Where a scope was gained, its rows come too, by statements of their own: one plan serves all calls, and would read
    whole tables each time to find that no scope is new.
    """
    ask = ",\n      ".join(whether_new(stream) for stream in STREAMS if stream.name in HOT)
    quiet = "\n".join(
        f"    if '{stream.name}' = any (fresh) then\n      {collected(stream, increment(stream, 'held'))}\n    end if;"
        for stream in STREAMS
    )
    gaining = "\n".join(f"      {collected(stream, increment(stream, 'kept') + whole(stream))}" for stream in STREAMS)
    declared = "".join(f"  {which}_{kind} text[];\n" for which in ("held", "kept", "gained") for kind in kinds())

    def named(which: str) -> str:
        return " ".join(f"{which}_{kind} := portal.named('{kind}', {which});" for kind in kinds())

    return f"""create function portal.pull(held text[], had text[], since pg_snapshot) returns text
language plpgsql as $$
declare
  rows text := ''; part text; gone text; fresh text[]; kept text[]; gained text[];
{declared}begin
  select json_object_agg(g.stream, g.keys)::text into gone from (
    select t.stream, json_agg(t.key) as keys from portal.departed t
    where t.scope = any (held) and {SINCE} group by t.stream) g;
  if held <@ had then
    {named("held")}
    fresh := array(select t.stream from portal.told t where t.scope = any (held) and {SINCE}) || array[
      {ask}];
{quiet}
  else
    gained := array(select unnest(held) except select unnest(had)); {named("gained")}
    kept := array(select unnest(held) intersect select unnest(had)); {named("kept")}
{gaining}
  end if;
  return '"next":null,"rows":{{' || substr(rows, 2) || '}},"gone":' || coalesce(gone, '{{}}');
end $$;"""


def page_of(stream: Stream) -> str:
    """`portal.page_<stream>`: its next rows after a key, in the order of the key.

    Scope by scope, each behind an `offset 0`: otherwise the plan walks the key through all rows, also for who holds
    no such scope.
    """
    key = ", ".join(f"t.{name}" for name in stream.key)
    kind = {column.name: column.kind for column in stream.columns}
    start = ", ".join(START[kind[name]].format(at) for at, name in enumerate(stream.key))
    later = f"({key}) > ({start})"
    order = ", ".join(f"u.{name}" for name in stream.key)
    held = [(f"t.{column}", scopes(kind, "held")) for column, kind in stream.audience]
    fenced = []
    for at, (column, mine) in enumerate(held):
        earlier = "".join(f" and ({before} = any ({others})) is not true" for before, others in held[:at])
        own = branch(stream, f"{column} = s{earlier} and {later}")
        fenced.append(f"(select f.* from unnest({mine}) s cross join lateral ({own} offset 0) f)")
    fence = "\n      union all ".join(fenced)
    source = f"select * from ({fence}) t" if stream.audience else branch(stream, later)
    arrays = "".join(
        f"declare held_{kind} text[] := portal.named('{kind}', held);\n"
        for kind in sorted({kind for _, kind in stream.audience} - {"scope"})
    )
    return f"""create function portal.page_{stream.name}(
  held text[], after jsonb, most int, out rows text, out many int, out last jsonb)
language plpgsql as $$
{arrays}begin
  select '{heading(stream)}' || json_agg({array(stream)} order by {order})::text || '}}', count(*)::int,
         jsonb_agg(jsonb_build_array({order}) order by {order}) -> -1
  into rows, many, last
  from ({source} order by {key} limit most) u;
end $$;"""


def page() -> str:
    """`portal.page`: rows of the streams wanted, in the order of the declaration, after where the last page ended."""
    cases = "\n".join(
        f"      when '{s.name}' then select * into p from portal.page_{s.name}(held, start, room);" for s in STREAMS
    )
    return f"""create function portal.page(held text[], wanted text[], after jsonb, most int) returns text
language plpgsql as $$
declare
  stream text; start jsonb; room int := most; p record; rows text := ''; next jsonb; begun boolean := after is null;
begin
  foreach stream in array portal.streams() loop
    continue when not stream = any (wanted);
    start := null;
    if not begun then
      continue when stream <> after ->> 0;
      begun := true;
      start := after - 0;
    end if;
    case stream
{cases}
    end case;
    rows := rows || coalesce(p.rows, '');
    room := room - p.many;
    if room = 0 then
      next := jsonb_build_array(stream) || p.last;
      exit;
    end if;
  end loop;
  return '"next":' || coalesce(next::text, 'null') || ',"rows":{{' || substr(rows, 2) || '}},"gone":{{}}';
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
