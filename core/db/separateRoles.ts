import { createHash } from 'node:crypto';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { createDb } from './createDb.ts';
import type { Db } from './types.ts';

/** The role that Kiln works as: owner of all in the database but the audit. */
const appRole = 'kiln';
/** The role to which the audit belongs. Nobody can sign in as it or become it but superusers. */
const auditRole = 'kiln_audit';

/**
 * Makes the two roles on a server that Kiln runs itself, and returns the connection string by which it works from then
 * on: without the powers of a superuser, so that whatever gets at this connection cannot change the audit. `ownerUrl`
 * is that of the superuser.
 */
export async function makeAppRole(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  // From the superuser's own, so that several processes on the same server agree without another file.
  const password = createHash('sha256').update(`kiln ${url.password}`).digest('base64url');
  await asOwner(ownerUrl, async (db) => {
    await db.script(`
      do $do$
      declare statement text;
      begin
        perform pg_advisory_xact_lock(${rolesLock});
        if to_regrole('${appRole}') is null then
          create role ${appRole} login nosuperuser nocreaterole;
        end if;
        alter role ${appRole} password ${quoteLiteral(password)};
        -- Not its owner, who could drop it with all that is in it.
        execute format('grant create, connect, temporary on database %I to ${appRole}', current_database());
        for statement in ${ownedByOthers} loop
          execute statement;
        end loop;
      end
      $do$`);
  });
  url.username = appRole;
  url.password = password;
  return url.href;
}

/**
 * Gives the audit to its own role, which leaves `role` the right to add to it and to read it. Takes a superuser's
 * connection.
 */
export async function protectAudit(ownerUrl: string, role: string = appRole): Promise<void> {
  await asOwner(ownerUrl, (db) => db.script(protectSql(role)));
}

function protectSql(role: string): string {
  const app = quoteIdent(role);
  return `
    do $do$
    declare statement text;
    begin
      perform pg_advisory_xact_lock(${rolesLock});
      if to_regrole('${auditRole}') is null then
        create role ${auditRole} nologin nosuperuser nocreaterole;
      end if;
      if (select nspowner = '${auditRole}'::regrole from pg_namespace where nspname = 'audit') then
        return;
      end if;
      alter schema audit owner to ${auditRole};
      for statement in
        select format('alter table audit.%I owner to ${auditRole}', relname) from pg_class
        where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p')
        union all
        select format('alter sequence audit.%I owner to ${auditRole}', relname) from pg_class
        where relnamespace = 'audit'::regnamespace and relkind = 'S'
        union all
        select format('alter function %s owner to ${auditRole}', oid::regprocedure) from pg_proc
        where pronamespace = 'audit'::regnamespace
      loop
        execute statement;
      end loop;
      grant usage on schema audit to ${app};
      grant select, insert on audit.entry, audit.seal to ${app};
      grant usage on sequence audit.entry_seq to ${app};
    end
    $do$`;
}

/** What a superuser made in Kiln's schemas, when Kiln still worked as one. */
const ownedByOthers = `
  select format('alter schema %I owner to ${appRole}', nspname) from pg_namespace
  where nspname in ('kiln', 'data', 'auth') and nspowner <> '${appRole}'::regrole
  union all
  select format('alter table %s owner to ${appRole}', oid::regclass) from pg_class as c
  where relnamespace in (select oid from pg_namespace where nspname in ('kiln', 'data', 'auth')) and relkind in ('r', 'p', 'v')
    and relowner <> '${appRole}'::regrole
  union all
  select format('alter function %s owner to ${appRole}', oid::regprocedure) from pg_proc as p
  where pronamespace in (select oid from pg_namespace where nspname in ('kiln', 'data', 'auth')) and proowner <> '${appRole}'::regrole
    and not exists (select from pg_depend where objid = p.oid and deptype = 'e')`;

/** Any number; nothing else in Kiln locks it. */
const rolesLock = '7021385042032';

async function asOwner(url: string, f: (db: Db) => Promise<void>): Promise<void> {
  const db = createDb({ url, poolSize: 1, applicationName: 'kiln owner' });
  try {
    await f(db);
  } finally {
    await db.close();
  }
}
