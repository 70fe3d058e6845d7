import { expect, test } from 'vitest';
import { check } from '../../../../core/expressions/check.ts';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { toBrowserModel } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import { compile } from '../../../../core/model/compile.ts';
import { findEntity } from '../model.ts';
import { printFilter } from './printFilter.ts';
import { readFilter } from './readFilter.ts';
import type { FilterGroup, FilterNode, FilterRule } from './types.ts';

const account: JsonObject = {
  $id: 'account',
  title: 'Account',
  'x-plural': 'Accounts',
  properties: { name: { type: 'string', title: 'Name' }, rating: { type: 'integer', title: 'Rating' } },
  'x-display': 'name',
};
const deal: JsonObject = {
  $id: 'deal',
  title: 'Deal',
  'x-plural': 'Deals',
  properties: {
    name: { type: 'string', title: 'Name' },
    stage: { type: 'string', title: 'Stage', enum: ['open', 'won', 'lost'] },
    amount: { type: 'number', title: 'Amount', 'x-type': 'money' },
    closed: { type: 'boolean', title: 'Closed' },
    closeDate: { type: 'string', format: 'date', title: 'Close date' },
    seenAt: { type: 'string', format: 'date-time', title: 'Seen at' },
    kinds: { type: 'array', title: 'Kinds', items: { type: 'string', enum: ['a', 'b'] } },
    tags: { type: 'array', title: 'Tags', items: { type: 'string' } },
    account: { title: 'Account', 'x-relation': { to: 'account' } },
    partners: { title: 'Partners', 'x-relation': { to: 'account', many: true } },
    about: { title: 'About', 'x-relation': { to: ['account', 'deal'] } },
    keeper: { type: 'string', title: 'Keeper', 'x-type': 'user' },
  },
  'x-display': 'name',
};
const definitions = [account, deal].map((document) => ({
  kind: 'entity',
  name: String(document.$id),
  package: 'test',
  document: { $schema: 'kiln:entity', type: 'object', ...document },
}));
const model = toBrowserModel(compile(definitions), 'en');
const entity = findEntity(model, 'deal') ?? expect.fail('no deal');
const id = '01a1f2f6-7300-763f-9800-c10abe5b3a3c';

const read = (source: string) => readFilter(model, entity, source);
const print = (node: FilterNode) => printFilter(model, entity, node);
const only = (source: string) => read(source).items[0];

test.each([
  ['name.lower().contains("ab")', 'contains', ['ab']],
  ['!name.lower().contains("ab")', 'notContains', ['ab']],
  ['name.startsWith("Ab")', 'startsWithCase', ['Ab']],
  ['name == "x"', 'is', ['x']],
  ['name != null', 'notEmpty', []],
  ['stage in ["open", "won"]', 'in', ['open', 'won']],
  ['!(stage in ["lost"])', 'notIn', ['lost']],
  ['amount >= -5.5', 'atLeast', [-5.5]],
  ['amount >= 1 && amount <= 10', 'between', [1, 10]],
  ['closed == true', 'is', [true]],
  ['closed != true', 'isNot', [true]],
  ['closeDate < today()', 'less', [{ days: 0 }]],
  ['closeDate >= today().addDays(-7)', 'atLeast', [{ days: -7 }]],
  ['seenAt > now().addDays(3)', 'greater', [{ days: 3 }]],
  ['kinds.exists(v, v in ["a", "b"])', 'hasAny', ['a', 'b']],
  ['"x" in tags', 'has', ['x']],
  ['!("x" in tags)', 'hasNot', ['x']],
  ['account.rating > 3', 'greater', [3]],
  [`account == "${id}"`, 'is', [id]],
  ['account == null', 'empty', []],
  [`partners.exists(r, r.id == "${id}")`, 'has', [id]],
  ['partners.size() == 0', 'empty', []],
  [`about.id == "${id}"`, 'is', [id]],
  ['keeper == actor.id', 'is', [{ me: true }]],
  ['keeper in actor.teamUsers', 'in', [{ actor: 'teamUsers' }]],
  ['!(keeper in actor.belowUsers)', 'notIn', [{ actor: 'belowUsers' }]],
  ['name == actor.email', 'is', [{ actor: 'email' }]],
])('%s is one rule, and is written again as it stood', (source, operator, values) => {
  const rule = only(source);
  expect(rule).toMatchObject({ kind: 'rule', operator, values });
  expect(print(read(source))).toBe(source);
  expect(check(source, browserScope(model, 'deal', 'everything'), 'bool').ok).toBe(true);
});

test.each([
  ["stage == 'won'", 'stage == "won"'],
  ['closed', 'closed == true'],
  ['!closed', 'closed != true'],
  ['has(name)', 'name != null'],
  ['!has(name)', 'name == null'],
  ['5 < amount', 'amount > 5'],
  ['actor.email == name', 'name == actor.email'],
  ["!(stage in ['won', 'lost']) && amount >= 500", '!(stage in ["won", "lost"]) && amount >= 500'],
  [`'${id}' in partners`, `partners.exists(r, r.id == "${id}")`],
])('%s means %s', (source, written) => {
  expect(print(read(source))).toBe(written);
  expect(print(read(written))).toBe(written);
});

test('groups keep their brackets, their join and their not', () => {
  const source =
    '(stage == "won" || stage == "open") && !(amount > 5 && amount < 9) && !(closed == true || name == "x")';
  const group = read(source);
  expect(group).toMatchObject({
    join: 'and',
    items: [
      { kind: 'group', join: 'or', not: false },
      { kind: 'group', join: 'and', not: true },
      { kind: 'group', join: 'or', not: true },
    ],
  });
  expect(print(group)).toBe(source);
});

test('what no rule can show stays text, also beside rules', () => {
  const source = 'amount > 5 && size(name) > 3 && (stage == "won" || amount * 2 > 7)';
  const group = read(source);
  expect(group.items.map(({ kind }) => kind)).toEqual(['rule', 'text', 'group']);
  expect(print(group)).toBe('amount > 5 && (size(name) > 3) && (stage == "won" || (amount * 2 > 7))');
  for (const text of [
    'amount >',
    'name.contains(stage)',
    'closeDate < now().addDays(1)',
    'nobody == 5',
    `keeper in ["${id}"]`,
    'name > "a"',
  ]) {
    expect(only(text)).toEqual({ kind: 'text', source: text });
  }
});

test('what is not filled in yet is left out', () => {
  const empty: FilterRule = { kind: 'rule', path: 'name', operator: 'contains', values: [] };
  const group: FilterGroup = {
    kind: 'group',
    join: 'or',
    not: true,
    items: [empty, { kind: 'rule', path: 'stage', operator: 'in', values: ['won'] }, { ...empty, values: [''] }],
  };
  expect(print(group)).toBe('!(stage in ["won"])');
  expect(print({ ...group, items: [empty] })).toBeUndefined();
});
