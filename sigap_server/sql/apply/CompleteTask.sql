-- Ticks a task. Ticking a done one changes nothing.
create function portal.apply_completetask(c portal.command) returns portal.step language plpgsql as $$
declare j record;
begin
  select * into j from portal.judge_task(c);
  if j.refusal is not null then return portal.refused(j.refusal); end if;
  update portal.task q set state = 'done', done_by = c.me, done = c.now where q.id = (j.t).id and q.state <> 'done';
  return null;
end $$;
