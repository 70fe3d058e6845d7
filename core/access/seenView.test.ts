import { expect, test } from 'vitest';
import { compile } from '../model/compile.ts';
import { definition, salesDefinitions } from '../model/fixtures.ts';
import { createAccess } from './createAccess.ts';

const base = { $schema: 'kiln:view', title: 'X', entity: 'contact' };
const clerk = {
  $schema: 'kiln:role',
  $id: 'clerk',
  title: 'Clerk',
  entities: { contact: { read: true, fields: { stage: { read: false }, since: { read: false } } } },
};
const model = compile([
  ...salesDefinitions(),
  definition(clerk),
  definition({ ...base, $id: 'byStage', type: 'board', groupBy: 'stage' }),
  definition({ ...base, $id: 'grouped', type: 'list', columns: ['name', 'stage'], groupBy: 'stage' }),
  definition({ ...base, $id: 'since', type: 'calendar', startField: 'since' }),
  definition({ ...base, $id: 'born', type: 'calendar', startField: 'born', endField: 'since', colorField: 'stage' }),
]);

test('a board or calendar without what it is made of is not there; the rest loses what one may not see', () => {
  const { views } = createAccess(model, ['clerk']).model;
  expect([...views.keys()].sort()).toEqual(['born', 'grouped']);
  expect(views.get('grouped')).not.toHaveProperty('groupBy');
  expect(views.get('grouped')?.columns).toEqual([{ field: 'name' }]);
  expect(views.get('born')).toMatchObject({ startField: 'born' });
  expect(views.get('born')).not.toHaveProperty('endField');
  expect(views.get('born')).not.toHaveProperty('colorField');
});
