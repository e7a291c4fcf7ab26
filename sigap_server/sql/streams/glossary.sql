create view portal.stream_glossary as
select name, terms, kind, changed
from portal.glossary;
