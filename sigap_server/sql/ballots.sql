-- Answers without a name: a ticket is asked for by name and signed blindly, and some hours later the answer comes with it and
-- says nothing of whose it is. Nothing that is written here for an answer names a person, a device or a time.

-- A poll that this person may answer.
create function portal.poll_for(me text, p_poll text) returns portal.poll language plpgsql stable as $$
declare poll portal.poll; own portal.person;
begin
  perform portal.at_the_newest();
  select p.* into own from portal.person p where p.login = me;
  if not found then raise exception 'no person of the company has this login' using errcode = 'PT403'; end if;
  select q.* into poll from portal.poll q where q.id = p_poll;
  if poll.id is null or poll.audience <> all (portal.scopes(me, own.site, own.team, own.employment, portal.teams(me))) then
    raise exception 'there is no such poll' using errcode = 'PT404';
  end if;
  return poll;
end $$;

-- Locks the count of a poll. Who holds it for longer than a call takes is put out.
create function portal.one_after_the_other(p_poll text) returns void language plpgsql as $$
begin
  for attempt in 1 .. 2 loop begin
    perform from portal.poll_count c where c.poll = p_poll for update;
    return;
  exception when lock_not_available then
    if attempt = 2 or portal.end_overdue() = 0 then raise; end if;
  end; end loop;
end $$;

