import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createChecker } from '../../definitions/checkDefinitions.ts';
import type { Definition } from '../../definitions/types.ts';
import type { JsonObject } from '../../lib/json.ts';
import { compile } from '../compile.ts';
import { definition, entity, salesDefinitions } from '../fixtures.ts';
import { kinds } from '../kinds.ts';

const check = createChecker(kinds);

function problems(...definitions: Definition[]): string[] {
  return check([...salesDefinitions(), ...definitions]).problems.map(({ pointer, message }) => `${pointer} ${message}`);
}

function form(fields: JsonObject[string], section: JsonObject = {}, rest: JsonObject = {}): Definition {
  const tabs = [{ sections: [{ fields, ...section }] }];
  return definition({ $schema: 'kiln:form', $id: 'extra', title: 'Extra', entity: 'contact', tabs, ...rest });
}

function view(rest: JsonObject): Definition {
  const document = {
    $schema: 'kiln:view',
    $id: 'extra',
    title: 'Extra',
    entity: 'contact',
    type: 'list',
    columns: ['name'],
  };
  return definition({ ...document, ...rest });
}

function locale(rest: JsonObject): Definition {
  return definition({ $schema: 'kiln:locale', $id: 'de', ...rest });
}

test.each(kinds.map((kind) => [kind.name, kind.metaschema]))('the metaschema of %s is strict', (_name, metaschema) => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  // They may speak of what is in others.
  for (const other of kinds) if (other.metaschema !== metaschema) ajv.addSchema(other.metaschema);
  expect(() => ajv.compile(metaschema)).not.toThrow();
});

describe('forms', () => {
  test('may place fields, inverses and conditions', () => {
    const fields = [
      'name',
      { field: 'email', showWhen: "stage == 'active' && actor.id != ''" },
      'friendOf',
      'createdAt',
    ];
    expect(problems(form(fields))).toEqual([]);
  });

  test.each<[string, Definition, string]>([
    [
      'unknown entity',
      form(['name'], {}, { entity: 'contct' }),
      '/entity There is no entity "contct". Did you mean "contact"?',
    ],
    ['unknown field', form(['nmae']), '/tabs/0/sections/0/fields/0 "contact" has no field "nmae". Did you mean "name"'],
    [
      'unknown field in an object',
      form([{ field: 'x' }]),
      '/tabs/0/sections/0/fields/0/field "contact" has no field "x"',
    ],
    ['field twice', form(['name', 'name']), '/tabs/0/sections/0/fields/1 "name" stands in this form already.'],
    [
      'too wide',
      form([{ field: 'name', span: 3 }]),
      '/tabs/0/sections/0/fields/0/span The section has 2 columns only.',
    ],
    ['condition', form(['name'], { showWhen: 'stage ==' }), '/tabs/0/sections/0/showWhen Column'],
    [
      'condition over others',
      form(['name'], { showWhen: "account.name == ''" }),
      'A condition of a form sees the record itself',
    ],
    [
      'unknown keyword',
      form([{ field: 'name', wide: true }]),
      '/tabs/0/sections/0/fields/0/wide "wide" is not known here.',
    ],
  ])('%s', (_title, broken, expected) => {
    expect(problems(broken).join('\n')).toContain(expected);
  });

  test('have one default for each entity', () => {
    const first = form(['name'], {}, { default: true });
    const second = form(['name'], {}, { $id: 'more', default: true });
    expect(problems(first, second)).toEqual(['/default The form "extra" is the default of "contact" already.']);
    const model = compile([...salesDefinitions(), first]);
    expect([...model.forms.values()].map(({ name, default: isDefault }) => [name, isDefault])).toEqual([
      ['contact', false],
      ['extra', true],
    ]);
  });

  test('are for roles that there are, and the default one for everybody', () => {
    expect(problems(form(['name'], {}, { roles: ['nobody'] }))).toEqual(['/roles/0 There is no role "nobody".']);
    const role = definition({ $schema: 'kiln:role', $id: 'clerk', title: 'Clerk', entities: {} });
    expect(problems(role, form(['name'], {}, { roles: ['clerk'], default: true }))).toEqual([
      '/default The default form is for everybody; it has no "roles".',
    ]);
    expect(problems(role, form(['name'], {}, { roles: ['clerk'] }))).toEqual([]);
  });

  test('compile to sections of fields', () => {
    expect(compile(salesDefinitions()).forms.get('contact')?.tabs).toEqual([
      {
        title: 'General',
        sections: [
          {
            title: 'Person',
            columns: 2,
            fields: [{ field: 'name' }, { field: 'email', span: 2, help: 'Where we write to.' }],
          },
        ],
      },
    ]);
  });
});

