import type { Actor, Ctx } from '../context/types.ts';
import type { Plan, Source } from '../db/Plan.ts';

/** Who asks, and how. */
export type Requester = Pick<Ctx, 'actor' | 'requestId' | 'via' | 'causes' | 'form'>;

/** What one request brings to a plan. */
export interface Bindings extends Requester {
  readonly literals?: readonly unknown[];
  readonly search?: readonly string[];
  readonly cursor?: readonly unknown[];
  readonly arguments?: readonly unknown[];
}

type RequestProperty = Extract<Source, { readonly from: 'request' }>['property'];

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for text that Postgres takes as a uuid in its usual form. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuidPattern.test(value);
}

/** Values for the plan's parameters, in order. */
export function bindValues(plan: Plan, bindings: Bindings): unknown[] {
  return plan.sources.map((source) => sourceValue(source, bindings));
}

function sourceValue(source: Source, bindings: Bindings): unknown {
  switch (source.from) {
    case 'literal':
      return literalValue(bindings.literals?.[source.index], source.type);
    case 'actor':
      return actorValue(bindings.actor, source.property) ?? (source.list ? [] : null);
    case 'request':
      return requestValue(source.property, bindings);
    case 'search':
      return bindings.search?.[source.index];
    case 'cursor':
      return bindings.cursor?.[source.index];
    case 'argument':
      return bindings.arguments?.[source.index];
  }
}

function requestValue(property: RequestProperty, { actor, requestId, via, causes, form }: Requester): unknown {
  if (property === 'id') return requestId;
  if (property === 'form') return form ?? null;
  if (property === 'roles') return actor.roles;
  return property === 'via' ? via : causes;
}

function actorValue({ id, kind, name, facts }: Actor, property: string): unknown {
  if (property === 'id') return id;
  if (property === 'kind') return kind;
  return property === 'name' ? name : facts[property];
}

/** No record has an id that is not an id: comparing with one finds nothing, where Postgres would raise an error. */
function literalValue(value: unknown, type: string): unknown {
  if (type === 'uuid') return isUuid(value) ? value : null;
  if (type === 'uuid[]' && Array.isArray(value)) return value.filter(isUuid);
  return value;
}
