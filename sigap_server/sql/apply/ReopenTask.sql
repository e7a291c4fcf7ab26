-- Takes the tick away.
create function portal.apply_reopentask(c portal.command) returns portal.step language plpgsql as $$
declare j record;
begin
  select * into j from portal.judge_task(c);
  if j.refusal is not null then return portal.refused(j.refusal); end if;
  update portal.task q set state = 'open', done_by = null, done = null where q.id = (j.t).id and q.state <> 'open';
  return null;
end $$;
