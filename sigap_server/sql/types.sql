-- One command as its apply function sees it: a name for each part, so that none shadows a column.
-- `teams`: for which the person answers.
create type portal.command as (me text, teams text[], id text, at bigint, now bigint, body jsonb);

-- What a command may do to a request: the row as it is and the state it goes to, or the refusal.
create type portal.verdict as (r portal.request, next text, refusal jsonb);

-- Who calls, from where: what holds for the whole call.
create type portal.caller as (
  me text, teams text[], scopes text[], device text, incarnation text, epoch text, floor xid8);

-- What a command did: the refusal, or the step it leaves in the timeline of a request (requester null: only the team sees it).
create type portal.step as (refusal jsonb, request text, requester text, team text, data jsonb);
