import { describe, expect, test } from 'vitest';
import { createAccess } from '../../../access/createAccess.ts';
import { runRoleTest } from '../../../access/runRoleTest.ts';
import { checkDefinitions } from '../../../definitions/checkDefinitions.ts';
import { mergeLayers } from '../../../definitions/layers.ts';
import type { Definition } from '../../../definitions/types.ts';
import type { JsonObject } from '../../../lib/json.ts';
import { compile } from '../../compile.ts';
import { kinds } from '../../kinds.ts';

const account = entity('account', {
  name: { type: 'string', title: 'Name' },
  region: { type: 'string', title: 'Region', enum: ['east', 'west'] },
  worth: { type: 'number', title: 'Worth' },
  secret: { type: 'string', title: 'Secret', 'x-type': 'encrypted' },
  twice: { type: 'number', title: 'Twice', 'x-formula': 'worth * 2' },
  orders: { title: 'Orders', 'x-rollup': { from: 'order.account', value: 'count()' } },
});
const order: Definition = entity('order', {
  name: { type: 'string', title: 'Name' },
  account: { title: 'Account', 'x-relation': { to: 'account', inverse: 'orders2' } },
  lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'order' } },
});
const line = entity('line', {
  name: { type: 'string', title: 'Name' },
  order: { title: 'Order', 'x-relation': { to: 'order', onDelete: 'cascade' } },
});
const user = entity('user', {
  name: { type: 'string', title: 'Name' },
  region: { type: 'string', title: 'Region' },
  code: { type: 'string', title: 'Code', 'x-type': 'encrypted' },
});
const all = [account, order, line, user];

function entity(name: string, properties: JsonObject): Definition {
  const owned = name === 'account';
  const document: JsonObject = {
    $schema: 'kiln:entity',
    $id: name,
    title: name,
    type: 'object',
    properties,
    'x-display': 'name',
    ...(owned ? { 'x-owned': true } : {}),
  };
  return { kind: 'entity', name, package: 'test', document };
}

function role(entities: JsonObject, rest: JsonObject = {}, name = 'some'): Definition {
  const document = { $schema: 'kiln:role', $id: name, title: name, entities, ...rest };
  return { kind: 'role', name, package: 'test', document };
}

const problemsOf = (...roles: readonly Definition[]) =>
  checkDefinitions([...all, ...roles], kinds).map(({ pointer, message }) => `${pointer} ${message}`);

describe('problems', () => {
  test.each<[string, JsonObject, RegExp]>([
    [
      'an unknown entity',
      { acount: { read: true } },
      /^\/entities\/acount There is no entity "acount"\. Did you mean "account"\?/,
    ],
    [
      'an unknown field',
      { account: { read: true, fields: { nam: { read: false } } } },
      /^\/entities\/account\/fields\/nam .*Did you mean "name"/,
    ],
    ['CEL that does not parse', { account: { read: 'ownerId ==' } }, /^\/entities\/account\/read Column/],
    [
      'an unknown field in CEL',
      { account: { update: 'regon == actor.region', read: true } },
      /^\/entities\/account\/update Column 1/,
    ],
    ['what is no condition', { account: { read: 'name' } }, /^\/entities\/account\/read/],
    ['an unknown member of the actor', { account: { read: 'region == actor.area' } }, /^\/entities\/account\/read/],
    ['an encrypted member of the actor', { account: { read: 'region == actor.code' } }, /^\/entities\/account\/read/],
    ['a misspelt right', { account: { raed: true } }, /raed/],
    ['a right without read', { account: { update: 'own' } }, /^\/entities\/account\/update "update" needs "read"/],
    [
      'fields of everything',
      { '*': { read: true, fields: { name: { read: false } } } },
      /^\/entities\/\*\/fields\/name/,
    ],
    [
      'a condition that does not fit all',
      { '*': { read: "region == 'east'" } },
      /^\/entities\/\*\/read Over "(order|user)"/,
    ],
    ['a mask of a number', { account: { read: true, fields: { worth: { mask: 'last4' } } } }, /worth\/mask Only texts/],
    ['a mask of options', { account: { read: true, fields: { region: { mask: 'all' } } } }, /region\/mask Only texts/],
    ['a part of an encrypted text', { account: { read: true, fields: { secret: { mask: 'last4' } } } }, /secret\/mask/],
    [
      'a mask of what is not read',
      { account: { read: true, fields: { name: { read: false, mask: 'all' } } } },
      /name\/mask/,
    ],
    [
      'a record without id',
      { account: { read: true, fields: { id: { read: false } } } },
      /fields\/id "id" is always read/,
    ],
  ])('%s', (_what, entities, expected) => {
    const [first, ...more] = problemsOf(role(entities));
    expect(first).toMatch(expected);
    expect(more).toEqual([]);
  });

  test('all at once, and those of entities do not hide them', () => {
    expect(
      problemsOf(role({ account: { read: 'nothing', update: 'nor.this', fields: { nam: { read: true } } } })),
    ).toHaveLength(3);
  });

  test('a field that goes is reported where a role uses it', () => {
    const renamed = {
      ...account,
      document: JSON.parse(JSON.stringify(account.document).replaceAll('"region"', '"area"')),
    };
    const using = role({ account: { read: "region == 'east'", fields: { region: { read: false } } } });
    const problems = checkDefinitions([renamed, order, line, user, using], kinds);
    expect(problems.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'role /entities/account/read',
      'role /entities/account/fields/region',
    ]);
  });

  test('nobody but Kiln makes or changes the administrator', () => {
    expect(problemsOf(role({ '*': { read: true } }, {}, 'admin'))).toEqual([
      expect.stringContaining('belongs to Kiln'),
    ]);
    const own: Definition = { ...role({ '*': { read: true } }, { system: ['*'] }, 'admin'), package: 'kiln' };
    expect(problemsOf(own)).toEqual([]);
    const patch: Definition = {
      ...own,
      package: 'local',
      document: { $schema: 'kiln:role', $id: 'admin', 'x-patch': true, system: [] },
    };
    const { definitions } = mergeLayers([...all, own, patch], kinds);
    expect(checkDefinitions(definitions, kinds)).toMatchObject([{ kind: 'role', name: 'admin' }]);
  });
});

