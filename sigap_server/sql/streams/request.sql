create view portal.stream_request as
select id, requester, team, form, form_version, subject, answers, priority, approvals, state, written, assignee, number,
       received, assigned, resolved, calendar, changed
from portal.request;
