import { expect, test } from 'vitest';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { definition, entity } from '../model/fixtures.ts';
import type { Model } from '../model/types.ts';
import { buildModel } from './buildModel.ts';
import { editLayers } from './editLayers.ts';
import { type FixedModel, type Fixes, fixDependants } from './fixDependants.ts';

const company = entity(
  'company',
  { name: { type: 'string' }, sector: { type: 'string', enum: ['food', 'tools'] }, size: { type: 'integer' } },
  { 'x-display': 'name' },
);
const person = entity(
  'person',
  {
    name: { type: 'string' },
    mail: { type: 'string', format: 'email' },
    age: { type: 'integer' },
    stage: { type: 'string', enum: ['new', 'won', 'lost'], default: 'new', 'x-options': { won: { title: 'Won' } } },
    company: { 'x-relation': { to: 'company', inverse: 'people' } },
    label: { type: 'string', 'x-formula': "name + (has(mail) ? ' <' + mail + '>' : '')" },
    senior: { type: 'boolean', 'x-formula': "age > 60 && stage != 'lost'" },
    field: { type: 'string', 'x-formula': 'company.sector' },
  },
  {
    'x-display': 'name',
    'x-search': ['name', 'mail'],
    'x-unique': [['name', 'mail']],
    'x-index': [['age', 'stage']],
    required: ['name', 'mail'],
    'x-rules': [
      { when: "stage == 'won'", require: ['mail', 'age'] },
      { check: 'age < 150', message: 'Too old.' },
    ],
  },
);
const companyWithRollup: Definition = {
  ...company,
  document: {
    ...company.document,
    properties: {
      ...(company.document.properties as JsonObject),
      ages: {
        type: 'integer',
        'x-rollup': { from: 'person.company', value: 'sum(age)', where: "stage in ['won', 'new']" },
      },
    },
  },
};
const view = definition({
  $schema: 'kiln:view',
  $id: 'people',
  title: 'People',
  entity: 'person',
  type: 'list',
  columns: ['name', { field: 'mail', width: 90 }, 'company.sector', 'age'],
  where: "stage == 'won' && age > 3 && company.people.exists(p, p.mail == mail)",
  sort: '-age, mail',
});
const form = definition({
  $schema: 'kiln:form',
  $id: 'person',
  title: 'Person',
  entity: 'person',
  tabs: [
    {
      sections: [
        { title: 'One', fields: ['name', { field: 'mail', help: 'Where to.', showWhen: 'age > 3' }] },
        { title: 'Two', showWhen: 'stage in [\'won\', "lost"]', fields: ['age'] },
      ],
    },
  ],
});
const role = definition({
  $schema: 'kiln:role',
  $id: 'seller',
  title: 'Seller',
  entities: {
    '*': { read: true },
    person: {
      read: "stage != 'lost' || mail == actor.email",
      update: 'own',
      delete: 'age > 3',
      fields: { mail: { mask: 'email' }, age: { write: false } },
    },
  },
});
const locale = definition({
  $schema: 'kiln:locale',
  $id: 'zh-CN',
  entities: {
    person: {
      title: '人',
      fields: { mail: { title: '邮箱' }, stage: { options: { won: '赢' } }, age: { title: '年龄' } },
      rules: { 'Too old.': '太老' },
    },
    company: { fields: { people: { title: '人们' } } },
  },
  forms: { person: { 'Where to.': '去哪', Two: '二' } },
  views: { people: { title: '人们' } },
});
const base = [companyWithRollup, person, view, form, role, locale].map((each) => ({ ...each, package: 'crm' }));

interface Changed extends FixedModel {
  readonly before: Model;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
  readonly of: (kind: string, name: string) => any;
}

