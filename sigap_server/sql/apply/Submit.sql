-- Raises a request. Team, priority and approvals are decided here, whatever the laptop foresaw.
create function portal.apply_submit(c portal.command) returns portal.step language plpgsql as $$
declare
  f portal.form; p portal.person; t portal.team; r portal.request; verdict record; files jsonb;
  subject text := c.body ->> 'subject'; today text := c.body ->> 'today';
begin
  select q.* into f from portal.form q where q.form = c.body ->> 'form' and q.version = (c.body ->> 'version')::int;
  select q.* into p from portal.person q where q.login = c.me;
  if f.form is null or p.login is null then return portal.refused('unknown'); end if;
  if not f.offered then return portal.refused('form_withdrawn'); end if;
  if portal.is_blank(subject) or length(subject) > 200 then
    return portal.refusal('{"code": "invalid_answers", "field": "subject", "reason": "required"}');
  end if;
  if coalesce(today <> all (portal.dates_around(c.at)), true) then return portal.refused('wrong_date'); end if;
  select * into verdict from portal.judge_answers(f.definition, c.body -> 'answers', jsonb_build_object(
    'today', today, 'me.site', p.site, 'me.kind', p.role, 'me.team', p.team));
  if verdict.problem is not null then
    return portal.refusal(jsonb_build_object(
      'code', 'invalid_answers', 'field', verdict.problem[1], 'reason', verdict.problem[2]));
  end if;
  files := portal.file_answers(f.definition, verdict.kept);
  if not portal.are_files(files) then return portal.refused('invalid_file'); end if;
  select q.* into strict t from portal.team q where q.id = verdict.team;
  insert into portal.request (id, requester, team, form, form_version, subject, answers, priority, approvals, state, written,
                              number, received, calendar)
  values (c.id, c.me, t.id, f.form, f.version, subject, verdict.kept, verdict.priority, verdict.approvals, 'new', c.at,
          t.prefix || '-' || nextval(t.sequence::regclass), c.now,
          (select k.id || '@' || k.version from portal.calendar k where k.id = t.calendar order by k.version desc limit 1))
  returning * into r;
  perform portal.attach(c, r, files, null);
  return portal.step(r);
end $$;
