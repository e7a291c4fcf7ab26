-- What has ended leaves the laptops for the archive after the months its policy names, and the archive after more of them.
-- `sigap-admin retention run` calls these, a batch a transaction: what is half done when it is killed was not begun.

-- The policy for a form of a team: the most particular one there is. One for everything is always there.
create function portal.kept(p_team text, p_form text, out laptop_months int, out server_months int) language sql stable as $$
  select r.laptop_months, r.server_months from portal.retention r
  where r.team in (p_team, '*') and r.form in (p_form, '*') order by r.form desc, r.team desc limit 1 $$;

-- So many months later, as the calendar counts them in UTC (domain/requests/keeping.py does the same).
create function portal.later(instant bigint, months int) returns bigint language sql immutable as $$
  select (extract(epoch from timestamp 'epoch' + instant * interval '1 microsecond' + make_interval(months => months))
          * 1000000)::bigint $$;

-- When a request ended: the last thing that happened to it, if nothing more is to be done. Null while it is open.
create function portal.ended(r portal.request) returns bigint language sql stable as $$
  select case when r.state in ('resolved', 'closed', 'cancelled') then greatest(r.received, r.resolved,
    (select max(e.received) from portal.event e where e.request = r.id and e.outcome is null)) end $$;

-- The next requests, in order of id, that have been over for as long as laptops keep them.
create function portal.leaving(p_now bigint, p_after text, most int)
returns table (id text, team text, form text, ended bigint) language sql stable as $$
  select x.id, x.team, x.form, x.ended
  from (select r.id, r.team, r.form, portal.ended(r) as ended, (portal.kept(r.team, r.form)).laptop_months as months
        from portal.request r
        where r.id > p_after and r.state in ('resolved', 'closed', 'cancelled')
          and r.received <= portal.later(p_now, -(select min(k.laptop_months) from portal.retention k))) x
  where portal.later(x.ended, x.months) <= p_now order by x.id limit most $$;

-- Puts these requests away, with all that belongs to them; how many. Whoever works on one right now keeps it until the next
-- run. Deleting them leaves the tombstones by which laptops take them away too.
create function portal.put_away(p_now bigint, wanted text[]) returns int language plpgsql as $$
declare locked text[]; ids text[]; ends bigint[];
begin
  locked := array(select q.id from portal.request q where q.id = any (wanted) order by q.id for update skip locked);
  -- looked at again, now that nobody can change them
  select coalesce(array_agg(l.id order by l.id), '{}'), coalesce(array_agg(l.ended order by l.id), '{}') into ids, ends
  from (select q.id, portal.ended(q) as ended, portal.kept(q.team, q.form) as kept
        from portal.request q where q.id = any (locked)) l
  where portal.later(l.ended, (l.kept).laptop_months) <= p_now;
  with gone as (delete from portal.rating q using unnest(ids, ends) as l (id, ended) where q.request = l.id returning l.ended, q.*)
  insert into portal.rating_archive select * from gone;
  with gone as (delete from portal.attachment q using unnest(ids, ends) as l (id, ended) where q.request = l.id returning l.ended, q.*)
  insert into portal.attachment_archive select * from gone;
  with gone as (delete from portal.message q using unnest(ids, ends) as l (id, ended) where q.request = l.id returning l.ended, q.*)
  insert into portal.message_archive select * from gone;
  with gone as (delete from portal.event q using unnest(ids, ends) as l (id, ended) where q.request = l.id returning l.ended, q.*)
  insert into portal.event_archive select * from gone;
  with gone as (delete from portal.request q using unnest(ids, ends) as l (id, ended) where q.id = l.id returning l.ended, q.*)
  insert into portal.request_archive select * from gone;
  return cardinality(ids);
end $$;

