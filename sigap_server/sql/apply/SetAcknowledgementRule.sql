-- Asks an audience to acknowledge an article by a date, in the place of the rule before.
create function portal.apply_setacknowledgementrule(c portal.command) returns portal.step language plpgsql as $$
declare
  j record; asked text := c.body ->> 'audience'; first int := (c.body ->> 'major')::int; until text := c.body ->> 'due';
begin
  select * into j from portal.judge_kept(c);
  if j.refusal is not null then return portal.refused(j.refusal); end if;
  if not coalesce(asked ~ '^(all|(site|department|team|employment|person):[A-Za-z0-9_.-]{1,64})$' and first between 1 and j.newest + 1
                  and portal.is_date(until), false) then
    return portal.refused('invalid');
  end if;
  insert into portal.acknowledgement_rule as t (article, audience, major, due, set_by, owner, readers, overseer)
  values ((j.a).id, asked, first, until, c.me, (j.a).owner, (j.a).audience, portal.overseer())
  on conflict (article) do update
  set audience = excluded.audience, major = excluded.major, due = excluded.due, set_by = excluded.set_by,
      owner = excluded.owner, readers = excluded.readers, overseer = excluded.overseer;
  update portal.article q set acknowledge = true where q.id = (j.a).id and not q.acknowledge;
  return null;
end $$;
