-- Takes a request nobody has.
create function portal.apply_claim(c portal.command) returns portal.step language plpgsql as $$
declare j portal.verdict;
begin
  j := portal.judge('Claim', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  update portal.request q set state = j.next, assignee = c.me, assigned = c.now where q.id = (j.r).id;
  return portal.step(j.r);
end $$;
