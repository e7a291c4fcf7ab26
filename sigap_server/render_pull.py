"""Renders the pull from the declaration of the streams: what is new, and pages of what there is.

A reply is bounded: about `most` rows, where a row of long text counts as several. What does not fit comes with the next
call, from where this one ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.protocol.streams import STREAMS, Stream

SINCE = "t.changed >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(t.changed, since)"
START = {str: "coalesce(after ->> {}, '')", int: "coalesce((after ->> {})::int, -1)"}
"""A part of the key where a page begins, by the kind of its column; without one, what comes before every key."""
HOT = ("request", "message", "event")
"""What is written all day: a pull looks into these. The others say in `portal.told` when there is anything new."""
WEIGHT = {"article": 20, "edition": 20, "form": 20, "manuscript": 20, "picture": 400}
"""As how many rows one of these counts; of the others, one is one."""


def pulling() -> Iterator[str]:
    yield stream_names()
    yield increment()
    for stream in STREAMS:
        yield page_of(stream)
        yield news_of(stream)
    yield walk("page", "held text[], wanted text[]", "held")
    yield walk("more", "held text[], wanted text[], since pg_snapshot", "held, since")


def stream_names() -> str:
    """`portal.streams`: every stream in the order of the declaration; `portal.scoped_streams`: those not for all."""

    def listed(name: str, streams: Sequence[Stream]) -> str:
        return f"""create function portal.{name}() returns text[] language sql immutable as $$
  select array[{", ".join(f"'{stream.name}'" for stream in streams)}] $$;"""

    return "\n".join(
        [listed("streams", STREAMS), listed("scoped_streams", [stream for stream in STREAMS if stream.audience])]
    )


def variable(kind: str) -> str:
    """The variable that holds the scopes of a kind; the kind `scope` is a column that holds a whole scope."""
    return "held" if kind == "scope" else f"held_{kind}"


def declared(streams: Sequence[Stream]) -> str:
    """The variables of the kinds that these streams' audience columns name."""
    kinds = sorted({kind for stream in streams for _, kind in stream.audience} - {"scope"})
    return "".join(f"  {variable(kind)} text[] := portal.named('{kind}', held);\n" for kind in kinds)


def array(stream: Stream) -> str:
    return f"json_build_array({', '.join(f'u.{name}' for name in stream.names)})"


def heading(stream: Stream) -> str:
    """What stands before the rows of a stream in a reply."""
    names = ",".join(f'"{name}"' for name in stream.names)
    return f',["{stream.name}",[{names}],'


def branch(stream: Stream, where: str) -> str:
    return f"select t.* from portal.stream_{stream.name} t where {where}"


def new(stream: Stream) -> list[str]:
    """What is new, a query for each audience column. A row that an earlier one finds is left out of the later ones."""
    held = [f"t.{column} = any ({variable(kind)})" for column, kind in stream.audience]
    seen = [" and ".join([one, *(f"({before}) is not true" for before in held[:at])]) for at, one in enumerate(held)]
    return [branch(stream, f"{condition} and {SINCE}") for condition in seen or ["true"]]


def whether_new(stream: Stream) -> str:
    """The name of the stream if anything is new in it."""
    news = " or ".join(f"exists ({query.replace('select t.*', 'select', 1)})" for query in new(stream))
    return f"case when {news} then '{stream.name}' end"


def fetched(stream: Stream) -> str:
    """Adds what is new in a stream to the reply. What is more than there is room for comes in the order it changed, for
    another call goes on from there."""
    weight = WEIGHT.get(stream.name, 1)
    room = "room" if weight == 1 else f"greatest(room / {weight}, 1)"
    union = "\n      union all ".join(new(stream))
    return f"""  if '{stream.name}' = any (fresh) then
    most := {room};
    select '{heading(stream)}' || json_agg({array(stream)})::text || ']', count(*) into part, many
    from ({union} limit most) u;
    if many = most then
      select * into p from portal.news_{stream.name}(held, since, null, most);
      part := p.rows; many := p.many;
    end if;
    rows := rows || coalesce(part, '');
    if many = most then next := jsonb_build_array('{stream.name}') || p.last; return; end if;
    room := room - many * {weight};
  end if;"""


def increment() -> str:
    """`portal.increment`: what is new for who holds these scopes, and where to go on if it is too much for one reply.

    First one statement that says which streams have anything new, for most have not; then one for each of those.
    """
    ask = ",\n    ".join(whether_new(stream) for stream in STREAMS if stream.name in HOT)
    body = "\n".join(_together(part) for part in _runs())
    return f"""create function portal.increment(
  held text[], since pg_snapshot, room int, out rows text, out next jsonb)
language plpgsql as $$
declare
  part text; many int; most int; p record; rare text[]; fresh text[];
{declared(STREAMS)}begin
  rows := '';
  rare := array(select t.stream from portal.told t where t.scope = any (held) and {SINCE});
  fresh := rare || array[
    {ask}];
{body}
end $$;"""


