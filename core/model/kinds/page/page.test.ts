import { describe, expect, test } from 'vitest';
import { createAccess } from '../../../access/createAccess.ts';
import { createChecker } from '../../../definitions/checkDefinitions.ts';
import { toPointer } from '../../../definitions/pointer.ts';
import type { Definition } from '../../../definitions/types.ts';
import type { Json, JsonObject } from '../../../lib/json.ts';
import { pathsOf, replaced } from '../../../testing/everyPlace.ts';
import { toBrowserModel } from '../../browserModel.ts';
import { compile } from '../../compile.ts';
import { findInput } from '../../findInput.ts';
import { definition, salesDefinitions } from '../../fixtures.ts';
import { kinds } from '../../kinds.ts';
import { missingTranslations } from '../../missingTranslations.ts';
import { fillRecord, withRecord } from '../../recordLiterals.ts';
import { nameOf } from '../../references/nameOf.ts';
import { contentAt } from '../../references/placeKey.ts';
import { entityScope, ownScope } from '../../scope.ts';
import { validatorSource } from '../../validatorSource.ts';

const check = createChecker(kinds);
const call = { plugin: 'loyalty', function: 'quote' };
const facts = { as: 'facts', items: [{ key: 'total', title: 'Total', format: 'money', currency: 'EUR' }] };

function plugin(rest: JsonObject = {}): Definition {
  const functions = { quote: {}, audit: { roles: ['auditor'] } };
  return definition(
    {
      ...{ $schema: 'kiln:plugin', $id: 'loyalty', version: '1.0.0', title: 'Loyalty', kiln: '>=0.1' },
      ...{ main: 'src/index.ts', granted: {}, code: 'a'.repeat(64), provides: { functions } },
      ...{ enabled: true, isolation: 'shared', ...rest },
    },
    'loyalty',
  );
}

function action(rest: JsonObject = {}, name = 'extra'): Definition {
  return definition({ $schema: 'kiln:action', $id: name, title: 'Extra', call, ...rest });
}

function page(widgets: Json, rest: JsonObject = {}): Definition {
  return definition({ $schema: 'kiln:page', $id: 'board', title: 'Board', widgets, ...rest });
}

function problems(...definitions: Definition[]): string[] {
  const found = check([...salesDefinitions(), plugin(), ...definitions]).problems;
  return found.map(({ pointer, message }) => `${pointer} ${message}`);
}

const input: JsonObject = {
  type: 'object',
  required: ['points'],
  properties: {
    points: { type: 'integer', title: 'Points', minimum: 1 },
    reason: { type: 'string', title: 'Reason', enum: ['gift', 'sale'], 'x-options': { gift: { title: 'Gift' } } },
    account: { title: 'Account', 'x-relation': { to: 'account' } },
  },
};
const onContact = action({ entity: 'contact', on: ['record', 'list', 'form'], when: "stage == 'active'", input });
const dashboard = page(
  [
    { type: 'number', title: 'Won', entity: 'quote', measure: 'sum(total)', where: "stage == 'won'" },
    { type: 'number', title: 'New', entity: 'contact', dateField: 'createdAt', compare: true, better: 'up' },
    { type: 'chart', title: 'By month', chart: 'line', entity: 'contact', group: 'month(createdAt)', series: 'stage' },
    { type: 'chart', title: 'By trade', chart: 'donut', entity: 'contact', group: 'account.industry' },
    { type: 'list', title: 'Latest', entity: 'contact', columns: ['name', 'account.name'], sort: '-createdAt' },
    { type: 'text', text: '**Hello**' },
    { type: 'function', title: 'Quote', call, result: facts },
    { type: 'form', title: 'Price', input, call, submit: 'Calculate', result: facts },
    { type: 'actions', actions: ['quick'] },
  ],
  { group: 'Retail', icon: 'gem', period: 'last30Days' },
);
const quick = action({}, 'quick');
const panel = page(
  [
    { type: 'list', title: 'Friends', entity: 'contact', columns: ['name'], where: 'account == record.account' },
    { type: 'number', title: 'Older', entity: 'contact', where: 'born < record.born && score > record.score' },
  ],
  { $id: 'panel', place: 'record', entity: 'contact', when: "stage == 'active'" },
);

