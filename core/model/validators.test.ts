import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../lib/json.ts';
import { compile } from './compile.ts';
import { entity, salesDefinitions } from './fixtures.ts';
import type { Entity } from './types.ts';
import { createValidators, type EntityValidator } from './validators.ts';

const model = compile(salesDefinitions());
const validators = createValidators(model);
const id = '0190f1a0-0000-7000-8000-000000000001';

function validatorOf(name: string): EntityValidator {
  return validators.of(entityOf(name));
}

function entityOf(name: string): Entity {
  const found = model.entities.get(name);
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

function created(values: unknown, name = 'contact'): string[] {
  return validatorOf(name)
    .create(values)
    .map((fault) => `${fault.pointer} ${fault.message}`);
}

function updated(values: unknown, name = 'contact'): string[] {
  return validatorOf(name)
    .update(values)
    .map((fault) => `${fault.pointer} ${fault.message}`);
}

describe('create', () => {
  test('takes good values, and null for absent', () => {
    const values = {
      id,
      name: 'Ann',
      email: 'ann@example.com',
      born: null,
      account: id,
      friends: [id],
      about: id,
      ownerId: id,
    };
    expect(created(values)).toEqual([]);
    expect(created({ name: 'Ann', about: { entity: 'quote', id } })).toEqual([]);
  });

  test('tells everything at once', () => {
    const values = {
      name: 'x'.repeat(51),
      email: 'no',
      stage: 'lost',
      born: '2026-02-30',
      score: 101,
      account: 'abc',
      friends: [id, 1],
      about: 7,
      label: 'x',
      version: 3,
      contacts: [],
      nmae: 1,
    };
    expect(created(values).sort()).toEqual([
      '/about Must be the id of a record, or {"entity": …, "id": …}.',
      '/account Must be the id of a record.',
      '/born Must be a date that exists, such as 2026-03-31.',
      '/contacts There is no field "contacts". Known: name, email, stage, born, since, score, account, friends, about, ownerId.',
      '/email Must be an e-mail address such as name@example.com.',
      '/friends/1 Must be a text.',
      '/label "Label" is computed by the server.',
      '/name Must have at most 50 characters.',
      '/nmae There is no field "nmae". Did you mean "name"?',
      '/score Must be 100 or less.',
      '/stage Must be one of "lead", "active".',
      '/version "Version" is computed by the server.',
    ]);
  });

  test('demands required fields without a default', () => {
    expect(created({})).toEqual(['/name "Name" is required.']);
    expect(created({ name: null })).toEqual(['/name "Name" is required.']);
  });

  test('knows the other ends of relations', () => {
    expect(created({ name: 'A', contacts: [] }, 'account')).toEqual([
      '/contacts "contacts" are records of "contact"; they are changed there.',
    ]);
  });

  test('checks line items by their own entity, without their parent', () => {
    const items = [
      { product: 'Pen', quantity: 0 },
      { quantity: 1.5, price: 1.234 },
      'x',
      { product: 'Ink', id, amount: 3 },
    ];
    expect(created({ account: id, items }, 'quote').sort()).toEqual([
      '/items/0/quantity Must be 1 or more.',
      '/items/1/price Must have at most 2 digits after the decimal point and at most 13 before it.',
      '/items/1/product "Product" is required.',
      '/items/1/quantity Must be a whole number.',
      '/items/2 Must be an object.',
      '/items/3/amount "Amount" is computed by the server.',
    ]);
  });

  test.each<unknown>([null, undefined, [], 'x', 3])('refuses %j as values', (values) => {
    expect(created(values)).toEqual([' Must be an object with the values of the fields.']);
  });

  test('refuses what Postgres cannot store, and prototype keys', () => {
    expect(created({ name: 'a\0b' })).toEqual(['/name Must not hold the character NUL.']);
    expect(created({ name: 'a\ud800' })).toEqual(['/name Must not hold half a character (a lone surrogate).']);
    const hostile: JsonObject = JSON.parse('{"name": "x", "__proto__": {"admin": true}, "constructor": 1}');
    expect(created(hostile).map((fault) => fault.split(' ')[0])).toEqual(['/__proto__', '/constructor']);
    const other = compile([entity('thing', { info: { type: 'object' } })]);
    const thing = other.entities.get('thing');
    const nested: JsonObject = JSON.parse('{"info": {"a": [{"__proto__": 1}], "b\\u0000": 2, "c": "\\ud800"}}');
    const faults = thing ? createValidators(other).of(thing).create(nested) : [];
    expect(faults.map((fault) => fault.pointer)).toEqual(['/info/a/0/__proto__', '/info/b\0', '/info/c']);
    expect(created({ name: 'x', friends: [{ valueOf: 1 }, { valueOf: 1 }] })).toHaveLength(2);
  });

  test('counts characters, not code units', () => {
    expect(created({ name: '😀'.repeat(50) })).toEqual([]);
  });
});

test('patterns of documents run in linear time', () => {
  const other = compile([entity('thing', { code: { type: 'string', maxLength: 1000, pattern: '^(a+)+$' } })]);
  const thing = other.entities.get('thing');
  const validator = thing && createValidators(other).of(thing);
  expect(validator?.create({ code: 'aaa' })).toEqual([]);
  const start = performance.now();
  expect(validator?.create({ code: `${'a'.repeat(999)}!` })).toMatchObject([
    { pointer: '/code', code: 'pattern', message: 'Must match the pattern ^(a+)+$.' },
  ]);
  expect(performance.now() - start).toBeLessThan(1_000);
});

describe('update', () => {
  test('looks only at what it names', () => {
    expect(updated({})).toEqual([]);
    expect(updated({ email: null, score: 3 })).toEqual([]);
    expect(updated({ score: -1 })).toEqual(['/score Must be 0 or more.']);
  });

  test('empties no required field and changes no id', () => {
    expect(updated({ name: null, id })).toEqual([
      '/name "Name" is required and cannot be emptied.',
      '/id An id never changes.',
    ]);
  });

  test('takes line items with an id as changes and those without as new', () => {
    const items = [{ id, quantity: 3 }, { id, product: null }, { quantity: 3 }];
    expect(updated({ items }, 'quote')).toEqual([
      '/items/1/product "Product" is required and cannot be emptied.',
      '/items/2/product "Product" is required.',
    ]);
  });
});

test('any JSON gives faults or none, never an exception', () => {
  const names = fc.constantFrom(
    ...entityOf('contact').fields.keys(),
    ...entityOf('quote').fields.keys(),
    'x',
    '__proto__',
  );
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(id, '2026-01-01', 'lead', null));
  fc.assert(
    fc.property(
      fc.dictionary(names, value),
      fc.constantFrom('contact', 'quote', 'quoteLine', 'account'),
      (values, name) => {
        for (const fault of [...validatorOf(name).create(values), ...validatorOf(name).update(values)]) {
          expect(fault.message).toMatch(/^["A-Z].*[.)]$/s);
        }
      },
    ),
  );
});

test('every field type compiles in Ajv’s strict mode', async () => {
  const { fieldTypes } = await import('../fields/fieldTypes.ts');
  const special = [
    'relation',
    'polymorphic',
    'manyToMany',
    'children',
    'autoNumber',
    'formula',
    'rollup',
    'id',
    'version',
  ];
  const properties = [...fieldTypes.keys()]
    .filter((name) => !special.includes(name))
    .map((name) => [name, { 'x-type': name, ...(/[sS]elect/.test(name) ? selectOf(name) : {}) }]);
  const all = compile([entity('all', Object.fromEntries(properties))]);
  const found = all.entities.get('all');
  expect(found && createValidators(all).of(found).create({})).toEqual([]);
});

function selectOf(name: string): JsonObject {
  return name === 'select' ? { enum: ['a'] } : { type: 'array', items: { type: 'string', enum: ['a'] } };
}

test('100,000 unknown names cost little: only for the first ones the near names are looked for', () => {
  const values = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`nam${n.toString(36)}`, n]));
  created({ nane: 1 });
  const before = process.cpuUsage();
  const faults = validatorOf('contact').create(values);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(300);
  expect(faults.length).toBeGreaterThanOrEqual(100_000);
  expect(faults[0]?.params.near).toBeDefined();
  expect(faults[50]?.params.near).toBeUndefined();
});

test('what somebody does not know is refused as what does not exist, and never suggested', () => {
  const isKnown = (_entity: Entity, name: string) => name !== 'email';
  const said = (name: string) =>
    validatorOf('contact')
      .update({ [name]: 'no address' }, isKnown)
      .map(({ message, code }) => `${code} ${message.replace(name, '?')}`);
  expect(said('email')).toEqual(said('emails'));
  expect(said('emails').join()).not.toMatch(/"email"/);
});
