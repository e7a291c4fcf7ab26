-- domain/knowledge/acknowledgement.py again: who may ask others to read an article, and what is seen of it.

-- The team that sees acknowledgements everywhere.
create function portal.overseer() returns text language sql stable as $$
  select min(t.id) from portal.team t where t.oversees $$;

-- Whether who gives this command may read this article.
create function portal.sees(c portal.command, a portal.article) returns boolean language plpgsql stable as $$
begin
  return a.owner = any (c.teams) or a.audience = any (
    select unnest(portal.scopes(c.me, p.site, p.team, p.employment, c.teams)) from portal.person p where p.login = c.me);
end $$;

-- SHA-256 in hex over title and body in NFC, with a line feed between.
create function portal.content_hash(title text, body text) returns text language sql immutable as $$
  select encode(sha256(convert_to(normalize(title || E'\n' || body, nfc), 'UTF8')), 'hex') $$;

-- What a version of an article says, as its hash; null where that is not known any more.
create function portal.hash_of(a portal.article, version int, minor int) returns text language plpgsql stable as $$
begin
  if (version, minor) = (a.version, a.minor) then return portal.content_hash(a.title, a.body); end if;
  return (select portal.content_hash(e.title, e.body) from portal.edition e
          where (e.article, e.language, e.version, e.minor) = (a.id, a.language, hash_of.version, hash_of.minor));
end $$;

-- Whether they set rules for what this team owns.
create function portal.may_keep(c portal.command, owner text) returns boolean language plpgsql stable as $$
begin
  return owner = any (c.teams) or exists (select from portal.team t where t.oversees and t.id = any (c.teams));
end $$;

-- The article in the first of its languages that they see, with its newest version. Where they may keep it, all its languages
-- are locked; what is none of their business is not.
create function portal.judge_kept(c portal.command, out a portal.article, out newest int, out refusal text) language plpgsql as $$
begin
  select q.* into a from portal.article q
  where q.id = c.body ->> 'article' and portal.sees(c, q) order by q.language limit 1;
  refusal := case when a.id is null then 'unknown' when not portal.may_keep(c, a.owner) then 'not_yours' end;
  if refusal is not null then return; end if;
  perform from portal.article q where q.id = a.id order by q.language for update;
  select max(q.version) into newest from portal.article q where q.id = a.id and portal.sees(c, q);
end $$;

-- A rule follows its article: who reads it and who owns it; a new major version asks again, and gives time to read.
create function portal.rule_follows() returns trigger language plpgsql as $$
begin
  update portal.acknowledgement_rule q
  set readers = new.audience, owner = new.owner,
      due = case when new.version > old.version then greatest(q.due, portal.date_of(portal.now() + 14 * 86400000000)) else q.due end,
      reminded = case when new.version > old.version then null else q.reminded end
  where q.article = new.id;
  update portal.acknowledgement q set team = new.owner where q.article = new.id and new.owner <> old.owner and q.team <> new.owner;
  return null;
end $$;
create trigger rule_follows after update on portal.article for each row
when (old.version < new.version or old.audience <> new.audience or old.owner <> new.owner)
execute function portal.rule_follows();

-- An article that is gone asks nobody.
create function portal.rule_ends() returns trigger language plpgsql as $$
begin
  delete from portal.acknowledgement_rule q
  where q.article = old.id and not exists (select from portal.article a where a.id = old.id);
  return null;
end $$;
create trigger rule_ends after delete on portal.article for each row execute function portal.rule_ends();
