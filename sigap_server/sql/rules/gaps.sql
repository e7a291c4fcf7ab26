-- domain/knowledge/gaps.py again: which words that found nothing may be counted. What could be a name, a number or an address of
-- somebody may not: rather too little is counted than a person told by it.

-- The words as they are counted: in small letters, one space between two. Null where they may not be.
create function portal.sayable(words text) returns text language plpgsql stable as $$
declare said text := btrim(regexp_replace(lower(words), E'\\s+', ' ', 'g')); parts text[] := regexp_split_to_array(said, E'[ \'-]+');
  pattern text := array_to_string(array_remove(parts, ''), '|');
begin
  if said is null or length(said) not between 3 and 60 or said ~ '[0-9]{3}' or said !~ E'^[a-z0-9][a-z0-9 \'-]*$' then
    return null;
  end if;
  -- Taking a name apart costs: only of those that hold one of the words, or letters that are read without their accents.
  if exists (select from portal.person p
             where lower(p.login) = any (parts)
                or case when lower(p.name) ~ pattern or p.name ~ '[^ -~]' then portal.name_parts(p.name) && parts end) then
    return null;
  end if;
  return said;
end $$;

-- All of a name that says whose it is: in small letters, without accents, not the "I" of I Made.
create function portal.name_parts(name text) returns text[] language sql immutable as $$
  select array(select part from regexp_split_to_table(regexp_replace(normalize(lower(name), nfkd), '[^ -~]', '', 'g'), '[^a-z]+') part
               where length(part) >= 3) $$;
