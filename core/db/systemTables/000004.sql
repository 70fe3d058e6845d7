-- Stands where a statement would hand out more than a server should hold. Volatile, so that it is called for the row that is
-- too much and never while a statement is planned.
create function kiln.refuse_large() returns text
language plpgsql
as $$
begin
  raise exception 'The answer is too large.' using errcode = '54K01';
end
$$;
