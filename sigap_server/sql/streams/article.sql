create view portal.stream_article as
select id, language, title, body, category, audience, owner, version, reviewed, form, acknowledge, changed
from portal.article;
