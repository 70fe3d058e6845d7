-- Every version of a plugin that was installed here, also those that it can be brought back to: the definitions name
-- the one that runs by `bundle_hash`. `digest` is that of the package's files, so a version that is worked on is there
-- once for each of its states.
create table kiln.plugin_version (
  plugin text not null,
  digest text not null,
  version text not null,
  bundle_hash text not null,
  manifest json not null,
  provides json not null,
  definitions json not null,
  files json not null,
  bundle text not null,
  source_map text not null,
  -- 'none', 'valid' or 'unknown' (by a key that this server does not know).
  signature text not null,
  signed_by text,
  -- 'folder' or 'package'
  source text not null,
  isolation text not null,
  installed_at timestamp(3) with time zone not null default now(),
  installed_by json not null,
  primary key (plugin, digest)
);
create index plugin_version_code on kiln.plugin_version (plugin, bundle_hash);
