-- Raises a request. Team, priority and approvals are decided here, whatever the laptop foresaw.
create function portal.apply_submit(c portal.command) returns portal.step language plpgsql as $$
declare
  own record; verdict record; t record; files jsonb; said text;
  subject text := c.body ->> 'subject'; today text := c.body ->> 'today';
begin
  select f.form, f.version, f.definition, f.offered, p.site, p.role, p.team into own
  from portal.form f, portal.person p
  where f.form = c.body ->> 'form' and f.version = (c.body ->> 'version')::int and p.login = c.me;
  if not found then return portal.refused('unknown'); end if;
  if not own.offered then return portal.refused('form_withdrawn'); end if;
  if portal.is_blank(subject) or length(subject) > 200 then
    return portal.refusal('{"code": "invalid_answers", "field": "subject", "reason": "required"}');
  end if;
  if today is null or today not in (  -- the date that it was somewhere on earth
      portal.date_of(c.at - 86400000000), portal.date_of(c.at), portal.date_of(c.at + 86400000000)) then
    return portal.refused('wrong_date');
  end if;
  verdict := portal.judge_answers(own.definition, c.body -> 'answers', jsonb_build_object(
    'today', today, 'me.site', own.site, 'me.kind', own.role, 'me.team', own.team));
  if verdict.problem is not null then
    return portal.refusal(jsonb_build_object(
      'code', 'invalid_answers', 'field', verdict.problem[1], 'reason', verdict.problem[2]));
  end if;
  if verdict.kept @? '$.*[*].sha256' then
    files := portal.file_answers(own.definition, verdict.kept);
    if not portal.are_files(files) then return portal.refused('invalid_file'); end if;
  end if;
  select q.id, q.prefix || '-' || nextval(q.sequence::regclass) as number, (
    select k.id || '@' || k.version from portal.calendar k where k.id = q.calendar order by k.version desc limit 1) as calendar
  into strict t from portal.team q where q.id = verdict.team;
  insert into portal.request (id, requester, team, form, form_version, subject, answers, priority, approvals, state, written,
                              number, received, calendar)
  values (c.id, c.me, t.id, own.form, own.version, subject, verdict.kept, verdict.priority, verdict.approvals, 'new', c.at,
          t.number, c.now, t.calendar);
  if files is not null then said := portal.attach(c, c.id, c.me, t.id, files, null); end if;
  return row(null, c.id, c.me, t.id, '{}')::portal.step;
end $$;
