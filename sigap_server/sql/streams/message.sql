create view portal.stream_message as
select id, request, author, text, written, requester, team, files, received, changed
from portal.message;
