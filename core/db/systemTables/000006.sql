-- Who may enter. Passwords, sessions and second factors are better-auth's, in schema auth, with the columns that it asks for (a
-- test compares them). The people themselves are records, in data."user"; both have the same id.
create schema if not exists auth;

create table auth."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean
);

create table auth."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id" text primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

create table auth."passkey" (
  "id" text primary key,
  "name" text,
  "publicKey" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "credentialID" text not null,
  "counter" integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
create index "passkey_userId_idx" on auth."passkey" ("userId");
create index "passkey_credentialID_idx" on auth."passkey" ("credentialID");

-- Roles by user, by name.
create table kiln.role_member (
  user_id uuid not null,
  role text not null,
  primary key (user_id, role)
);
create index role_member_role on kiln.role_member (role);

-- API tokens. The secret itself is nowhere, only its SHA-256. origin: 'environment' for the one of KILN_ADMIN_TOKEN.
create table kiln.token (
  id uuid primary key,
  name text not null,
  hash bytea not null unique,
  user_id uuid not null,
  roles text[] not null,
  origin text,
  created_at timestamp(3) with time zone not null default now(),
  expires_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone
);
create index token_user on kiln.token (user_id);

-- SHA-256 of the secret in the link that leads to the first administrator; a row as long as there is none.
create table kiln.setup (
  single boolean primary key default true check (single),
  hash bytea not null
);

-- Tries of what may be tried a few times only, by a hash of what is tried, until that time.
create table kiln.attempt (
  key bytea primary key,
  count integer not null,
  until timestamp(3) with time zone not null
);
create index attempt_until on kiln.attempt (until);

create table kiln.last_sign_in (
  user_id uuid primary key,
  at timestamp(3) with time zone not null
);

-- What server processes keep of who a credential stands for is told to be wrong here, by whatever changed it: the payload is the
-- id of a user, or * for everybody.
create function kiln.tell_identity(who text) returns void
language sql
as $$ select pg_notify('kiln_identity', who) $$;

create function kiln.everybody_changed() returns trigger
language plpgsql
as $$
begin
  perform kiln.tell_identity('*');
  return null;
end
$$;

create function kiln.member_changed() returns trigger
language plpgsql
as $$
begin
  perform kiln.tell_identity(coalesce(new.user_id, old.user_id)::text);
  return null;
end
$$;

create function kiln.session_changed() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    insert into kiln.last_sign_in (user_id, at) values (new."userId"::uuid, now())
    on conflict (user_id) do update set at = excluded.at;
  else
    perform kiln.tell_identity(old."userId");
  end if;
  return null;
end
$$;

-- On data."user", once that is there. Name and e-mail stay in step with what people sign in with; who is switched off is signed
-- out everywhere.
create function kiln.user_changed() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'UPDATE' then
    update auth."user" set "name" = new.name, "email" = lower(coalesce(new.email, "email")), "updatedAt" = now()
    where "id" = new.id::text and ("name", "email") is distinct from (new.name, lower(coalesce(new.email, "email")));
  end if;
  if tg_op = 'DELETE' or new.active is not true or new.deleted_at is not null then
    delete from auth."session" where "userId" = old.id::text;
    update kiln.token set revoked_at = now() where user_id = old.id and revoked_at is null;
  end if;
  perform kiln.tell_identity(old.id::text);
  return null;
end
$$;

create trigger kiln_identity after insert or update or delete on kiln.role_member
  for each row execute function kiln.member_changed();
create trigger kiln_identity after update of roles, expires_at, revoked_at, user_id or delete on kiln.token
  for each row execute function kiln.member_changed();
create trigger kiln_identity after insert or update or delete on auth."session"
  for each row execute function kiln.session_changed();
