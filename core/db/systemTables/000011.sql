-- What entities, fields and options were called before: requests that still say so are understood for a while. Ids are x-ids;
-- without `member` the name is the entity's, without `option` the field's.
create table kiln.old_name (
  entity text not null,
  member text not null default '',
  option text not null default '',
  name text not null,
  renamed_at timestamp(3) with time zone not null default now(),
  primary key (entity, member, option, name)
);
