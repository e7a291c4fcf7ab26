create view portal.stream_signing_key as
select id, modulus, changed
from portal.signing_key;
