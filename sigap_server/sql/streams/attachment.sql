create view portal.stream_attachment as
select id, request, message, name, size, sha256, requester, team, complete, lost, changed
from portal.attachment;
