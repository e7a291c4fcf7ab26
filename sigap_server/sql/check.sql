-- What foreign keys and constraints would say, had the hot tables any: a line for each fault.
create function portal.faults() returns table (fault text) language sql stable as $$
  -- what a row names is there
  select format('message %s names request %s, which is not there', m.id, m.request)
  from portal.message m where not exists (select from portal.request r where r.id = m.request)
  union all
  select format('event %s names request %s, which is not there', e.id, e.request)
  from portal.event e where e.outcome is null and e.request is not null
  and not exists (select from portal.request r where r.id = e.request)
  union all
  select format('file %s names request %s, which is not there', a.id, a.request)
  from portal.attachment a where not exists (select from portal.request r where r.id = a.request)
  union all
  select format('file %s names message %s, which is not there', a.id, a.message)
  from portal.attachment a where a.message is not null and not exists (select from portal.message m where m.id = a.message)
  union all
  select format('rating names request %s, which is not there', t.request)
  from portal.rating t where not exists (select from portal.request r where r.id = t.request)
  union all
  select format('a piece of file %s is here, the file is not', k.attachment)
  from portal.chunk k where not exists (select from portal.attachment a where a.id = k.attachment)
  and not exists (select from portal.attachment_archive a where a.id = k.attachment) group by k.attachment
  union all
  select format('request %s was raised with form %s version %s, which is not there', r.id, r.form, r.form_version)
  from portal.request r where not exists (select from portal.form f where f.form = r.form and f.version = r.form_version)
  union all
  select format('request %s is with team %s, which is not there', r.id, r.team)
  from portal.request r where not exists (select from portal.team t where t.id = r.team)
  union all
  select format('%s answers for team %s, which is not there', m.person, m.team)
  from portal.membership m where not exists (select from portal.team t where t.id = m.team)
  union all
  select format('%s answers for team %s and is not in the company', m.person, m.team)
  from portal.membership m where not exists (select from portal.person p where p.login = m.person)
  union all
  select format('%s is of team %s, which is not there', p.login, p.team)
  from portal.person p where not exists (select from portal.team t where t.id = p.team)
  union all
  select format('%s is at site %s, which is not there', p.login, p.site)
  from portal.person p where not exists (select from portal.site s where s.id = p.site)
  union all
  select format('team %s keeps calendar %s, which is not there', t.id, t.calendar)
  from portal.team t where not exists (select from portal.calendar c where c.id = t.calendar)
  union all
  select format('team %s is led by %s, who is not in the company', t.id, t.lead)
  from portal.team t where not exists (select from portal.person p where p.login = t.lead)
  union all
  select format('task %s is for %s, who is not in the company', k.id, k.person)
  from portal.task k where not exists (select from portal.person p where p.login = k.person)
  -- what belongs to a request is seen by those who see it
  union all
  select format('%s %s is with team %s, its request %s with %s', x.what, x.id, x.team, r.id, r.team)
  from (select 'message' as what, m.id, m.request, m.team from portal.message m
        union all select 'event', e.id, e.request, e.team from portal.event e where e.outcome is null and e.request is not null
        union all select 'file', a.id, a.request, a.team from portal.attachment a
        union all select 'rating', t.request, t.request, t.team from portal.rating t) x
  join portal.request r on r.id = x.request where x.team <> r.team
  union all
  select format('%s %s is shown to %s, its request %s is of %s', x.what, x.id, x.requester, r.id, r.requester)
  from (select 'message' as what, m.id, m.request, m.requester from portal.message m
        union all select 'event', e.id, e.request, e.requester from portal.event e where e.outcome is null
        union all select 'file', a.id, a.request, a.requester from portal.attachment a) x
  join portal.request r on r.id = x.request where x.requester <> r.requester
  -- states are what the lifecycle says
  union all
  select format('request %s is in the state %s, which the lifecycle does not know', r.id, r.state)
  from portal.request r where not exists (select from portal.transition t where r.state in (t.state, t.next))
  union all
  select format('request %s is %s and nobody has it', r.id, r.state)
  from portal.request r where r.assignee is null and r.state in ('in_progress', 'waiting_requester', 'waiting_other')
  union all
  select format('transition %s %s has the guard %s, which is not known', t.state, t.command, t.guard)
  from portal.transition t where portal.guard(t.guard, '', '', '', false) is null
  -- a complete file has all its pieces
  union all
  select format('file %s is complete, and pieces of it are missing', a.id)
  from portal.attachment a
  where a.complete and (select coalesce(sum(length(k.bytes)), 0) from portal.chunk k where k.attachment = a.id) <> a.size
  -- the audit
  union all
  select format('device %s, command %s: %s', b.device, b.no, b.what) from portal.broken_links() b $$;
