import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { KilnError } from '../errors/KilnError.ts';
import { bindValues, isUuid } from '../query/bind.ts';
import { compileGetMany } from '../query/compileGet.ts';
import { defaultSelection, parseSelect } from '../query/parseSelect.ts';
import { run } from '../query/run.ts';
import { seenEntityOf } from './entityOf.ts';
import { get } from './get.ts';
import { notFound } from './notFound.ts';

/** Records of one statement. */
const most = 50;

type Records = ReadonlyMap<string, string>;

interface Round {
  readonly ids: Set<string>;
  /** By id. Undefined: too much for one answer. */
  readonly records: Promise<Records | undefined>;
}

/** As get. */
export type Get = typeof get;

/**
 * Reads single records for code that asks for one after the other in many places at once, as hooks do: what is asked
 * for in one turn of the event loop, by the same rights, is one statement.
 */
export function createGets(): Get {
  /** What begins with the next turn: by who runs it, and by what it is but for the ids. */
  const rounds = new WeakMap<Ctx['run'], Map<string, Round>>();

  function join(ctx: Ctx, plan: Plan, id: string): Promise<Records | undefined> {
    const open = rounds.get(ctx.run) ?? new Map<string, Round>();
    rounds.set(ctx.run, open);
    const { actor, requestId, via, causes, form } = ctx;
    const values = bindValues(plan, { actor, requestId, via, causes, form, arguments: [[]] });
    const key = `${JSON.stringify(values)} ${plan.text}`;
    const known = open.get(key);
    if (known && known.ids.size < most) {
      known.ids.add(id);
      return known.records;
    }
    const ids = new Set([id]);
    const begin = () => {
      if (open.get(key) === round) open.delete(key);
      return read(ctx, plan, ids);
    };
    const round: Round = { ids, records: nextTurn().then(begin) };
    open.set(key, round);
    return round.records;
  }

  return async (ctx, entityName, id, params = {}) => {
    if (params.lock || !isUuid(id)) return get(ctx, entityName, id, params);
    const entity = seenEntityOf(ctx, entityName);
    const { select, deleted = false } = params;
    const plan = ctx.plans.get(`get many ${entity.name} ${deleted ? 1 : 0} ${select ?? ''}`, () => {
      const selection = select ? parseSelect(ctx.access.model, entity, select) : defaultSelection(entity);
      return compileGetMany(ctx, selection, { deleted }, most);
    });
    const key = id.toLowerCase();
    const records = await join(ctx, plan, key);
    if (!records) return get(ctx, entityName, id, params);
    const record = records.get(key);
    if (record === undefined) throw notFound(entity, id);
    return record;
  };
}

async function read(ctx: Ctx, plan: Plan, ids: ReadonlySet<string>): Promise<Records | undefined> {
  try {
    const rows = await run(ctx, plan, { arguments: [[...ids]] });
    return new Map(rows.map(([record, id]): [string, string] => [id ?? '', record ?? '']));
  } catch (error) {
    if (error instanceof KilnError && error.code === 'KILN_TOO_EXPENSIVE') return undefined;
    throw error;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
