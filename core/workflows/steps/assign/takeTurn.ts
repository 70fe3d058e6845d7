import type { Queryable } from '../../../db/types.ts';

/**
 * Whose turn it is among `candidates` (ids, in a fixed order): whoever has waited longest. Two runs at the same time
 * get two: the second waits until the first has ended, and takes its turn again where that was rolled back. `all`:
 * whose turns are remembered.
 */
export async function takeTurn(
  run: Queryable,
  pool: string,
  candidates: readonly string[],
  all: readonly string[] = candidates,
): Promise<string> {
  const [row] = await run.query({ name: 'take_turn', text: takeSql, values: [pool, [...candidates], [...all]] });
  return row?.[0] ?? '';
}

/** The same without taking it, for whoever only wants to know. */
export async function seeTurn(run: Queryable, pool: string, candidates: readonly string[]): Promise<string> {
  const [row] = await run.query({ name: 'see_turn', text: seeSql, values: [pool, [...candidates]] });
  return row?.[0] ?? '';
}

/** From here on, whoever else wants a turn of this pool waits until the transaction ends, and then sees what it did. */
export async function lockPool(run: Queryable, pool: string): Promise<void> {
  await run.query({ name: 'lock_pool', text: lockSql, values: [pool] });
}

// An update looks at the row as the one before has left it.
const takeSql = `
insert into kiln.assign_pool as p (pool, turn, turns, chosen)
values ($1, 1, kiln.after_turn('{}', $3::uuid[], ($2::uuid[])[1], 1), ($2::uuid[])[1])
on conflict (pool) do update set
  turn = p.turn + 1,
  turns = kiln.after_turn(p.turns, $3::uuid[], kiln.next_in_turn(p.turns, $2::uuid[]), p.turn + 1),
  chosen = kiln.next_in_turn(p.turns, $2::uuid[])
returning chosen`;

const seeSql = `
select kiln.next_in_turn(coalesce((select turns from kiln.assign_pool where pool = $1), '{}'), $2::uuid[])`;

const lockSql = `
insert into kiln.assign_pool as p (pool) values ($1) on conflict (pool) do update set turn = p.turn`;
