import { expect, test } from 'vitest';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { definition, entity } from '../model/fixtures.ts';
import type { Model } from '../model/types.ts';
import type { Expected } from '../testing/Expected.ts';
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
  readonly of: (kind: string, name: string) => Expected;
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
  expect(of('entity', 'company').properties.ages).toEqual({ type: 'integer' });
  expect(of('view', 'people')).toMatchObject({ columns: ['name', 'company.sector'] });
  expect(of('view', 'people').where).toBeUndefined();
  expect(of('view', 'people').sort).toBeUndefined();
  expect(of('form', 'person').tabs).toEqual([{ sections: [{ title: 'One', fields: ['name'] }] }]);
  expect(of('role', 'seller').entities.person).toEqual({
    read: false,
    update: false,
    delete: false,
    fields: {
      mail: { mask: 'email', 'x-gone': true },
      age: { write: false, 'x-gone': true },
      // Whoever sees a part of the address did not see the formula with it.
      label: { read: false },
    },
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
    'rollupFrozen',
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
  expect(properties.field).toEqual({ type: 'string' });
  expect(of('view', 'people')).toMatchObject({ columns: ['name', { field: 'mail' }, 'age'] });
  expect(of('view', 'people').where).toBeUndefined();
  expect(of('locale', 'zh-CN').entities.company).toBeUndefined();
  const withoutPerson = change([{ kind: 'entity', name: 'person', document: null }], local);
  expect(withoutPerson.built.model.views.has('people')).toBe(false);
  expect(withoutPerson.built.model.forms.has('person')).toBe(false);
  const { entities } = withoutPerson.of('role', 'seller');
  expect(entities).toEqual({
    '*': { read: true },
    // Whoever did not see all persons did not see all that the rollup was computed of.
    company: { read: true, fields: { ages: { read: false } } },
    person: { read: false, 'x-gone': true },
  });
  // What comes back is not seen by whoever did not see it before.
  const again = withoutPerson.built.layers;
  const back = change([{ kind: 'entity', name: 'person', document: person.document }], again);
  expect(back.of('role', 'seller').entities.person.read).toBe(false);
  expect(withoutPerson.of('entity', 'company').properties.ages).toEqual({ type: 'integer' });
  expect(dependants.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['relationRemoved', 'formulaFrozen', 'columnRemoved', 'textRemoved']),
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
    fields: { mail: { read: false }, age: { write: false }, label: { read: false } },
  });
  expect(of('entity', 'person')).toMatchObject({ 'x-search': ['name'], properties: { senior: { type: 'boolean' } } });
  expect(of('entity', 'person').properties.senior['x-formula']).toBeUndefined();
  expect(of('entity', 'company').properties.ages).toEqual({ type: 'integer' });
  const own = { ...view.document, where: 'age > 4' };
  expect(() =>
    change([
      { kind: 'entity', name: 'person', document },
      { kind: 'view', name: 'people', document: own },
    ]),
  ).toThrow('problem');
});

test('an option that goes leaves defaults, translations and conditions, and no right gets wider', () => {
  const stage = { enum: ['lost'], 'x-options': { won: { title: 'Won' } } };
  const { of, dependants } = change([
    { kind: 'entity', name: 'person', document: withFields(person, { stage: ['stage', stage] }) },
  ]);
  const now = of('entity', 'person').properties.stage;
  expect(now.default).toBeUndefined();
  expect(now['x-options']).toEqual({});
  expect(of('locale', 'zh-CN').entities.person.fields.stage.options).toEqual({});
  expect(of('view', 'people').where).toBe('false');
  expect(of('form', 'person').tabs[0].sections[1].showWhen).toBe('stage in ["lost"]');
  expect(of('entity', 'person')['x-rules']).toEqual([{ check: 'age < 150', message: 'Too old.' }]);
  expect(of('entity', 'company').properties.ages['x-rollup'].where).toBe('false');
  expect(of('role', 'seller').entities.person.read).toBe("stage != 'lost' || mail == actor.email");
  expect(dependants.map(({ kind, pointer, code, fixed }) => [kind, pointer, code, fixed])).toEqual(
    expect.arrayContaining([
      ['view', '/where', 'conditionNarrowed', true],
      ['form', '/tabs/0/sections/1/showWhen', 'conditionNarrowed', true],
      ['entity', '/x-rules/0/when', 'ruleRemoved', true],
      ['entity', '/properties/ages/x-rollup/where', 'conditionNarrowed', true],
    ]),
  );
});

