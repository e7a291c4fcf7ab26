-- Says what solved it. Who resolves an untaken request has taken it.
create function portal.apply_resolve(c portal.command) returns portal.step language plpgsql as $$
declare said text; j portal.verdict; wrong text := portal.wrong_words(c.body ->> 'text');
begin
  j := portal.judge('Resolve', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if wrong is not null then return portal.refused(wrong); end if;
  said := portal.say(c, j.r, c.body ->> 'text');
  update portal.request q
  set state = j.next, resolved = c.now, assignee = c.me, assigned = case when q.assignee = c.me then q.assigned else c.now end
  where q.id = (j.r).id;
  return portal.step(j.r);
end $$;
