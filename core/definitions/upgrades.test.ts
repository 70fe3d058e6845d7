import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../lib/json.ts';
import type { Kind } from './kind.ts';
import { layerFrom } from './layerFrom.ts';
import { mergeLayers } from './layers.ts';
import type { Definition } from './types.ts';

/**
 * A package is upgraded under what this installation changed: `was` and `now` are the package's documents, `ours` the
 * document as people made it of `was`; `result` is what they have after the upgrade.
 */
interface Upgrade {
  readonly was: JsonObject;
  readonly ours: JsonObject;
  readonly now: JsonObject;
  readonly result: JsonObject;
  /** `code pointer` */
  readonly conflicts?: readonly string[];
}

const kinds: Kind[] = [{ name: 'entity', folder: 'entity', metaschema: {}, check: () => [] }];

const text = { type: 'string' };
const fields = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ $id: 'contact', ...more, properties });
const stage = (...values: string[]): JsonObject =>
  fields({
    stage: { enum: values, 'x-options': Object.fromEntries(values.map((value) => [value, { title: value }])) },
  });
const columns = (...names: (string | JsonObject)[]): JsonObject => ({ $id: 'contact', columns: names });

const upgrades: Record<string, Upgrade> = {
  'other places': {
    was: fields({ name: text }, { title: 'Contact' }),
    ours: fields({ name: { ...text, title: 'Full name' } }, { title: 'Contact' }),
    now: fields({ name: { ...text, maxLength: 200 }, fax: text }, { title: 'Person' }),
    result: fields({ name: { ...text, title: 'Full name', maxLength: 200 }, fax: text }, { title: 'Person' }),
  },
  'the same place': {
    was: fields({}, { title: 'Contact' }),
    ours: fields({}, { title: 'Customer' }),
    now: fields({}, { title: 'Person' }),
    result: fields({}, { title: 'Customer' }),
    conflicts: ['bothChanged /title'],
  },
  'the same place, alike': {
    was: fields({}, { title: 'Contact' }),
    ours: fields({}, { title: 'Customer' }),
    now: fields({}, { title: 'Customer' }),
    result: fields({}, { title: 'Customer' }),
  },
  'a field we changed has another name': {
    was: fields({ email: text, name: text }),
    ours: fields({ email: { ...text, title: 'Mail' }, name: text }),
    now: fields({ mail: { ...text, 'x-id': 'email' }, name: text }),
    result: fields({ mail: { ...text, 'x-id': 'email', title: 'Mail' }, name: text }),
  },
  'for the second time': {
    was: fields({ mail: { ...text, 'x-id': 'email' } }),
    ours: fields({ mail: { ...text, 'x-id': 'email', title: 'Mail' } }),
    now: fields({ address: { ...text, 'x-id': 'email' } }),
    result: fields({ address: { ...text, 'x-id': 'email', title: 'Mail' } }),
  },
  'a field we changed has another name, and another field has its name': {
    was: fields({ email: text }),
    ours: fields({ email: { ...text, title: 'Mail' } }),
    now: fields({ mail: { ...text, 'x-id': 'email' }, email: { type: 'integer', 'x-id': 'count' } }),
    result: fields({ mail: { ...text, 'x-id': 'email', title: 'Mail' }, email: { type: 'integer', 'x-id': 'count' } }),
  },
  'a field we renamed is changed': {
    was: fields({ email: text, name: text }),
    ours: fields({ mail: { ...text, 'x-id': 'email' }, name: text }),
    now: fields({ email: { ...text, maxLength: 100 }, name: text }),
    result: fields({ mail: { ...text, 'x-id': 'email', maxLength: 100 }, name: text }),
  },
  'a field we renamed is renamed': {
    was: fields({ email: text }),
    ours: fields({ mail: { ...text, 'x-id': 'email' } }),
    now: fields({ address: { ...text, 'x-id': 'email' } }),
    result: fields({ mail: { ...text, 'x-id': 'email' } }),
    conflicts: ['bothRenamed /properties/mail'],
  },
  'a field we changed goes': {
    was: fields({ email: text, name: text }),
    ours: fields({ email: { ...text, title: 'Mail' }, name: text }),
    now: fields({ name: text }),
    result: fields({ name: text }),
    conflicts: ['memberGone /properties/email'],
  },
  'a field we removed is changed, renamed': {
    was: fields({ email: text, name: text }),
    ours: fields({ name: text }),
    now: fields({ mail: { ...text, 'x-id': 'email', maxLength: 9 }, name: text }),
    result: fields({ name: text }),
  },
  'a field we changed becomes another type': {
    was: fields({ size: { ...text, title: 'Size' } }),
    ours: fields({ size: { ...text, title: 'How big' } }),
    now: fields({ size: { type: 'integer', title: 'Size' } }),
    result: fields({ size: { type: 'integer', title: 'How big' } }),
  },
  'a field whose type we changed becomes another one': {
    was: fields({ size: text }),
    ours: fields({ size: { type: 'number' } }),
    now: fields({ size: { type: 'integer' } }),
    result: fields({ size: { type: 'number' } }),
    conflicts: ['bothChanged /properties/size/type'],
  },
  'a field of the name that we added': {
    was: fields({}),
    ours: fields({ fax: { ...text, title: 'Fax' } }),
    now: fields({ fax: { ...text, title: 'Telefax', maxLength: 30 } }),
    result: fields({ fax: { ...text, title: 'Fax', maxLength: 30 } }),
    conflicts: ['bothChanged /properties/fax/title'],
  },
  'options on both sides': {
    was: stage('lead', 'won'),
    ours: stage('lead', 'won', 'mine'),
    now: stage('lead', 'open', 'won'),
    result: stage('lead', 'open', 'won', 'mine'),
  },
  'an option we changed goes': {
    was: stage('lead', 'won'),
    ours: fields({
      stage: { enum: ['lead', 'won'], 'x-options': { lead: { title: 'lead' }, won: { title: 'Won!' } } },
    }),
    now: stage('lead'),
    result: stage('lead'),
    conflicts: ['memberGone /properties/stage/x-options/won'],
  },
  'an option we changed has another value': {
    was: stage('lead', 'won'),
    ours: fields({
      stage: { enum: ['lead', 'won'], 'x-options': { lead: { title: 'lead' }, won: { title: 'Won!' } } },
    }),
    now: fields({
      stage: {
        enum: ['lead', 'closed'],
        'x-options': { lead: { title: 'lead' }, closed: { title: 'won', 'x-id': 'won' } },
      },
    }),
    result: fields({
      stage: {
        enum: ['lead', 'closed'],
        'x-options': { lead: { title: 'lead' }, closed: { title: 'Won!', 'x-id': 'won' } },
      },
    }),
  },
  'an option goes, we added one': {
    was: stage('lead', 'won'),
    ours: stage('lead', 'won', 'mine'),
    now: stage('lead'),
    result: stage('lead', 'mine'),
  },
  'a view written anew': {
    was: columns('name', 'email', 'phone'),
    ours: columns('name', { field: 'email', width: 90 }, 'wechat', 'phone'),
    now: columns('phone', 'name', 'email', 'stage'),
    result: columns('phone', 'name', { field: 'email', width: 90 }, 'wechat', 'stage'),
  },
  'a column we widened goes': {
    was: columns('name', { field: 'email', width: 90 }),
    ours: columns('name', { field: 'email', width: 50 }),
    now: columns('name'),
    result: columns('name'),
    conflicts: ['memberGone /columns/1'],
  },
  'required fields on both sides': {
    was: fields({ name: text, email: text }, { required: ['name'] }),
    ours: fields({ name: text, email: text }, { required: ['name', 'email'] }),
    now: fields({ name: text, email: text, phone: text }, { required: ['phone', 'name'] }),
    result: fields({ name: text, email: text, phone: text }, { required: ['phone', 'name', 'email'] }),
  },
  'names in lists follow by themselves where we did not touch them': {
    was: fields({ email: text }, { 'x-search': ['email'] }),
    ours: fields({ email: text, mine: text }, { 'x-search': ['email', 'mine'] }),
    now: fields({ mail: { ...text, 'x-id': 'email' } }, { 'x-search': ['mail'] }),
    result: fields({ mail: { ...text, 'x-id': 'email' }, mine: text }, { 'x-search': ['mail', 'mine'] }),
  },
  'the definition has another name': {
    was: fields({}, { title: 'Contact' }),
    ours: fields({}, { title: 'Customer' }),
    now: { ...fields({}, { title: 'Contact', 'x-id': 'contact' }), $id: 'person' },
    result: { ...fields({}, { title: 'Customer', 'x-id': 'contact' }), $id: 'person' },
  },
  'the definition that we renamed has another name': {
    was: fields({}),
    ours: { ...fields({}, { 'x-id': 'contact' }), $id: 'customer' },
    now: { ...fields({}, { 'x-id': 'contact' }), $id: 'person' },
    result: { ...fields({}, { 'x-id': 'contact' }), $id: 'customer' },
    conflicts: ['bothRenamed /$id'],
  },
  'the definition that we renamed is changed': {
    was: fields({}, { title: 'Contact' }),
    ours: { ...fields({}, { title: 'Contact', 'x-id': 'contact' }), $id: 'customer' },
    now: fields({}, { title: 'Person' }),
    result: { ...fields({}, { title: 'Person', 'x-id': 'contact' }), $id: 'customer' },
  },
};

