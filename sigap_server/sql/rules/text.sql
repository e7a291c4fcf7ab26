-- domain/text.py and what domain/requests/conversation.py says of words and files, again.
create function portal.is_blank(words text) returns boolean language sql immutable as $$
  select btrim(coalesce(words, ''), E' \t\r\n\u00a0') = '' $$;

-- Why these words may not be a message; null when they may.
create function portal.wrong_words(words text) returns text language sql immutable as $$
  select case when portal.is_blank(words) then 'empty' when length(words) > 20000 then 'too_long' end $$;

create function portal.is_file_name(name text) returns boolean language sql immutable as $$
  select name not in ('', '.', '..') and length(name) <= 200 and name !~ E'[\\x01-\\x1f\\x7f/\\\\]' $$;

-- Whether these are the files of one command: at most ten, each with a plain name, a size up to 25 MiB and a SHA-256.
create function portal.are_files(files jsonb) returns boolean language plpgsql immutable as $$
begin
  return jsonb_typeof(files) = 'array' and jsonb_array_length(files) <= 10 and not exists (
    select from jsonb_array_elements(case jsonb_typeof(files) when 'array' then files else '[]' end) as f (file)
    where not coalesce(
      jsonb_typeof(f.file) = 'object' and f.file - array['name', 'size', 'sha256'] = '{}'
      and jsonb_typeof(f.file -> 'name') = 'string' and portal.is_file_name(f.file ->> 'name')
      and jsonb_typeof(f.file -> 'size') = 'number' and f.file ->> 'size' ~ '^[0-9]{1,9}$'
      and (f.file ->> 'size')::bigint between 1 and 26214400
      and jsonb_typeof(f.file -> 'sha256') = 'string' and f.file ->> 'sha256' ~ '^[0-9a-f]{64}$', false));
end $$;

-- A code alone, as a refusal.
create function portal.refused(code text) returns portal.step language sql stable as $$
  select row(jsonb_build_object('code', code), null, null, null, null)::portal.step $$;