function change(
  edits: readonly { kind: string; name: string; document: JsonObject | null }[],
  layers: readonly Definition[] = base,
  fixes: Fixes = 'all',
): Changed {
  const before = buildModel(layers).model;
  const { layers: edited, problems } = editLayers(layers, edits);
  expect(problems).toEqual([]);
  const fixed = fixDependants(before, edited, fixes);
  const of = (kind: string, name: string) => {
    const found = fixed.built.model.definitions.find((each) => each.kind === kind && each.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found.document;
  };
  return { ...fixed, before, of };
}

/** Without what is undefined, in its place what is given, under new names. */
function withFields(
  original: Definition,
  fields: Record<string, [name: string, schema: JsonObject] | null>,
): JsonObject {
  const properties = Object.entries(original.document.properties as JsonObject).flatMap(([name, schema]) => {
    const to = fields[name];
    if (to === undefined) return [[name, schema] as const];
    return to === null ? [] : [[to[0], { ...(schema as JsonObject), 'x-id': name, ...to[1] }] as const];
  });
  return { ...original.document, properties: Object.fromEntries(properties) };
}

test('whatever names a field follows its new name', () => {
  const document = withFields(person, { mail: ['email', {}], age: ['years', {}] });
  const { of, dependants } = change([{ kind: 'entity', name: 'person', document }]);
  expect(of('entity', 'person')).toMatchObject({
    required: ['name', 'email'],
    'x-search': ['name', 'email'],
    'x-unique': [['name', 'email']],
    'x-index': [['years', 'stage']],
    'x-rules': [{ when: "stage == 'won'", require: ['email', 'years'] }, { check: 'years < 150' }],
    properties: {
      label: { 'x-formula': "name + (has(email) ? ' <' + email + '>' : '')" },
      senior: { 'x-formula': "years > 60 && stage != 'lost'" },
    },
  });
  expect(of('entity', 'company')).toMatchObject({ properties: { ages: { 'x-rollup': { value: 'sum(years)' } } } });
  expect(of('view', 'people')).toMatchObject({
    columns: ['name', { field: 'email', width: 90 }, 'company.sector', 'years'],
    where: "stage == 'won' && years > 3 && company.people.exists(p, p.email == email)",
    sort: '-years, email',
  });
  expect(of('form', 'person')).toMatchObject({
    tabs: [{ sections: [{ fields: ['name', { field: 'email', showWhen: 'years > 3' }] }, { fields: ['years'] }] }],
  });
  expect(of('role', 'seller')).toMatchObject({
    entities: {
      person: {
        read: "stage != 'lost' || email == actor.email",
        delete: 'years > 3',
        fields: { email: { mask: 'email' }, years: { write: false } },
      },
    },
  });
  expect(of('locale', 'zh-CN')).toMatchObject({
    entities: { person: { fields: { email: { title: '邮箱' }, years: { title: '年龄' } } } },
  });
  expect(JSON.stringify(of('locale', 'zh-CN'))).not.toMatch(/"mail"|"age"/);
  expect(dependants.every(({ code, fixed }) => code === 'followsRename' && fixed)).toBe(true);
  expect(dependants).toContainEqual({
    kind: 'role',
    name: 'seller',
    package: 'crm',
    pointer: '/entities/person/fields/mail',
    code: 'followsRename',
    params: { from: 'mail', to: 'email' },
    message: '"mail" is called "email" here, too.',
    fixed: true,
  });
});

test('whatever names an entity follows its new name', () => {
  const document = { ...company.document, ...companyWithRollup.document, $id: 'firm', 'x-id': 'company' };
  const { of } = change([
    { kind: 'entity', name: 'company', document: null },
    { kind: 'entity', name: 'firm', document },
  ]);
  expect(of('entity', 'person')).toMatchObject({ properties: { company: { 'x-relation': { to: 'firm' } } } });
  expect(of('entity', 'firm')).toMatchObject({ properties: { ages: { 'x-rollup': { from: 'person.company' } } } });
  expect(Object.keys(of('locale', 'zh-CN').entities)).toEqual(['person', 'firm']);
});

test('an entity, its fields and options get new names at once', () => {
  const renamed = withFields(person, {
    mail: ['email', {}],
    stage: ['phase', { enum: ['new', 'closed won', 'lost'], 'x-options': { 'closed won': { 'x-id': 'won' } } }],
    company: ['firm', { 'x-relation': { to: 'company', inverse: 'staff' } }],
  });
  const { of, before, built } = change([
    { kind: 'entity', name: 'person', document: null },
    { kind: 'entity', name: 'contact', document: { ...renamed, $id: 'contact', 'x-id': 'person' } },
  ]);
  expect(of('view', 'people')).toMatchObject({
    entity: 'contact',
    columns: ['name', { field: 'email' }, 'firm.sector', 'age'],
    where: "phase == 'closed won' && age > 3 && firm.staff.exists(p, p.email == email)",
  });
  expect(of('entity', 'company')).toMatchObject({
    properties: { ages: { 'x-rollup': { from: 'contact.firm', where: "phase in ['closed won', 'new']" } } },
  });
  expect(of('form', 'person')).toMatchObject({
    entity: 'contact',
    tabs: [{ sections: [{}, { showWhen: 'phase in [\'closed won\', "lost"]' }] }],
  });
  expect(of('role', 'seller')).toMatchObject({
    entities: { '*': { read: true }, contact: { read: "phase != 'lost' || email == actor.email", update: 'own' } },
  });
  expect(of('locale', 'zh-CN')).toMatchObject({
    entities: {
      contact: { fields: { phase: { options: { 'closed won': '赢' } } } },
      company: { fields: { staff: { title: '人们' } } },
    },
  });
  expect(built.model.entities.get('contact')?.id).toBe(before.entities.get('person')?.id);
});

test('names that change places are followed where nobody has written anything else', () => {
  const document = withFields(person, { mail: ['name', {}], name: ['mail', {}] });
  const { of } = change([{ kind: 'entity', name: 'person', document }]);
  expect(of('view', 'people')).toMatchObject({
    columns: ['mail', { field: 'name' }, 'company.sector', 'age'],
    sort: '-age, name',
  });
  expect(of('role', 'seller').entities.person.fields.name).toEqual({ mask: 'email' });
  expect(of('entity', 'person')).toMatchObject({
    'x-display': 'mail',
    properties: { label: { 'x-formula': "mail + (has(name) ? ' <' + name + '>' : '')" } },
  });
});

test('what is written anew in the same change-set may use new and old names', () => {
  const document = withFields(person, { mail: ['email', {}] });
  const { of } = change([
    { kind: 'entity', name: 'person', document },
    { kind: 'view', name: 'people', document: { ...view.document, columns: ['email', 'name'], where: "mail != 'x'" } },
    {
      kind: 'view',
      name: 'mails',
      document: { ...view.document, $id: 'mails', columns: ['mail'], where: "email != ''", sort: 'email' },
    },
  ]);
  expect(of('view', 'people')).toMatchObject({ columns: ['email', 'name'], where: "email != 'x'" });
  expect(of('view', 'mails')).toMatchObject({ columns: ['email'], where: "email != ''" });
});

test('what needs a field that goes does without it, and no right grows', () => {
  const document = withFields(person, { mail: null, age: null });
  const { of, dependants } = change([{ kind: 'entity', name: 'person', document }]);
  const now = of('entity', 'person');
  expect(now['x-search']).toEqual(['name']);
  expect(now.required).toEqual(['name']);
  expect(now['x-unique']).toEqual([]);
  expect(now['x-index']).toEqual([]);
  expect(now['x-rules']).toEqual([]);
  expect(now.properties.label).toEqual({ type: 'string' });
  expect(now.properties.senior).toEqual({ type: 'boolean' });
  expect(of('entity', 'company').properties.ages).toBeUndefined();
  expect(of('view', 'people')).toMatchObject({ columns: ['name', 'company.sector'] });
  expect(of('view', 'people').where).toBeUndefined();
  expect(of('view', 'people').sort).toBeUndefined();
  expect(of('form', 'person').tabs).toEqual([{ sections: [{ title: 'One', fields: ['name'] }] }]);
  expect(of('role', 'seller').entities.person).toEqual({
    read: false,
    update: false,
    delete: false,
    fields: { mail: { mask: 'email', 'x-gone': true }, age: { write: false, 'x-gone': true } },
  });
  expect(of('locale', 'zh-CN').entities.person).toEqual({
    title: '人',
    fields: { stage: { options: { won: '赢' } } },
    rules: { 'Too old.': '太老' },
  });
  expect(of('locale', 'zh-CN').forms).toEqual({ person: {} });
  const codes = new Set(dependants.map(({ code }) => code));
  for (const code of ['columnRemoved', 'sortRemoved', 'conditionRemoved', 'rightRemoved', 'fieldRightRemoved'])
    expect(codes).toContain(code);
  for (const code of [
    'formFieldRemoved',
    'textRemoved',
    'formulaFrozen',
    'rollupRemoved',
    'ruleRemoved',
    'uniqueRemoved',
  ])
    expect(codes).toContain(code);
});

test('an entity that goes takes its views and forms along, and what others need of it', () => {
  const local = base.map((each) => (each.kind === 'locale' ? each : { ...each, package: 'local' }));
  const { of, built, dependants } = change([{ kind: 'entity', name: 'company', document: null }], local);
  expect(built.model.entities.has('company')).toBe(false);
  const { properties } = of('entity', 'person') as { properties: JsonObject };
  expect(properties.company).toBeUndefined();
  // It was computed when it was read: there are no values to keep.
  expect(properties.field).toBeUndefined();
  expect(of('view', 'people')).toMatchObject({ columns: ['name', { field: 'mail' }, 'age'] });
  expect(of('view', 'people').where).toBeUndefined();
  expect(of('locale', 'zh-CN').entities.company).toBeUndefined();
  const withoutPerson = change([{ kind: 'entity', name: 'person', document: null }], local);
  expect(withoutPerson.built.model.views.has('people')).toBe(false);
  expect(withoutPerson.built.model.forms.has('person')).toBe(false);
  const { entities } = withoutPerson.of('role', 'seller');
  expect(entities).toEqual({ '*': { read: true }, person: { read: false, 'x-gone': true } });
  // What comes back is not seen by whoever did not see it before.
  const again = withoutPerson.built.layers;
  const back = change([{ kind: 'entity', name: 'person', document: person.document }], again);
  expect(back.of('role', 'seller').entities.person.read).toBe(false);
  expect(withoutPerson.of('entity', 'company').properties.ages).toBeUndefined();
  expect(dependants.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['relationRemoved', 'formulaRemoved', 'columnRemoved', 'textRemoved']),
  );
});

