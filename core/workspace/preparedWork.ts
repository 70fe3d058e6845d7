import { Ajv } from 'ajv';
import type { Actor } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import type { Conversions } from '../migrations/conversion.ts';
import type { DocumentChange } from './changedDocuments.ts';
import { parseConversions } from './parseConversions.ts';
import type { PluginWork } from './plugins/PluginWork.ts';

/** A change-set that waits as a job until what it needs is prepared. */
export interface PreparedWork {
  readonly changes: readonly DocumentChange[];
  readonly message: string;
  readonly actor: Actor;
  readonly acceptDataLoss: boolean;
  readonly reverts?: string;
  readonly conversions?: Conversions;
  readonly plugin?: PluginWork;
}

export function writeWork({ conversions, ...work }: PreparedWork): Json {
  const written = [...(conversions ?? [])].map(([name, { map, ...rest }]) => [
    name,
    { ...rest, ...(map ? { map: Object.fromEntries(map) } : {}) },
  ]);
  return JSON.parse(JSON.stringify({ ...work, conversions: Object.fromEntries(written) }));
}

export function readWork(work: unknown): PreparedWork {
  const isWork = new Ajv().compile<Omit<PreparedWork, 'conversions'> & { conversions: Json }>(schema);
  if (!isWork(work)) throw new KilnError('KILN_INTERNAL', { cause: new Error('The work of a job cannot be read.') });
  const { conversions, ...rest } = work;
  return { ...rest, conversions: parseConversions(conversions, () => undefined) };
}

const text = { type: 'string' };
const schema = {
  type: 'object',
  required: ['changes', 'message', 'actor', 'acceptDataLoss', 'conversions'],
  properties: {
    changes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'name', 'package', 'before', 'after'],
        properties: { kind: text, name: text, package: text },
      },
    },
    message: text,
    actor: { type: 'object', required: ['kind', 'id', 'name', 'roles', 'facts'] },
    acceptDataLoss: { type: 'boolean' },
    conversions: { type: 'object' },
  },
};
