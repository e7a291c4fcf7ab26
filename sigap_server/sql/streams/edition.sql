create view portal.stream_edition as
select article, language, version, minor, title, body, change, note, by, audience, owner, published, changed
from portal.edition;
