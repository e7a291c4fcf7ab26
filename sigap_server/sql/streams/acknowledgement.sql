create view portal.stream_acknowledgement as
select article, language, version, person, at, minor, hash, declined, team, overseer, changed
from portal.acknowledgement;
