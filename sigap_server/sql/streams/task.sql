create view portal.stream_task as
select id, checklist, person, owner, buddy, title, about, phase, position, due, state, done_by, article, done, changed
from portal.task;