describe('access', () => {
  const accessOf = (...entities: readonly JsonObject[]) => {
    const roles = entities.map((each, index) => role(each, {}, `r${index}`));
    const model = compile([...all, ...roles]);
    return createAccess(
      model,
      roles.map(({ name }) => name),
    );
  };

  test('shortcuts look at the owner, or at who made the record', () => {
    const access = accessOf({ account: { read: 'own' }, order: { read: 'teamBelow' } });
    const rule = (name: string) =>
      access
        .entity(name)
        .grants('read')
        .map(({ when }) => (when === true ? true : when.source));
    expect(rule('account')).toEqual(['ownerId == actor.id']);
    expect(rule('order')).toEqual(['createdBy in actor.belowUsers']);
    expect(rule('user')).toEqual([]);
  });

  test('an entry of its own replaces what stands for all', () => {
    const access = accessOf({ '*': { read: true, update: true }, account: { read: 'own' } });
    expect(access.entity('account').grants('update')).toEqual([]);
    expect(access.entity('user').grants('update')).toHaveLength(1);
    expect(access.unlimited).toBe(false);
  });

  test('line items follow their parent', () => {
    const access = accessOf({ order: { read: "name == 'a'", update: "name == 'b'", delete: true } });
    const rules = (['read', 'create', 'update', 'delete'] as const).map((right) =>
      access
        .entity('line')
        .grants(right)
        .map(({ when, through }) => [through.map(({ field }) => field), when === true || when.source]),
    );
    expect(rules).toEqual([
      [[['order'], "name == 'a'"]],
      [[['order'], "name == 'b'"]],
      [[['order'], "name == 'b'"]],
      [[['order'], "name == 'b'"]],
    ]);
  });

  test('what is computed of what one may not read is not read, unless the role names it', () => {
    const hidden = accessOf({ account: { read: true, fields: { worth: { read: false } } } }).model.entities.get(
      'account',
    );
    expect([...(hidden?.fields.keys() ?? [])]).not.toEqual(expect.arrayContaining(['worth']));
    expect(hidden?.fields.has('twice')).toBe(false);
    // Orders are not seen, so neither is their number, nor the way to them.
    expect(hidden?.fields.has('orders')).toBe(false);
    expect(hidden?.inverses.has('orders2')).toBe(false);
    const named = accessOf({
      account: { read: true, fields: { worth: { read: false }, twice: { read: true }, orders: { read: true } } },
    });
    expect(named.model.entities.get('account')?.fields.has('twice')).toBe(true);
    expect(named.model.entities.get('account')?.fields.has('orders')).toBe(true);
  });

  test('a relation to what one does not see is not there', () => {
    const { model } = accessOf({ order: { read: true } });
    expect(model.entities.get('order')?.fields.has('account')).toBe(false);
    expect(model.entities.get('order')?.fields.has('lines')).toBe(true);
  });

  test('everything of everything is unlimited, and so is the administrator, in any model', () => {
    const everything = Object.fromEntries(
      ['create', 'read', 'update', 'delete', 'export', 'import', 'share', 'transfer'].map((right) => [right, true]),
    );
    expect(accessOf({ '*': everything })).toMatchObject({ unlimited: true, key: '' });
    expect(createAccess(compile(all), ['admin'])).toMatchObject({ unlimited: true, key: '' });
    expect(createAccess(compile(all), ['admin']).mayUse('studio')).toBe(true);
    expect(createAccess(compile(all), ['adm1n']).unlimited).toBe(false);
    expect([...createAccess(compile(all), []).model.entities.keys()]).toEqual([]);
  });
});

test('tests of roles tell what is not as they say', () => {
  const model = compile([
    ...all,
    role({ account: { read: 'region == actor.region', fields: { worth: { read: false } } } }),
  ]);
  const actors = { mia: { id: 'mia', roles: ['some'], region: 'east' }, odd: { id: 'odd', roles: ['sone'], regon: 1 } };
  const run = (...cases: Parameters<typeof runRoleTest>[1]['cases']) =>
    runRoleTest(model, { actors, cases }, new Date());
  expect(
    run({ actor: 'mia', entity: 'account', record: { region: 'east' }, allowed: ['read'], denied: ['update'] }),
  ).toEqual([]);
  expect(run({ actor: 'mia', entity: 'account', record: { region: 'west' }, allowed: ['read'] })).toEqual([
    'case 1: mia and this account: "read" should be allowed and is not.',
  ]);
  expect(
    run({
      actor: 'mia',
      entity: 'account',
      record: { region: 'east' },
      denied: ['read'],
      fields: { worth: { read: true } },
    }),
  ).toHaveLength(2);
  expect(run({ actor: 'mia', entity: 'account', record: { regoin: 'east' } })).toEqual([
    expect.stringContaining('account has no field "regoin". Did you mean "region"?'),
  ]);
  expect(run({ actor: 'odd', entity: 'account', record: {} })).toHaveLength(2);
  expect(run({ actor: 'nia', entity: 'acount', record: {} })).toHaveLength(1);
});
