import { expect, test } from 'vitest';
import { createChecker } from '../../../definitions/checkDefinitions.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { pathsOf, replaced } from '../../../testing/everyPlace.ts';
import { compile } from '../../compile.ts';
import { definition } from '../../fixtures.ts';
import { kinds } from '../../kinds.ts';
import { contentAt } from '../../references/placeKey.ts';
import { dealDefinitions, thankBigDeal, workflowOf } from './fixtures.ts';
import { pruneWorkflow, workflowReferences } from './references.ts';

const check = createChecker(kinds);
const base = dealDefinitions();
const { entities } = compile(base);

/** Every form of step. */
const everything = workflowOf(
  [
    {
      id: 'find',
      do: 'records.find',
      with: { entity: 'person', where: "name == 'x${record.name}'", select: 'id,account(name)' },
    },
    {
      ...{ id: 'by', switch: 'record.stage', default: [] },
      cases: [{ is: ['won'], steps: [{ id: 'set', do: 'set', with: { total: '${vars.total + 1.0}' } }] }],
    },
    {
      ...{
        id: 'side',
        parallel: [
          { id: 'left', steps: [{ id: 'mail', do: 'mail', with: { to: '${actor.id}', subject: 'a', text: 'b' } }] },
        ],
      },
    },
    {
      id: 'risk',
      try: [{ id: 'web', do: 'http', with: { url: 'https://a.example/${record.name}', json: { a: ['${record}'] } } }],
      catch: [{ id: 'end', do: 'stop', with: { as: 'failed', message: '${error.message}' } }],
    },
    { id: 'wait', do: 'wait', with: { for: 'P1D' }, compensate: [{ id: 'undo', do: 'stop' }] },
  ],
  {
    variables: { total: { type: 'number', default: '${record.amount}' } },
    concurrency: { limit: 5, perRecord: true },
    rate: { runs: 5, per: 'PT1M' },
    retention: { days: 5 },
  },
).document;

const odd: Json[] = [null, '${record.name', [[]], { do: 'set' }];

test('anything in the place of any part gives problems or none, but never throws', () => {
  expect(problems(everything)).toEqual([]);
  for (const document of [thankBigDeal(), everything]) {
    for (const path of pathsOf(document)) {
      for (const value of odd) {
        const changed = replaced(document, path, value);
        if (changed.$id !== document.$id || changed.$schema !== document.$schema) continue;
        const place = `${path.join('/')} ${JSON.stringify(value)}`;
        expect(() => problems(changed), place).not.toThrow();
        expect(() => readAll(changed), place).not.toThrow();
      }
    }
  }
}, 60_000);

test('a long workflow is checked, a deep one refused', () => {
  const nested = (depth: number): JsonObject[] =>
    depth === 0
      ? [{ id: 'inner', do: 'stop', with: { message: '${i0 + i1 + i2 + i3 + i4}' } }]
      : [{ id: `each${depth}`, forEach: `[1, 2].map(n, n + ${depth})`, as: `i${depth - 1}`, steps: nested(depth - 1) }];
  const long = Array.from({ length: 150 }, (_, index): JsonObject => {
    const before = index === 0 ? 'record.name' : `steps.s${index - 1}.state`;
    return { id: `s${index}`, do: 'comment', with: { entity: 'opportunity', id: '${record}', text: `\${${before}}` } };
  });
  expect(problems(workflowOf([...long, ...nested(5)]).document)).toEqual([expect.stringContaining('with/message')]);
  const levels = (count: number) =>
    Array.from({ length: count }).reduce<JsonObject[]>((inner, _, index) => {
      const id = `step${index}`;
      return index % 2 === 0 ? [{ id, if: 'true', then: inner }] : [{ id, parallel: [{ id: `${id}a`, steps: inner }] }];
    }, []);
  expect(problems(workflowOf(levels(12)).document)).toEqual([]);
  expect(problems(workflowOf(levels(13)).document)).toEqual([expect.stringContaining('at most 12 levels deep')]);
});

function problems(document: JsonObject): string[] {
  return check([...base, definition(document)]).problems.map(({ pointer, message }) => `${pointer} ${message}`);
}

function readAll(document: JsonObject): void {
  for (const reference of workflowReferences(document)) {
    const text = contentAt(document, reference);
    if (typeof text !== 'string') continue;
    for (const { start, end } of reference.reads(text, entities)) {
      if (start < 0 || end > text.length || start > end) throw new TypeError(`${text} ${start} ${end}`);
    }
  }
  pruneWorkflow(document);
}