test('what a field of another type cannot do any more goes, where nobody has written it anew', () => {
  const document = withFields(person, {
    age: ['age', { type: 'string' }],
    mail: ['mail', { type: 'boolean', format: 'boolean' }],
  });
  const { of } = change([{ kind: 'entity', name: 'person', document }]);
  expect(of('role', 'seller').entities.person).toEqual({
    read: false,
    update: false,
    delete: false,
    fields: { mail: { read: false }, age: { write: false } },
  });
  expect(of('entity', 'person')).toMatchObject({ 'x-search': ['name'], properties: { senior: { type: 'boolean' } } });
  expect(of('entity', 'person').properties.senior['x-formula']).toBeUndefined();
  expect(of('entity', 'company').properties.ages).toBeUndefined();
  const own = { ...view.document, where: 'age > 4' };
  expect(() =>
    change([
      { kind: 'entity', name: 'person', document },
      { kind: 'view', name: 'people', document: own },
    ]),
  ).toThrow('problem');
});

test('an option that goes leaves defaults and translations, and is told where something compares with it', () => {
  const stage = { enum: ['lost'], 'x-options': { won: { title: 'Won' } } };
  const { of, dependants } = change([
    { kind: 'entity', name: 'person', document: withFields(person, { stage: ['stage', stage] }) },
  ]);
  const now = of('entity', 'person').properties.stage;
  expect(now.default).toBeUndefined();
  expect(now['x-options']).toEqual({});
  expect(of('locale', 'zh-CN').entities.person.fields.stage.options).toEqual({});
  expect(of('view', 'people')).toMatchObject({ where: expect.stringContaining("stage == 'won'") });
  expect(dependants.filter(({ code }) => code === 'optionGone').map(({ kind, fixed }) => [kind, fixed])).toEqual(
    expect.arrayContaining([
      ['view', false],
      ['form', false],
      ['entity', false],
    ]),
  );
});

