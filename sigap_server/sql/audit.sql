-- Each event carries the hash of the one before it from the same device. What is hashed depends on no setting of a session:
-- whole numbers and the text as it came, the lengths first so that no two events read the same.
create function portal.link(head bytea, e portal.event) returns bytea language sql stable as $$
  select sha256(head || convert_to(concat_ws('|', e.no, e.at, e.received, length(e.device), length(e.id), length(e.kind),
    length(e.person), coalesce(length(e.outcome::text), -1)) || '|'
    || e.device || e.id || e.kind || e.person || coalesce(e.outcome::text, '') || e.body, 'UTF8')) $$;

-- The events that do not follow from the one before, and the devices whose head is not their last event.
create function portal.broken_links() returns table (device text, no int, what text) language sql stable as $$
  select e.device, e.no, case when e.no <> e.before + 1 then 'a number is missing before it' else 'it is not what was recorded' end
  from (select q.*, coalesce(lag(q.no) over chain, 0) as before, coalesce(lag(q.hash) over chain, '') as head
        from portal.event q window chain as (partition by q.device order by q.no)) e
  where e.no <> e.before + 1
     or e.hash is distinct from portal.link(e.head, row(e.device, e.no, e.id, e.kind, e.person, e.at, e.body, e.outcome, e.request,
                                                        e.requester, e.team, e.data, e.received, e.hash, e.changed)::portal.event)
  union all
  select d.id, d.last_no, 'the last number and hash of the device are not those of its last event'
  from portal.device d
  left join lateral (select q.no, q.hash from portal.event q where q.device = d.id order by q.no desc limit 1) e on true
  where d.last_no <> coalesce(e.no, 0) or d.head <> coalesce(e.hash, '')
  union all
  select distinct e.device, null::int, 'events of a device that is not known'
  from portal.event e where not exists (select from portal.device d where d.id = e.device) $$;
