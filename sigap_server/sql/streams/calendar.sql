create view portal.stream_calendar as
select id, version, definition, changed
from portal.calendar;
