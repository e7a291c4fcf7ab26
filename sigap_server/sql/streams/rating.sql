create view portal.stream_rating as
select request, person, stars, text, team, written, changed
from portal.rating;
