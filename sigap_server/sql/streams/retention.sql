create view portal.stream_retention as
select team, form, laptop_months, server_months, basis, changed
from portal.retention;