describe('checks', () => {
  test('take what makes sense', () => {
    expect(problems(onContact, quick, dashboard, { ...panel, name: 'panel' })).toEqual([]);
  });

  test.each<[string, Definition, string]>([
    [
      'unknown plugin',
      action({ call: { ...call, plugin: 'loyality' } }),
      '/call/plugin There is no plugin "loyality".',
    ],
    [
      'unknown function',
      action({ call: { ...call, function: 'quot' } }),
      '/call/function The plugin "loyalty" has no function "quot". Did you mean "quote"?',
    ],
    ['unknown entity', action({ entity: 'contct' }), '/entity There is no entity "contct".'],
    ['place without entity', action({ on: ['list'] }), '/on Only an action with an "entity"'],
    [
      'condition over others',
      action({ entity: 'contact', when: "account.name == ''" }),
      'A condition of an action sees the record itself',
    ],
    [
      'condition that no database can ask',
      action({ entity: 'contact', on: ['list'], when: 'name.matches("\\\\bx")' }),
      '/when Column',
    ],
    ['unknown role', action({ roles: ['nobody'] }), '/roles/0 There is no role "nobody"'],
    [
      'reserved input',
      action({ input: { type: 'object', properties: { record: { type: 'string' } } } }),
      '/input/properties/record "record" says where',
    ],
    [
      'computed input',
      action({ input: { type: 'object', properties: { a: { type: 'string', 'x-formula': '"x"' } } } }),
      '/input/properties/a "a" (formula) cannot be asked for.',
    ],
    [
      'wrong input',
      action({ input: { type: 'object', properties: { a: { type: 'string', format: 'dat' } } } }),
      '/input/properties/a/format',
    ],
    [
      'input that points nowhere',
      action({ input: { type: 'object', properties: { a: { 'x-relation': { to: 'nix' } } } } }),
      '/input/properties/a/x-relation/to There is no entity "nix".',
    ],
    [
      'default of another type',
      action({ input: { type: 'object', properties: { a: { type: 'integer', default: 'x' } } } }),
      '/input/properties/a/default',
    ],
    [
      'required that is not asked for',
      action({ input: { type: 'object', required: ['b'], properties: { a: { type: 'string' } } } }),
      '/input/required/0 Nothing called "b"',
    ],
    [
      'unknown measure',
      page([{ type: 'number', title: 'x', entity: 'quote', measure: 'sum(totl)' }]),
      '/widgets/0/measure "quote" has no field "totl". Did you mean "total"?',
    ],
    [
      'sum of a text',
      page([{ type: 'number', title: 'x', entity: 'contact', measure: 'sum(name)' }]),
      '/widgets/0/measure sum() needs a number',
    ],
    [
      'comparison without period',
      page([{ type: 'number', title: 'x', entity: 'contact', compare: true }]),
      '/widgets/0/compare To compare',
    ],
    [
      'bucket of a text',
      page([{ type: 'chart', title: 'x', chart: 'bar', entity: 'contact', group: 'month(name)' }]),
      '/widgets/0/group "name" is no date',
    ],
    [
      'series of a pie',
      page([{ type: 'chart', title: 'x', chart: 'pie', entity: 'contact', group: 'stage', series: 'account' }]),
      '/widgets/0/series A pie has no series.',
    ],
    [
      'record where there is none',
      page([{ type: 'number', title: 'x', entity: 'contact', where: 'account == record.id' }]),
      '/widgets/0/where Column',
    ],
    [
      'view of another entity',
      page([{ type: 'list', title: 'x', view: 'allContacts', entity: 'quote' }]),
      '/widgets/0/view There is no view "allContacts"',
    ],
    ['list of neither', page([{ type: 'list', title: 'x' }]), '/widgets/0'],
    [
      'action with a record',
      page([{ type: 'actions', actions: ['extra'] }]),
      '/widgets/0/actions/0 There is no action "extra"',
    ],
    ['place without entity', page([{ type: 'text', text: 'x' }], { place: 'record' }), '/entity'],
    [
      'entity in the navigation',
      page([{ type: 'text', text: 'x' }], { entity: 'contact' }),
      '/entity Only a page with the place "record"',
    ],
    ['keyword of another widget', page([{ type: 'text', text: 'x', entity: 'contact' }]), '/widgets/0/entity'],
  ])('%s', (_name, wrong, message) => {
    expect(problems(wrong).join('\n')).toContain(message);
  });
});

