-- What was done, by whom. A schema of its own, because whoever owns a schema may drop what is in it: where the server allows it,
-- this one belongs to a role that Kiln cannot become (core/db/protectAudit.ts).
create schema audit;

create sequence audit.entry_seq;

-- changes: {"<x-id of the field>": [before, after]}, with a third item "hidden" or "cut" where the values are not all there.
-- snapshot: {"<x-id of the field>": value} of the other fields of a record that was created, as it became, or purged, as it was.
-- json, because making a jsonb of it takes as long again as the rest of the entry.
-- parent: of a line item, the record that it belongs to. actor is null where nobody has signed in.
create table audit.entry (
  seq bigint not null default nextval('audit.entry_seq'),
  at timestamp with time zone not null default now(),
  tx xid8 not null default pg_current_xact_id(),
  request_id text not null,
  actor_kind text not null,
  actor uuid,
  actor_name text not null,
  via text not null,
  action text not null,
  entity text,
  record uuid,
  parent_entity text,
  parent uuid,
  changes jsonb not null default '{}',
  snapshot json,
  details jsonb
) partition by range (at);

-- Takes what belongs to no month that has been made, so that no write ever fails for want of one.
create table audit.entry_default partition of audit.entry default;

create index entry_record on audit.entry (record);
create index entry_parent on audit.entry (parent) where parent is not null;
-- The order in which entries are listed and sealed. Times are found by the partitions and the brin, which costs a write nothing.
create index entry_tx on audit.entry (tx, seq);
create index entry_at on audit.entry using brin (at);
-- In that order, too: else a list of who is seldom there walks through everybody's entries.
create index entry_actor on audit.entry (actor, tx, seq);
create index entry_denied on audit.entry (actor, at) where action = 'denied';

-- Seals. Each covers the entries after those of the seal before, in the order of (tx, seq), up to and with (through_tx,
-- through_seq): their seqs in that order and the sha-256 of each, 32 bytes apiece. hash covers the seal and, by `previous`, all
-- seals before it; signature is made of it with the installation's secret. A seal with `pruned` covers no entries and says
-- which were removed.
create table audit.seal (
  id bigint primary key,
  at timestamp with time zone not null default now(),
  through_tx xid8 not null,
  through_seq bigint not null,
  seqs bigint[] not null,
  digests bytea not null,
  pruned int8multirange,
  previous bytea not null,
  hash bytea not null,
  signature text not null
);

create function audit.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'The audit can only be added to.' using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete on audit.entry for each row execute function audit.refuse_change();
create trigger append_only before update or delete on audit.seal for each row execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.entry execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.entry_default execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.seal execute function audit.refuse_change();

-- Makes the partitions of this month and the two after it that are not there yet. Attached, not created in place: that waits for
-- no writer and holds none up. A month whose entries lie in the default partition already stays there.
create function audit.make_partitions() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
  month timestamp with time zone;
  name text;
begin
  perform pg_advisory_xact_lock(7021385042030);
  for month in select date_trunc('month', now()) + n * interval '1 month' from generate_series(0, 2) as n loop
    name := 'entry_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('audit.' || name) is not null
      or exists (select from audit.entry_default where at >= month and at < month + interval '1 month');
    execute format('create table audit.%I (like audit.entry including defaults)', name);
    execute format('alter table audit.entry attach partition audit.%I for values from (%L) to (%L)', name, month, month + interval '1 month');
    execute format('create trigger no_truncate before truncate on audit.%I execute function audit.refuse_change()', name);
  end loop;
end
$$;
select audit.make_partitions();

-- A long value as the audit keeps it: the beginning.
create function audit.bounded_pair(before jsonb, after jsonb) returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  if coalesce(octet_length(before::text), 0) <= 8000 and coalesce(octet_length(after::text), 0) <= 8000 then
    return jsonb_build_array(before, after);
  end if;
  return jsonb_build_array(audit.beginning(before), audit.beginning(after), 'cut');
end
$$;
create function audit.beginning(value jsonb) returns jsonb
language sql immutable parallel safe
as $$ select case when octet_length(value::text) <= 1000 then value else to_jsonb(left(value #>> '{}', 1000)) end $$;

-- Since when an alert about an actor is out: the next one waits until its window has passed.
create table kiln.alert (
  actor uuid primary key,
  sent_at timestamp with time zone not null
);
