import { expect, test } from 'vitest';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { compile } from '../model/compile.ts';
import { createAccess, unlimitedAccess } from './createAccess.ts';
import { restrictAccess } from './restrictAccess.ts';
import type { Access } from './types.ts';

const text = { type: 'string', title: 'Text', maxLength: 100 };
const model = compile(
  [
    entity('order', {
      name: text,
      buyer: { title: 'Buyer', 'x-relation': { to: 'buyer', inverse: 'orders' } },
      lines: { title: 'Lines', 'x-children': { entity: 'line', field: 'order' } },
      buyerName: { type: 'string', title: 'Buyer', 'x-formula': 'buyer.name' },
    }),
    entity('line', { name: text, order: { title: 'Order', 'x-relation': { to: 'order' } } }),
    entity('buyer', {
      name: text,
      spent: { title: 'Spent', 'x-rollup': { from: 'order.buyer', value: 'count()' } },
    }),
    {
      $schema: 'kiln:role',
      $id: 'seller',
      title: 'Seller',
      entities: { order: { read: "name == 'mine'", update: true, fields: { name: { write: false } } } },
      system: ['studio'],
    },
  ].map(
    (document): Definition => ({
      kind: String(document.$schema).slice('kiln:'.length),
      name: String(document.$id),
      package: 'test',
      document,
    }),
  ),
);

function entity(id: string, properties: JsonObject): JsonObject {
  return { $schema: 'kiln:entity', $id: id, title: id, type: 'object', properties, 'x-display': 'name' };
}

const key = { key: 'p', serves: false };

test('what is not named is not there, nor what leads to it or is computed of it', () => {
  const access = restrictAccess(model, unlimitedAccess(model), new Map([['order', ['read', 'update']]]), key);
  expect([...access.model.entities.keys()].sort()).toEqual(['line', 'order']);
  const fields = access.model.entities.get('order')?.fields;
  expect(['name', 'lines', 'buyer', 'buyerName'].map((name) => fields?.has(name))).toEqual([true, true, false, false]);
  expect(access.entity('buyer').grants('read')).toEqual([]);
  expect(access.unlimited).toBe(false);
  expect(access.mayUse('studio')).toBe(false);
});

test('a rollup over what is not named is not there', () => {
  const access = restrictAccess(model, unlimitedAccess(model), new Map([['buyer', ['read']]]), key);
  expect(access.model.entities.get('buyer')?.fields.has('spent')).toBe(false);
  expect(access.model.entities.get('buyer')?.inverses.size).toBe(0);
});

test('line items follow their parent: a change of it makes and removes them', () => {
  const grants = (rights: readonly ('read' | 'create' | 'update' | 'delete')[], right: 'create' | 'delete' | 'read') =>
    restrictAccess(model, unlimitedAccess(model), new Map([['order', rights]]), key)
      .entity('line')
      .grants(right).length;
  expect([grants(['read'], 'read'), grants(['read'], 'create'), grants(['read'], 'delete')]).toEqual([1, 0, 0]);
  expect([grants(['read', 'update'], 'create'), grants(['read', 'delete'], 'delete')]).toEqual([1, 0]);
});

test('it gives no more than the actor has: neither rights nor records nor fields', () => {
  const seller = createAccess(model, ['seller']);
  const all = new Map(
    (['order', 'line', 'buyer'] as const).map((name) => [name, ['create', 'read', 'update', 'delete']] as const),
  );
  const access = restrictAccess(model, seller, all, key);
  expect([...access.model.entities.keys()].sort()).toEqual(['line', 'order']);
  const order = model.entities.get('order');
  const name = order?.fields.get('name');
  expect(access.entity('order').grants('create')).toEqual([]);
  expect(access.entity('order').grants('delete')).toEqual([]);
  expect(access.entity('order').grants('read')[0]?.when).toMatchObject({ source: "name == 'mine'" });
  expect(name && access.entity('order').grants('update')[0]?.writable(name)).toBe(false);
  expect(access.mayUse('studio')).toBe(false);
});

test('shares are the actor’s own affair', () => {
  const access = restrictAccess(model, unlimitedAccess(model), new Map([['order', ['read', 'update']]]), key);
  for (const right of ['share', 'export', 'import'] as const) {
    expect(access.entity('order').grants(right)).toEqual([]);
  }
});

test('a change carries along that the actor may give records away, and never gives it', () => {
  const transfers = (access: Access, rights: readonly ('read' | 'update')[], serves = false) =>
    restrictAccess(model, access, new Map([['order', rights]]), { key: 'p', serves })
      .entity('order')
      .grants('transfer').length;
  expect(transfers(unlimitedAccess(model), ['read', 'update'])).toBe(1);
  expect(transfers(unlimitedAccess(model), ['read'])).toBe(0);
  expect(transfers(createAccess(model, ['seller']), ['read', 'update'])).toBe(0);
  expect(transfers(unlimitedAccess(model), ['read', 'update'], true)).toBe(0);
});
