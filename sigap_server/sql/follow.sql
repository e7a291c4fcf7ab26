-- An open conversation: whoever has it on the screen hears at once that something was said in it. What was said comes with a
-- sync, never with the notification, which is empty; a laptop that hears nothing looks by itself.

-- Announces to who has this request open, but not to who speaks. An internal note is none of the requester's business, not
-- even that there is one. Where nobody has it open nothing is announced: a notification takes a lock of the whole database.
create function portal.announce(c portal.command, r portal.request, internal boolean) returns void language plpgsql as $$
begin
  -- A full queue would end the transaction of whoever speaks; anybody can fill it, but nobody needs it.
  perform pg_notify(f.channel, '') from portal.follower f
  where f.request = r.id and f.until > c.now and f.login <> c.me and not (internal and f.login = r.requester)
    and pg_notification_queue_usage() < 0.5;
end $$;

-- The channel on which this device hears that something was said in a request, for five minutes; null when it should look by
-- itself, because the request is not one it may see or a hundred already listen. Without a request it hears no more.
create function portal_api.follow(p_device text, p_schema int, p_request text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare who portal.caller := portal.caller(session_user, p_device, p_schema); named text := 'c' || gen_random_uuid();
begin
  delete from portal.follower f where f.device = p_device or f.device in (
    select q.device from portal.follower q where q.until < portal.now() for update skip locked);
  if p_request is null
     or not exists (select from portal.request r
                    where r.id = p_request and (r.requester = who.me or r.team = any (who.teams)))
     or (select count(*) from portal.follower) >= 100 then
    return null;
  end if;
  insert into portal.follower (device, login, request, channel, until)
  values (p_device, who.me, p_request, named, portal.now() + 300000000)
  on conflict (device) do update
  set request = excluded.request, channel = excluded.channel, until = excluded.until;
  return named;
end $$;
