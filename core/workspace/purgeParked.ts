import { writeEntries } from '../audit/writeEntries.ts';
import type { Actor, Via } from '../context/types.ts';
import type { Db, Tx } from '../db/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { hasOpenJobs } from '../online/jobStore.ts';
import { patiently } from '../online/patiently.ts';
import { type ParkedThing, readParking } from './readParking.ts';

/** By whose wish; a Ctx is one. */
export interface PurgeOptions {
  readonly actor: Actor;
  readonly via: Via;
  readonly requestId: string;
}

/**
 * Removes one parked thing for good: nothing brings its values back. Throws KILN_NOT_FOUND, also when somebody restored
 * or removed it meanwhile, KILN_CONFLICT while jobs are under way, which may be bringing it back, and KILN_UNAVAILABLE
 * when its table stays locked.
 */
export async function purgeParked(db: Db, id: string, { actor, via, requestId }: PurgeOptions): Promise<void> {
  await patiently(db, async (tx) => {
    // Whoever changes the model waits, and whoever has just changed it is seen.
    await tx.query({ text: lockSql, values: [] });
    if (await hasOpenJobs(tx))
      throw new KilnError('KILN_CONFLICT', {
        detail: 'Work on the database is under way. Try again when it is done: see the jobs.',
      });
    const thing = (await readParking(tx)).find((each) => each.id === id);
    if (!thing) throw new KilnError('KILN_NOT_FOUND', { detail: 'Nothing is parked under this id.' });
    await drop(tx, thing);
    const { entity, field } = thing;
    const purged = { entity: entity.name, ...(field ? { field: field.name } : {}) };
    await writeEntries(tx, [{ action: 'definitionsChanged', actor, via, requestId, details: { message: '', purged } }]);
  });
}

/** The lock of applyPlan. */
const lockSql = 'select pg_advisory_xact_lock(7021385042020)';

async function drop(tx: Tx, { tables, columns }: ParkedThing): Promise<void> {
  const run = (text: string) => tx.query({ text, values: [] });
  await run('set local statement_timeout = 0');
  for (const { name } of tables) await run(`drop table parked.${quoteIdent(name)}`);
  for (const { schema, in: table, name, made } of columns) {
    // With what a conversion made of the values, which tells whether they may come back.
    const names = [name, ...(made ? [made.name] : [])].map((each) => `drop column ${quoteIdent(each)}`);
    await run(`alter table ${quoteIdent(schema)}.${quoteIdent(table)} ${names.join(', ')}`);
  }
}
