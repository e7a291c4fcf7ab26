-- The requester no longer needs it.
create function portal.apply_cancel(c portal.command) returns portal.step language plpgsql as $$
declare j portal.verdict;
begin
  j := portal.judge('Cancel', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  update portal.request q set state = j.next where q.id = (j.r).id and q.state <> j.next;
  return portal.step(j.r);
end $$;
