import { readFile } from 'node:fs/promises';
import type { Db } from '../db/types.ts';

const file = new URL('../expressions/sql/functions.sql', import.meta.url);

/** Any number; two processes that replace a function at the same time would clash. */
const functionsLock = '7021385042021';

/** The functions that expressions call in SQL, as this version of Kiln knows them. They may be there already. */
export async function applySqlFunctions(db: Db): Promise<void> {
  const functions = await readFile(file, 'utf8');
  await db.script(`select pg_advisory_xact_lock(${functionsLock});\n${functions}`);
}
