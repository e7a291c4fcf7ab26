-- domain/checklists/commands.py again: locks the task; only who does it and the buddy may tick it. A task that is none of
-- the caller's business is not even locked.
create function portal.judge_task(c portal.command, out t portal.task, out refusal text) language plpgsql as $$
begin
  select q.* into t from portal.task q where q.id = c.body ->> 'task' and c.me in (q.owner, q.person, q.buddy) for update;
  refusal := case
    when t.id is null then 'unknown'
    when c.me <> t.owner and c.me is distinct from t.buddy then 'not_yours'
  end;
end $$;
