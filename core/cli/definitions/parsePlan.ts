import { Ajv } from 'ajv';
import { StartError } from '../../config/StartError.ts';
import type { PrintedPlan } from './Target.ts';

/** A plan as a server told it, as far as it is printed. Throws StartError where it is none. */
export function parsePlan(url: URL, plan: unknown): PrintedPlan {
  const isPlan = new Ajv().compile<PrintedPlan>(schema);
  if (isPlan(plan)) return plan;
  throw new StartError(`${url.origin} does not tell plans as this version of Kiln does.`);
}

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const number = { type: 'number' };

function object(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

function list(items: object): object {
  return { type: 'array', items };
}

const place = {
  kind: text,
  name: text,
  package: text,
  pointer: text,
  message: text,
  code: text,
  params: { type: 'object' },
};

const schema = object({
  from: { type: ['string', 'null'] },
  to: text,
  operations: list(
    object(
      {
        op: text,
        entity: text,
        risk: { enum: ['safe', 'locks', 'rewrites', 'loses data'] },
        sentence: text,
        sql: texts,
      },
      {
        field: text,
        rows: number,
        ms: number,
        online: { type: 'boolean' },
        unfit: object({ rows: number, examples: list(object({ id: text, value: text })) }),
        fields: texts,
        examples: list(object({ values: texts, records: number })),
      },
    ),
  ),
  dependants: list(object({ ...place, fixed: { type: 'boolean' } })),
  warnings: list(object(place)),
  conflicts: list(object(place)),
  changes: list(
    object({
      kind: text,
      name: text,
      package: text,
      before: { type: ['object', 'null'] },
      after: { type: ['object', 'null'] },
    }),
  ),
});
