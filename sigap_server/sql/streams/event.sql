-- The timeline: the commands that were applied to a request. What was refused, or concerns no request, is audit alone.
create view portal.stream_event as
select id, request, person as actor, kind, at as written, requester, team, data, received, changed
from portal.event
where outcome is null and request is not null;