-- Signs without seeing what, once a person and poll: {"signature", "place"}. The same asked again gets the same, anything
-- else is refused. `place` is the how-manieth ticket of the poll it is.
create function portal_api.ballot_sign(p_poll text, p_blinded bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me text := portal.person_of(session_user); poll portal.poll := portal.poll_for(me, p_poll); secret portal.signing_secret;
  t portal.ticket; n numeric; m numeric := portal.whole(case when length(p_blinded) = 256 then p_blinded end); s numeric;
begin
  select q.* into strict secret from portal.signing_secret q where q.key = poll.key;
  n := secret.p * secret.q;
  if p_blinded is null or length(p_blinded) <> 256 or m < 2 or m >= n - 1 then
    raise exception 'this cannot be signed' using errcode = 'PT422';
  end if;
  select q.* into t from portal.ticket q where q.person = me and q.poll = p_poll;
  if t.person is null then
    s := portal.power(m, portal.inverse(poll.exponent, (secret.p - 1) * (secret.q - 1)), n);
    if portal.power(s, poll.exponent, n) <> m then raise exception 'the signature is wrong' using errcode = 'XX000'; end if;
    perform portal.one_after_the_other(p_poll);  -- two laptops of one person too
    select q.* into t from portal.ticket q where q.person = me and q.poll = p_poll;
  end if;
  if t.person is null then
    update portal.poll_count c set tickets = c.tickets + 1 where c.poll = p_poll returning c.tickets into t.place;
    t.signature := portal.bytes(s, 256);
    insert into portal.ticket (person, poll, blinded, signature, place) values (me, p_poll, p_blinded, t.signature, t.place);
  elsif t.blinded <> p_blinded then
    raise exception 'this person has a ticket already' using errcode = 'PT409';
  end if;
  return json_build_object('signature', encode(t.signature, 'hex'), 'place', t.place)::text;
end $$;

-- How many tickets may be used now: whole fives. A laptop lets its answer go when its own ticket is among them, so that at no
-- time the answers that come can be of fewer than five people, whoever reads the log of this server.
create function portal_api.ballot_open(p_poll text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare poll portal.poll := portal.poll_for(portal.person_of(session_user), p_poll);
begin
  return (select c.tickets - c.tickets % 5 from portal.poll_count c where c.poll = poll.id);
end $$;

-- Takes an answer with its ticket, once; the same again is taken and does nothing. It comes as text, so that PostgreSQL does
-- not repeat it in an error.
create function portal_api.ballot_cast(p_poll text, p_token bytea, p_signature bytea, p_answer text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare poll portal.poll := portal.poll_for(portal.person_of(session_user), p_poll); n numeric; answer jsonb;
begin
  if length(p_answer) <= 20000 then answer := portal.parsed(p_answer); end if;
  select k.p * k.q into strict n from portal.signing_secret k where k.key = poll.key;
  if length(p_token) is distinct from 32 or length(p_signature) is distinct from 256
     or portal.power(portal.whole(p_signature), poll.exponent, n) <> portal.encoded(portal.ballot_message(p_poll, p_token)) then
    raise exception 'this is no ticket for this poll' using errcode = 'PT403';
  end if;
  if not coalesce(portal.is_answer(poll.questions, answer), false) then
    raise exception 'this is no answer to this poll' using errcode = 'PT422';
  end if;
  perform portal.one_after_the_other(p_poll);
  if not exists (select from portal.spent s where s.poll = p_poll and s.token = p_token) then
    insert into portal.ballot (poll, token, answer) values (p_poll, p_token, answer) on conflict do nothing;
    perform portal.count_ballots(poll);
  end if;
  return true;
end $$;

-- Whether this answers these questions, and nothing else: [{"key", "options"}, one of which is chosen, or {"key", "words"}, at
-- most so many characters]; what is "required" must be there.
create function portal.is_answer(questions jsonb, answer jsonb) returns boolean language plpgsql immutable as $$
declare q jsonb; said jsonb; known text[] := '{}';
begin
  if jsonb_typeof(answer) is distinct from 'object' then return false; end if;
  for q in select * from jsonb_array_elements(questions) loop
    known := known || (q ->> 'key');
    said := answer -> (q ->> 'key');
    if said is null then
      if coalesce((q ->> 'required')::boolean, false) then return false; end if;
    elsif jsonb_typeof(said) <> 'string' then
      return false;
    elsif q ? 'options' then
      if not q -> 'options' @> said then return false; end if;
    elsif portal.is_blank(said #>> '{}') or length(said #>> '{}') > (q ->> 'words')::int then
      return false;
    end if;
  end loop;
  return answer - known = '{}';
end $$;

-- Once five answers lie in the box all of them become numbers, and words in the order of the alphabet: which came first, and
-- which came together, is said nowhere. The tokens stay, to know an answer that comes again.
create function portal.count_ballots(p portal.poll) returns void language plpgsql as $$
declare more int; new_counts jsonb; new_comments jsonb;
begin
  select count(*) into more from portal.ballot b where b.poll = p.id;
  if more < 5 then return; end if;
  with said as (
    select q.question ->> 'key' as key, q.question ? 'options' as counted, b.answer ->> (q.question ->> 'key') as words, b.answer
    from portal.ballot b cross join jsonb_array_elements(p.questions) q (question) where b.poll = p.id
      and b.answer ? (q.question ->> 'key'))
  select coalesce((select jsonb_object_agg(c.key || ':' || c.words, c.many) from (
                     select s.key, s.words, count(*) as many from said s where s.counted group by 1, 2) c), '{}'),
         coalesce((select jsonb_agg(jsonb_build_array(s.key, s.words)) from said s where not s.counted), '[]')
  into new_counts, new_comments;
  insert into portal.tally as t (poll, about, version, team, answers, counts, comments)
  values (p.id, p.about, p.version, p.team, more, new_counts, portal.alphabetical(new_comments))
  on conflict (poll) do update
  set answers = t.answers + excluded.answers,
      counts = (select jsonb_object_agg(k, coalesce((t.counts ->> k)::int, 0) + coalesce((excluded.counts ->> k)::int, 0))
                from (select jsonb_object_keys(t.counts) union select jsonb_object_keys(excluded.counts)) u (k)),
      comments = portal.alphabetical(t.comments || excluded.comments);
  with counted as (delete from portal.ballot b where b.poll = p.id returning b.token)
  insert into portal.spent (poll, token) select p.id, c.token from counted c order by c.token;
end $$;

create function portal.alphabetical(comments jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(c.comment order by (c.comment ->> 0) collate "C", (c.comment ->> 1) collate "C"), '[]')
  from jsonb_array_elements(comments) c (comment) $$;

-- Ends a poll: who took part in it, and what it was given and did not count, is forgotten. What was counted stays.
create function portal.close_poll(p_poll text) returns void language plpgsql as $$
begin
  delete from portal.ticket t where t.poll = p_poll;
  delete from portal.ballot b where b.poll = p_poll;
  delete from portal.spent s where s.poll = p_poll;
  delete from portal.poll_count c where c.poll = p_poll;
  delete from portal.poll p where p.id = p_poll;
end $$;
