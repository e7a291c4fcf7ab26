-- What was said in words is given out from ten answers on.
create view portal.stream_tally as
select poll, about, version, team, answers, counts, case when answers >= 10 then comments else '[]' end as comments, changed
from portal.tally;
