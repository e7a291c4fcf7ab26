-- Gives a request back to the queue.
create function portal.apply_release(c portal.command) returns portal.step language plpgsql as $$
declare j portal.verdict;
begin
  j := portal.judge('Release', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  update portal.request q set state = j.next, assignee = null where q.id = (j.r).id;
  return portal.step(j.r);
end $$;
