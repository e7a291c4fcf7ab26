create view portal.stream_manuscript as
select article, language, owner, title, body, category, audience, revision, author, form, review_by, valid_until, successor,
  acknowledge, source_language, source_version, source_minor, base_version, base_minor, state, change, note, reviewer, returned,
  publish_at, saved, changed
from portal.manuscript;
