-- Looked through, and still true.
create function portal.apply_confirmarticle(c portal.command) returns portal.step language plpgsql as $$
declare refusal text;
begin
  if not portal.is_date_or_none(c.body ->> 'review_by') then return portal.refused('invalid'); end if;
  refusal := portal.refusal_to_keep(c);
  if refusal is not null then return portal.refused(refusal); end if;
  update portal.article q set reviewed = portal.date_of(c.at), review_by = c.body ->> 'review_by' where q.id = c.body ->> 'article';
  return null;
end $$;
