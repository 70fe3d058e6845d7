-- The order in which change-sets came: model_version.seq after each. Clocks of several servers may disagree.
alter table kiln.changeset add column seq bigint;
update kiln.changeset
set seq = numbered.seq
from (select id, row_number() over (order by id) as seq from kiln.changeset) as numbered
where numbered.id = changeset.id;
update kiln.model_version set seq = greatest(seq, (select max(seq) from kiln.changeset));
alter table kiln.changeset alter column seq set not null;
create unique index changeset_seq on kiln.changeset (seq);
-- Where a change-set made for an older model looks for what that model was.
create index changeset_version on kiln.changeset (version, seq);

-- The change-set that this one took back.
alter table kiln.changeset add column reverts uuid;
create index changeset_reverts on kiln.changeset (reverts) where reverts is not null;
