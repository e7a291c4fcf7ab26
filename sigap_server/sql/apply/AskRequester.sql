-- Asks the requester something and waits for the answer.
create function portal.apply_askrequester(c portal.command) returns portal.step language plpgsql as $$
declare j record; wrong text := portal.wrong_words(c.body ->> 'text');
begin
  select * into j from portal.judge('AskRequester', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if wrong is not null then return portal.refused(wrong); end if;
  perform portal.say(c, j.r, c.body ->> 'text');
  update portal.request q set state = j.next where q.id = (j.r).id and q.state <> j.next;
  return portal.step(j.r);
end $$;
