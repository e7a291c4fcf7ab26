-- It is done, and how; of what is done already this changes nothing.
create function portal.apply_completeupkeep(c portal.command) returns portal.step language plpgsql as $$
declare u portal.upkeep; note text := coalesce(c.body ->> 'note', '');
begin
  select q.* into u from portal.upkeep q where q.id = c.body ->> 'upkeep' and q.team = any (c.teams) for update;
  if u.id is null then return portal.refused('unknown'); end if;
  if length(note) > 500 then return portal.refused('too_long'); end if;
  update portal.upkeep q set state = 'done', done_by = c.me, done_note = note where q.id = u.id and q.state <> 'done';
  return null;
end $$;
