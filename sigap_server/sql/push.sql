-- Takes what a laptop sends: [[no, kind, id, at, body], ...], each exactly once and in order. `portal.dispatch` is rendered
-- from the list of commands.

-- The body of a command; null when it is not JSON that this database can hold, or is nested without end.
create function portal.parsed(body text) returns jsonb language plpgsql immutable as $$
begin
  return body::jsonb;
exception when data_exception or program_limit_exceeded then
  return null;
end $$;

-- Locks all requests, then all tasks that a batch names, in one order: else two devices that touch the same two deadlock.
-- Where all commands name the same one there is no order to keep.
create function portal.lock_named(me text, teams text[], commands jsonb) returns void language plpgsql as $$
declare body jsonb; requests text[] := '{}'; tasks text[] := '{}'; one text;
begin
  for i in 0 .. jsonb_array_length(commands) - 1 loop
    body := portal.parsed(commands -> i ->> 4);
    one := body ->> 'request';
    if one <> all (requests) then requests := requests || one; end if;
    one := body ->> 'task';
    if one <> all (tasks) then tasks := tasks || one; end if;
  end loop;
  if cardinality(requests) < 2 and cardinality(tasks) < 2 then return; end if;
  for attempt in 1 .. 2 loop begin
    perform from portal.request q
    where q.id = any (requests) and (q.requester = me or q.team = any (lock_named.teams)) order by q.id for update;
    perform from portal.task q where q.id = any (tasks) and me in (q.owner, q.person, q.buddy) order by q.id for update;
    return;
  exception when lock_not_available then
    if attempt = 2 or portal.end_overdue() = 0 then raise; end if;
  end; end loop;
end $$;

-- A person may give 2,000 commands an hour, over all their devices: far above any day's work, far below a flood.
create function portal.within_quota(d portal.device, hour int, more int) returns boolean language plpgsql stable as $$
begin
  return (select coalesce(sum(q.quota_used), 0) + more <= 2000 from portal.device q where q.login = d.login and q.quota_hour = hour);
end $$;

create function portal.push(me text, teams text[], p_device text, commands jsonb) returns jsonb language plpgsql as $$
declare
  d portal.device; e portal.event; s portal.step; c jsonb; outcomes jsonb := '[]'; said jsonb; known text;
  n int; prior int; before int; stamp bigint := portal.now(); hour int := stamp / 3600000000; fresh int; waited boolean := false;
begin
  if jsonb_array_length(commands) > 100 or pg_column_size(commands) > 1200000 then
    raise exception 'a call takes at most 100 commands and 1 MB' using errcode = 'PT413';
  end if;
  select q.* into d from portal.device q where q.id = p_device for update;
  before := d.last_no;
  fresh := (commands -> -1 ->> 0)::int - before;
  if fresh > 0 and not portal.within_quota(d, hour, fresh) then
    raise exception 'a person may give 2,000 commands an hour' using errcode = 'PT429';
  end if;
  if fresh > 1 then perform portal.lock_named(me, teams, commands); end if;

  for i in 0 .. jsonb_array_length(commands) - 1 loop
    c := commands -> i;
    n := (c ->> 0)::int;
    -- The last number of a call says how many are new: what the quota counts.
    if n <= prior then raise exception 'the numbers of commands go up' using errcode = 'PT422'; end if;
    prior := n;
    if n <= d.last_no then
      select q.id, q.outcome into known, said from portal.event q where q.device = p_device and q.no = n;
      if not found then
        select f.known, f.said into known, said from portal.recalled(p_device, n, c ->> 2) f;
      end if;
      if known is distinct from c ->> 2 then raise exception 'this device has a double' using errcode = 'PT409'; end if;
      outcomes := outcomes || jsonb_build_array(jsonb_build_array(n, said));
      continue;
    end if;
    exit when n > d.last_no + 1;  -- a gap: nothing after it

    e := row(p_device, n, coalesce(c ->> 2, ''), coalesce(c ->> 1, ''), me, (c ->> 3)::bigint, coalesce(c ->> 4, ''),
             null, null, null, null, null, stamp, null, pg_current_xact_id());
    <<attempt>>
    loop begin
      if length(e.id) between 1 and 64 and e.at between 0 and 253370764800000000 then  -- later than 9999 no laptop can read
        s := portal.dispatch(e.kind, row(me, teams, e.id, e.at, stamp, e.body::jsonb));
      else
        s := portal.refused('invalid');
      end if;
      e.outcome := s.refusal; e.request := s.request; e.requester := s.requester; e.team := s.team; e.data := s.data;
      e.hash := portal.link(d.head, e);
      insert into portal.event select e.*;
      exit attempt;
    exception
      -- Somebody holds what this command needs: those who hold it for too long are put out, and it is tried once more.
      when lock_not_available then
        if waited or portal.end_overdue() = 0 then raise; end if;
        waited := true;
      -- These say nothing about the command: the laptop tries again.
      when transaction_rollback or insufficient_resources or object_not_in_prerequisite_state or operator_intervention
           or system_error then
        raise;
      -- Everything else refuses this one command, or a defect would hold up all behind it for ever.
      when others then
        e.outcome := jsonb_build_object('code', 'failed', 'words', sqlerrm);
        e.request := null; e.requester := null; e.team := null; e.data := null;
        e.hash := portal.link(d.head, e);
        insert into portal.event select e.*;
        exit attempt;
    end; end loop;
    d.head := e.hash;
    d.last_no := n;
    stamp := stamp + 1;  -- no two commands of a device are received at once: their order is that of their numbers
    outcomes := outcomes || jsonb_build_array(jsonb_build_array(n, e.outcome));
  end loop;

  if d.last_no > before then
    update portal.device q
    set last_no = d.last_no, head = d.head, quota_hour = hour,
        quota_used = d.last_no - before + case when q.quota_hour = hour then q.quota_used else 0 end
    where q.id = p_device;
  end if;
  return outcomes;
end $$;
