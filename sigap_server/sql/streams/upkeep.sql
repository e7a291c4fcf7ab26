create view portal.stream_upkeep as
select id, team, kind, article, language, text, count, due, made, state, done_by, done_note, changed
from portal.upkeep;
