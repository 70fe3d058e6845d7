import { describe, expect, test } from 'vitest';
import type { Definition } from '../definitions/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { definition } from '../model/fixtures.ts';
import { dealDefinitions } from '../model/kinds/workflow/fixtures.ts';
import type { Model } from '../model/types.ts';
import { buildModel } from './buildModel.ts';
import { editLayers } from './editLayers.ts';
import { fixDependants } from './fixDependants.ts';

const input: JsonObject = {
  type: 'object',
  properties: { company: { 'x-relation': { to: 'customer' } }, a: { type: 'number', title: 'A' } },
};

/** A workflow that names something wherever something can be named. */
const workflow: JsonObject = {
  ...{ $schema: 'kiln:workflow', $id: 'care', title: 'Care' },
  trigger: {
    ...{ on: 'record.updated', entity: 'opportunity', watch: ['stage', 'amount'] },
    when: "record.stage in ['won', 'lost'] && before.amount != record.amount",
  },
  variables: { total: { type: 'number', default: '${record.amount}' } },
  steps: [
    {
      ...{ id: 'find', do: 'records.find' },
      with: {
        entity: 'person',
        where: "account == '${record.account}' && email != '${record.name} <none>' && account.name != \"it's\"",
        sort: '-name,account.name',
        select: 'id,name,email,account(name)',
      },
    },
    {
      ...{ id: 'each', forEach: 'steps.find.output.data.filter(p, p.email != null)', as: 'person' },
      steps: [
        {
          ...{ id: 'call', do: 'records.create', when: "record.stage == 'won'" },
          with: {
            entity: 'activity',
            values: {
              type: 'call',
              subject: 'Call ${person.name} (${person.email}), ${record.name}',
              about: '${person}',
            },
          },
          compensate: [
            {
              ...{ id: 'undo', do: 'records.update' },
              with: { entity: 'activity', id: '${steps.call.output.id}', values: { done: true, type: 'task' } },
            },
          ],
        },
      ],
    },
    {
      ...{ id: 'by', switch: 'record.stage' },
      cases: [
        { is: ['won', 'new'], steps: [{ id: 'ask', do: 'approval', with: { approvers: { role: 'salesManager' } } }] },
        {
          is: 'lost',
          steps: [{ id: 'next', do: 'workflow', with: { workflow: 'other', input: { a: '${record.amount}' } } }],
        },
      ],
    },
    { id: 'big', if: 'record.amount > 5.0 && vars.total > 1.0', then: [], else: [] },
    {
      id: 'mine',
      do: 'assign',
      with: {
        ...{ entity: 'opportunity', id: '${record.id}', field: 'ownerId' },
        ...{ method: 'roundRobin', among: '${record.ownerId}' },
      },
    },
  ],
};

const other = definition({
  ...{
    $schema: 'kiln:workflow',
    $id: 'other',
    title: 'Other',
    trigger: { on: 'manual', entity: 'opportunity' },
    input,
  },
  steps: [{ id: 'say', do: 'stop', with: { message: '${record.name}' } }],
});
const button = definition({
  ...{ $schema: 'kiln:action', $id: 'other', title: 'Other', entity: 'opportunity', call: { workflow: 'other' } },
});
const onForm = definition({
  ...{ $schema: 'kiln:workflow', $id: 'onForm', title: 'On form' },
  trigger: { on: 'form', form: 'deal', entity: 'opportunity' },
  steps: [{ id: 'say', do: 'stop', with: { message: 'Got ${record.amount}' } }],
});
const onDate = definition({
  ...{ $schema: 'kiln:workflow', $id: 'onDate', title: 'On date' },
  trigger: { on: 'date', entity: 'opportunity', field: 'closeDate', at: '09:00', when: 'record.amount > 1.0' },
  steps: [],
});
const locale = definition({
  ...{ $schema: 'kiln:locale', $id: 'zh-CN', workflows: { care: { Care: '关怀' }, other: { Other: '其他' } } },
});
const base = [...dealDefinitions(), definition(workflow), other, button, onForm, onDate, locale].map((each) => ({
  ...each,
  package: 'local',
}));

interface Edit {
  readonly kind: string;
  readonly name: string;
  readonly document: JsonObject | null;
}

function change(...edits: Edit[]) {
  const before: Model = buildModel(base).model;
  const { layers, problems } = editLayers(base, edits);
  expect(problems).toEqual([]);
  const { built, dependants } = fixDependants(before, layers, 'all');
  const of = (kind: string, name: string): JsonObject | undefined =>
    built.model.definitions.find((each) => each.kind === kind && each.name === name)?.document;
  const told = dependants.map(({ kind, name, pointer, code }) => `${kind}/${name}${pointer} ${code}`);
  return { of, told, care: of('workflow', 'care') };
}

function documentOf(kind: string, name: string): JsonObject {
  const found = base.find((each: Definition) => each.kind === kind && each.name === name);
  if (!found) throw new TypeError(`There is no ${kind} ${name}`);
  return found.document;
}

