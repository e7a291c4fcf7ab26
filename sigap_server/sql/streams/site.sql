create view portal.stream_site as
select id, names, timezone, address, places, changed
from portal.site;
