import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { applyDefaults } from './applyDefaults.ts';
import { toBrowserModel } from './browserModel.ts';
import { browserRules } from './browserRules.ts';
import { compile } from './compile.ts';
import { salesDefinitions } from './fixtures.ts';
import { changedRules, checkRules, type Ruled } from './rules.ts';
import type { Entity } from './types.ts';

const model = compile(salesDefinitions());
const contact = entityOf('contact');
const circumstances = {
  actor: { id: '0190f1a0-0000-7000-8000-000000000001', name: 'Admin', kind: 'system' },
  now: new Date('2026-03-31T12:00:00Z'),
};

function entityOf(name: string): Entity {
  const found = model.entities.get(name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

function inBrowser(): Ruled {
  // What travels is JSON.
  const browser: ReturnType<typeof toBrowserModel> = JSON.parse(JSON.stringify(toBrowserModel(model, 'en')));
  const entity = browser.entities.find((candidate) => candidate.name === 'contact');
  if (!entity) throw new Error('no contact');
  return browserRules(browser, entity);
}

describe.each<[string, () => Ruled]>([
  ['on the server', () => contact],
  ['in the browser', inBrowser],
])('rules %s', (_where, ruled) => {
  function broken(record: JsonObject): string[] {
    return checkRules(ruled(), record, circumstances).map((fault) => `${fault.pointer} ${fault.message}`);
  }
  const good = { name: 'Ann', stage: 'active', email: 'a@b.de', score: 20, born: '1990-01-01', since: '2026-01-01' };

  test('hold', () => {
    expect(broken(good)).toEqual([]);
  });

  test('require, by their own message', () => {
    expect(broken({ ...good, email: null })).toEqual(['/email An active contact needs an e-mail address.']);
  });

  test('forbid, by a general message', () => {
    expect(broken({ ...good, stage: 'lead' })).toEqual(['/score "Score" must be empty here.']);
  });

  test('hold values in a range', () => {
    expect(broken({ ...good, score: 5 })).toEqual(['/score "Score" must be 10 or more here.']);
    expect(broken({ ...good, score: null })).toEqual([]);
  });

  test('compare fields; a missing value is no contradiction of a condition but of a check', () => {
    expect(broken({ ...good, born: '2026-02-01' })).toEqual(['/born Nobody is a contact before birth.']);
  });

  test('see formulas that are not in the record', () => {
    expect(broken({ ...good, name: 'Nobody', stage: 'lead', score: null, email: null })).toEqual([
      "/shout This must hold: shout != 'Nobody!'",
    ]);
  });

  test('are narrowed to those that a change can alter', () => {
    const names = (fields: string[]): number[] =>
      changedRules(ruled(), fields).map((rule) =>
        ruled().rules.findIndex((other) => other.uses.join() === rule.uses.join()),
      );
    expect(names(['born'])).toEqual([3]);
    expect(names(['stage']).length).toBe(3);
    expect(names(['name'])).toEqual([4]);
    expect(names(['friends'])).toEqual([]);
  });
});

describe('applyDefaults', () => {
  test('fills what is absent or null', () => {
    expect(applyDefaults(contact, { name: 'Ann', stage: null }, circumstances)).toEqual({
      name: 'Ann',
      stage: 'lead',
      since: '2026-03-31',
      ownerId: circumstances.actor.id,
    });
  });

  test('keeps what is given, and its argument as it is', () => {
    const values = { stage: 'active', since: '2020-01-01', ownerId: 'other' };
    expect(applyDefaults(contact, values, circumstances)).toEqual(values);
    expect(applyDefaults(entityOf('account'), {}, circumstances)).toEqual({});
  });
});
