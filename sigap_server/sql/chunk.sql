-- Files travel in pieces of 256 KiB, beside the commands that name them. A file is complete once its bytes have the hash
-- that was announced; only then does it show.

-- How many bytes piece `index` of a file has.
create function portal.piece(size bigint, index int) returns int language sql immutable as $$
  select case when index >= 0 then greatest(0, least(262144, size - index * 262144::bigint))::int else 0 end $$;

-- The attachment, if the caller may see it.
create function portal.attachment_for(me text, p_attachment text) returns portal.attachment language plpgsql as $$
declare a portal.attachment;
begin
  perform portal.at_the_newest();
  select q.* into a from portal.attachment q where q.id = p_attachment;
  if a.id is null or not exists (select from portal.person p where p.login = me)
     or not (coalesce(a.requester = me, false) or a.sender = me or a.team = any (portal.teams(me))) then
    raise exception 'this file is not known' using errcode = 'PT404';
  end if;
  return a;
end $$;

-- Takes a piece from whoever announced the file; says whether the file is complete now. Bytes that have another hash are
-- thrown away, to be sent anew, and after the third time refused.
create function portal_api.chunk_put(p_attachment text, p_index int, p_bytes bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me text := portal.person_of(session_user); a portal.attachment := portal.attachment_for(me, p_attachment); have int;
  whole bytea; sent bigint; today int := portal.now() / 86400000000;
begin
  if a.sender <> me then raise exception 'another person sends this file' using errcode = 'PT403'; end if;
  select q.* into a from portal.attachment q where q.id = p_attachment for update;
  if a.complete then return true; end if;
  if a.wrong >= 3 then raise exception 'the bytes are not those that were announced' using errcode = 'PT422'; end if;
  if length(p_bytes) = 0 or length(p_bytes) is distinct from portal.piece(a.size, p_index) then
    raise exception 'piece % of this file has % bytes', p_index, portal.piece(a.size, p_index) using errcode = 'PT422';
  end if;
  insert into portal.upload as u (person, day, bytes) values (me, today, length(p_bytes))
  on conflict (person, day) do update set bytes = u.bytes + excluded.bytes returning bytes into sent;
  if sent > 2147483648 then raise exception 'a person may send 2 GiB a day' using errcode = 'PT429'; end if;
  insert into portal.chunk (attachment, index, bytes) values (a.id, p_index, p_bytes)
  on conflict (attachment, index) do update set bytes = excluded.bytes;
  select count(*) into have from portal.chunk k where k.attachment = a.id;
  if have < (a.size + 262143) / 262144 then return false; end if;
  select string_agg(k.bytes, '' order by k.index) into whole from portal.chunk k where k.attachment = a.id;
  if encode(sha256(whole), 'hex') = a.sha256 then
    update portal.attachment q set complete = true, lost = false where q.id = a.id;
    return true;
  end if;
  delete from portal.chunk k where k.attachment = a.id;
  update portal.attachment q set wrong = wrong + 1 where q.id = a.id;
  return false;
end $$;

-- The pieces that have not come yet.
create function portal_api.chunk_missing(p_attachment text) returns int[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a portal.attachment := portal.attachment_for(portal.person_of(session_user), p_attachment);
begin
  return array(select g from generate_series(0, (a.size - 1) / 262144) g
               where not a.complete and not exists (select from portal.chunk k where k.attachment = a.id and k.index = g) order by g);
end $$;

-- A piece of a complete file.
create function portal_api.chunk_get(p_attachment text, p_index int) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a portal.attachment := portal.attachment_for(portal.person_of(session_user), p_attachment);
begin
  if not a.complete then raise exception 'this file has not come yet' using errcode = 'PT404'; end if;
  return (select k.bytes from portal.chunk k where k.attachment = a.id and k.index = p_index);
end $$;
