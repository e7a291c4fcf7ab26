create view portal.stream_poll as
select id, about, version, team, audience, key, exponent, changed
from portal.poll;
