-- The text in work is thrown away; what is published stays.
create function portal.apply_discardmanuscript(c portal.command) returns portal.step language plpgsql as $$
declare j record;
begin
  select * into j from portal.judge_manuscript(c, c.body ->> 'language', (c.body ->> 'revision')::int);
  if (j.refusal).refusal is not null then return j.refusal; end if;
  delete from portal.manuscript q where q.article = (j.m).article and q.language = (j.m).language;
  return null;
end $$;
