-- Not yet: the author reads why.
create function portal.apply_returnmanuscript(c portal.command) returns portal.step language plpgsql as $$
declare j record; words text := c.body ->> 'returned';
begin
  select * into j from portal.judge_manuscript(c, c.body ->> 'language', (c.body ->> 'revision')::int);
  if (j.refusal).refusal is not null then return j.refusal; end if;
  if portal.is_blank(words) then return portal.refused('invalid'); end if;
  if length(words) > 1000 then return portal.refused('too_long'); end if;
  if (j.m).state <> 'review' then return portal.refused('not_in_review'); end if;
  update portal.manuscript q set state = 'draft', returned = words, reviewer = c.me
  where q.article = (j.m).article and q.language = (j.m).language;
  return null;
end $$;
