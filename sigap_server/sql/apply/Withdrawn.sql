-- Takes the number of a command its person took back before it was sent.
create function portal.apply_withdrawn(c portal.command) returns portal.step language plpgsql as $$
begin
  return null;
end $$;