test.each([
  ["stage == 'won'", false, 'rightRemoved'],
  ["stage == 'won' || mail == actor.email", 'mail == actor.email', 'conditionNarrowed'],
  ["stage in ['won', 'new']", "stage in ['new']", 'conditionNarrowed'],
  ["stage != 'won'", false, 'rightRemoved'],
  ["!(stage in ['won', 'new'])", false, 'rightRemoved'],
  ["age > 3 && !(stage == 'won')", false, 'rightRemoved'],
  ["!(stage != 'won')", false, 'rightRemoved'],
  ["coalesce(stage, 'won') == 'new'", false, 'rightRemoved'],
  [
    "company.people.exists(p, p.stage in ['won', 'lost'])",
    "company.people.exists(p, p.stage in ['lost'])",
    'conditionNarrowed',
  ],
  ["!company.people.exists(p, p.stage == 'won')", false, 'rightRemoved'],
])('the right %s without its option is %s', (read, left, code) => {
  const narrow = { ...role, document: { ...role.document, entities: { person: { read } } } };
  const layers = [companyWithRollup, person, narrow].map((each) => ({ ...each, package: 'crm' }));
  const document = withFields(person, { stage: ['stage', { enum: ['new', 'lost'], 'x-options': {} }] });
  const { of, dependants } = change([{ kind: 'entity', name: 'person', document }], layers);
  expect(of('role', 'seller').entities.person.read).toBe(left);
  expect(dependants.filter(({ kind }) => kind === 'role')).toEqual([
    expect.objectContaining({
      code,
      fixed: true,
      params: expect.objectContaining({ from: expect.stringContaining('won') }),
    }),
  ]);
});

test('where nothing is to be corrected, what compares with an option that goes is told and stays', () => {
  const layers = [companyWithRollup, person, role].map((each) => ({ ...each, package: 'local' }));
  const stage = { enum: ['new', 'won'], 'x-options': { won: { title: 'Won' } } };
  const document = withFields(person, { stage: ['stage', stage] });
  const { of, dependants } = change([{ kind: 'entity', name: 'person', document }], layers, 'none');
  expect(of('role', 'seller')).toEqual(role.document);
  expect(dependants).toContainEqual(
    expect.objectContaining({ kind: 'role', pointer: '/entities/person/read', code: 'rightRemoved', fixed: false }),
  );
  const without = withFields(person, { mail: null });
  expect(() => change([{ kind: 'entity', name: 'person', document: without }], layers, 'none')).toThrow('problem');
});

