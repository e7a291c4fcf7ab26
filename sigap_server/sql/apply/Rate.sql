-- One to five stars and, if they like, a sentence; a later rating takes the place of the earlier one.
create function portal.apply_rate(c portal.command) returns portal.step language plpgsql as $$
declare j portal.verdict; words text := coalesce(c.body ->> 'text', '');
begin
  j := portal.judge('Rate', c);
  if j.refusal is not null then return portal.refusal(j.refusal); end if;
  if c.body -> 'stars' is null or c.body -> 'stars' not in ('1', '2', '3', '4', '5') then return portal.refused('invalid'); end if;
  if length(words) > 20000 then return portal.refused('too_long'); end if;
  insert into portal.rating as t (request, person, stars, text, team, written)
  values ((j.r).id, c.me, (c.body -> 'stars')::int, words, (j.r).team, c.at)
  on conflict (request) do update
  set person = excluded.person, stars = excluded.stars, text = excluded.text, team = excluded.team, written = excluded.written;
  update portal.request q set state = j.next where q.id = (j.r).id and q.state <> j.next;
  return portal.step(j.r, jsonb_build_object('stars', c.body -> 'stars'));
end $$;
