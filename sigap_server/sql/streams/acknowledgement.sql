create view portal.stream_acknowledgement as
select article, language, version, person, at, changed
from portal.acknowledgement;
