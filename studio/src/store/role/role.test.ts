import { expect, test } from 'vitest';
import { testModel } from '../testModel.ts';
import { governing, grantInForce, withFieldRight, withGrant, withoutEntry } from './grants.ts';
import { roleChanges } from './roleChanges.ts';
import { roleProblems } from './roleProblems.ts';
import type { RoleDraft } from './types.ts';
import { writeRole } from './writeRole.ts';

const model = testModel();

const role: RoleDraft = {
  $id: 'seller',
  title: 'Seller',
  entities: {
    '*': { read: true },
    order: { read: 'team', update: 'own', fields: { pin: { read: false } } },
  },
};

test('what decides: the entity itself, the parent of line items, or the entry for all others', () => {
  expect(governing(model, role, 'order').origin).toBe('own');
  expect(governing(model, role, 'account')).toEqual({ origin: 'every', entry: { read: true } });
  expect(governing(model, role, 'line')).toMatchObject({ origin: 'parent', parent: 'order' });
  // Who may change an order makes and removes its lines.
  expect(grantInForce(model, role, 'line', 'create')).toBe('own');
  expect(grantInForce(model, role, 'line', 'read')).toBe('team');
});

test('an entity that followed the others keeps what it had when it gets an entry of its own', () => {
  const changed = withGrant(model, role, 'account', 'update', 'own');
  expect(changed.entities.account).toEqual({ read: true, update: 'own' });
  expect(withoutEntry(changed, 'account')).toEqual(role);
  expect(withGrant(model, role, 'line', 'export', true).entities.line).toEqual({
    read: 'order.createdBy in actor.teamUsers',
    create: 'order.createdBy == actor.id',
    update: 'order.createdBy == actor.id',
    delete: 'order.createdBy == actor.id',
    export: true,
  });
});

test('a right brings reading with it, and without reading the others go', () => {
  const nobody: RoleDraft = { ...role, entities: {} };
  expect(withGrant(model, nobody, 'account', 'delete', 'own').entities.account).toEqual({ read: 'own', delete: 'own' });
  expect(withGrant(model, role, 'order', 'read', false).entities.order).toEqual({ fields: { pin: { read: false } } });
});

test('a field says something or nothing', () => {
  const masked = withFieldRight(model, role, 'order', 'name', { mask: 'first1' });
  expect(masked.entities.order?.fields).toEqual({ pin: { read: false }, name: { mask: 'first1' } });
  const bare = withFieldRight(model, withFieldRight(model, masked, 'order', 'name', {}), 'order', 'pin', {});
  expect(bare.entities.order).toEqual({ read: 'team', update: 'own' });
});

test('conditions are checked against the entity, those for all others against every other one', () => {
  const wrong: RoleDraft = {
    ...role,
    entities: { '*': { read: "city == 'Rome'" }, order: { read: 'total > 10.0', update: 'totl > 1' } },
  };
  const problems = roleProblems(model, wrong);
  expect(problems.map(({ entity, right }) => [entity, right])).toEqual([['order', 'update']]);
  const lost = roleProblems(model, { ...wrong, entities: { '*': { read: "city == 'Rome'" } } });
  expect(lost[0]?.message).toMatch(/^Order: .*city/);
});

test('what changed, place by place; other words for the same are no change', () => {
  const after: RoleDraft = {
    ...role,
    title: 'Salesperson ',
    system: ['audit'],
    entities: { '*': { read: 'all' }, order: { read: 'team', update: 'team', fields: { pin: { mask: 'all' } } } },
  };
  expect(roleChanges(role, after)).toEqual([
    { kind: 'text', what: 'title', before: 'Seller', after: 'Salesperson' },
    { kind: 'grant', entity: 'order', right: 'update', before: 'own', after: 'team' },
    { kind: 'field', entity: 'order', field: 'pin', before: { read: false }, after: { mask: 'all' } },
    { kind: 'system', right: 'audit', isGiven: true },
  ]);
  expect(roleChanges(role, withoutEntry(role, 'order'))).toEqual([{ kind: 'entry', entity: 'order', isOwn: false }]);
});

test('what is saved leaves out what says nothing, and keeps what it does not know', () => {
  const draft: RoleDraft = {
    ...role,
    description: ' ',
    entities: { order: { read: true, delete: false, fields: {} } },
  };
  const written = writeRole(Object.assign({ 'x-id': 'old' }, draft));
  expect(written).toEqual({ $id: 'seller', 'x-id': 'old', title: 'Seller', entities: { order: { read: true } } });
});
