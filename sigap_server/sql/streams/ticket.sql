create view portal.stream_ticket as
select person, poll, changed
from portal.ticket;