function definition(owner: string, document: JsonObject): Definition {
  const content = { $schema: 'kiln:entity', ...document };
  return { kind: 'entity', name: String(document.$id), package: owner, document: content };
}

function patchOf(was: JsonObject, ours: JsonObject): Definition {
  const document = layerFrom(definition('crm', was), ours);
  if (!document) throw new Error('The documents are equal.');
  return definition('local', document);
}

describe.each(Object.entries(upgrades))('%s', (_what, { was, ours, now, result, conflicts = [] }) => {
  const patch = patchOf(was, ours);

  test('before the upgrade', () => {
    const { definitions, conflicts: found } = mergeLayers([definition('crm', was), patch], kinds);
    expect(found).toEqual([]);
    expect(definitions[0]?.document).toEqual({ $schema: 'kiln:entity', ...ours });
    expect(definitions[0]?.name).toBe(ours.$id);
  });

  test('after the upgrade', () => {
    const { definitions, conflicts: found } = mergeLayers([definition('crm', now), patch], kinds);
    expect(definitions).toHaveLength(1);
    const document = definitions[0]?.document ?? {};
    expect(document).toEqual({ $schema: 'kiln:entity', ...result });
    expect(definitions[0]?.name).toBe(result.$id);
    if (isObject(result.properties))
      expect(Object.keys(Object(document.properties))).toEqual(Object.keys(result.properties));
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(conflicts);
    for (const each of found)
      expect(each).toMatchObject({ package: 'local', kind: 'entity', message: expect.any(String) });
  });

  test('saved again, nothing is open', () => {
    const after = definition('crm', now);
    const merged = mergeLayers([after, patch], kinds).definitions[0]?.document ?? {};
    const again = layerFrom(after, merged);
    const layers = again ? [after, definition('local', again)] : [after];
    const { definitions, conflicts: found } = mergeLayers(layers, kinds);
    expect(found).toEqual([]);
    expect(definitions[0]?.document).toEqual(merged);
  });
});

