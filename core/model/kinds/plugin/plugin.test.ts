import { expect, test } from 'vitest';
import { createChecker } from '../../../definitions/checkDefinitions.ts';
import type { Definition } from '../../../definitions/types.ts';
import type { JsonObject } from '../../../lib/json.ts';
import { compile } from '../../compile.ts';
import { entity } from '../../fixtures.ts';
import { kinds } from '../../kinds.ts';

function plugin(more: JsonObject = {}, owner = 'loyalty'): Definition {
  const document = {
    $schema: 'kiln:plugin',
    $id: 'loyalty',
    version: '1.0.0',
    title: 'Loyalty',
    kiln: '>=0.1',
    main: 'src/index.ts',
    granted: {},
    code: 'a'.repeat(64),
    provides: {},
    enabled: true,
    isolation: 'shared',
    ...more,
  };
  return { kind: 'plugin', name: 'loyalty', package: owner, document };
}

const named = (name: string, id: string) => {
  const made = entity(name, { title: { type: 'string', title: 'Title' } });
  return { ...made, document: { ...made.document, 'x-id': id } };
};

test('knows entities by what never changes', () => {
  const granted = { records: { order: ['read', 'update'], gone: ['*'] }, own: { purchase: ['*'] } };
  const provides = { hooks: { order: ['creating'], gone: ['created'] }, events: ['order.updated', 'gone.deleted'] };
  // What was called order is a purchase now, and what is called order is something else.
  const { plugins } = compile([named('purchase', 'order'), named('order', 'command'), plugin({ granted, provides })]);
  const found = plugins.get('loyalty');
  expect(found?.granted.records).toEqual(new Map([['purchase', ['read', 'update']]]));
  expect(found?.granted.own).toEqual(new Map([['purchase', ['create', 'read', 'update', 'delete']]]));
  expect(found?.hooks).toEqual([{ entity: 'purchase', as: 'order', names: ['creating'] }]);
  expect(found?.events).toEqual([{ entity: 'purchase', as: 'order.updated', action: 'updated' }]);
});

test('has all limits, those that it does not name as well', () => {
  expect(compile([plugin({ limits: { cpuMs: 900 } })]).plugins.get('loyalty')?.limits).toEqual({
    memoryMb: 64,
    cpuMs: 900,
    deadlineMs: 2_000,
    hostCalls: 200,
    hostBytes: 4_194_304,
    concurrency: 20,
  });
});

test.each<[string, Definition, string]>([
  ['of another package', plugin({}, 'local'), 'by Kiln alone'],
  ['that is patched', { ...plugin(), patches: [plugin({}, 'local')] }, 'by Kiln alone'],
  ['that needs what is not there', plugin({ requires: { other: '^1' } }), 'The plugin "other" is not installed.'],
  ['without a grant', plugin({ granted: { records: { order: ['everything'] } } }), 'Must be one of'],
])('refuses one %s', (_what, definition, message) => {
  const { problems } = createChecker(kinds)([definition]);
  expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
});

test('tells what it loses, and leaves it to nobody to correct', () => {
  const kind = kinds.find(({ name }) => name === 'plugin');
  const document = plugin({
    granted: { records: { order: ['read'] } },
    provides: { hooks: { order: ['creating'] }, events: ['order.updated'] },
  }).document;
  expect(kind?.managed).toBe(true);
  expect(kind?.references(document).map(({ path, code }) => [path.join('/'), code])).toEqual([
    ['granted/records/order', 'pluginLoses'],
    ['provides/hooks/order', 'pluginLoses'],
    ['provides/events/0', 'pluginLoses'],
  ]);
});
