create view portal.stream_form as
select form, version, team, definition, offered, changed
from portal.form;