def _runs() -> list[list[Stream]]:
    """The streams in order, those that are rarely written together: each question costs a quiet pull something."""
    runs: list[list[Stream]] = []
    for stream in STREAMS:
        if runs and stream.name not in HOT and runs[-1][-1].name not in HOT:
            runs[-1].append(stream)
        else:
            runs.append([stream])
    return runs


def _together(streams: list[Stream]) -> str:
    body = "\n".join(map(fetched, streams))
    return body if streams[0].name in HOT else f"  if rare <> '{{}}' then\n{body}\n  end if;"


def ordered(stream: Stream, condition: str, first: Sequence[str]) -> str:
    """Rows of the scopes held that meet the condition, in the order of the columns `first` and the key.

    Scope by scope, each behind a limit: otherwise the plan walks that order through all rows, also for who holds no
    such scope.
    """
    order = ", ".join([*first, *stream.key])
    held = [(f"t.{column}", variable(kind)) for column, kind in stream.audience]
    if not held:
        return f"{branch(stream, condition)} order by {order} limit most"
    parts = []
    for at, (column, mine) in enumerate(held):
        earlier = "".join(f" and ({before} = any ({others})) is not true" for before, others in held[:at])
        fence = f"order by {order} limit most" if first else "offset 0"
        own = f"{branch(stream, f'{column} = s{earlier} and {condition}')} {fence}"
        parts.append(f"(select f.* from unnest({mine}) s cross join lateral ({own}) f)")
    union = "\n      union all ".join(parts)
    return f"select * from ({union}) t order by {order} limit most"


def page_of(stream: Stream) -> str:
    """`portal.page_<stream>`: its next rows after a key, in the order of the key."""
    kind = {column.name: column.kind for column in stream.columns}
    start = ", ".join(START[kind[name]].format(at) for at, name in enumerate(stream.key))
    later = f"({', '.join(f't.{name}' for name in stream.key)}) > ({start})"
    return page(stream, "page", "held text[], after jsonb, most int", ordered(stream, later, []), [])


def news_of(stream: Stream) -> str:
    """`portal.news_<stream>`: what is new in it after a place, in the order it changed."""
    kind = {column.name: column.kind for column in stream.columns}
    start = ", ".join(START[kind[name]].format(at + 1) for at, name in enumerate(stream.key))
    first = "coalesce((after ->> 0)::xid8, pg_snapshot_xmin(since))"
    later = f"(t.changed, {', '.join(f't.{name}' for name in stream.key)}) > ({first}, {start})"
    condition = f"t.changed >= {first} and {later} and not pg_visible_in_snapshot(t.changed, since)"
    given = "held text[], since pg_snapshot, after jsonb, most int"
    return page(stream, "news", given, ordered(stream, condition, ["changed"]), ["changed"])


def page(stream: Stream, name: str, given: str, source: str, first: Sequence[str]) -> str:
    order = ", ".join(f"u.{column}" for column in [*first, *stream.key])
    last = ", ".join([*(f"u.{column}::text" for column in first), *(f"u.{column}" for column in stream.key)])
    return f"""create function portal.{name}_{stream.name}({given}, out rows text, out many int, out last jsonb)
language plpgsql as $$
declare
{declared([stream])}begin
  select '{heading(stream)}' || json_agg({array(stream)} order by {order})::text || ']', count(*)::int,
         jsonb_agg(jsonb_build_array({last}) order by {order}) -> -1
  into rows, many, last
  from ({source}) u;
end $$;"""


def walk(name: str, given: str, passed: str) -> str:
    """`portal.page`, `portal.more`: rows of the streams wanted, in the order of the declaration, after where the last
    page ended ([stream, …])."""
    of = {"page": "page", "more": "news"}[name]
    cases = "\n".join(
        f"      when '{s.name}' then\n"
        f"        weight := {WEIGHT.get(s.name, 1)}; most := greatest(room / weight, 1);\n"
        f"        select * into p from portal.{of}_{s.name}({passed}, start, most);"
        for s in STREAMS
    )
    return f"""create function portal.{name}({given}, after jsonb, room int, out rows text, out next jsonb)
language plpgsql as $$
declare stream text; start jsonb; weight int; most int; p record; begun boolean := after is null;
begin
  rows := '';
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
    room := room - p.many * weight;
    if p.many = most then
      next := jsonb_build_array(stream) || p.last;
      return;
    end if;
  end loop;
end $$;"""
