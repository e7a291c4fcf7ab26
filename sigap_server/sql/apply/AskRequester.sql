-- Asks the requester something and waits for the answer.
create function portal.apply_askrequester(c portal.command) returns portal.step language plpgsql as $$
declare said text; j portal.verdict; wrong text := portal.wrong_words(c.body ->> 'text');
begin
  j := portal.judge('AskRequester', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if wrong is not null then return portal.refused(wrong); end if;
  said := portal.say(c, j.r, c.body ->> 'text');
  update portal.request q set state = j.next where q.id = (j.r).id and q.state <> j.next;
  return portal.step(j.r);
end $$;
