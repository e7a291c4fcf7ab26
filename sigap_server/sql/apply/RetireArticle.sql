-- In force until the end of this date, in every language; without one, in force again.
create function portal.apply_retirearticle(c portal.command) returns portal.step language plpgsql as $$
declare refusal text; until text := c.body ->> 'valid_until'; next text := c.body ->> 'successor';
begin
  if not coalesce(
    portal.is_date_or_none(until) and (next is null or portal.is_article_id(next) and next <> c.body ->> 'article'), false) then
    return portal.refused('invalid');
  end if;
  refusal := portal.refusal_to_keep(c);
  if refusal is not null then return portal.refused(refusal); end if;
  update portal.article q set valid_until = until, successor = next where q.id = c.body ->> 'article';
  return null;
end $$;
