create view portal.stream_team as
select id, prefix, names, email, phone, on_call, calendar, lead, oversees, publishing, changed
from portal.team;
