create view portal.stream_picture as
select id, article, media_type, width, height, data, audience, owner, changed
from portal.picture;
