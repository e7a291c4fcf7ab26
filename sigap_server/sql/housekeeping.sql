-- What `sigap-admin retention run` tidies beside: tombstones that every laptop has had, files that never came.

-- Notes which transactions are over by now.
create function portal.note_time(p_now bigint) returns void language sql as $$
  insert into portal.watermark (at, xid) values (p_now, pg_snapshot_xmin(pg_current_snapshot())) on conflict do nothing $$;

-- Takes away the next tombstones that are older than this. A laptop that was last here before the floor begins again.
create function portal.sweep(p_before bigint, most int) returns int language plpgsql as $$
declare old xid8; many int;
begin
  select w.xid into old from portal.watermark w where w.at <= p_before order by w.at desc limit 1;
  if old is null then return 0; end if;
  update portal.meta m set floor = old where m.floor < old;
  delete from portal.departed t where t.ctid = any (array(select q.ctid from portal.departed q where q.changed < old limit most));
  get diagnostics many = row_count;
  delete from portal.told t where t.changed < old;
  delete from portal.watermark w where w.xid < old;
  return many;
end $$;

-- Of what a table said more than once of a scope before this, one word stays, said anew: every laptop looks once more.
create function portal.retell(p_before bigint) returns int language plpgsql as $$
declare old xid8; many int;
begin
  select w.xid into old from portal.watermark w where w.at <= p_before order by w.at desc limit 1;
  with gone as (
    delete from portal.told t using
      (select q.stream, q.scope from portal.told q where q.changed < old group by q.stream, q.scope having count(*) > 1) d
    where t.stream = d.stream and t.scope = d.scope and t.changed < old returning t.stream, t.scope)
  insert into portal.told (stream, scope) select distinct g.stream, g.scope from gone g;
  get diagnostics many = row_count;
  return many;
end $$;

-- Files that were announced before this and have not come are lost: both sides are told. Their sender may still send them.
create function portal.lose_files(p_before bigint, most int) returns int language plpgsql as $$
declare ids text[];
begin
  ids := array(select a.id from portal.attachment a where not a.complete and a.announced <= p_before and not a.lost
               order by a.announced limit most for update skip locked);
  update portal.attachment a set lost = true where a.id = any (ids);
  delete from portal.chunk k where k.attachment = any (ids);
  return cardinality(ids);
end $$;

-- Pieces of files that are not there any more.
create function portal.drop_stray_pieces(most int) returns int language plpgsql as $$
declare ids text[];
begin
  ids := array(select distinct k.attachment from portal.chunk k
               where not exists (select from portal.attachment a where a.id = k.attachment)
               and not exists (select from portal.attachment_archive a where a.id = k.attachment) limit most);
  delete from portal.chunk k where k.attachment = any (ids);
  return cardinality(ids);
end $$;

-- What was counted for quotas, and codes that nobody came in with.
create function portal.forget_counts(p_now bigint) returns void language sql as $$
  delete from portal.upload u where u.day < p_now / 86400000000 - 30;
  delete from portal.enrolment e where e.expires < p_now - 90 * 86400000000 $$;

-- Pictures that were added before this and that no edition and no manuscript of their article shows.
create function portal.drop_unused_pictures(p_before bigint, most int) returns int language plpgsql as $$
declare old xid8; many int;
begin
  select w.xid into old from portal.watermark w where w.at <= p_before order by w.at desc limit 1;
  if old is null then return 0; end if;
  delete from portal.picture t where t.ctid = any (array(
    select q.ctid from portal.picture q
    where q.changed < old
    and not exists (select from portal.edition e where e.article = q.article and strpos(e.body, 'sigap://picture/' || q.id) > 0)
    and not exists (select from portal.manuscript m where m.article = q.article and strpos(m.body, 'sigap://picture/' || q.id) > 0)
    limit most));
  get diagnostics many = row_count;
  return many;
end $$;
