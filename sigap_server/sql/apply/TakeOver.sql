-- Takes a request a colleague has, by name: whoever the person saw must still have it.
create function portal.apply_takeover(c portal.command) returns portal.step language plpgsql as $$
declare j portal.verdict;
begin
  j := portal.judge('TakeOver', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if (j.r).assignee is distinct from c.body ->> 'of' then return portal.refusal(portal.taken(j.r)); end if;
  update portal.request q set state = j.next, assignee = c.me, assigned = c.now where q.id = (j.r).id;
  return portal.step(j.r, jsonb_build_object('of', c.body -> 'of'));
end $$;
