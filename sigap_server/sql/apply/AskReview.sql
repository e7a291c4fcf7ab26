-- Somebody of the team shall read it.
create function portal.apply_askreview(c portal.command) returns portal.step language plpgsql as $$
declare j record; wrong text := portal.wrong_change(c.body ->> 'change', c.body ->> 'note');
begin
  select * into j from portal.judge_manuscript(c, c.body ->> 'language', (c.body ->> 'revision')::int);
  if (j.refusal).refusal is not null then return j.refusal; end if;
  if wrong is not null then return portal.refused(wrong); end if;
  if (j.m).state = 'scheduled' then return portal.refused('scheduled'); end if;
  update portal.manuscript q
  set state = 'review', change = c.body ->> 'change', note = coalesce(c.body ->> 'note', ''), returned = '', reviewer = null
  where q.article = (j.m).article and q.language = (j.m).language;
  return null;
end $$;
