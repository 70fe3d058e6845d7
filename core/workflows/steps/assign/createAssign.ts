import type { Ctx } from '../../../context/types.ts';
import { KilnError } from '../../../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';
import { update } from '../../../records/update.ts';
import { whoIsAway } from '../../approvals/whoIsAway.ts';
import type { StepCall, StepRunner } from '../../engine/StepRunner.ts';
import { resolvePeople } from '../../resolvePeople.ts';
import { filledCondition } from '../records/filledCondition.ts';
import { leastLoaded } from './leastLoaded.ts';
import { lockPool, seeTurn, takeTurn } from './takeTurn.ts';

/** More of them are no team. */
const mostCandidates = 1_000;

/**
 * Gives a record to one of some people: output is `{user, name}`, by rules also `rule`, counted from 0. Whoever is away
 * or switched off is left out. Turns belong to the step: an update of the workflow goes on with them.
 */
export function createAssign(): StepRunner {
  return {
    name: 'assign',
    transactional: true,
    async run(call) {
      const { ctx, input } = call;
      const { candidates, rule } = await candidatesOf(ctx, input);
      const field = typeof input.field === 'string' ? input.field : 'ownerId';
      const user = await choose(call, candidates, field);
      await update(ctx, String(input.entity), String(input.id), { [field]: user });
      return { output: { user, name: await nameOf(ctx, user), ...(rule === undefined ? {} : { rule }) } };
    },
  };
}

interface Candidates {
  readonly candidates: readonly string[];
  /** Which rule names them. */
  readonly rule?: number;
}

/** The first rule that holds and has somebody there; without rules, or where none does, those of `among`. */
async function candidatesOf(ctx: Ctx, { method, among, rules }: JsonObject): Promise<Candidates> {
  const all = method === 'territory' && Array.isArray(rules) ? rules.map((each) => (isObject(each) ? each : {})) : [];
  for (const [rule, { when, among: named }] of all.entries()) {
    const candidates = when === true ? await present(ctx, named) : [];
    if (candidates.length > 0) return { candidates, rule };
  }
  const candidates = await present(ctx, among);
  if (candidates.length > 0) return { candidates };
  const detail = 'There is nobody to whom it could be assigned: nobody is meant, or all are away or switched off.';
  throw new KilnError('KILN_STEP_FAILED', { detail });
}

async function present(ctx: Ctx, people: Json | undefined): Promise<string[]> {
  const users = await resolvePeople(ctx, people);
  if (users.length > mostCandidates) {
    throw new KilnError('KILN_STEP_FAILED', { detail: `It is assigned among at most ${mostCandidates} people.` });
  }
  const away = users.length === 0 ? new Set<string>() : await whoIsAway(ctx.run, users);
  return users.filter((id) => !away.has(id));
}

async function choose(call: StepCall, candidates: readonly string[], field: string): Promise<string> {
  const { ctx, input, run, key, effects } = call;
  // Whoever tries it out takes nobody's turn, and makes nobody wait.
  const take = effects ? takeTurn : seeTurn;
  const pool = `${run.workflowId} ${key.replace(/\[.*$/, '')}`;
  if (input.method !== 'leastLoaded') return take(ctx.run, pool, candidates);
  if (effects) await lockPool(ctx.run, pool);
  const load = { entity: String(input.entity), field, open: filledCondition(input.open) };
  return take(ctx.run, pool, await leastLoaded(ctx, load, candidates), candidates);
}

async function nameOf({ run }: Ctx, user: string): Promise<string> {
  const [row] = await run.query({
    name: 'name_of_user',
    text: 'select name from data."user" where id = $1::uuid',
    values: [user],
  });
  return row?.[0] ?? '';
}
