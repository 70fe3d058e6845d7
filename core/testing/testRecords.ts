import pino from 'pino';
import { createCtx } from '../context/createCtx.ts';
import type { Actor, Ctx, RecordChange } from '../context/types.ts';
import { createVault } from '../context/vault.ts';
import { PlanCache } from '../db/PlanCache.ts';
import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { plan } from '../migrations/plan.ts';
import { render } from '../migrations/render.ts';
import { compile } from '../model/compile.ts';
import { createValidators } from '../model/validators.ts';
import { testDatabase } from './database.ts';

export const testActor: Actor = {
  kind: 'user',
  id: '00000000-0000-7000-8000-0000000000aa',
  name: 'Tester',
  roles: ['admin'],
  facts: {},
};

export interface TestRecords {
  readonly ctx: Ctx;
  readonly db: Db;
  /** What was told after commits, in order. */
  readonly changes: RecordChange[];
  close(): Promise<void>;
}

/** Tables of some entity documents in a database of the test's own, and a context over them. */
export async function testRecords(documents: readonly JsonObject[]): Promise<TestRecords> {
  const definitions = documents.map(
    (document): Definition => ({ kind: 'entity', name: String(document.$id), package: 'test', document }),
  );
  const model = compile(definitions);
  const { db, close } = await testDatabase();
  for (const operation of plan(undefined, model).operations) await db.script(render(operation).join(';\n'));
  const changes: RecordChange[] = [];
  const ctx = createCtx({
    live: { model, validators: createValidators(model), plans: new PlanCache('test') },
    db,
    vault: createVault('a secret that only tests know'),
    actor: testActor,
    log: pino({ level: 'silent' }),
    requestId: 'test',
    onChange: (change) => changes.push(change),
  });
  return { ctx, db, changes, close };
}
