-- One record handed to a user or a team, to read or to change. `entity` is its x-id, `grantee` a user's or a team's id.
create table kiln.share (
  id uuid primary key,
  entity text not null,
  record uuid not null,
  grantee uuid not null,
  level text not null check (level in ('read', 'write')),
  created_at timestamp(3) with time zone not null default now(),
  created_by uuid not null,
  unique (entity, record, grantee)
);
-- What was shared with somebody, read by every statement that their roles limit.
create index share_grantee on kiln.share (grantee, entity) include (record, level);

-- Stands where a statement would write what its actor may not. Volatile, so that it is called for the row that is refused and
-- never while a statement is planned.
create function kiln.require_access(allowed boolean) returns boolean
language plpgsql
as $$
begin
  if allowed is true then
    return true;
  end if;
  raise exception 'Not allowed.' using errcode = 'KN403';
end
$$;
