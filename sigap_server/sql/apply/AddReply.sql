-- Adds a message; with `internal` a note that only the team reads; with `take` it takes the request in one step.
create function portal.apply_addreply(c portal.command) returns portal.step language plpgsql as $$
declare
  said text; j portal.verdict; wrong text := portal.wrong_words(c.body ->> 'text');
  internal boolean := coalesce((c.body ->> 'internal')::boolean, false); take boolean := coalesce((c.body ->> 'take')::boolean, false);
  files jsonb := coalesce(c.body -> 'files', '[]');
begin
  if internal and take then return portal.refused('invalid'); end if;
  j := portal.judge(case when internal then 'AddNote' when take then 'TakeAndReply' else 'AddReply' end, c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if wrong is not null then return portal.refused(wrong); end if;
  if files <> '[]' then
    if not portal.are_files(files) then return portal.refused('invalid_file'); end if;
    said := portal.attach(c, (j.r).id, case when not internal then (j.r).requester end, (j.r).team, files, c.id);
  end if;
  said := portal.say(c, j.r, c.body ->> 'text', files, internal);
  if take and (j.r).assignee is distinct from c.me then
    update portal.request q set state = j.next, assignee = c.me, assigned = c.now where q.id = (j.r).id;
  elsif j.next <> (j.r).state then
    update portal.request q set state = j.next where q.id = (j.r).id;
  end if;
  return portal.step(j.r, case when take then jsonb_build_object('take', true) else '{}' end, internal);
end $$;