-- Puts away the next commands that concern no request (refused ones, ticks, acknowledgements): at most so many after this
-- one. They are there for the audit alone, and follow the policy for everything. Returns where to go on; null at the end.
create function portal.put_away_audit(p_now bigint, p_device text, p_no int, most int, out device text, out no int, out many int)
language plpgsql as $$
declare cut bigint := portal.later(p_now, -(portal.kept('*', '*')).laptop_months); found_here record;
begin
  select coalesce(array_agg(q.device order by q.device, q.no), '{}') as devices,
         coalesce(array_agg(q.no order by q.device, q.no), '{}') as numbers
  into found_here
  from (select e.device, e.no from portal.event e
        where (e.device, e.no) > (p_device, p_no) and e.request is null and e.received <= cut
        order by e.device, e.no limit most) q;
  many := cardinality(found_here.numbers);
  device := found_here.devices[many];
  no := found_here.numbers[many];
  with gone as (
    delete from portal.event q using unnest(found_here.devices, found_here.numbers) as l (device, no)
    where q.device = l.device and q.no = l.no returning q.received as ended, q.*)
  insert into portal.event_archive select * from gone;
end $$;

-- Whether something in the archive may not be taken away: somebody has forbidden it.
create function portal.held(p_request text, p_person text) returns boolean language sql stable as $$
  select exists (
    select from portal.hold h where h.released is null
    and (h.request = p_request or h.person = p_person or exists (
      select from portal.event_archive e where e.request = p_request and e.person = h.person))) $$;

-- The archived requests that ended between these moments and have been kept for long enough, and nobody holds.
create function portal.outlived(p_now bigint, low bigint, high bigint) returns table (id text) language sql stable as $$
  select a.id from portal.request_archive a
  where a.ended >= low and a.ended < high
    and portal.later(a.ended, (portal.kept(a.team, a.form)).server_months) <= p_now and not portal.held(a.id, a.requester) $$;

-- The archived commands without a request, likewise.
create function portal.outlived_audit(p_now bigint, low bigint, high bigint) returns table (device text, no int)
language sql stable as $$
  select e.device, e.no from portal.event_archive e
  where e.ended >= low and e.ended < high and e.request is null
    and portal.later(e.ended, (portal.kept('*', '*')).server_months) <= p_now and not portal.held(null, e.person) $$;

-- How much in the archive of these months may not go yet.
create function portal.remaining(p_now bigint, low bigint, high bigint) returns bigint language sql stable as $$
  select (select count(*) from portal.request_archive a where a.ended >= low and a.ended < high)
       - (select count(*) from portal.outlived(p_now, low, high))
       + (select count(*) from portal.event_archive e where e.ended >= low and e.ended < high and e.request is null)
       - (select count(*) from portal.outlived_audit(p_now, low, high)) $$;

-- Keeps of these commands only what the chain needs to go on behind them; numbers next to each other are one range.
create function portal.forget(p_now bigint, devices text[], numbers int[], hashes bytea[], p_why text) returns void
language sql as $$
  with before as (delete from portal.forgotten f where f.device = any (devices) and f.why = p_why returning f.*),
  ranges as (
    select b.device, b.first_no, b.last_no, b.hash, b.at from before b
    union all
    select l.device, l.no, l.no, l.hash, p_now from unnest(devices, numbers, hashes) as l (device, no, hash)
    where not exists (select from portal.forgotten f where f.device = l.device and l.no between f.first_no and f.last_no)),
  begun as (select r.*, (r.first_no > lag(r.last_no) over w + 1) is not false as begins from ranges r
            window w as (partition by r.device order by r.first_no)),
  islands as (select b.*, count(*) filter (where b.begins) over (partition by b.device order by b.first_no) as island from begun b)
  insert into portal.forgotten (device, first_no, last_no, hash, why, at)
  select i.device, min(i.first_no), max(i.last_no), (array_agg(i.hash order by i.last_no desc))[1], p_why, max(i.at)
  from islands i group by i.device, i.island $$;