test('a condition that says nothing more goes, an option that is renamed beside one that goes is followed, and a formula stays', () => {
  const conditions = {
    ...form.document,
    tabs: [
      {
        sections: [
          {
            fields: [
              { field: 'name', showWhen: "stage != 'won'", requireWhen: "stage == 'won'" },
              { field: 'mail', requireWhen: "stage != 'won'", readOnlyWhen: "stage in ['lost', 'won']" },
            ],
          },
        ],
      },
    ],
  };
  const layers = [
    ...base.filter(({ kind }) => kind === 'entity' || kind === 'role'),
    { ...form, package: 'crm', document: conditions },
    { ...view, package: 'crm', document: { ...view.document, where: "!(stage == 'won') || age > 3" } },
  ];
  const stage = { enum: ['new', 'missed'], 'x-options': { missed: { 'x-id': 'lost' } } };
  const document = withFields(person, { stage: ['stage', stage] });
  const { of } = change([{ kind: 'entity', name: 'person', document }], layers);
  expect(of('form', 'person').tabs[0].sections[0].fields).toEqual([
    { field: 'name' },
    { field: 'mail', requireWhen: 'true', readOnlyWhen: "stage in ['missed']" },
  ]);
  expect(of('view', 'people').where).toBeUndefined();
  const gone = { enum: ['new', 'won'], 'x-options': { won: { title: 'Won' } } };
  const without = change([
    { kind: 'entity', name: 'person', document: withFields(person, { stage: ['stage', gone] }) },
  ]);
  expect(without.of('entity', 'person').properties.senior['x-formula']).toBe("age > 60 && stage != 'lost'");
  expect(without.dependants).toContainEqual(
    expect.objectContaining({ pointer: '/properties/senior/x-formula', code: 'optionGone', fixed: false }),
  );
  expect(without.of('role', 'seller').entities.person.read).toBe(false);
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

test('entities that change names with each other keep what points at them', () => {
  const about = entity('note', {
    text: { type: 'string' },
    person: { 'x-relation': { to: 'person', inverse: 'notes' } },
    company: { 'x-relation': { to: 'company', inverse: 'remarks' } },
  });
  const counted = {
    ...view,
    document: { ...view.document, where: "notes.exists(n, n.text == 'x')", columns: ['name'] },
  };
  const layers = [...base.filter(({ kind }) => kind === 'entity'), about, counted].map((each) => ({
    ...each,
    package: 'local',
  }));
  const renamed = ({ document }: Definition, name: string, id: string) => ({
    kind: 'entity',
    name,
    document: { ...document, $id: name, 'x-id': id },
  });
  const { of, dependants, built } = change(
    [renamed(person, 'company', 'person'), renamed(companyWithRollup, 'person', 'company')],
    layers,
  );
  expect(dependants.filter(({ code }) => code !== 'followsRename')).toEqual([]);
  expect(of('entity', 'note').properties).toMatchObject({
    person: { 'x-relation': { to: 'company', inverse: 'notes' } },
    company: { 'x-relation': { to: 'person', inverse: 'remarks' } },
  });
  expect(of('entity', 'company').properties.company['x-relation']).toEqual({ to: 'person', inverse: 'people' });
  expect(of('view', 'people')).toMatchObject({ entity: 'company', where: "notes.exists(n, n.text == 'x')" });
  expect([...(built.model.entities.get('person')?.inverses.keys() ?? [])].sort()).toEqual(['people', 'remarks']);
  expect(of('entity', 'person').properties.ages['x-rollup']).toMatchObject({ from: 'company.company' });
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

const moves = {
  start: ['new', 'lost'],
  moves: [
    {
      from: ['new', 'lost'],
      to: 'won',
      when: "age > 3 && stage != 'lost'",
      require: ['mail', 'age'],
      roles: ['seller'],
    },
    { from: ['lost'], to: 'new' },
    { to: 'lost', roles: ['seller', 'other'] },
  ],
};
const other = definition({ $schema: 'kiln:role', $id: 'other', title: 'Other', entities: {} });
const withMoves = {
  ...person,
  document: withFields(person, { stage: ['stage', { 'x-transitions': moves }] }),
};
const moving = [companyWithRollup, withMoves, role, other].map((each) => ({ ...each, package: 'crm' }));

function transitionsOf({ of }: Changed) {
  return of('entity', 'person').properties.stage['x-transitions'];
}

test('moves of states follow new names of options, fields and roles', () => {
  const document = withFields(withMoves, { mail: ['email', {}], age: ['years', {}] });
  const stage = (document.properties as JsonObject).stage as JsonObject;
  const options = { new: {}, victory: { 'x-id': 'won', title: 'Won' }, gone: { 'x-id': 'lost' } };
  const renamed = { ...stage, enum: ['new', 'victory', 'gone'], 'x-options': options };
  const edited = { ...document, properties: { ...(document.properties as JsonObject), stage: renamed } };
  const changed = change(
    [
      { kind: 'entity', name: 'person', document: edited },
      { kind: 'role', name: 'other', document: null },
      { kind: 'role', name: 'boss', document: { ...other.document, $id: 'boss', 'x-id': 'other' } },
    ],
    moving,
  );
  expect(transitionsOf(changed)).toEqual({
    start: ['new', 'gone'],
    moves: [
      {
        from: ['new', 'gone'],
        to: 'victory',
        when: "years > 3 && stage != 'gone'",
        require: ['email', 'years'],
        roles: ['seller'],
      },
      { from: ['gone'], to: 'new' },
      { to: 'gone', roles: ['seller', 'boss'] },
    ],
  });
});

test('what is gone takes moves along that would allow more without it', () => {
  const stage = (withMoves.document.properties as JsonObject).stage as JsonObject;
  const without = { ...withMoves.document, properties: { ...(withMoves.document.properties as JsonObject) } };
  const properties = { ...(without.properties as JsonObject), stage: { ...stage, enum: ['new', 'won'] } };
  const fewer = change([{ kind: 'entity', name: 'person', document: { ...without, properties } }], moving);
  expect(transitionsOf(fewer)).toEqual({
    start: ['new'],
    moves: [{ from: ['new'], to: 'won', when: 'age > 3', require: ['mail', 'age'], roles: ['seller'] }],
  });
  const own = moving.map((each) => ({ ...each, package: 'local' }));
  const unmanned = change([{ kind: 'role', name: 'seller', document: null }], own);
  expect(transitionsOf(unmanned)).toEqual({
    start: ['new', 'lost'],
    moves: [
      { from: ['lost'], to: 'new' },
      { to: 'lost', roles: ['other'] },
    ],
  });
});
