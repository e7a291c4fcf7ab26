-- domain/checklists/commands.py again: locks the task; only who does it and the buddy may tick it.
create function portal.judge_task(c portal.command, out t portal.task, out refusal text) language plpgsql as $$
begin
  select q.* into t from portal.task q where q.id = c.body ->> 'task' for update;
  refusal := case
    when t.id is null or not coalesce(c.me in (t.owner, t.person, t.buddy), false) then 'unknown'
    when c.me <> t.owner and c.me is distinct from t.buddy then 'not_yours'
  end;
end $$;
