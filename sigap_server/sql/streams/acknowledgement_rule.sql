create view portal.stream_acknowledgement_rule as
select article, audience, major, due, set_by, owner, readers, overseer, reminded, changed
from portal.acknowledgement_rule;
