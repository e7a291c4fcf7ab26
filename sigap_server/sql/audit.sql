-- Each event carries the hash of the one before it from the same device. What is hashed depends on no setting of a session:
-- whole numbers and the text as it came, the lengths first so that no two events read the same. To whom an event is shown
-- follows from its request, and moves with it: hashed is only whether the requester sees it at all.
create function portal.link(head bytea, e portal.event) returns bytea language sql stable as $$
  select sha256(head || convert_to(concat_ws('|', e.no, e.at, e.received, length(e.device), length(e.id), length(e.kind),
    length(e.person), coalesce(length(e.outcome::text), -1), coalesce(length(e.request), -1),
    coalesce(length(e.data::text), -1), (e.requester is null)::int) || '|'
    || e.device || e.id || e.kind || e.person || coalesce(e.outcome::text, '') || coalesce(e.request, '')
    || coalesce(e.data::text, '') || e.body, 'UTF8')) $$;

-- Every event there is, wherever it is kept.
create view portal.all_events as
  select e.device, e.no, e.id, e.kind, e.person, e.at, e.body, e.outcome, e.request, e.requester, e.team, e.data, e.received,
         e.hash, e.changed
  from portal.event e
  union all
  select e.device, e.no, e.id, e.kind, e.person, e.at, e.body, e.outcome, e.request, e.requester, e.team, e.data, e.received,
         e.hash, e.changed
  from portal.event_archive e;

-- The links of every chain: its events, and the ranges that were taken out, each with the hash it ends with.
create view portal.chain as
  select e.*, e.no as last_no, null::text as why
  from portal.all_events e
  where not exists (select from portal.forgotten f where f.device = e.device and e.no between f.first_no and f.last_no)
  union all
  select f.device, f.first_no, null, null, null, null, null, null, null, null, null, null, null, f.hash, null, f.last_no, f.why
  from portal.forgotten f;

-- The events that do not follow from the one before or are not where they belong, and the devices whose head is not their
-- last event.
create function portal.broken_links() returns table (device text, no int, what text) language sql stable as $$
  select e.device, e.no, case when e.no > e.before + 1 then 'a number is missing before it'
                              when e.no <= e.before then 'its number was taken out of the chain already'
                              else 'it is not what was recorded' end
  from (select q.*, coalesce(lag(q.last_no) over links, 0) as before, coalesce(lag(q.hash) over links, '') as head
        from portal.chain q window links as (partition by q.device order by q.no)) e
  where e.no <> e.before + 1
     or e.why is null
        and e.hash is distinct from portal.link(e.head, row(e.device, e.no, e.id, e.kind, e.person, e.at, e.body, e.outcome,
          e.request, e.requester, e.team, e.data, e.received, e.hash, e.changed)::portal.event)
  union all
  select d.id, d.last_no, 'the last number and hash of the device are not those of its last event'
  from portal.device d
  left join lateral (select q.last_no, q.hash from portal.chain q where q.device = d.id order by q.no desc limit 1) e on true
  where d.last_no <> coalesce(e.last_no, 0) or d.head <> coalesce(e.hash, '')
  union all
  select distinct e.device, null::int, 'events of a device that is not known'
  from portal.chain e where not exists (select from portal.device d where d.id = e.device)
  union all
  -- what was taken out is gone; what was erased has no words any more
  select e.device, e.no, 'it was taken out of the chain, and stands there'
  from portal.forgotten f join portal.all_events e on e.device = f.device and e.no between f.first_no and f.last_no
  where f.why = 'retention' or e.body <> ''
  union all
  -- whom it is shown to
  select e.device, e.no, 'it is shown to others than those of its request'
  from portal.all_events e left join portal.request r on r.id = e.request
  where case when e.outcome is null then r.id is not null and (e.team <> r.team or e.requester <> r.requester)
             else e.team is not null or e.requester is not null end $$;