describe('references', () => {
  const model = compile([...salesDefinitions(), plugin(), onContact, quick, dashboard, { ...panel, name: 'panel' }]);

  function namesOf({ kind, name, document }: Definition): string[] {
    const references = kinds.find((each) => each.name === kind)?.references(document) ?? [];
    return references.flatMap((reference) => {
      const text = contentAt(document, reference);
      const names = typeof text === 'string' ? reference.reads(text, model.entities) : [];
      return names.length === 0
        ? []
        : [`${name}${toPointer(reference.path)}: ${names.map(({ target }) => nameOf(target)).join(' ')}`];
    });
  }

  test('tell every name that has to follow', () => {
    expect(namesOf(onContact)).toEqual([
      'extra/entity: contact',
      'extra/call/plugin: loyalty',
      'extra/when: stage active',
      'extra/input/properties/account/x-relation/to: account',
    ]);
    expect(namesOf({ ...panel, name: 'panel' })).toEqual([
      'panel/entity: contact',
      'panel/when: stage active',
      'panel/widgets/0/entity: contact',
      'panel/widgets/0/where: account account',
      'panel/widgets/0/columns/0: name',
      'panel/widgets/1/entity: contact',
      'panel/widgets/1/where: born born score score',
    ]);
    expect(namesOf(dashboard)).toContain('board/widgets/0/measure: total');
    expect(namesOf(dashboard)).toContain('board/widgets/2/group: createdAt');
    expect(namesOf(dashboard)).toContain('board/widgets/3/group: account industry');
    expect(namesOf(dashboard)).toContain('board/widgets/8/actions/0: quick');
  });

  test('what is left has something in it', () => {
    const prune = (kind: string, document: JsonObject) => kinds.find(({ name }) => name === kind)?.prune?.(document);
    expect(prune('action', { ...onContact.document, roles: [] })).toBeNull();
    const { account: _, ...properties } = { account: {}, reason: {} };
    expect(prune('action', { input: { type: 'object', required: ['account', 'reason'], properties } })).toEqual({
      input: { type: 'object', required: ['reason'], properties },
    });
    expect(prune('page', { widgets: [{ type: 'actions', actions: [] }] })).toBeNull();
    expect(
      prune('page', {
        widgets: [
          { type: 'text', text: 'x' },
          { type: 'list', columns: [] },
        ],
      }),
    ).toEqual({
      widgets: [{ type: 'text', text: 'x' }],
    });
  });
});

