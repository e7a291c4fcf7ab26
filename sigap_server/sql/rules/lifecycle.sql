-- domain/requests/lifecycle.py again; tests/data/lifecycle_cases.json runs against both.

-- The guards, each once. An unknown one is null: publishing refuses it.
create function portal.guard(name text, me text, requester text, assignee text, member boolean) returns boolean
language sql immutable as $$
  select case name
    when 'is_requester' then requester = me
    when 'is_assignee' then member and assignee is not distinct from me
    when 'is_member' then member
    when 'is_other_member' then member and requester <> me
    when 'is_colleague' then member and requester <> me and assignee is distinct from me
  end $$;

create function portal.taken(r portal.request) returns jsonb language sql stable as $$
  select jsonb_build_object('code', 'taken', 'by', r.assignee, 'at', r.assigned) $$;

-- Locks the request and judges: its row as it is and the state it goes to, or a refusal.
-- A request that is none of the caller's business is not even locked, or whoever knows its id could keep others from it.
-- The lock comes first: an update that joins the transitions would be checked again against the row it joined before.
create function portal.judge(name text, c portal.command) returns portal.verdict language plpgsql as $$
declare r portal.request; member boolean; next text; refusal jsonb;
begin
  select q.* into r from portal.request q
  where q.id = c.body ->> 'request' and (q.requester = c.me or q.team = any (c.teams)) for update;
  member := r.team = any (c.teams);
  if r.id is null then
    return row(null, null, portal.missing(c))::portal.verdict;
  end if;
  if starts_with(r.requester, '~') then  -- domain/people/pseudonyms.py
    return row(r, null, '{"code": "erased"}')::portal.verdict;
  end if;
  select t.next into next from portal.transition t
  where t.state = r.state and t.command = name and portal.guard(t.guard, c.me, r.requester, r.assignee, member)
  order by t.rank limit 1;
  if found then
    return row(r, next, null)::portal.verdict;
  end if;
  refusal := case
    when member and r.requester <> c.me and r.assignee <> c.me
         and r.state in ('new', 'in_progress', 'waiting_requester', 'waiting_other') then portal.taken(r)
    when exists (select from portal.transition t where t.state = r.state and t.command = name) then '{"code": "not_yours"}'
    else '{"code": "wrong_state"}'
  end;
  return row(r, null, refusal)::portal.verdict;
end $$;

-- The step a command leaves in the timeline of its request.
create function portal.step(r portal.request, data jsonb default '{}', internal boolean default false) returns portal.step
language sql immutable as $$
  select row(null, r.id, case when internal then null else r.requester end, r.team, data)::portal.step $$;

create function portal.refusal(said jsonb) returns portal.step language sql immutable as $$
  select row(said, null, null, null, null)::portal.step $$;

-- The message a command says; its id is the command's.
create function portal.say(c portal.command, r portal.request, words text, files jsonb default '[]', internal boolean default false)
returns text language plpgsql as $$
begin
  insert into portal.message (id, request, author, text, written, requester, team, files, received)
  values (c.id, r.id, c.me, words, c.at, case when internal then null else r.requester end, r.team, files, c.now);
  perform portal.announce(c, r, internal);
  return c.id;
end $$;

-- A row for each file of a command; its bytes come later, piece by piece. Without a requester only the team sees it.
create function portal.attach(c portal.command, request text, requester text, team text, files jsonb, message text)
returns text language plpgsql as $$
begin
  insert into portal.attachment (id, request, message, name, size, sha256, requester, team, sender, announced)
  select c.id || '/' || f.at - 1, attach.request, attach.message, f.file ->> 'name', (f.file ->> 'size')::bigint,
         f.file ->> 'sha256', attach.requester, attach.team, c.me, c.now
  from jsonb_array_elements(files) with ordinality as f (file, at);
  return c.id;
end $$;
