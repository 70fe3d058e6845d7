import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChecker } from '../../../definitions/checkDefinitions.ts';
import type { Definition } from '../../../definitions/types.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { definition, entity, salesDefinitions } from '../../fixtures.ts';
import { kinds } from '../../kinds.ts';

const check = createChecker(kinds);

function problems(...definitions: Definition[]): string[] {
  return check(definitions).problems.map(({ name, pointer, message }) => `${name}${pointer} ${message}`);
}

const account = entity('account', { name: { type: 'string' }, size: { type: 'integer' } });

/** Problems of one entity `one` beside `account`. */
function found(properties: JsonObject, rest: JsonObject = {}): string[] {
  return problems(entity('one', properties, rest), account);
}

const text = { type: 'string' };

describe('entities', () => {
  test('that are right have no problems', () => {
    expect(problems(...salesDefinitions())).toEqual([]);
  });

  test.each<[string, JsonObject, JsonObject, string]>([
    [
      'unknown type',
      { a: { 'x-type': 'mony' } },
      {},
      '/properties/a/x-type "mony" is not known here. Did you mean "money"?',
    ],
    [
      'pattern with look-around',
      { a: { ...text, pattern: '^(?=x)' } },
      {},
      '/properties/a/pattern The pattern must do without look-around',
    ],
    ['no type', { a: { title: 'A' } }, {}, '/properties/a Nothing says what type of field this is'],
    ['keyword of no meaning', { a: { type: 'boolean', maxLength: 3 } }, {}, '/properties/a/maxLength'],
    ['bad name', { Big: text }, {}, '/properties/Big "Big" cannot be a name here'],
    ['reserved name', { createdAt: text }, {}, '/properties/createdAt "createdAt" is reserved'],
    ['word of CEL', { in: text }, {}, '/properties/in "in" is reserved'],
    [
      'column of another field',
      { aboutEntity: text, about: { 'x-relation': { to: ['account', 'one'] } } },
      {},
      '/properties/aboutEntity In the database, "about" has a column "about_entity" of its own; choose another name',
    ],
    [
      'column of a blind index',
      { code: { 'x-type': 'encrypted' }, codeBidx: text },
      {},
      '/properties/codeBidx In the database, "code" has a column "code_bidx" of its own',
    ],
    [
      'column of the search',
      { searchLong: text },
      {},
      '/properties/searchLong In the database, the search has a column',
    ],
    ['prototype key', { constructor: text }, {}, '/properties/constructor "constructor" cannot be a name'],
    ['double x-id', { a: { ...text, 'x-id': 'b' }, b: text }, {}, '/properties/b The id "b" belongs to the field "a"'],
    [
      'relation to nothing',
      { a: { 'x-relation': { to: 'acount' } } },
      {},
      '/properties/a/x-relation/to There is no entity "acount". Did you mean "account"?',
    ],
    [
      'one of several targets',
      { a: { 'x-relation': { to: ['account', 'nothing'] } } },
      {},
      '/properties/a/x-relation/to/1 There is no entity "nothing".',
    ],
    [
      'setNull on required',
      { a: { 'x-relation': { to: 'account', onDelete: 'setNull' } } },
      { required: ['a'] },
      '/properties/a/x-relation/onDelete',
    ],
    [
      'inverse taken by a field',
      { a: { 'x-relation': { to: 'account', inverse: 'size' } } },
      {},
      '/properties/a/x-relation/inverse "account" has a field "size"',
    ],
    [
      'inverse reserved',
      { a: { 'x-relation': { to: 'account', inverse: 'version' } } },
      {},
      '/properties/a/x-relation/inverse "version" is reserved',
    ],
    [
      'order of a field that is not there',
      { a: text },
      { 'x-order': ['a', 'aa'] },
      '/x-order/1 "one" has no field "aa". Did you mean "a"?',
    ],
    [
      'order of a field of every record',
      { a: text },
      { 'x-order': ['createdAt'] },
      '/x-order/0 "createdAt" is a field',
    ],
    [
      'inverse taken by an inverse',
      {
        a: { 'x-relation': { to: 'account', inverse: 'ones' } },
        b: { 'x-relation': { to: 'account', inverse: 'ones' } },
      },
      {},
      '/properties/b/x-relation/inverse "account.ones" is already the other side of one.a',
    ],
    [
      'children of nothing',
      { a: { 'x-children': { entity: 'line', field: 'one' } } },
      {},
      '/properties/a/x-children/entity There is no entity "line"',
    ],
    [
      'children without a way back',
      { a: { 'x-children': { entity: 'account', field: 'one' } } },
      {},
      '/properties/a/x-children/field "account.one" is no relation to one "one"',
    ],
    [
      'rollup of nothing',
      { a: { 'x-rollup': { from: 'line.one', value: 'count()' } } },
      {},
      '/properties/a/x-rollup/from There is no entity "line"',
    ],
    [
      'rollup without a way back',
      { a: { 'x-rollup': { from: 'account.name', value: 'count()' } } },
      {},
      '/properties/a/x-rollup/from',
    ],
    [
      'rollup over an unknown field',
      { a: { 'x-rollup': { from: 'account.one', value: 'sum(sise)' } } },
      {},
      '/properties/a/x-rollup/value "account" has no field "sise". Did you mean "size"?',
    ],
    [
      'sum of texts',
      { a: { 'x-rollup': { from: 'account.one', value: 'sum(name)' } } },
      {},
      '/properties/a/x-rollup/value sum() needs a number',
    ],
    [
      'default of another type',
      { a: { type: 'integer', default: 'x' } },
      {},
      '/properties/a/default Must be a whole number.',
    ],
    [
      'default that is no option',
      { a: { type: 'string', enum: ['x'], default: 'y' } },
      {},
      '/properties/a/default Must be one of "x".',
    ],
    ['default beyond the digits', { a: { format: 'money', default: 1.234 } }, {}, '/properties/a/default'],
    ['CEL that does not parse', { a: { ...text, 'x-formula': "'x" } }, {}, '/properties/a/x-formula Column 1:'],
    [
      'CEL over an unknown field',
      { a: { ...text, 'x-formula': 'nmae' }, name: text },
      {},
      '/properties/a/x-formula Column 1:',
    ],
    ['CEL of another type', { a: { type: 'integer', 'x-formula': "'x'" } }, {}, '/properties/a/x-formula Column 1:'],
    ['formula by reader', { a: { ...text, 'x-formula': 'actor.id' } }, {}, 'it cannot use actor'],
    [
      'default over the record',
      { a: { ...text, 'x-default': 'b' }, b: text },
      {},
      'A default is computed before there is a record',
    ],
    [
      'cycle',
      { a: { ...text, 'x-formula': 'b' }, b: { ...text, 'x-formula': 'a' } },
      {},
      '/properties/a/x-formula This value needs itself: one.a → one.b → one.a.',
    ],
    ['unknown required', { a: text }, { required: ['b'] }, '/required/0 "one" has no field "b".'],
    [
      'required and computed',
      { a: { ...text, 'x-formula': "'x'" } },
      { required: ['a'] },
      '/required/0 "a" is computed by the server.',
    ],
    [
      'display of a relation',
      { a: { 'x-relation': { to: 'account' } } },
      { 'x-display': 'a' },
      '/x-display "a" (relation) cannot stand for the record',
    ],
    [
      'search in a number',
      { a: { type: 'integer' } },
      { 'x-search': ['a'] },
      '/x-search/0 "a" (integer) has no text to search in.',
    ],
    ['unique over unknown', { a: text }, { 'x-unique': [['a', 'b']] }, '/x-unique/0/1 "one" has no field "b".'],
    [
      'unique over what is not stored',
      { a: { ...text, 'x-formula': "string(now()) + 'x'" } },
      { 'x-unique': [['a']] },
      '/x-unique/0/0',
    ],
    [
      'index over json',
      { a: { type: 'object' } },
      { 'x-index': [['a']] },
      '/x-index/0/0 "a" (json) cannot be indexed.',
    ],
    ['index over long text', { a: { type: 'string', maxLength: 5000 } }, { 'x-index': [['a']] }, '/x-index/0/0'],
    [
      'rule over unknown',
      { a: text },
      { 'x-rules': [{ require: ['b'] }] },
      '/x-rules/0/require/0 "one" has no field "b".',
    ],
    [
      'rule that is no condition',
      { a: text },
      { 'x-rules': [{ when: 'a', require: ['a'] }] },
      '/x-rules/0/when Column 1:',
    ],
    [
      'range of a text',
      { a: text },
      { 'x-rules': [{ range: { a: { minimum: 1 } } }] },
      '/x-rules/0/range/a "a" (text) is not a number.',
    ],
    [
      'rule over another record',
      { a: { 'x-relation': { to: 'account' } } },
      { 'x-rules': [{ check: 'a.size > 1' }] },
      'A rule sees the record itself',
    ],
    [
      'rule over a foreign formula',
      { a: { 'x-relation': { to: 'account' } }, f: { ...text, 'x-formula': 'a.name' } },
      { 'x-rules': [{ check: "f != ''" }] },
      'The formula "f" reads other records.',
    ],
    ['currency field', { a: { format: 'money', 'x-currency': { field: 'b' } } }, {}, '/properties/a/x-currency/field'],
    [
      'currency that is a number',
      { a: { format: 'money', 'x-currency': { field: 'b' } }, b: { type: 'number', 'x-formula': '1' } },
      {},
      '/properties/a/x-currency/field',
    ],
    [
      'parent unknown',
      { a: text },
      { 'x-parent': { entity: 'nothing', field: 'a' } },
      '/x-parent/entity There is no entity "nothing".',
    ],
    ['parent by no relation', { a: text }, { 'x-parent': { entity: 'account', field: 'a' } }, '/x-parent/field'],
  ])('%s', (_title, properties, rest, expected) => {
    expect(found(properties, rest).join('\n')).toContain(expected);
  });

  test('names too long for Postgres', () => {
    const long = `a${'B'.repeat(39)}`;
    expect(found({ [long]: text }).join()).toMatch(/longer than 63 characters/);
    expect(problems(entity(long, { a: text })).join()).toMatch(/longer than 63 characters/);
  });

  test('cycles over entities, rollups and macros are printed', () => {
    const order = entity('order', {
      total: { type: 'number', 'x-rollup': { from: 'line.order', value: 'sum(share)' } },
      lines: { 'x-children': { entity: 'line', field: 'order' } },
      most: { type: 'boolean', 'x-formula': 'lines.exists(each, each.big)' },
    });
    const line = entity('line', {
      order: { 'x-relation': { to: 'order' } },
      share: { type: 'number', 'x-formula': 'order.total / 2.0' },
      big: { type: 'boolean', 'x-formula': 'order.most' },
    });
    expect(problems(order, line)).toEqual([
      'order/properties/total/x-rollup This value needs itself: order.total → line.share → order.total.',
      'order/properties/most/x-formula This value needs itself: order.most → line.big → order.most.',
    ]);
  });

  test('line items have one parent', () => {
    const line = entity('line', { one: { 'x-relation': { to: 'one' } } });
    const children = { 'x-children': { entity: 'line', field: 'one' } };
    expect(problems(entity('one', { a: children, b: children }), line)).toEqual([
      'one/properties/b/x-children/entity Records of "line" are line items of one.a already.',
    ]);
  });

  test('a currency may be computed', () => {
    const properties = { a: { type: 'number', 'x-type': 'money', 'x-currency': { field: 'b' } } };
    expect(found({ ...properties, b: { ...text, 'x-formula': "'CNY'" } })).toEqual([]);
  });

  test('a broken field is not blamed on those that use it', () => {
    const properties = { bad: { type: 'strin' }, f: { ...text, 'x-formula': 'bad' } };
    expect(found(properties, { 'x-search': ['bad'], required: ['bad'] })).toHaveLength(1);
  });
});

