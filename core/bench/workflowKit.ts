import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import type { SeededKiln } from './onSeededKiln.ts';
import type { Figure } from './results.ts';

/** There are so many of them. */
export const accounts = 1_000;

/** Until no run is queued or under way. */
export async function settled(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`select from kiln.run where state in ('queued', 'running') limit 1`);
    if (rows.length === 0) return;
    await sleep(50);
  }
}

export async function put(kiln: SeededKiln, name: string, rest: JsonObject): Promise<void> {
  const document = { $schema: 'kiln:workflow', $id: name, title: name, ...rest };
  await call(kiln, 'POST', '/api/changesets', { changes: [{ kind: 'workflow', name, document }], message: '' });
}

export async function call(
  { kiln: { url, headers } }: SeededKiln,
  method: string,
  path: string,
  body?: Json,
): Promise<JsonObject> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined
      ? { headers }
      : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer: Json = JSON.parse((await response.text()) || '{}');
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return isObject(answer) ? answer : {};
}

/** Of the account that the n-th contact is given. */
export function accountId(n: number): string {
  const number = 1 + (n % accounts);
  const hex = (1_700_000_000_000 + number * 100).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7001-8000-${number.toString(16).padStart(12, '0')}`;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

export function figure(name: string, value: string, goal: string, held: boolean): Figure {
  console.log(`${name}: ${value} (${goal})`);
  return { name, value, goal, held };
}
