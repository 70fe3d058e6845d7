-- Token buckets of all server processes together: when each is full again. Lost in a crash, they are full. What is taken waits for
-- no disk.
create unlogged table kiln.bucket (
  key text primary key,
  full_at timestamp(3) with time zone not null
);
create index bucket_full_at on kiln.bucket (full_at);

-- An approval goes with its run.
create index approval_run on kiln.approval (run);
