import { expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { toBrowserModel } from './browserModel.ts';
import { compile } from './compile.ts';
import { definition, salesDefinitions } from './fixtures.ts';
import type { ModelReader } from './modelReader.ts';

const role = (name: string) =>
  definition({ $schema: 'kiln:role', $id: name, title: name, entities: { '*': { read: true } } });

function form(name: string, rest: JsonObject) {
  const tabs = [{ sections: [{ fields: ['name'] }] }];
  return definition({ $schema: 'kiln:form', $id: name, title: name, entity: 'quote', tabs, ...rest });
}

const roles = ['clerk', 'manager', 'auditor'];
const model = compile([
  ...salesDefinitions(),
  ...roles.map(role),
  definition({
    $schema: 'kiln:entity',
    $id: 'memo',
    title: 'Memo',
    type: 'object',
    properties: { name: { type: 'string' } },
  }),
  form('clerks', { roles: ['clerk', 'manager'], entity: 'memo' }),
  form('managers', { roles: ['manager'], entity: 'memo' }),
]);

function opens(held: readonly string[], entity: string, of = model): string[] {
  const reader: ModelReader = {
    roles: held,
    unlimited: false,
    entity: () => ({ grants: () => [{ when: true, shown: () => 'clear', writable: () => true }] }),
    mayUse: () => true,
  };
  return toBrowserModel(of, 'en', reader)
    .forms.filter((each) => each.entity === entity && each.default)
    .map(({ name }) => name);
}

test('of the forms for one of their roles, the one for the fewest roles opens', () => {
  expect(opens(['clerk'], 'memo')).toEqual(['clerks']);
  expect(opens(['clerk', 'manager'], 'memo')).toEqual(['managers']);
});

test('who has none by their roles gets the default, or one out of the fields where all are for others', () => {
  expect(opens(['auditor'], 'memo')).toEqual(['memo.generated']);
  const plain = definition({
    $schema: 'kiln:form',
    $id: 'anybody',
    title: 'Anybody',
    entity: 'memo',
    tabs: [{ sections: [{ fields: ['name'] }] }],
  });
  expect(opens(['auditor'], 'memo', compile([...model.definitions, plain]))).toEqual(['anybody']);
});
