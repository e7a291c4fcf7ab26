-- One command as its apply function sees it: a name for each part, so that none shadows a column.
create type portal.command as (me text, id text, at bigint, now bigint, body jsonb);

-- What a command did: the refusal, or the step it leaves in the timeline of a request (requester null: only the team sees it).
create type portal.step as (refusal jsonb, request text, requester text, team text, data jsonb);