-- Takes away the next requests, or commands without one, of these months that have been kept for long enough; how many.
create function portal.purge(p_now bigint, low bigint, high bigint, most int) returns int language plpgsql as $$
declare ids text[]; many int; gone record;
begin
  lock table portal.hold in share mode;  -- a hold comes before this, or after
  ids := array(select o.id from portal.outlived(p_now, low, high) o order by o.id limit most);
  delete from portal.chunk k using portal.attachment_archive a
  where a.request = any (ids) and a.ended >= low and a.ended < high and k.attachment = a.id;
  delete from portal.rating_archive a where a.request = any (ids) and a.ended >= low and a.ended < high;
  delete from portal.attachment_archive a where a.request = any (ids) and a.ended >= low and a.ended < high;
  delete from portal.message_archive a where a.request = any (ids) and a.ended >= low and a.ended < high;
  delete from portal.request_archive a where a.id = any (ids) and a.ended >= low and a.ended < high;
  with away as (
    delete from portal.event_archive a where a.request = any (ids) and a.ended >= low and a.ended < high
    returning a.device, a.no, a.hash)
  select array_agg(w.device) as devices, array_agg(w.no) as numbers, array_agg(w.hash) as hashes into gone from away w;
  perform portal.forget(p_now, gone.devices, gone.numbers, gone.hashes, 'retention');
  many := cardinality(ids);
  with away as (
    delete from portal.event_archive a using
      (select o.device, o.no from portal.outlived_audit(p_now, low, high) o limit greatest(0, most - many)) o
    where a.device = o.device and a.no = o.no and a.request is null and a.ended >= low and a.ended < high
    returning a.device, a.no, a.hash)
  select array_agg(w.device) as devices, array_agg(w.no) as numbers, array_agg(w.hash) as hashes, count(*)::int as many
  into gone from away w;
  perform portal.forget(p_now, gone.devices, gone.numbers, gone.hashes, 'retention');
  return many + gone.many;
end $$;

-- Before the partitions of these months are dropped, in the same transaction: the chain goes on behind their commands, and
-- their files go. False when something in them may not go: a hold came in between.
create function portal.give_up(p_now bigint, low bigint, high bigint) returns boolean language plpgsql as $$
declare gone record;
begin
  lock table portal.hold in share mode;
  if portal.remaining(p_now, low, high) > 0 then return false; end if;
  delete from portal.chunk k using portal.attachment_archive a where a.ended >= low and a.ended < high and k.attachment = a.id;
  select array_agg(e.device) as devices, array_agg(e.no) as numbers, array_agg(e.hash) as hashes into gone
  from portal.event_archive e where e.ended >= low and e.ended < high;
  perform portal.forget(p_now, gone.devices, gone.numbers, gone.hashes, 'retention');
  return true;
end $$;

-- What became of a command that the laptop sends again, and that is not among the recent ones. Of one that was taken away
-- nobody knows any more: its words are the person's to keep.
create function portal.recalled(p_device text, p_no int, p_id text, out known text, out said jsonb) language plpgsql stable as $$
begin
  select q.id, q.outcome into known, said from portal.event_archive q where q.device = p_device and q.no = p_no;
  if found then return; end if;
  perform from portal.forgotten f where f.device = p_device and p_no between f.first_no and f.last_no;
  if not found then raise exception 'command % of this device is not there', p_no using errcode = 'no_data_found'; end if;
  known := p_id;
  said := '{"code": "unknown"}';
end $$;

-- Why a request is not there: it was put away (and how long the company keeps it), or there is none that this person may see.
create function portal.missing(c portal.command) returns jsonb language plpgsql stable as $$
declare a record;
begin
  select q.requester, q.team, q.form, q.ended into a from portal.request_archive q where q.id = c.body ->> 'request';
  if coalesce(a.requester = c.me or a.team = any (c.teams), false) then
    return jsonb_build_object('code', 'archived', 'until', portal.later(a.ended, (portal.kept(a.team, a.form)).server_months));
  end if;
  return '{"code": "unknown"}';
end $$;
