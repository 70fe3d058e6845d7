import { formatNumber, numberPeriod, parseNumberPattern } from '../fields/autoNumber/numberPattern.ts';
import type { JsonObject } from '../lib/json.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';

export function autoNumberFields(entity: Entity): Field[] {
  return [...entity.fields.values()].filter((field) => field.type.name === 'autoNumber');
}

/**
 * For each autoNumber field what surrounds the count now:
 * `{"number":{"period":"2026","before":"Q-2026-","digits":4,"after":""}}`.
 */
export function numberFrames(entity: Entity, now: Date): JsonObject {
  const today = now.toISOString().slice(0, 10);
  return Object.fromEntries(autoNumberFields(entity).map((field) => [field.name, frame(field, today)]));
}

function frame(field: Field, today: string): JsonObject {
  const parsed = parseNumberPattern(field.schema['x-number'] ?? '');
  if (!parsed.ok) throw new Error(`${field.name}: ${parsed.words.message}`);
  const at = parsed.pattern.parts.findIndex((part) => part.kind === 'counter');
  const counter = parsed.pattern.parts[at];
  const side = (parts: typeof parsed.pattern.parts) => formatNumber({ source: '', parts }, 0, today);
  return {
    period: numberPeriod(parsed.pattern, today),
    before: side(parsed.pattern.parts.slice(0, at)),
    digits: counter?.kind === 'counter' ? counter.digits : 1,
    after: side(parsed.pattern.parts.slice(at + 1)),
  };
}

/**
 * A common table expression that takes as many counts as there are rows in `r` and holds the last of them.
 * The counter's row stays locked until the transaction ends, so a write that fails gives its counts back: no gaps.
 */
export function counterCte(entity: Entity, field: Field, frames: string): string {
  const period = `${frames}->${quoteLiteral(field.name)}->>'period'`;
  return [
    `${counterAlias(field)} as (insert into kiln.counter as c (entity, field, period, value)`,
    `select ${quoteLiteral(entity.id)}, ${quoteLiteral(field.id)}, ${period}, count(*) from r`,
    'on conflict (entity, field, period) do update set value = c.value + excluded.value',
    'returning c.value - (select count(*) from r) as used)',
  ].join(' ');
}

/** SQL of one row's number; `r._ord` counts the rows from 1. */
export function numberSql(field: Field, frames: string): string {
  const part = (name: string) => `(${frames}->${quoteLiteral(field.name)}->>'${name}')`;
  const count = `(${counterAlias(field)}.used + r._ord)::text`;
  return `${part('before')} || lpad(${count}, greatest(${part('digits')}::int, length(${count})), '0') || ${part('after')}`;
}

export function counterAlias(field: Field): string {
  return quoteIdent(`counter_${field.column}`);
}
