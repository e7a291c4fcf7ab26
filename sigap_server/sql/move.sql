-- The queue of another team takes a request, with all that belongs to it; who had it has it no longer. The number stays.
-- The request is locked first, or a reply that is on its way would keep the old team.
create function portal.move_request(p_request text, p_team text) returns void language plpgsql as $$
declare r portal.request;
begin
  select q.* into strict r from portal.request q where q.id = p_request for update;
  if r.team = p_team then return; end if;
  perform from portal.team q where q.id = p_team;
  if not found then raise exception 'no team %', p_team using errcode = 'foreign_key_violation'; end if;
  update portal.request q
  set team = p_team, assignee = null,
      state = case when q.state in ('in_progress', 'waiting_requester', 'waiting_other') then 'new' else q.state end,
      calendar = (select k.id || '@' || k.version from portal.team t join portal.calendar k on k.id = t.calendar
                  where t.id = p_team order by k.version desc limit 1)
  where q.id = r.id;
  update portal.message q set team = p_team where q.team = r.team and q.request = r.id;
  update portal.event q set team = p_team where q.team = r.team and q.request = r.id and q.outcome is null;
  update portal.attachment q set team = p_team where q.team = r.team and q.request = r.id;
  update portal.rating q set team = p_team where q.request = r.id;
end $$;