test('what a role says of every entity is said of the one that changes by itself', () => {
  const everything = {
    ...role,
    document: { ...role.document, entities: { '*': { read: "name != 'x'", update: 'own' } } },
  };
  const layers = [companyWithRollup, person, everything].map((each) => ({ ...each, package: 'crm' }));
  const renamed = change(
    [{ kind: 'entity', name: 'person', document: withFields(person, { name: ['title', {}] }) }],
    layers,
  );
  expect(renamed.of('role', 'seller').entities).toEqual({
    '*': { read: "name != 'x'", update: 'own' },
    person: { read: "title != 'x'", update: 'own' },
  });
  const other = change(
    [{ kind: 'entity', name: 'person', document: withFields(person, { mail: ['email', {}] }) }],
    layers,
  );
  expect(other.of('role', 'seller').entities).toEqual(everything.document.entities);
  const document = { ...withFields(person, { name: null }), 'x-display': 'mail' };
  const gone = change([{ kind: 'entity', name: 'person', document }], layers);
  expect(gone.of('role', 'seller').entities).toMatchObject({ person: { read: false, update: false } });
});

test('a name that a macro hides is no name to follow', () => {
  const shadowed = { ...view, document: { ...view.document, where: 'company.people.exists(p, p.age > age)' } };
  const layers = [companyWithRollup, person, { ...shadowed, package: 'crm' }].map((each) => ({
    ...each,
    package: 'crm',
  }));
  const { of } = change([{ kind: 'entity', name: 'person', document: withFields(person, { age: ['p', {}] }) }], layers);
  expect(of('view', 'people').where).toBeUndefined();
  expect(of('view', 'people').sort).toBe('-p, mail');
});

