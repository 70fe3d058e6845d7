import pino from 'pino';
import { createAccessCache } from '../access/createAccessCache.ts';
import { createCtx } from '../context/createCtx.ts';
import { noHooks } from '../context/noHooks.ts';
import type { Actor, AuditEntry, Ctx, RecordChange } from '../context/types.ts';
import { createVault } from '../context/vault.ts';
import { PlanCache } from '../db/PlanCache.ts';
import type { Db } from '../db/types.ts';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { plan } from '../migrations/plan.ts';
import { render } from '../migrations/render.ts';
import { compile } from '../model/compile.ts';
import type { Model } from '../model/types.ts';
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
  /** What was noted for the audit; nothing of it is written. */
  readonly noted: AuditEntry[];
  /** A context over the same tables with further documents that need none, such as roles. */
  under(further: readonly JsonObject[]): Ctx;
  close(): Promise<void>;
}

/** Tables of some documents (entities, roles) in a database of the test's own, and a context over them. */
export async function testRecords(documents: readonly JsonObject[]): Promise<TestRecords> {
  const model = compileDocuments(documents);
  const { db, close } = await testDatabase();
  for (const operation of plan(undefined, model).operations) await db.script(render(operation).join(';\n'));
  const changes: RecordChange[] = [];
  const noted: AuditEntry[] = [];
  const over = (current: Model, prefix: string) =>
    createCtx({
      live: {
        model: current,
        validators: createValidators(current),
        plans: new PlanCache(prefix),
        accessOf: createAccessCache(current),
        ownersOfMany: new Map(),
        oldNames: [],
        hooks: noHooks,
      },
      db,
      vault: createVault('a secret that only tests know'),
      actor: testActor,
      log: pino({ level: 'silent' }),
      requestId: 'test',
      trail: { note: (entry) => noted.push(entry) },
      onChange: (change) => changes.push(change),
    });
  let others = 0;
  return {
    ctx: over(model, 'test'),
    db,
    changes,
    noted,
    under: (further) => over(compileDocuments([...documents, ...further]), `test${++others}`),
    close,
  };
}

function compileDocuments(documents: readonly JsonObject[]): Model {
  return compile(
    documents.map((document): Definition => {
      const kind = String(document.$schema ?? 'kiln:entity').slice('kiln:'.length);
      return { kind, name: String(document.$id), package: 'test', document };
    }),
  );
}
