-- The files that were answered to a form, in the form's order (domain/requests/submission.py).
create function portal.file_answers(definition jsonb, kept jsonb) returns jsonb language plpgsql immutable as $$
begin
  return (
  select coalesce(jsonb_agg(a.file order by p.at, f.at, a.at), '[]')
  from jsonb_array_elements(definition -> 'pages') with ordinality as p (page, at)
  cross join lateral jsonb_array_elements(p.page -> 'fields') with ordinality as f (field, at)
  cross join lateral jsonb_array_elements(kept -> (f.field ->> 'key')) with ordinality as a (file, at)
  where f.field ->> 'type' = 'file');
end $$;
