create view portal.stream_transition as
select state, command, guard, next, rank, changed
from portal.transition;
