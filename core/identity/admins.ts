import type { Queryable } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { adminRole } from '../model/adminRole.ts';

/** Any number; whoever counts administrators to decide something holds this lock until the transaction ends. */
const adminLock = '7021385042019';

/** Whether anybody who can sign in holds the role that may do everything. */
export async function hasAdmin(run: Queryable): Promise<boolean> {
  const rows = await run.query({ text: adminSql, values: [adminRole] });
  return rows.length > 0;
}

/**
 * Of several who might both remove the other, or be the first, one comes after the other. Until the transaction ends.
 */
export async function lockAdmins(run: Queryable): Promise<void> {
  await run.query({ text: `select pg_advisory_xact_lock(${adminLock})`, values: [] });
}

/** Why a change is refused after which nobody would be left who can do everything. */
export function lastAdmin(): KilnError {
  return new KilnError('KILN_CONFLICT', { detail: 'This is the last administrator. Make somebody else one first.' });
}

const adminSql = `
select 1 from kiln.role_member m
join data."user" u on u.id = m.user_id and u.active and u.deleted_at is null
join auth."user" a on a."id" = m.user_id::text
where m.role = $1
limit 1`;