test('of files only what was changed here follows them', () => {
  const before = buildModel([
    ...base,
    { ...view, name: 'mine', package: 'local', document: { ...view.document, $id: 'mine', title: 'Mine' } },
  ]);
  const crm = base.map((each) =>
    each.name === 'person' && each.kind === 'entity'
      ? { ...each, document: withFields(person, { mail: ['email', {}] }) }
      : each,
  );
  const upgraded = [...crm, ...before.layers.filter((layer) => layer.package === 'local')];
  expect(() => fixDependants(before.model, upgraded, 'local')).toThrow('problem');
  const authored = change([{ kind: 'entity', name: 'person', document: withFields(person, { mail: ['email', {}] }) }]);
  const files = authored.built.model.definitions.map((each) => ({ ...each, package: 'crm' }));
  const fixed = fixDependants(
    before.model,
    [...files, ...upgraded.filter((layer) => layer.package === 'local')],
    'local',
  );
  expect(fixed.built.model.views.get('mine')).toMatchObject({ sort: '-age, email' });
  expect(new Set(fixed.dependants.map(({ name }) => name))).toEqual(new Set(['mine']));
});

test('without a change of names nothing is touched', () => {
  const document = { ...person.document, title: 'Human' };
  const { dependants, built } = change([{ kind: 'entity', name: 'person', document }]);
  expect(dependants).toEqual([]);
  expect(built.layers.filter((layer) => layer.package === 'local').map(({ kind }) => kind)).toEqual(['entity']);
});
