-- It is done, and how; of what is done already this changes nothing. Words that found nothing are counted anew from then on.
create function portal.apply_completeupkeep(c portal.command) returns portal.step language plpgsql as $$
declare u portal.upkeep; note text := coalesce(c.body ->> 'note', '');
begin
  select q.* into u from portal.upkeep q where q.id = c.body ->> 'upkeep' and q.team = any (c.teams) for update;
  if u.id is null then return portal.refused('unknown'); end if;
  if length(note) > 500 then return portal.refused('too_long'); end if;
  if u.state = 'done' then return null; end if;
  update portal.upkeep q set state = 'done', done_by = c.me, done_note = note where q.id = u.id;
  if u.kind = 'gap' then
    delete from portal.gap g where g.language = u.language and g.words = u.text;
  end if;
  return null;
end $$;
