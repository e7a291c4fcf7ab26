-- Not solved: it goes back to who had it. Two weeks after the solution it is too late; the database's clock decides.
create function portal.apply_reopen(c portal.command) returns portal.step language plpgsql as $$
declare said text; j portal.verdict; wrong text := portal.wrong_words(c.body ->> 'text');
begin
  j := portal.judge('Reopen', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if (j.r).state = 'closed' and c.now - (j.r).resolved >= 14 * 86400000000 then return portal.refused('too_late'); end if;
  if wrong is not null then return portal.refused(wrong); end if;
  said := portal.say(c, j.r, c.body ->> 'text');
  update portal.request q set state = j.next where q.id = (j.r).id;
  return portal.step(j.r);
end $$;
