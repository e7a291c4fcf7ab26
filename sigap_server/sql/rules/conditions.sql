-- Conditions and calculations: what desktop_app/domain/forms/conditions.py says, said again for the database, which
-- does not trust a laptop's word. Random forms hold the two equal (tests/server/test_forms_agree.py).
-- Two-valued, missing first; a JSON null, blank text, an empty list or object is missing and comes out as SQL null.

-- Text as it is compared: NFC, trimmed, ASCII letters small. lower() would follow the collation.
create or replace function portal.fold(words text) returns text language sql immutable parallel safe as $$
  select translate(btrim(normalize(words, NFC), E' \t\r\n\u00a0'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
$$;

create or replace function portal.is_missing(answer jsonb) returns boolean language sql immutable parallel safe as $$
  select answer is null or answer in ('null', '[]', '{}')
    or (jsonb_typeof(answer) = 'string' and btrim(answer #>> '{}', E' \t\r\n\u00a0') = '')
$$;

-- The same of each text in a list.
create or replace function portal.folded(list jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce(jsonb_agg(case when jsonb_typeof(each.item) = 'string' then to_jsonb(portal.fold(each.item #>> '{}')) else each.item end
                            order by each.place), '[]')
  from jsonb_array_elements(list) with ordinality each (item, place)
$$;

-- The one word of a condition or operand. No query: these run a hundred times for one form.
create or replace function portal.word(tree jsonb) returns text language sql immutable parallel safe as $$
  select jsonb_path_query_first(tree, '$.keyvalue().key') #>> '{}'
$$;

-- The lines of a table, or the items of a list, among the answers: no row when there are none.
create or replace function portal.items(answers jsonb, name text) returns setof jsonb language sql immutable parallel safe as $$
  select item from jsonb_array_elements(case when jsonb_typeof(answers -> name) = 'array' then answers -> name else '[]' end) item
$$;

-- The date of a text that has been checked to be one.
create or replace function portal.day(iso jsonb) returns date language sql immutable parallel safe as $$
  select make_date(substr(iso #>> '{}', 1, 4)::int, substr(iso #>> '{}', 6, 2)::int, substr(iso #>> '{}', 9, 2)::int)
$$;

-- A quotient as a whole number: down towards zero, up away from it, half_up a half away from it. By zero: null.
create or replace function portal.divided(number numeric, divisor numeric, rounding text) returns numeric
language sql immutable parallel safe as $$
  select sign(number) * sign(divisor) * case rounding
    when 'down' then div(abs(number), nullif(abs(divisor), 0))
    when 'up' then div(abs(number) + abs(divisor) - 1, nullif(abs(divisor), 0))
    else div(2 * abs(number) + abs(divisor), nullif(2 * abs(divisor), 0)) end
$$;

create or replace function portal.compares(word text, a jsonb, b jsonb) returns boolean language sql immutable parallel safe as $$
  select case
    when word = 'eq' then a = b
    when word = 'ne' then a <> b
    when jsonb_typeof(a) = 'number' then case word
      when 'lt' then a < b when 'le' then a <= b when 'gt' then a > b when 'ge' then a >= b end
    else case word  -- text by code point, whatever the database's collation
      when 'lt' then (a #>> '{}') collate "C" < (b #>> '{}') when 'le' then (a #>> '{}') collate "C" <= (b #>> '{}')
      when 'gt' then (a #>> '{}') collate "C" > (b #>> '{}') when 'ge' then (a #>> '{}') collate "C" >= (b #>> '{}') end
  end
$$;

-- What an operand or calculation comes to; null is missing. Texts come folded.
create or replace function portal.operand(tree jsonb, answers jsonb, context jsonb, line jsonb) returns jsonb
language plpgsql immutable parallel safe as $$
declare
  word text := portal.word(tree); what jsonb := tree -> word; found jsonb; best jsonb; total numeric; other jsonb;
begin
  case word
    when 'const' then found := what;
    when 'answer' then found := answers -> (what #>> '{}');
    when 'part' then found := answers -> (what ->> 0) -> (what ->> 1);
    when 'cell' then found := line -> (what #>> '{}');
    when 'context' then found := context -> (what #>> '{}');
    when 'count' then return (select to_jsonb(count(*)) from portal.items(answers, what #>> '{}'));
    when 'sum' then return (select to_jsonb(coalesce(sum((i ->> (what ->> 1))::numeric), 0)) from portal.items(answers, what ->> 0) i);
    when 'if' then
      return portal.operand(what -> case when portal.holds(what -> 0, answers, context, line) then 1 else 2 end, answers, context, line);
    when 'coalesce' then
      for at in 0 .. jsonb_array_length(what) - 1 loop
        found := portal.operand(what -> at, answers, context, line);
        exit when found is not null;
      end loop;
      return found;
    when 'add', 'multiply' then
      total := case word when 'add' then 0 else 1 end;
      for at in 0 .. jsonb_array_length(what) - 1 loop
        found := portal.operand(what -> at, answers, context, line);
        if found is null then return null; end if;
        total := case word when 'add' then total + (found #>> '{}')::numeric else total * (found #>> '{}')::numeric end;
      end loop;
      return to_jsonb(total);
    when 'min', 'max' then
      for at in 0 .. jsonb_array_length(what) - 1 loop
        found := portal.operand(what -> at, answers, context, line);
        if found is null then return null; end if;
        if best is null or portal.compares(case word when 'min' then 'lt' else 'gt' end, found, best) then best := found; end if;
      end loop;
      return best;
    when 'subtract', 'divide', 'days' then
      found := portal.operand(what -> 0, answers, context, line);
      other := portal.operand(what -> 1, answers, context, line);
      if found is null or other is null then return null; end if;
      return case word
        when 'days' then to_jsonb(portal.day(other) - portal.day(found))
        when 'subtract' then to_jsonb((found #>> '{}')::numeric - (other #>> '{}')::numeric)
        else to_jsonb(portal.divided((found #>> '{}')::numeric, (other #>> '{}')::numeric, what ->> 2)) end;
    else raise exception 'unknown operand %', word;
  end case;
  if portal.is_missing(found) then return null; end if;
  return case jsonb_typeof(found) when 'string' then to_jsonb(portal.fold(found #>> '{}'))
                                  when 'array' then portal.folded(found) else found end;
end $$;

-- Whether a condition is true of these answers, hidden ones already taken out; `line` is one of a table.
create or replace function portal.holds(tree jsonb, answers jsonb, context jsonb, line jsonb) returns boolean
language plpgsql immutable parallel safe as $$
declare
  word text; what jsonb; part jsonb; a jsonb; b jsonb;
begin
  if jsonb_typeof(tree) = 'boolean' then return tree::boolean; end if;
  word := portal.word(tree);
  what := tree -> word;
  case word
    when 'all' then
      for at in 0 .. jsonb_array_length(what) - 1 loop
        if not portal.holds(what -> at, answers, context, line) then return false; end if;
      end loop;
      return true;
    when 'any' then
      for at in 0 .. jsonb_array_length(what) - 1 loop
        if portal.holds(what -> at, answers, context, line) then return true; end if;
      end loop;
      return false;
    when 'not' then return not portal.holds(what, answers, context, line);
    when 'answered' then return portal.operand(what, answers, context, line) is not null;
    when 'any_line', 'every_line' then
      for part in select i from portal.items(answers, what ->> 0) i loop
        if portal.holds(what -> 1, answers, context, part) = (word = 'any_line') then return word = 'any_line'; end if;
      end loop;
      return word = 'every_line';
    when 'in' then
      a := portal.operand(what -> 0, answers, context, line);
      if a is null then return false; end if;
      for at in 0 .. jsonb_array_length(what -> 1) - 1 loop
        b := what -> 1 -> at;
        if jsonb_typeof(b) = 'string' then b := to_jsonb(portal.fold(b #>> '{}')); end if;
        if a = b then return true; end if;
      end loop;
      return false;
    when 'has_any', 'has_all', 'has_none' then
      a := portal.operand(what -> 0, answers, context, line);
      if a is null then return false; end if;
      b := portal.folded(what -> 1);
      return case word
        when 'has_all' then a @> b
        else exists (select from jsonb_array_elements(a) x join jsonb_array_elements(b) y on x = y) = (word = 'has_any') end;
    when 'eq', 'ne', 'lt', 'le', 'gt', 'ge' then
      a := portal.operand(what -> 0, answers, context, line);
      b := portal.operand(what -> 1, answers, context, line);
      return a is not null and b is not null and portal.compares(word, a, b);
    else raise exception 'unknown condition %', word;
  end case;
end $$;