/** The entity without fields that are null, with others under the names given. */
function fields(name: string, changes: Record<string, JsonObject | string | null>): Edit {
  const document = documentOf('entity', name);
  const { properties } = document;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) throw new TypeError('none');
  const now = Object.entries(properties).flatMap(([field, schema]) => {
    const to = changes[field];
    if (to === undefined) return [[field, schema] as const];
    if (to === null) return [];
    const own = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema : {};
    return typeof to === 'string' ? [[to, { ...own, 'x-id': field }] as const] : [[field, { ...own, ...to }] as const];
  });
  return { kind: 'entity', name, document: { ...document, properties: Object.fromEntries(now) } };
}

function renamed(kind: string, from: string, to: string, rest: JsonObject = {}): Edit[] {
  const document = { ...documentOf(kind, from), $id: to, 'x-id': from, ...rest };
  return [
    { kind, name: from, document: null },
    { kind, name: to, document },
  ];
}

describe('a workflow follows', () => {
  test('fields that are called otherwise', () => {
    const { care, of, told } = change(
      fields('opportunity', { amount: 'worth', stage: 'phase', name: 'title' }),
      fields('person', { email: 'mail', account: 'firm', name: 'called' }),
      fields('customer', { name: 'brand' }),
      fields('activity', { subject: 'topic', type: 'sort', about: 'of' }),
    );
    expect(JSON.parse(JSON.stringify(care))).toEqual(
      JSON.parse(
        JSON.stringify(workflow)
          .replaceAll('record.amount', 'record.worth')
          .replaceAll('before.amount', 'before.worth')
          .replaceAll('"amount"', '"worth"')
          .replaceAll('record.stage', 'record.phase')
          .replaceAll('"stage"', '"phase"')
          .replaceAll('record.name', 'record.title')
          .replaceAll('person.email', 'person.mail')
          .replaceAll('person.name', 'person.called')
          .replaceAll('p.email', 'p.mail')
          .replace('account == ', 'firm == ')
          .replace('&& email', '&& mail')
          .replace('account.name !=', 'firm.brand !=')
          .replace('-name,account.name', '-called,firm.brand')
          .replace('id,name,email,account(name)', 'id,called,mail,firm(brand)')
          .replaceAll('"subject":', '"topic":')
          .replaceAll('"type":"call"', '"sort":"call"')
          .replaceAll('"type":"task"', '"sort":"task"')
          .replaceAll('"about":', '"of":'),
      ),
    );
    expect(of('workflow', 'onForm')).toMatchObject({ steps: [{ with: { message: 'Got ${record.worth}' } }] });
    expect(of('workflow', 'onDate')).toMatchObject({ trigger: { field: 'closeDate', when: 'record.worth > 1.0' } });
    expect(new Set(told.map((line) => line.split(' ')[1]))).toEqual(new Set(['followsRename']));
  });

  test('entities, options, roles, forms and workflows that are called otherwise', () => {
    const { care, of } = change(
      ...renamed('entity', 'customer', 'company'),
      ...renamed('entity', 'person', 'contact'),
      ...renamed('role', 'salesManager', 'boss'),
      ...renamed('form', 'deal', 'dealForm'),
      ...renamed('workflow', 'other', 'another'),
      fields('opportunity', {
        stage: { enum: ['new', 'closed won', 'lost'], 'x-options': { 'closed won': { 'x-id': 'won' } } },
      }),
    );
    expect(care).toMatchObject({
      trigger: { when: "record.stage in ['closed won', 'lost'] && before.amount != record.amount" },
      steps: [
        { with: { entity: 'contact' } },
        { steps: [{ when: "record.stage == 'closed won'" }] },
        {
          cases: [
            { is: ['closed won', 'new'], steps: [{ with: { approvers: { role: 'boss' } } }] },
            { is: 'lost', steps: [{ with: { workflow: 'another' } }] },
          ],
        },
        {},
        {},
      ],
    });
    expect(of('workflow', 'another')).toMatchObject({
      input: { properties: { company: { 'x-relation': { to: 'company' } } } },
    });
    expect(of('action', 'other')).toMatchObject({ call: { workflow: 'another' } });
    expect(of('workflow', 'onForm')).toMatchObject({ trigger: { form: 'dealForm' } });
    expect(of('locale', 'zh-CN')).toMatchObject({ workflows: { another: { Other: '其他' } } });
  });
});

