-- Since when no record holds a file, as far as anybody looked; null: one does. Not a flag, so that a file whose last record
-- was purged is kept as long as an upload that was never used.
alter table kiln.file add column unlinked_at timestamp(3) with time zone default now();
update kiln.file set unlinked_at = case when not linked then created_at end;
alter table kiln.file drop column linked;
create index file_unlinked on kiln.file (unlinked_at) where unlinked_at is not null;
