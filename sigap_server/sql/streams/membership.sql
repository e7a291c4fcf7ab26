create view portal.stream_membership as
select person, team, changed
from portal.membership;
