create view portal.stream_attachment as
select id, request, message, name, size, sha256, requester, team, complete, changed
from portal.attachment;