describe('views', () => {
  test.each<[string, JsonObject, string]>([
    ['unknown entity', { entity: 'x' }, '/entity There is no entity "x".'],
    ['unknown column', { columns: ['nmae'] }, '/columns/0 "contact" has no field "nmae". Did you mean "name"'],
    [
      'unknown column of another entity',
      { columns: [{ field: 'account.nmae' }] },
      '/columns/0/field "account" has no field "nmae".',
    ],
    ['column behind a list', { columns: ['friends.name'] }, '/columns/0 "friends" leads to no single record'],
    ['column twice', { columns: ['name', 'name'] }, '/columns/1 "name" is a column of this view already.'],
    ['filter', { where: 'stage == 3' }, '/where Column'],
    ['filter of another type', { where: 'name' }, '/where Column'],
    ['sort by nothing', { sort: '-createdAt,x' }, '/sort "contact" has no field "x".'],
    ['sort by what has no order', { sort: 'friends' }, '/sort "friends" (manyToMany) has no order to sort by.'],
    ['board without columns', { type: 'board' }, '/groupBy "groupBy" is missing.'],
    ['board by a number', { type: 'board', groupBy: 'score' }, '/groupBy "score" (integer) cannot be the columns'],
    ['board by many', { type: 'board', groupBy: 'friends' }, '/groupBy "friends" (manyToMany) cannot be'],
    ['board by nothing', { type: 'board', groupBy: 'stge' }, '/groupBy "contact" has no field "stge". Did you mean'],
    ['unknown card field', { type: 'board', groupBy: 'stage', cardFields: ['x'] }, '/cardFields/0 "contact" has no'],
    ['sum of texts', { groupBy: 'stage', sumField: 'name' }, '/sumField "name" (text) holds no numbers'],
    ['groups by many', { groupBy: 'friends' }, '/groupBy "friends" (manyToMany) has no values to group by.'],
    ['calendar without dates', { type: 'calendar' }, '/startField "startField" is missing.'],
    ['calendar of texts', { type: 'calendar', startField: 'name' }, '/startField "name" is no date or time.'],
    [
      'calendar of a date and a time',
      { type: 'calendar', startField: 'born', endField: 'createdAt' },
      '/endField "createdAt" is of another type than "born".',
    ],
    ['coloured by a text', { type: 'calendar', startField: 'born', colorField: 'name' }, '/colorField "name" is no'],
    ['list without columns', { columns: [] }, '/columns Must not be empty.'],
    ['another type', { type: 'gantt' }, '/type Must be one of "list"'],
  ])('%s', (_title, rest, expected) => {
    expect(problems(view(rest)).join('\n')).toContain(expected);
  });
});

describe('locales', () => {
  test.each<[string, JsonObject, string]>([
    [
      'entity',
      { entities: { contct: {} } },
      '/entities/contct There is no entity "contct" to translate. Did you mean "contact"?',
    ],
    ['field', { entities: { contact: { fields: { nmae: {} } } } }, '/entities/contact/fields/nmae There is no field'],
    [
      'option',
      { entities: { contact: { fields: { stage: { options: { lost: 'x' } } } } } },
      '/entities/contact/fields/stage/options/lost There is no option "lost"',
    ],
    [
      'message',
      { entities: { contact: { rules: { Hello: 'x' } } } },
      '/entities/contact/rules/Hello There is no message',
    ],
    ['form', { forms: { nothing: {} } }, '/forms/nothing There is no form "nothing"'],
    ['text of a form', { forms: { contact: { Hello: 'x' } } }, '/forms/contact/Hello There is no text "Hello"'],
    ['view', { views: { nothing: {} } }, '/views/nothing There is no view'],
    ['group', { groups: { Nothing: 'x' } }, '/groups/Nothing There is no group "Nothing" to translate. Known: Sales.'],
    ['system field', { system: { name: 'x' } }, '/system/name There is no system field'],
    ['language', { $id: 'German' }, '/$id Must match the pattern'],
  ])('unknown %s', (_title, rest, expected) => {
    expect(problems(locale(rest)).join('\n')).toContain(expected);
  });

  test('may translate inverses', () => {
    expect(problems(locale({ entities: { account: { fields: { contacts: { title: 'Kontakte' } } } } }))).toEqual([]);
  });

  test('may translate what another package has removed', () => {
    const fax = entity('fax', { number: { type: 'string' } });
    const patched = { ...fax, patches: [fax] };
    expect(problems(patched, locale({ entities: { fax: { fields: { area: { title: 'x' } } } } }))).toEqual([]);
  });
});

describe('boards and calendars', () => {
  test('are views that need no columns, and keep what belongs to another type', () => {
    const base = { $schema: 'kiln:view', title: 'X', entity: 'contact' };
    const board = { ...base, $id: 'byStage', type: 'board', groupBy: 'stage', sumField: 'score', startField: 'born' };
    const calendar = { ...base, $id: 'days', type: 'calendar', startField: 'born', endField: 'since' };
    expect(problems(definition(board), definition(calendar))).toEqual([]);
    const { views } = compile([...salesDefinitions(), definition(board), definition(calendar)]);
    expect(views.get('byStage')).toMatchObject({ type: 'board', columns: [], groupBy: 'stage', startField: 'born' });
    expect(views.get('days')).toMatchObject({ startField: 'born', endField: 'since' });
  });
});

describe('conditions of options', () => {
  const ticket = (options: JsonObject, rest: JsonObject = {}) =>
    entity('ticket', {
      sum: { type: 'integer', title: 'Sum' },
      state: { type: 'string', title: 'State', enum: ['open', 'done'], 'x-options': options, ...rest },
    });

  test('become rules of the entity', () => {
    const model = compile([ticket({ done: { title: 'Done', when: 'sum > 5' } })]);
    const [rule] = model.entities.get('ticket')?.rules ?? [];
    expect(rule).toMatchObject({
      uses: ['state', 'sum'],
      option: { field: 'state', value: 'done', title: 'Done' },
    });
    expect(rule?.when?.source).toBe('state == "done"');
  });

  test.each<[string, JsonObject, string]>([
    ['nonsense', { when: 'summ > 5' }, '/properties/state/x-options/done/when Column'],
    ['no condition', { when: 'sum' }, '/properties/state/x-options/done/when Column'],
    ['other records', { when: 'createdBy.name == ""' }, '/properties/state/x-options/done/when'],
    ['unknown member', { whn: 'true' }, '/properties/state/x-options/done/whn "whn" is not known here.'],
  ])('%s', (_title, option, expected) => {
    expect(problems(ticket({ done: option })).join('\n')).toContain(expected);
  });
});
