-- The roles that whoever started a run had there: a token may have some of its user's only. Null: from before this was kept.
alter table kiln.run add column starter_roles text[];