describe('what a browser gets', () => {
  const chinese = definition({
    ...{ $schema: 'kiln:locale', $id: 'zh-CN', groups: { Retail: '零售' } },
    actions: { extra: { Extra: '附加', Points: '积分', Gift: '赠品' } },
    pages: { board: { Board: '看板', Won: '已成交', Calculate: '计算', Total: '合计' } },
  });
  const role = (name: string, entities: JsonObject): Definition =>
    definition({ $schema: 'kiln:role', $id: name, title: name, entities, system: [] });
  const everything = { '*': { read: true, create: true, update: true, delete: true } };
  const definitions = [
    ...salesDefinitions().filter(({ kind }) => kind !== 'locale'),
    ...[plugin(), onContact, quick, dashboard, { ...panel, name: 'panel' }, chinese],
    action({ call: { ...call, function: 'audit' } }, 'auditing'),
    action({ roles: ['auditor'] }, 'forAuditors'),
    role('auditor', everything),
    role('clerk', everything),
    role('blind', { contact: { read: true, fields: { stage: { read: false } } } }),
  ];
  const model = compile(definitions);
  const seenBy = (...roles: string[]) => {
    const access = createAccess(model, roles);
    return toBrowserModel(access.model, 'en', access);
  };

  test('in their language', () => {
    const { actions, pages, groups } = toBrowserModel(model, 'zh-CN');
    const extra = actions.find(({ name }) => name === 'extra');
    expect(extra).toMatchObject({ title: '附加', input: { name: 'action-extra' } });
    expect(extra?.input?.fields.map(({ title }) => title)).toEqual(['积分', 'Reason', 'Account']);
    expect(extra?.input?.fields[1]?.options?.map(({ title }) => title)).toEqual(['赠品', 'Sale']);
    const board = pages.find(({ name }) => name === 'board');
    expect(board).toMatchObject({ title: '看板', group: 'Retail' });
    expect(board?.widgets[7]).toMatchObject({ submit: '计算', result: { items: [{ title: '合计' }] } });
    expect(groups).toContainEqual({ name: 'Retail', title: '零售' });
    expect(missingTranslations(model, 'zh-CN')).toContain('pages/board/By month');
    expect(missingTranslations(model, 'zh-CN')).not.toContain('actions/extra/Points');
  });

  test('by the roles that are named, and those of the functions', () => {
    const names = (...roles: string[]) => seenBy(...roles).actions.map(({ name }) => name);
    expect(names('clerk')).toEqual(['extra', 'quick']);
    expect(names('auditor')).toEqual(['auditing', 'extra', 'forAuditors', 'quick']);
    expect(names('admin')).toEqual(['auditing', 'extra', 'forAuditors', 'quick']);
  });

  test('without what asks for something that they do not see', () => {
    const { actions, pages } = seenBy('blind');
    expect(actions.map(({ name }) => name)).toEqual(['quick']);
    expect(pages.map(({ name }) => name)).toEqual(['board']);
    const titles = pages[0]?.widgets.map((widget) => widget.title ?? widget.type);
    expect(titles).toEqual(['New', 'Latest', 'text', 'Quote', 'Price', 'actions']);
    const form = pages[0]?.widgets.find(({ type }) => type === 'form');
    expect(form).toMatchObject({ input: { fields: [{ name: 'points' }, { name: 'reason' }] } });
  });

  test('nothing of a plugin that is switched off', () => {
    const off = compile([...definitions.filter(({ kind }) => kind !== 'plugin'), plugin({ enabled: false })]);
    const { actions, pages } = toBrowserModel(off, 'en');
    expect(actions).toEqual([]);
    expect(pages.find(({ name }) => name === 'board')?.widgets.map(({ type }) => type)).not.toContain('function');
  });

  test('validators of what is asked for', () => {
    const asked = findInput(model, 'page-board-7');
    expect(asked?.fields.has('id')).toBe(false);
    expect(asked && validatorSource(model, asked)).toContain('export const create');
    expect(findInput(model, 'page-board-0')).toBeUndefined();
    expect(findInput(model, 'action-__proto__')).toBeUndefined();
  });
});

test('what a condition reads of the record is written into it', () => {
  const { entities } = compile(salesDefinitions());
  const scope = withRecord(entityScope(entities, 'contact'), 'contact', ownScope(entities, 'contact'));
  const record = { id: 'abc', name: 'O"\'\\x', account: '0190', score: -3, born: '2001-02-03', since: null };
  const filled = (source: string) => fillRecord(source, scope, record);
  expect(filled('account == record.account && score > record.score')).toBe('account == "0190" && score > (-3)');
  expect(filled('account == record.account.id || account == record')).toBe('account == "0190" || account == "abc"');
  expect(filled('name == record.name')).toBe('name == "O\\"\'\\\\x"');
  expect(filled('born < record.born.addDays(3)')).toBe('born < date("2001-02-03").addDays(3)');
  expect(filled('since < record.since')).toBe('since < null');
  expect(filled("friends.exists(record, record.name == 'x')")).toBe("friends.exists(record, record.name == 'x')");
  expect(filled('record.nothing == 1')).toBeUndefined();
});

test('anything in the place of any part gives problems or none, but never throws', () => {
  const odd: Json[] = [
    null,
    true,
    7,
    '',
    'x',
    'count()',
    [],
    [1],
    {},
    { type: 'number' },
    { a: { 'x-relation': { to: 5 } } },
  ];
  for (const { kind, name, document } of [onContact, dashboard, { ...panel, name: 'panel' }]) {
    for (const path of pathsOf(document)) {
      for (const value of odd) {
        const changed = definition({ ...replaced(document, path, value), $schema: `kiln:${kind}`, $id: name });
        expect(() => problems(changed, quick), `${path.join('/')} ${JSON.stringify(value)}`).not.toThrow();
        const references = kinds.find((each) => each.name === kind)?.references(changed.document) ?? [];
        expect(references.every((reference) => Array.isArray(reference.path))).toBe(true);
        kinds.find((each) => each.name === kind)?.prune?.(changed.document);
      }
    }
  }
});