test('a definition of our own stands, whatever the package brings under its name', () => {
  const own = definition('local', fields({ mine: text }));
  const { definitions, conflicts } = mergeLayers([definition('crm', fields({ theirs: text })), own], kinds);
  expect(definitions).toEqual([own]);
  expect(conflicts).toMatchObject([
    {
      code: 'nameTaken',
      package: 'local',
      params: { name: 'contact', package: 'crm' },
      theirs: { properties: { theirs: text } },
    },
  ]);
});

test('a patch whose definition goes waits for it', () => {
  const was = fields({}, { title: 'Contact' });
  const patch = patchOf(was, fields({}, { title: 'Customer' }));
  expect(mergeLayers([patch], kinds)).toMatchObject({
    definitions: [],
    conflicts: [{ code: 'noTarget', params: { name: 'contact' } }],
  });
});

test('what is in a list is called by its title, id or name, never by its number', () => {
  const step = (id: string, more: JsonObject): JsonObject => ({ id, do: 'notify', ...more });
  const steps = (text: string, width: number, title = 'Tell the boss'): JsonObject => ({
    $id: 'contact',
    steps: [step('first', {}), { if: 'x', id: 'big', then: [step('tell', { title, with: { text } })] }],
    columns: ['name', { field: 'amount', width }],
  });
  const patch = patchOf(steps('Hello', 1), steps('Hello from us', 2));
  const { conflicts } = mergeLayers([definition('crm', steps('Hello from them', 3)), patch], kinds);
  expect(conflicts).toMatchObject([
    {
      code: 'bothChanged',
      pointer: '/steps/1/then/0/with/text',
      names: ['steps', 'big', 'then', 'Tell the boss', 'with', 'text'],
      params: { name: 'Tell the boss › text' },
    },
    { pointer: '/columns/1/width', names: ['columns', 'amount', 'width'], params: { name: 'amount › width' } },
  ]);
  for (const { message } of conflicts) expect(message).not.toMatch(/"\d+"/);
});
