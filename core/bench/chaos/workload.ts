import type { JsonObject } from '../../lib/json.ts';
import { putWorkflow } from '../../testing/workflows.ts';

const text = { type: 'string', title: 'Text' };

/** A record for each write of a step, which says what wrote it. */
export const note: JsonObject = {
  $schema: 'kiln:entity',
  $id: 'note',
  title: 'Note',
  type: 'object',
  properties: { name: text },
};

function write(id: string, more: JsonObject = {}): JsonObject {
  return { id, do: 'records.create', with: { entity: 'note', values: { name: `\${run.id} ${id}` } }, ...more };
}

function call(id: string, origin: string, path: string, more: JsonObject = {}): JsonObject {
  return { id, do: 'http', with: { method: 'POST', url: `${origin}/${path}` }, ...more };
}

/** What runs of a workflow leave behind. */
export interface Expected {
  readonly state: 'done' | 'failed' | 'cancelled';
  /** Steps that write. */
  readonly writes: readonly string[];
  /** Keys of steps that call. */
  readonly calls: readonly string[];
}

/** Of each workflow, by name: loops and branches, what is undone, what goes one after the other, is cancelled, is retried. */
export const expected: Readonly<Record<string, Expected>> = {
  long: { state: 'done', writes: ['a', 'b', 'c', 'd'], calls: ['call[0]', 'call[1]', 'ask'] },
  undone: { state: 'failed', writes: ['a', 'b'], calls: [] },
  narrow: { state: 'done', writes: ['a', 'b'], calls: ['ask'] },
  cancelled: { state: 'cancelled', writes: ['a'], calls: [] },
  retried: { state: 'done', writes: ['a', 'b'], calls: ['ask'] },
  patient: { state: 'done', writes: ['a', 'b'], calls: ['ask'] },
};

/** `origin`: of the server that is called; it fails once, or nine times, for each key where the path says so. */
export function workload(origin: string) {
  const called = { on: 'workflow' };
  const branches = ['left', 'right'].map((id) => ({
    id,
    steps: [{ id: `in${id}`, do: 'wait', with: { for: 'PT0.05S' } }],
  }));
  return [
    putWorkflow('long', called, {
      steps: [
        write('a'),
        { id: 'each', forEach: '[1, 2]', as: 'n', parallel: 2, steps: [call('call', origin, 'ok')] },
        write('b'),
        { id: 'nap', do: 'wait', with: { for: 'PT0.1S' } },
        write('c'),
        { id: 'both', parallel: branches },
        call('ask', origin, 'ok'),
        write('d'),
      ],
    }),
    putWorkflow('undone', called, {
      steps: [write('a', { compensate: [write('b')] }), { id: 'end', do: 'stop', with: { as: 'failed' } }],
    }),
    putWorkflow('narrow', called, {
      concurrency: { limit: 2 },
      steps: [write('a'), call('ask', origin, 'ok'), write('b')],
    }),
    putWorkflow('cancelled', called, {
      steps: [write('a'), { id: 'nap', do: 'wait', with: { for: 'P1D' } }, write('b')],
    }),
    putWorkflow('retried', called, { steps: [write('a'), call('ask', origin, 'once'), write('b')] }),
    putWorkflow('patient', called, {
      // A try that its process did not survive counts, too.
      steps: [write('a'), call('ask', origin, 'nine', { retry: { times: 14, delay: 'PT0.05S' } }), write('b')],
    }),
  ];
}
