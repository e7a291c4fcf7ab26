-- Nobody is asked any more; what was said stays.
create function portal.apply_withdrawacknowledgementrule(c portal.command) returns portal.step language plpgsql as $$
declare j record;
begin
  select * into j from portal.judge_kept(c);
  if j.refusal is not null then return portal.refused(j.refusal); end if;
  delete from portal.acknowledgement_rule q where q.article = (j.a).id;
  update portal.article q set acknowledge = false where q.id = (j.a).id and q.acknowledge;
  return null;
end $$;