describe('a workflow does without', () => {
  test('a field that its trigger needs: nothing starts it any more', () => {
    const { care, of, told } = change(fields('opportunity', { amount: null, closeDate: null }));
    expect(care).toMatchObject({ trigger: { when: 'false', watch: ['stage'] } });
    expect(of('workflow', 'onDate')?.trigger).toEqual({ on: 'workflow', entity: 'opportunity' });
    expect(told).toContain('workflow/onDate/trigger/field neverStarts');
    expect(told).toContain('workflow/care/trigger/when neverStarts');
    expect(told).toContain('workflow/care/trigger/watch/1 mentionRemoved');
    expect(told).toContain('workflow/care/variables/total/default valueRemoved');
    // What cannot be done ends the run; it is not done in some other way.
    expect(care).toMatchObject({ steps: [{}, {}, {}, { id: 'big', do: 'stop', with: { as: 'failed' } }, {}] });
    expect(told).toContain('workflow/care/steps/3/if stepStopped');
    expect(of('workflow', 'onForm')).toMatchObject({ steps: [{ with: { message: 'Got ' } }] });
  });

  test('all fields that it watches', () => {
    const { care } = change(fields('opportunity', { stage: null, amount: null }));
    expect(care?.trigger).toEqual({ on: 'record.updated', entity: 'opportunity', when: 'false' });
  });

  test('fields that steps need, and those that they write', () => {
    const { care, told } = change(
      fields('person', { email: null }),
      fields('activity', { subject: null, type: { enum: ['call', 'mail'] } }),
    );
    expect(care).toMatchObject({
      steps: [{ id: 'find', do: 'stop' }, { id: 'each', do: 'stop' }, {}, {}, {}],
    });
    expect(told).toContain('workflow/care/steps/0/with/where stepStopped');
    expect(told).toContain('workflow/care/steps/1/forEach stepStopped');
    expect(told).toContain('workflow/care/steps/1/steps/0/with/values/subject valueRemoved');
    expect(told).toContain('workflow/care/steps/1/steps/0/compensate/0/with/values/type valueRemoved');
  });

  test('a field and an option that it writes, and a value in a text', () => {
    const { care, told } = change(
      fields('activity', { done: null, type: { enum: ['call', 'mail'] } }),
      fields('opportunity', { name: null }),
    );
    expect(told).toContain('workflow/care/steps/1/steps/0/with/values/subject mentionRemoved');
    expect(care).toMatchObject({
      steps: [
        { do: 'stop' },
        {
          steps: [
            {
              with: {
                values: { type: 'call', subject: 'Call ${person.name} (${person.email}), ', about: '${person}' },
              },
              compensate: [{ with: { entity: 'activity', values: {} } }],
            },
          ],
        },
        {},
        {},
        {},
      ],
    });
  });

  test('options, a role, a form, another workflow, an entity', () => {
    const { care, of } = change(
      { kind: 'role', name: 'salesManager', document: null },
      { kind: 'workflow', name: 'other', document: null },
      { kind: 'form', name: 'deal', document: null },
      { kind: 'entity', name: 'activity', document: null },
      fields('opportunity', { stage: { enum: ['new', 'won'] } }),
    );
    expect(care).toMatchObject({
      trigger: { when: "record.stage in ['won'] && before.amount != record.amount" },
      steps: [
        { id: 'find', do: 'records.find' },
        { steps: [{ id: 'call', do: 'stop' }] },
        { cases: [{ is: ['won', 'new'], steps: [{ id: 'ask', do: 'stop' }] }] },
        {},
        {},
      ],
    });
    expect(of('workflow', 'onForm')?.trigger).toEqual({ on: 'workflow', entity: 'opportunity' });
    expect(of('action', 'other')).toBeUndefined();
    expect(of('locale', 'zh-CN')).toMatchObject({ workflows: { care: { Care: '关怀' } } });
  });

  test('the entity of its trigger: it goes', () => {
    const { care, of } = change({ kind: 'entity', name: 'opportunity', document: null });
    expect(care).toBeUndefined();
    expect(of('workflow', 'other')).toBeUndefined();
    expect(of('action', 'other')).toBeUndefined();
  });

  test('what a field was: another type stops what needs it', () => {
    const { care, of } = change(
      fields('opportunity', { name: { type: 'boolean' }, closeDate: { type: 'string', format: 'email' } }),
    );
    expect(of('workflow', 'other')).toMatchObject({ steps: [{ id: 'say', do: 'stop', with: { as: 'failed' } }] });
    expect(of('workflow', 'onDate')?.trigger).toEqual({ on: 'workflow', entity: 'opportunity' });
    expect(care?.trigger).toEqual(workflow.trigger);
  });

  test('what another workflow asked for: who gives it stops there, unless it is written anew with it', () => {
    const { document } = other;
    const asks = (properties: JsonObject, required: string[] = []) => ({
      ...document,
      input: { type: 'object', properties, required },
    });
    const edit = (changed: JsonObject) => ({ kind: 'workflow', name: 'other', document: changed });
    const stopped = { steps: [{}, {}, { cases: [{}, { steps: [{ id: 'next', do: 'stop' }] }] }, {}, {}] };
    const { input: _, ...without } = document;
    expect(change(edit(without)).care).toMatchObject(stopped);
    const more = { a: { type: 'number', title: 'A' }, b: { type: 'string', title: 'B' } };
    const { care, told } = change(edit(asks(more, ['b'])));
    expect(care).toMatchObject(stopped);
    expect(told).toContainEqual(expect.stringMatching(/^workflow\/care\/steps\/2.*stepStopped$/));
    expect(change(edit(asks(more))).care).toEqual(workflow);
  });
});