describe('any JSON', () => {
  const names = fc.constantFrom(
    'account',
    'contact',
    'name',
    'stage',
    'x',
    '__proto__',
    'constructor',
    '',
    'id',
    'a.b',
  );
  const keywords = fc.constantFrom(
    ...[
      'type',
      'format',
      'enum',
      'default',
      'items',
      'pattern',
      'maxLength',
      'properties',
      'required',
      'title',
      'x-id',
    ],
    ...['x-type', 'x-formula', 'x-relation', 'x-rollup', 'x-children', 'x-unique', 'x-index', 'x-default', 'x-number'],
    ...[
      'x-display',
      'x-search',
      'x-rules',
      'x-owned',
      'x-parent',
      'to',
      'inverse',
      'from',
      'value',
      'where',
      'entity',
      'field',
    ],
    ...[
      'when',
      'require',
      'check',
      'tabs',
      'sections',
      'fields',
      'columns',
      'sort',
      'entities',
      'options',
      'x-patch',
      '$id',
    ],
  );
  const leaf = fc.oneof(
    fc.constantFrom<Json>(
      'string',
      'integer',
      'object',
      'array',
      'money',
      'date',
      'account',
      'name',
      'count()',
      'contact.account',
    ),
    fc.constantFrom<Json>(
      'stage ==',
      'name + 1',
      "name == 'x'",
      'actor.id',
      '[(',
      'x'.repeat(200),
      null,
      true,
      0,
      -1,
      1e308,
      'kiln:entity',
    ),
    fc.string(),
  );
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(keywords, names), tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  const object = fc.dictionary(fc.oneof(keywords, names), value, { maxKeys: 8, noNullPrototype: true });

  test('never throws, and is never right by chance', () => {
    const kind = fc.constantFrom('entity', 'form', 'view', 'locale');
    fc.assert(
      fc.property(kind, object, (name, document) => {
        const broken: Definition = { kind: name, name: 'broken', package: 'p', document };
        expect(problems(broken, ...salesDefinitions()).length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  }, 30_000);

  test('in the place of any part of a right document gives problems or none, but never throws', () => {
    const places = salesDefinitions().flatMap((each, index) => paths(each.document).map((path) => ({ index, path })));
    fc.assert(
      fc.property(fc.constantFrom(...places), value, ({ index, path }, part) => {
        const definitions = salesDefinitions().map((each, position) =>
          position === index ? { ...each, document: replaced(each.document, path, part) } : each,
        );
        for (const problem of problems(...definitions)) expect(problem).toMatch(/ .+/s);
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});

test('a definition with the wrong kind of name', () => {
  expect(
    problems(definition({ $schema: 'kiln:entity', $id: 'Bad name', title: 'x', type: 'object', properties: {} })),
  ).toEqual([expect.stringContaining('/$id Must match the pattern')]);
});

function paths(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key])),
  ];
}

function replaced(document: JsonObject, [key = '', ...rest]: readonly string[], part: Json): JsonObject {
  const old = document[key];
  if (rest.length === 0 || typeof old !== 'object' || old === null) return { ...document, [key]: part };
  if (!Array.isArray(old)) return { ...document, [key]: replaced(old, rest, part) };
  const [index = '', ...inner] = rest;
  const items = old.map((item, position) => {
    if (String(position) !== index) return item;
    return inner.length === 0 || typeof item !== 'object' || item === null || Array.isArray(item)
      ? part
      : replaced(item, inner, part);
  });
  return { ...document, [key]: items };
}

describe('encrypted fields', () => {
  const code = { 'x-type': 'encrypted' };
  const many = { 'x-relation': { to: 'one', many: true } };
  const formula = (source: string): JsonObject => ({ code, many, f: { type: 'boolean', 'x-formula': source } });
  const rule = (source: string): [JsonObject, JsonObject] => [{ code }, { 'x-rules': [{ check: source }] }];

  test.each<[string, JsonObject, JsonObject, string]>([
    ['a rule', ...rule("code != 'x'"), '/x-rules/0/check Column 1: "code" is encrypted'],
    ['a rule against null', ...rule('code == null'), 'only has(code) can be asked'],
    ['a rule by order', ...rule("has(code) && code > 'a'"), '/x-rules/0/check Column 14: "code" is encrypted'],
    ['a rule by a function', ...rule("code.startsWith('a')"), '/x-rules/0/check Column 1: "code" is encrypted'],
    ['a rule by its length', ...rule('size(code) > 3'), '"code" is encrypted'],
    ['when', { code }, { 'x-rules': [{ when: "code in ['a']", require: ['code'] }] }, '/x-rules/0/when'],
    ['a formula', formula("code == 'x'"), {}, '/properties/f/x-formula Column 1: "code" is encrypted'],
    ['a formula of its text', { code, f: { ...text, 'x-formula': "code + '!'" } }, {}, '/properties/f/x-formula'],
    ['a formula over others', formula("many.exists(m, m.code == 'x')"), {}, 'only has(m.code) can be asked'],
    ['a formula that hands it on', formula('many.map(m, m.code).size() > 0'), {}, '"m.code" is encrypted'],
    [
      'a rollup',
      {
        code,
        up: { 'x-relation': { to: 'one' } },
        n: { type: 'integer', 'x-rollup': { from: 'one.up', value: 'count()', where: "code == 'x'" } },
      },
      {},
      '/properties/n/x-rollup/where Column 1: "code" is encrypted',
    ],
  ])('cannot be looked into by %s', (_, properties, rest, problem) => {
    expect(found(properties, rest).join()).toContain(problem);
  });

  test.each<[JsonObject, JsonObject]>([
    rule('has(code)'),
    [
      { code, name: text },
      {
        'x-rules': [
          { when: '!has(code)', require: ['name'] },
          { when: 'has(name)', forbid: ['code'] },
        ],
      },
    ],
    [formula('has(code) || many.exists(m, has(m.code))'), {}],
  ])('can be asked whether they hold something: %#', (properties, rest) => {
    expect(found(properties, rest)).toEqual([]);
  });
});
