-- Reminds who is missing: their laptops see the time at their next sync. Once a day at most.
create function portal.apply_remindacknowledgement(c portal.command) returns portal.step language plpgsql as $$
declare j record; r portal.acknowledgement_rule;
begin
  select * into j from portal.judge_kept(c);
  if j.refusal is not null then return portal.refused(j.refusal); end if;
  select q.* into r from portal.acknowledgement_rule q where q.article = (j.a).id for update;
  if r.article is null then return portal.refused('wrong_state'); end if;
  if c.now - r.reminded < 86400000000 then return portal.refused('too_soon'); end if;
  update portal.acknowledgement_rule q set reminded = c.now where q.article = r.article;
  return null;
end $$;
