-- A picture for an article of a team of theirs: what the bytes say they are, under the name of their sum.
create function portal.apply_addpicture(c portal.command) returns portal.step language plpgsql as $$
declare b jsonb := c.body; bytes bytea; width int := (b ->> 'width')::int; height int := (b ->> 'height')::int; audience text;
begin
  if not coalesce(
    portal.is_article_id(b ->> 'article') and b ->> 'picture' ~ '^[0-9a-f]{64}$'
    and b ->> 'media_type' in ('image/png', 'image/jpeg', 'image/webp') and width between 1 and 10000 and height between 1 and 10000
    and b ->> 'data' is not null and b ->> 'owner' is not null, false) then
    return portal.refused('invalid');
  end if;
  if length(b ->> 'data') > 800004 then return portal.refused('too_long'); end if;
  if b ->> 'owner' <> all (c.teams) or portal.owner_of(b ->> 'article') <> b ->> 'owner' then return portal.refused('not_yours'); end if;
  bytes := decode(b ->> 'data', 'base64');
  if portal.media_type(bytes) is distinct from b ->> 'media_type' or encode(sha256(bytes), 'hex') <> b ->> 'picture' then
    return portal.refused('invalid');
  end if;
  select q.audience into audience from portal.article q where q.id = b ->> 'article' order by q.language limit 1;
  insert into portal.picture (id, article, media_type, width, height, data, audience, owner)
  values (b ->> 'picture', b ->> 'article', b ->> 'media_type', width, height, b ->> 'data', coalesce(audience, 'team:' || (b ->> 'owner')),
          b ->> 'owner')
  on conflict (id, article) do nothing;
  return null;
end $$;
