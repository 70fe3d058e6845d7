import { expect, test } from 'vitest';
import { createAccess } from '../access/createAccess.ts';
import { seenModel } from '../access/seenModel.ts';
import { checkDefinitions } from '../definitions/checkDefinitions.ts';
import type { Definition } from '../definitions/types.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { type BrowserModel, toBrowserModel } from './browserModel.ts';
import { browserRules, browserTransitions } from './browserRules.ts';
import { compile } from './compile.ts';
import { definition, entity } from './fixtures.ts';
import { kinds } from './kinds.ts';
import { checkMove, possibleValues } from './transitions.ts';

const states = ['draft', 'sent', 'won', 'lost'];
const moves = [
  { from: ['draft'], to: 'sent', when: 'amount > 0', message: 'An amount, please.' },
  { from: ['sent'], to: 'won', roles: ['boss'], when: 'secret > 1' },
  { to: 'lost', require: ['reason', 'secret'] },
];
const offer = (transitions: JsonObject, state: JsonObject = {}): Definition =>
  entity('offer', {
    amount: { type: 'integer' },
    secret: { type: 'integer' },
    reason: { type: 'string' },
    total: { type: 'integer', 'x-formula': 'amount * 2' },
    lines: { type: 'array', 'x-relation': { to: 'offer', many: true } },
    state: { type: 'string', enum: states, ...state, 'x-transitions': transitions },
  });
const role = (name: string, offers: JsonObject): Definition =>
  definition({
    $schema: 'kiln:role',
    $id: name,
    title: name,
    entities: { offer: { read: true, update: true, ...offers } },
  });
const boss = role('boss', {});
const clerk = role('clerk', { fields: { secret: { read: false, write: false } } });
const zh = definition({
  $schema: 'kiln:locale',
  $id: 'zh-CN',
  entities: { offer: { rules: { 'An amount, please.': '请填写金额。' } } },
});

function problems(transitions: JsonObject, state: JsonObject = {}): string[] {
  const found = checkDefinitions([offer(transitions, state), boss, clerk], kinds);
  return found.map(({ pointer, message }) => `${pointer.replace('/properties/state', '')} ${message}`);
}

test('moves that are right have no problems', () => {
  expect(problems({ start: ['draft'], moves }, { default: 'draft' })).toEqual([]);
  expect(problems({ moves: [] })).toEqual([]);
});

test.each<[string, JsonObject, JsonObject, string]>([
  ['a first value that is none', { start: ['new'], moves: [] }, {}, '/x-transitions/start/0 "new" is not in enum.'],
  [
    'a way from nowhere',
    { moves: [{ from: ['x'], to: 'won' }] },
    {},
    '/x-transitions/moves/0/from/0 "x" is not in enum.',
  ],
  ['a way to nowhere', { moves: [{ to: 'x' }] }, {}, '/x-transitions/moves/0/to "x" is not in enum.'],
  ['a circle', { moves: [{ from: ['won'], to: 'won' }] }, {}, 'A move leads from one value to another.'],
  ['a default that is no beginning', { start: ['sent'], moves: [] }, { default: 'draft' }, '/default "draft" is none'],
  [
    'a role that is not there',
    { moves: [{ to: 'won', roles: ['bos'] }] },
    {},
    'There is no role "bos". Did you mean "boss"?',
  ],
  ['a field that is not there', { moves: [{ to: 'won', require: ['reson'] }] }, {}, 'Did you mean "reason"?'],
  ['a field that nobody fills in', { moves: [{ to: 'won', require: ['total'] }] }, {}, '"total" is computed'],
  ['a condition over others', { moves: [{ to: 'won', when: 'lines.size() > 0' }] }, {}, 'sees the record itself'],
  ['what is no condition', { moves: [{ to: 'won', when: 'amount' }] }, {}, '/x-transitions/moves/0/when'],
  ['a workflow that is not there', { moves: [{ to: 'won', run: 'thank' }] }, {}, 'There is no workflow "thank"'],
  ['an empty list of roles', { moves: [{ to: 'won', roles: [] }] }, {}, '/x-transitions/moves/0/roles'],
])('%s is told', (_, transitions, state, message) => {
  expect(problems(transitions, state).join('\n')).toContain(message);
});

test('only a select has states', () => {
  const found = checkDefinitions([entity('one', { a: { type: 'string', 'x-transitions': { moves: [] } } })], kinds);
  expect(found.map(({ pointer }) => pointer)).toEqual(['/properties/a/x-transitions']);
});

const model = compile([offer({ start: ['draft'], moves }), boss, clerk, zh]);

function seenBy(roles: readonly string[], locale = 'en'): BrowserModel {
  const access = createAccess(model, roles);
  return toBrowserModel(seenModel(model, access), locale, access);
}

function transitionsIn({ entities }: BrowserModel): Json {
  const found: Json = JSON.parse(
    JSON.stringify(entities[0]?.fields.find(({ name }) => name === 'state')?.transitions ?? null),
  );
  return found;
}

test('the browser is told of the moves that its reader may make, without what they do not see', () => {
  expect(transitionsIn(seenBy(['admin']))).toEqual({
    start: ['draft'],
    moves: [
      { from: ['draft'], to: 'sent', when: 'amount > 0', require: [], message: 'An amount, please.' },
      { from: ['sent'], to: 'won', when: 'secret > 1', require: [] },
      { to: 'lost', require: ['reason', 'secret'] },
    ],
  });
  expect(transitionsIn(seenBy(['clerk'], 'zh-CN'))).toEqual({
    start: ['draft'],
    moves: [
      { from: ['draft'], to: 'sent', when: 'amount > 0', require: [], message: '请填写金额。' },
      { to: 'lost', require: ['reason'] },
    ],
  });
});

test('the browser decides as the server does', () => {
  const browser: BrowserModel = JSON.parse(JSON.stringify(seenBy(['boss'])));
  const [shown] = browser.entities;
  const field = model.entities.get('offer')?.fields.get('state');
  if (!shown || !field) throw new Error('no offer');
  const transitions = browserTransitions(browser, shown).get('state');
  if (!transitions) throw new Error('no transitions');
  expect(possibleValues(transitions, null)).toEqual(['draft']);
  expect(possibleValues(transitions, 'draft')).toEqual(['draft', 'sent', 'lost']);
  expect(possibleValues(transitions, 'lost')).toEqual(['lost']);
  const ruled = browserRules(browser, shown);
  const server = model.entities.get('offer');
  for (const from of [null, ...states]) {
    for (const to of [null, ...states]) {
      for (const amount of [0, 1]) {
        const before = { state: from, amount, secret: 5, reason: null };
        const change = {
          ...{ before, record: { ...before, state: to }, roles: ['boss'], now: new Date() },
          actor: { id: '', name: '', kind: 'user' },
        };
        const here = checkMove(ruled, { name: 'state', title: field.title, transitions }, change);
        const there = server && checkMove(server, field, change);
        expect(here).toEqual(there);
      }
    }
  }
});
