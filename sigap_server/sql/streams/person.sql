create view portal.stream_person as
select login, name, team, role, title, email, phone, site, language, start, buddy, manager, employment, changed
from portal.person;
