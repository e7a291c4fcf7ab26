create view portal.stream_article as
select id, language, title, body, category, audience, owner, version, reviewed, form, acknowledge, minor, review_by, valid_until,
  successor, note, source_language, source_version, source_minor, published_by, published, changed
from portal.article;
