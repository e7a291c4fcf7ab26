create view portal.stream_readership as
select article, team, first_day, read, helped, stuck, avoided, changed
from portal.readership;
