-- Blind signatures after RFC 9474 (RSABSSA-SHA384-PSSZERO-Deterministic), as in domain/feedback/blind_signature.py.

-- Bytes as a whole number, the first byte the highest; and back.
create function portal.whole(bytes bytea) returns numeric language plpgsql immutable as $$
declare n numeric := 0; at int := 1; size int;
begin
  while at <= length(bytes) loop
    size := least(7, length(bytes) - at + 1);
    n := n * (1::bigint << (8 * size)) + ('x' || lpad(encode(substr(bytes, at, size), 'hex'), 16, '0'))::bit(64)::bigint;
    at := at + size;
  end loop;
  return n;
end $$;

create function portal.bytes(n numeric, size int) returns bytea language plpgsql immutable as $$
declare digits text := ''; rest numeric := n;
begin
  while rest > 0 loop
    digits := lpad(to_hex(mod(rest, 72057594037927936)::bigint), 14, '0') || digits;
    rest := div(rest, 72057594037927936);
  end loop;
  return decode(right(repeat('0', 2 * size) || digits, 2 * size), 'hex');
end $$;

-- base ^ exponent mod modulus. Four bits at a time, and always a multiplication for them: how long it takes says little of
-- the exponent.
create function portal.power(base numeric, exponent numeric, modulus numeric) returns numeric language plpgsql immutable as $$
declare powers numeric[] := array[1::numeric]; digits int[] := '{}'; rest numeric := exponent; r numeric := 1;
begin
  for i in 1 .. 15 loop powers := powers || mod(powers[i] * base, modulus); end loop;
  while rest > 0 loop digits := digits || mod(rest, 16)::int; rest := div(rest, 16); end loop;
  for i in reverse cardinality(digits) .. 1 loop
    for square in 1 .. 4 loop r := mod(r * r, modulus); end loop;
    r := mod(r * powers[digits[i] + 1], modulus);
  end loop;
  return r;
end $$;

-- The number that times a is 1 mod m.
create function portal.inverse(a numeric, m numeric) returns numeric language plpgsql immutable as $$
declare r numeric := m; s numeric := mod(a, m); x numeric := 0; y numeric := 1; q numeric; old numeric;
begin
  while s <> 0 loop
    q := div(r, s);
    old := s; s := r - q * s; r := old;
    old := y; y := x - q * y; x := old;
  end loop;
  if r <> 1 then return null; end if;
  return mod(x + m, m);
end $$;

-- What of a ballot is signed: the poll it is for and its token.
create function portal.ballot_message(poll text, token bytea) returns bytea language sql immutable as $$
  select convert_to('sigap ballot 1' || chr(10) || poll || chr(10), 'UTF8') || token $$;

-- EMSA-PSS of 2047 bits with SHA-384, MGF1 and no salt, as a number: for a message there is exactly one.
create function portal.encoded(message bytea) returns numeric language plpgsql immutable as $$
declare h bytea := sha384(decode(repeat('00', 8), 'hex') || sha384(message)); mask bytea := '';
begin
  for i in 0 .. 4 loop mask := mask || sha384(h || decode(lpad(to_hex(i), 8, '0'), 'hex')); end loop;
  mask := substr(mask, 1, 207);
  mask := set_byte(mask, 0, get_byte(mask, 0) & 127);
  mask := set_byte(mask, 206, get_byte(mask, 206) # 1);
  return portal.whole(mask || h || decode('bc', 'hex'));
end $$;
