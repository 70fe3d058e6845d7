import type { AfterHook, Ctx } from '../context/types.ts';
import { toPointer } from '../definitions/pointer.ts';
import { fault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import { type AskedAhead, askAhead } from './askAhead.ts';
import { collectTold } from './collectTold.ts';
import { create } from './create.ts';
import { getWritten } from './getWritten.ts';
import { inHookedTx } from './inHookedTx.ts';
import { invalid } from './invalid.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { rethrowAt } from './rethrowAt.ts';
import { update } from './update.ts';

const limit = 1_000;

/** `values` for create and update; `ifMatch`: the version that the client has seen. */
interface BatchOperation {
  readonly op: 'create' | 'update' | 'delete' | 'restore';
  readonly entity: string;
  readonly id: string;
  readonly values: JsonObject;
  readonly ifMatch?: number;
}

/**
 * Runs `{"operations":[{"op","entity","id"?,"values"?,"ifMatch"?}]}` in order and in one transaction: all or nothing.
 * Returns `{"data":[…]}` with a record, or null for a delete, per operation. A create may bring its own `id` in
 * `values`, so that later operations can refer to it.
 */
export async function batch(ctx: Ctx, body: Json): Promise<string> {
  const operations = parseBatch(body);
  const asked = await askAhead(ctx, operations);
  const told = collectTold(ctx.hooks);
  return inHookedTx(ctx, listener(ctx, operations), async (tx) => {
    await lockRecords(tx, operations);
    const results: string[] = [];
    for (const [index, operation] of operations.entries()) {
      const place = `/operations/${index}`;
      const inner = tx.hooked(told.of(`${place}/values`));
      results.push(
        await runOperation(inner, operation, asked[index]).catch((error: unknown) => rethrowAt(place, error)),
      );
    }
    if (!(await told.tell(tx))) return answer(results);
    // Hooks may have changed what was written.
    const ids = results.map((text) => idOf(text));
    return answer(
      await Promise.all(
        operations.map(async ({ entity }, index) => {
          const id = ids[index];
          return id === undefined ? 'null' : getWritten(tx, entity, id);
        }),
      ),
    );
  });
}

/** Anybody who is told of one of these. */
function listener(ctx: Ctx, operations: readonly BatchOperation[]): AfterHook | undefined {
  const afters = operations.map(({ entity, op }) => ctx.hooks.after(entity, toldAs[op]));
  return afters.find((after) => after !== undefined);
}

const toldAs = { create: 'created', update: 'updated', delete: 'deleted', restore: 'updated' } as const;

function answer(results: readonly string[]): string {
  return `{"data":[${results.join(',')}]}`;
}

function idOf(text: string): string | undefined {
  const record: Json = JSON.parse(text);
  return isObject(record) && typeof record.id === 'string' ? record.id : undefined;
}

/**
 * Locks what the operations change in the order of ids: batches with the same records then wait for each other, and
 * never in a circle, whatever the order of their operations.
 */
async function lockRecords(ctx: Ctx, operations: readonly BatchOperation[]): Promise<void> {
  const names = new Set(operations.map(({ entity }) => entity));
  for (const name of [...names].sort()) {
    const entity = ctx.model.entities.get(name);
    const ids = operations.filter((each) => each.entity === name && isUuid(each.id)).map(({ id }) => id);
    if (!entity || new Set(ids).size < 2) continue;
    await ctx.run.query({
      text: `select from ${tableOf(entity)} where id = any($1::uuid[]) order by id for no key update`,
      values: [ids],
    });
  }
}

async function runOperation(ctx: Ctx, operation: BatchOperation, asked: AskedAhead = {}): Promise<string> {
  const { op, entity, id, values, ifMatch } = operation;
  const options = ifMatch === undefined ? {} : { ifMatch };
  switch (op) {
    case 'create':
      return create(ctx, entity, values, { hooked: asked.create });
    case 'update':
      return update(ctx, entity, id, values, { ...options, hooked: asked.update });
    case 'delete':
      await remove(ctx, entity, id, { ...options, hooked: asked.remove });
      return 'null';
    case 'restore':
      return restore(ctx, entity, id);
  }
}

function parseBatch(body: Json): BatchOperation[] {
  const list = isObject(body) ? body.operations : undefined;
  if (!Array.isArray(list)) throw invalid([fault('/operations', 'type', { types: ['array'] })]);
  if (list.length > limit)
    throw new KilnError('KILN_TOO_LARGE', { detail: `A batch has at most ${limit} operations.` });
  const faults: Fault[] = [];
  const operations = list.map((item, index) => parseOperation(item, `/operations/${index}`, faults));
  if (faults.length > 0) throw invalid(faults);
  return operations;
}

function parseOperation(item: Json, pointer: string, faults: Fault[]): BatchOperation {
  const { op, entity, id, values, ifMatch, ...rest } = isObject(item) ? item : {};
  if (!isObject(item)) faults.push(fault(pointer, 'type', { types: ['object'] }));
  for (const name of Object.keys(rest)) faults.push(fault(`${pointer}${toPointer([name])}`, 'unknownMember', { name }));
  if (op !== 'create' && op !== 'update' && op !== 'delete' && op !== 'restore') {
    faults.push(fault(`${pointer}/op`, 'option', { options: ['create', 'update', 'delete', 'restore'] }));
  }
  if (typeof entity !== 'string') faults.push(fault(`${pointer}/entity`, 'format', { form: 'entity' }));
  if (op !== 'create' && typeof id !== 'string') faults.push(fault(`${pointer}/id`, 'format', { form: 'record' }));
  if ((op === 'create' || op === 'update') && !isObject(values)) {
    faults.push(fault(`${pointer}/values`, 'notRecord', {}));
  }
  if (ifMatch !== undefined && !isVersion(ifMatch)) {
    faults.push(fault(`${pointer}/ifMatch`, 'format', { form: 'version' }));
  }
  return {
    op: op === 'update' || op === 'delete' || op === 'restore' ? op : 'create',
    entity: typeof entity === 'string' ? entity : '',
    id: typeof id === 'string' ? id : '',
    values: isObject(values) ? values : {},
    ...(isVersion(ifMatch) ? { ifMatch } : {}),
  };
}

/** What the column takes; any other number would be no version of any record. */
function isVersion(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value < 2 ** 31;
}
