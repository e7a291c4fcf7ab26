-- Which answers count, what is wrong with them, and what follows: desktop_app/domain/forms/{schema,answers}.py again.

create or replace function portal.is_date(words text) returns boolean language sql immutable parallel safe as $$
  select words ~ '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    and (case when words ~ '-(04|06|09|11)-31$' then false
              when words ~ '-02-' then substr(words, 9, 2)::int <=
                case when substr(words, 1, 4)::int % 4 = 0
                      and (substr(words, 1, 4)::int % 100 <> 0 or substr(words, 1, 4)::int % 400 = 0) then 29 else 28 end
              else true end)
$$;

create or replace function portal.is_whole(answer jsonb) returns boolean language sql immutable parallel safe as $$
  select jsonb_typeof(answer) = 'number' and (answer #>> '{}') ~ '^-?[0-9]+$'
$$;

-- What is not missing of the cells or ends with these keys, and everything with another key.
create or replace function portal.filled(line jsonb, keys text[]) returns jsonb language plpgsql immutable parallel safe as $$
begin
  for at in 1 .. cardinality(keys) loop
    if portal.is_missing(line -> keys[at]) then line := line - keys[at]; end if;
  end loop;
  return line;
end $$;

create or replace function portal.columns_of(schema jsonb) returns text[] language sql immutable parallel safe as $$
  select array(select c ->> 'key' from jsonb_array_elements(schema -> 'columns') c)
$$;

create or replace function portal.text_answer_refusal(schema jsonb, answer jsonb) returns text language sql immutable parallel safe as $$
  select case
    when jsonb_typeof(answer) <> 'string' then 'not_text'
    when length(answer #>> '{}') > (schema ->> 'max')::int then 'too_long'
    when length(btrim(answer #>> '{}', E' \t\r\n\u00a0')) < (schema ->> 'min')::int then 'too_short'
    when schema -> 'lines' = 'false' and (answer #>> '{}') ~ E'[\n\r]' then 'one_line'
    when schema ->> 'format' = 'email' and (answer #>> '{}') !~
      '^[A-Za-z0-9._%+''-]{1,64}@[A-Za-z0-9-]{1,63}([.][A-Za-z0-9-]{1,63}){1,8}$' then 'not_an_email'
    when schema ->> 'format' = 'phone' and (answer #>> '{}') !~ '^[+]?[0-9][0-9 ().-]{3,28}[0-9]$' then 'not_a_phone'
    when schema ->> 'format' = 'digits' and (answer #>> '{}') !~ '^[0-9]+$' then 'not_digits'
  end
$$;

create or replace function portal.file_answer_refusal(schema jsonb, file jsonb) returns text language sql immutable parallel safe as $$
  select case
    when jsonb_typeof(file) <> 'object' or (file - array['sha256', 'name', 'size']) <> '{}'
      or coalesce(jsonb_typeof(file -> 'sha256'), '') <> 'string' or coalesce(jsonb_typeof(file -> 'name'), '') <> 'string'
      or not coalesce(portal.is_whole(file -> 'size'), false) or (file ->> 'sha256') !~ '^[0-9a-f]{64}$' then 'not_a_file'
    when length(file ->> 'name') not between 1 and 200 or (file ->> 'name') ~ E'[\\u0001-\\u001f\\u007f/\\\\]' then 'file_name'
    when position('.' in file ->> 'name') = 0
      or not schema -> 'types' ? portal.fold(substring(file ->> 'name' from '[^.]*$')) then 'file_type'
    when (file ->> 'size')::numeric not between 1 and (schema ->> 'size')::numeric then 'file_size'
  end
$$;

-- What is wrong with an answer that is not missing: {where inside it, why}; null when it may be kept.
create or replace function portal.answer_refusal(schema jsonb, answer jsonb) returns text[] language plpgsql immutable parallel safe as $$
declare
  what text := jsonb_typeof(answer); item jsonb; reason text; keys text[]; lines int := 0;
begin
  case schema ->> 'kind'
    when 'text' then reason := portal.text_answer_refusal(schema, answer);
    when 'number' then
      reason := case when not portal.is_whole(answer) then 'not_a_number'
                     when (answer #>> '{}')::numeric < (schema ->> 'min')::numeric then 'too_small'
                     when (answer #>> '{}')::numeric > (schema ->> 'max')::numeric then 'too_large' end;
    when 'yes_no' then reason := case when what <> 'boolean' then 'not_yes_no' end;
    when 'date' then reason := case when what <> 'string' or not portal.is_date(answer #>> '{}') then 'not_a_date' end;
    when 'time' then
      reason := case when what <> 'string' or (answer #>> '{}') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then 'not_a_time' end;
    when 'range' then
      if what <> 'object' or (answer - array['from', 'to']) <> '{}' then return array['', 'not_a_range']; end if;
      answer := portal.filled(answer, array['from', 'to']);
      reason := case
        when answer = '{}' then null
        when exists (select from jsonb_each(answer) e where jsonb_typeof(e.value) <> 'string' or not portal.is_date(e.value #>> '{}'))
          then 'not_a_date'
        when not answer ?& array['from', 'to'] then 'incomplete'
        when (answer ->> 'to') collate "C" < (answer ->> 'from') then 'backwards' end;
    when 'one_of' then reason := case when what <> 'string' or not schema -> 'options' ? (answer #>> '{}') then 'not_a_choice' end;
    when 'some_of' then
      if what <> 'array' then return array['', 'not_a_choice']; end if;
      reason := case
        when exists (select from jsonb_array_elements(answer) i
                     where jsonb_typeof(i) <> 'string' or not schema -> 'options' ? (i #>> '{}')) then 'not_a_choice'
        when (select count(distinct i) < count(*) from jsonb_array_elements(answer) i) then 'repeated'
        when jsonb_array_length(answer) < (schema ->> 'min')::int then 'too_few'
        when jsonb_array_length(answer) > (schema ->> 'max')::int then 'too_many' end;
    when 'reference' then reason := case when what <> 'string' or length(answer #>> '{}') > 100 then 'not_a_reference' end;
    when 'files' then
      if what <> 'array' then return array['', 'not_a_file']; end if;
      if jsonb_array_length(answer) > (schema ->> 'max')::int then return array['', 'too_many']; end if;
      for item in select i from jsonb_array_elements(answer) i loop
        reason := portal.file_answer_refusal(schema, item);
        exit when reason is not null;
      end loop;
    when 'consent' then reason := case when what <> 'boolean' and answer <> schema -> 'stored' then 'not_agreed' end;
    when 'table' then
      if what <> 'array' then return array['', 'not_a_table']; end if;
      keys := portal.columns_of(schema);
      for at in 0 .. jsonb_array_length(answer) - 1 loop
        item := answer -> at;
        if jsonb_typeof(item) <> 'object' then return array['', 'not_a_table']; end if;
        if item - keys <> '{}' then return array['', 'not_a_table']; end if;
        lines := lines + (portal.filled(item, keys) <> '{}')::int;
      end loop;
      if lines > (schema ->> 'max')::int then return array['', 'too_many']; end if;
      if lines between 1 and (schema ->> 'min')::int - 1 then return array['', 'too_few']; end if;
      for at in 0 .. jsonb_array_length(answer) - 1 loop
        item := portal.filled(answer -> at, keys);
        continue when item = '{}';
        for col in 1 .. cardinality(keys) loop
          if item ? keys[col] then
            reason := (portal.answer_refusal(schema -> 'columns' -> (col - 1) -> 'schema', item -> keys[col]))[2];
          elsif schema -> 'columns' -> (col - 1) -> 'required' = 'true' then
            reason := 'required';
          end if;
          if reason is not null then return array['/' || at || '/' || keys[col], reason]; end if;
        end loop;
      end loop;
    else raise exception 'unknown kind of answer %', schema ->> 'kind';
  end case;
  return case when reason is not null then array['', reason] end;
end $$;

-- The answer as it is kept, null when it is missing: a table without blank lines, an agreement with its text.
create or replace function portal.canonical(schema jsonb, answer jsonb) returns jsonb language plpgsql immutable parallel safe as $$
declare
  lines jsonb := '[]'; line jsonb; keys text[];
begin
  case
    when schema ->> 'kind' = 'table' and jsonb_typeof(answer) = 'array' then
      keys := portal.columns_of(schema);
      for at in 0 .. jsonb_array_length(answer) - 1 loop
        line := portal.filled(answer -> at, keys);
        if line <> '{}' then lines := lines || jsonb_build_array(line); end if;
      end loop;
      answer := lines;
    when schema ->> 'kind' = 'range' then answer := portal.filled(answer, array['from', 'to']);
    when schema ->> 'kind' = 'consent' and jsonb_typeof(answer) = 'boolean' then
      answer := case when answer = 'true' then schema -> 'stored' end;
    else null;
  end case;
  return case when not portal.is_missing(answer) then answer end;
end $$;

-- All that is decided about answers, in one pass. `problem` is {field, reason}, or null when they may be sent; `kept` is what
-- is stored; approvals is a list of steps. Never raises for any answers, only for a definition that was not published.
create or replace function portal.judge_answers(
  definition jsonb, answers jsonb, context jsonb,
  out problem text[], out kept jsonb, out team text, out priority text, out approvals jsonb)
language plpgsql immutable parallel safe as $$
declare
  given jsonb := case when jsonb_typeof(answers) = 'object' then answers else '{}' end;
  fields jsonb := definition -> 'fields'; shown jsonb[] := '{}'; confirmed jsonb := '[]';
  field jsonb; answer jsonb; computed jsonb; rule jsonb; refused text[]; strange text; name text;
  unknown text[]; wrong text[]; hard text[]; soft text[];
begin
  kept := '{}';
  team := definition ->> 'team';
  priority := 'normal';
  approvals := '[]';

  -- what is no answer at all
  select min(k collate "C") into strange from jsonb_object_keys(given) k
  where k <> 'confirmed' and not exists (
    select from jsonb_array_elements(fields) f where f ->> 'key' = k and f ? 'schema');
  unknown := case
    when coalesce(jsonb_typeof(answers), '') <> 'object' then array['', 'not_answers']
    when strange is not null then array[strange, 'unknown_field']
    when not portal.is_missing(given -> 'confirmed') and (jsonb_typeof(given -> 'confirmed') <> 'array'
      or exists (select from portal.items(given, 'confirmed') i where jsonb_typeof(i) <> 'string')) then array['confirmed', 'not_a_choice']
  end;

  -- what shows, and which answers are right by themselves
  for at in 0 .. jsonb_array_length(fields) - 1 loop
    field := fields -> at;
    continue when field ? 'show' and not portal.holds(field -> 'show', kept, context, null);
    shown := shown || field;
    continue when not field ? 'schema';
    name := field ->> 'key';
    answer := given -> name;
    if field ? 'calculate' then
      computed := portal.operand(field -> 'calculate', kept, context, null);
      if not portal.is_missing(answer) and (not portal.is_whole(answer) or answer is distinct from computed) then
        wrong := coalesce(wrong, array[name, 'differs']);
      end if;
      answer := computed;
    end if;
    continue when portal.is_missing(answer);
    refused := portal.answer_refusal(field -> 'schema', answer);
    if refused is not null then
      wrong := coalesce(wrong, array[name || refused[1], refused[2]]);
    elsif field ? 'when' and exists (
        select from jsonb_array_elements(case jsonb_typeof(answer) when 'array' then answer else jsonb_build_array(answer) end) chosen
        where not portal.holds(coalesce(field -> 'when' -> (chosen #>> '{}'), 'true'), kept, context, null)) then
      wrong := coalesce(wrong, array[name, 'not_offered']);
    else
      answer := portal.canonical(field -> 'schema', answer);
      if answer is not null then kept := kept || jsonb_build_object(name, answer); end if;
    end if;
  end loop;

  -- what is still asked, looking at all that is kept
  foreach field in array shown loop
    name := field ->> 'key';
    if not kept ? name and portal.holds(coalesce(field -> 'required', 'false'), kept, context, null) then
      hard := coalesce(hard, array[name, 'required']);
    end if;
    for at in 0 .. coalesce(jsonb_array_length(field -> 'refuse'), 0) - 1 loop
      if portal.holds(field -> 'refuse' -> at, kept, context, null) then hard := coalesce(hard, array[name, 'refuse/' || at]); end if;
    end loop;
    for at in 0 .. coalesce(jsonb_array_length(field -> 'warn'), 0) - 1 loop
      continue when not portal.holds(field -> 'warn' -> at, kept, context, null);
      if jsonb_typeof(given -> 'confirmed') = 'array' and given -> 'confirmed' ? (name || '/' || at) then
        confirmed := confirmed || to_jsonb(name || '/' || at);
      else
        soft := coalesce(soft, array[name, 'confirm/' || at]);
      end if;
    end loop;
  end loop;
  if confirmed <> '[]' then kept := kept || jsonb_build_object('confirmed', confirmed); end if;

  -- where it goes: the first rule that holds; approvals are all that hold
  for at in 0 .. coalesce(jsonb_array_length(definition -> 'route'), 0) - 1 loop
    rule := definition -> 'route' -> at;
    if portal.holds(rule -> 0, kept, context, null) then team := rule ->> 1; exit; end if;
  end loop;
  for at in 0 .. coalesce(jsonb_array_length(definition -> 'priority'), 0) - 1 loop
    rule := definition -> 'priority' -> at;
    if portal.holds(rule -> 0, kept, context, null) then priority := rule ->> 1; exit; end if;
  end loop;
  for at in 0 .. coalesce(jsonb_array_length(definition -> 'approvals'), 0) - 1 loop
    rule := definition -> 'approvals' -> at;
    if portal.holds(rule -> 0, kept, context, null) and not approvals @> (rule -> 1) then approvals := approvals || (rule -> 1); end if;
  end loop;
  problem := coalesce(unknown, wrong, hard, soft);
end $$;
